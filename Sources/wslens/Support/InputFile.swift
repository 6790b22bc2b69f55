// Reading files, pipes and standard input, with words for everything that can go wrong.

import Foundation

enum InputFile {
    /// Whether a name stands for standard input.
    static func isStandardInput(_ path: String) -> Bool { path == "-" || path == "/dev/stdin" }

    /// A file as messages name it.
    static func name(_ path: String) -> String { isStandardInput(path) ? "Standard input" : path }

    /// Whether it can be read once only: a pipe is empty afterwards.
    static func isPipe(_ path: String) -> Bool { isStandardInput(path) || FileStatus(path)?.isStored == false }

    /// The bytes of a file, of a pipe until its end, or of standard input, which is called "-".
    static func read(_ path: String) throws(FileProblem) -> [UInt8] {
        let isStandard = isStandardInput(path)
        if isStandard, isatty(STDIN_FILENO) == 1 {
            throw FileProblem("Standard input is a terminal. Name a file, or send one: wslens … - < FILE")
        }
        let descriptor = isStandard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { throw FileProblem("There is no file \(path). Check the name, or list the folder.") }
            throw unreadable(path, errno)
        }
        defer { if !isStandard { close(descriptor) } }
        let status = FileStatus(descriptor)
        if status?.isFolder == true { throw FileProblem("\(path) is a folder. Name a file in it.") }
        var bytes: [UInt8] = []
        if let status, status.isRegular { bytes.reserveCapacity(status.size) }
        // In parts, so that a large file is not in memory twice.
        var part = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = part.withUnsafeMutableBytes { Foundation.read(descriptor, $0.baseAddress, $0.count) }
            if count == 0 { return bytes }
            if count > 0 { bytes += part[..<count] } else if errno != EINTR { throw unreadable(path, errno) }
        }
    }

    /// Makes standard input, from which a file was read, the terminal on which the screen is, for its keys.
    static func takeKeysFromTerminal() throws(FileProblem) {
        guard let name = ttyname(STDOUT_FILENO) else { return }
        let descriptor = open(name, O_RDWR | O_NOCTTY)
        guard descriptor >= 0 else {
            throw FileProblem(
                "The terminal could not be opened for the keys: \(FileProblem.words(errno)). Save what standard input "
                    + "brings to a file, and name that.")
        }
        dup2(descriptor, STDIN_FILENO)
        close(descriptor)
    }

    private static func unreadable(_ path: String, _ number: Int32) -> FileProblem {
        FileProblem("\(name(path)) could not be read: \(FileProblem.words(number)).")
    }
}

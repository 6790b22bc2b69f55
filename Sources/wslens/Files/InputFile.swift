// Reading files, pipes and standard input, with an error text for everything that can go wrong.

import Capture
import SystemPackage
import WebSocketProtocol

enum InputFile {
    /// Whether a name stands for standard input.
    static func isStandardInput(_ path: String) -> Bool { path == "-" || path == "/dev/stdin" }

    /// A file's name in errors and notices.
    static func name(_ path: String) -> String { isStandardInput(path) ? "Standard input" : path }

    /// Whether it can be read once only: a pipe is empty afterwards.
    static func isPipe(_ path: String) -> Bool { isStandardInput(path) || FileStatus(path)?.isStored == false }

    /// The bytes of a file, of a pipe until its end, or of standard input, which is called "-". All of them are held in memory, and a
    /// pipe or a device may have no end.
    ///
    /// - Parameters:
    ///   - limit: how many bytes there may be.
    ///   - advice: what to do where there are more.
    ///   - judge: sees the first bytes, 4096 of them where there are so many, before the rest is read.
    static func read(
        _ path: String, limit: Int, advice: String, judge: ([UInt8]) throws(FileProblem) -> Void = { _ in }
    ) throws(FileProblem) -> [UInt8] {
        let file = try open(path)
        let status = FileStatus(file.descriptor)
        if status?.isFolder == true { throw FileProblem("\(path) is a folder. Name a file in it.") }
        let size = status.map { $0.isRegular ? $0.size : 0 } ?? 0
        let tooLong = FileProblem("\(name(path)) has more than \(limit.grouped) bytes. \(advice)")
        guard size <= limit else { throw tooLong }
        var isJudged = false
        do {
            let bytes = try file.descriptor.readToEnd(limit: limit, expected: size) { bytes in
                guard !isJudged, bytes.count >= CaptureFormat.prefixLength else { return }
                isJudged = true
                try judge(bytes)
            }
            guard let bytes else { throw tooLong }
            return bytes
        } catch let problem as FileProblem {
            throw problem
        } catch {
            throw unreadable(path, error)
        }
    }

    private static func open(_ path: String) throws(FileProblem) -> OpenFile {
        if isStandardInput(path) {
            guard !FileDescriptor.standardInput.isTerminal else {
                throw FileProblem("Standard input is a terminal. Name a file, or redirect one: wslens … - < FILE")
            }
            return OpenFile(borrowed: .standardInput)
        }
        do {
            return try OpenFile(path, .readOnly)
        } catch Errno.noSuchFileOrDirectory {
            throw FileProblem("There is no file \(path). Check the name, or list the folder.")
        } catch {
            throw unreadable(path, error)
        }
    }

    /// After a file was read from standard input, reads keys from the terminal that shows the screen.
    static func takeKeysFromTerminal() throws(FileProblem) {
        guard let name = Streams.outputTerminal else { return }
        do {
            let terminal = try OpenFile(name, .readWrite, .noControllingTerminal)
            _ = try terminal.descriptor.duplicate(as: .standardInput)
        } catch {
            throw FileProblem(
                "The terminal could not be opened to read keys: \(error). Save the input to a file, and "
                    + "name that file.")
        }
    }

    private static func unreadable(_ path: String, _ error: any Error) -> FileProblem {
        FileProblem("\(name(path)) could not be read: \(error).")
    }
}

// Writing files, with words for everything that can go wrong.

import Foundation

enum OutputFile {
    /// Makes a file and opens it for writing at its end. A file that is there is only replaced where that was asked for,
    /// and only a regular file is.
    static func open(_ path: String, replaces: Bool) throws(FileProblem) -> FileHandle {
        // Not emptied before it is known what it is, and not waiting, as for the reader of a pipe. At the end, so that
        // what others do to the file meanwhile leaves no hole in it.
        let flags = O_WRONLY | O_CREAT | O_APPEND | O_NONBLOCK | O_CLOEXEC | (replaces ? 0 : O_EXCL)
        let descriptor = Foundation.open(path, flags, 0o644)
        let number = errno
        let status = descriptor >= 0 ? FileStatus(descriptor) : FileStatus(path)
        if let status, !status.isRegular {
            if descriptor >= 0 { close(descriptor) }
            throw FileProblem("\(path) is \(status.kindWords); only a regular file is written to. Choose another name.")
        }
        guard descriptor >= 0 else {
            if number == EEXIST { throw FileProblem.isThere(path) }
            throw FileProblem("\(path) could not be made: \(FileProblem.words(number)).")
        }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        guard ftruncate(descriptor, 0) == 0 else {
            throw FileProblem("\(path) could not be emptied: \(FileProblem.words(errno)).")
        }
        return handle
    }

    /// A name as a shell would read it: a ~ at its start is the home folder.
    static func expanded(_ path: String) -> String {
        guard path.hasPrefix("~/"), let home = ProcessInfo.processInfo.environment["HOME"], !home.isEmpty else {
            return path
        }
        return home + path.dropFirst()
    }
}

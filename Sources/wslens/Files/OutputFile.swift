// Writing files, with an error text for everything that can go wrong.

import SystemPackage

enum OutputFile {
    /// Creates a file and opens it for writing at its end. An existing file is replaced only if that was asked for, and
    /// only if it is a regular file.
    static func open(_ path: String, replaces: Bool) throws(FileProblem) -> OpenFile {
        // Not emptied before it is known what it is, and without waiting, as for the reader of a pipe. Appending, so
        // that what others do to the file meanwhile leaves no hole in it.
        var options: FileDescriptor.OpenOptions = [.create, .append, .nonBlocking]
        if !replaces { options.insert(.exclusiveCreate) }
        let file: OpenFile
        do {
            file = try OpenFile(path, .writeOnly, options)
        } catch {
            try checkIsRegular(FileStatus(path), path)
            if error as? Errno == .fileExists { throw FileProblem.isThere(path) }
            throw FileProblem("\(path) could not be created: \(error).")
        }
        try checkIsRegular(FileStatus(file.descriptor), path)
        do {
            try file.descriptor.resize(to: 0)
        } catch {
            throw FileProblem("\(path) could not be emptied: \(error).")
        }
        return file
    }

    private static func checkIsRegular(_ status: FileStatus?, _ path: String) throws(FileProblem) {
        guard let status, !status.isRegular else { return }
        throw FileProblem("\(path) is \(status.kindWords); only regular files are written to. Choose another name.")
    }

    /// A name as a shell would read it: a ~ at its start is the home folder.
    static func expanded(_ path: String) -> String {
        guard path.hasPrefix("~/"), let home = Platform.environment("HOME") else { return path }
        return home + path.dropFirst()
    }
}

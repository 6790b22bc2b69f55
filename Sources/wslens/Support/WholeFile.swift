// Writing a file that is whole or not there: the parts go to a file beside it, which takes its name when all of them are
// written. So neither a full disk nor a crash leaves half a file, and a file may be written over the one it is made from.
//
// Pipes and devices have no beside; they get the parts as they come.

import Foundation

/// A file that is written in parts.
struct WholeFile {
    /// The file, as it was named.
    private let path: String
    private let handle: FileHandle
    /// Where the parts are, and the file whose name that gets; nil where the parts go straight to the file.
    private let draft: (path: String, target: String)?
    private let replaces: Bool
    private var written = 0

    /// Begins a file. One that is there is only replaced where that was asked for.
    init(_ path: String, replaces: Bool) throws(FileProblem) {
        self.path = path
        self.replaces = replaces
        if path == Self.outputName {
            (handle, draft) = (Streams.fileOutput, nil)
            return
        }
        let status = FileStatus(path)
        if status?.isFolder == true { throw FileProblem("\(path) is a folder. Choose another name.") }
        if Self.isStream(path) {
            (handle, draft) = (try Self.open(path, O_WRONLY, as: path), nil)
            return
        }
        guard replaces || status == nil else { throw FileProblem.isThere(path) }
        // A link stays, and what it leads to is replaced.
        let target = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        let name = "wslens-\(UUID().uuidString).part"
        let beside = target.deletingLastPathComponent().appendingPathComponent(name).path
        handle = try Self.open(beside, O_WRONLY | O_CREAT | O_EXCL, as: path)
        draft = (beside, target.path)
        if let status { fchmod(handle.fileDescriptor, status.permissions) }
    }

    /// Whether a name is that of a pipe or a device, which take what is written at once.
    static func isStream(_ path: String) -> Bool {
        path == outputName || FileStatus(path)?.isStored == false
    }

    /// Writes a part. If that fails, nothing is left of the file.
    mutating func write(_ part: [UInt8]) throws(FileProblem) {
        do {
            // What goes straight to a terminal is a recording: the name of a capture ends in .pcapng.
            let part = draft == nil ? Streams.json(part, for: handle.fileDescriptor) : part
            try handle.write(contentsOf: Data(part))
            written += part.count
        } catch {
            throw failure(FileProblem.words(error))
        }
    }

    /// Gives the file its name.
    func finish() throws(FileProblem) {
        guard let draft else { return }
        do {
            try handle.close()
        } catch {
            throw failure(FileProblem.words(error))
        }
        // A link to a name fails where that name has come into being meanwhile. Not every file system has links.
        if !replaces, link(draft.path, draft.target) == 0 {
            unlink(draft.path)
        } else if !replaces, errno == EEXIST {
            unlink(draft.path)
            throw FileProblem.isThere(path)
        } else if rename(draft.path, draft.target) != 0 {
            throw failure(String(cString: strerror(errno)))
        }
    }

    private static let outputName = "/dev/stdout"

    private static func open(_ path: String, _ flags: Int32, as name: String) throws(FileProblem) -> FileHandle {
        let descriptor = Foundation.open(path, flags, 0o644)
        guard descriptor >= 0 else {
            throw FileProblem("\(name) could not be made: \(String(cString: strerror(errno))).")
        }
        return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    private func failure(_ words: String) -> FileProblem {
        guard let draft else {
            return FileProblem("\(path) could not be written: \(words). It got \(written) bytes before.")
        }
        unlink(draft.path)
        return FileProblem("\(path) could not be written: \(words). Nothing is left of it, and nothing was replaced.")
    }
}

// Writing a file all at once or not at all: the parts go to a temporary file next to it, which takes its name when all
// are written. So neither a full disk nor a crash leaves half a file, and a file may replace the one it is made from. Where a signal ends
// the program, the temporary file goes too.
//
// Pipes and devices get the parts directly.

internal import CSignals
import SystemPackage

/// A file that is written in parts.
struct WholeFile: ~Copyable {
    /// The file, as it was named.
    private let path: String
    private let file: OpenFile
    /// Where the parts are, and the file whose name they get; nil if the parts go straight to the file.
    private let draft: (path: FilePath, target: FilePath)?
    private let replaces: Bool
    private let isLasting: Bool
    private var written = 0

    /// Begins a file. An existing one is replaced only if that was asked for.
    ///
    /// - Parameter lasting: the file is what somebody has worked for: a new one is readable by its owner only, and it is on the disk
    ///   when it gets its name.
    /// - Parameter draftName: the name of the draft, for callers who hold a lock: one that a crash has left is replaced.
    init(_ path: String, replaces: Bool, lasting: Bool = false, draftName: String? = nil) throws(FileProblem) {
        self.path = path
        self.replaces = replaces
        isLasting = lasting
        if path == Self.outputName {
            file = OpenFile(borrowed: Streams.fileOutput)
            draft = nil
            return
        }
        let status = FileStatus(path)
        if status?.isFolder == true { throw FileProblem("\(path) is a folder. Choose another name.") }
        if Self.isStream(path) {
            file = try Self.openStream(path)
            draft = nil
            return
        }
        guard replaces || status == nil else { throw FileProblem.isThere(path) }
        // A link stays, and its target is replaced. A link that leads nowhere counts as an existing file.
        let target = status == nil ? FilePath(path) : FilePath(path).followingLinks
        var beside = target.removingLastComponent()
        beside.append(draftName ?? Self.draftName(of: target))
        if draftName != nil { beside.remove() }
        signals_remove_when_ended(beside.string)
        do throws(FileProblem) {
            file = try Self.open(
                beside.string, [.create, .exclusiveCreate], as: path,
                permissions: lasting ? .ownerReadWrite : [.ownerReadWrite, .groupRead, .otherRead])
        } catch {
            signals_remove_when_ended(nil)
            throw error
        }
        draft = (beside, target)
        if let status { try? file.descriptor.setPermissions(status.permissions) }
    }

    /// A name that nobody has chosen. It says whose draft it is, since one is left where the program has no time to remove it.
    private static func draftName(of target: FilePath) -> String {
        let name = target.lastComponent?.string ?? ""
        let random = String(UInt64.random(in: .min ... .max), radix: 16)
        // A name may have 255 bytes.
        return String(decoding: name.utf8.prefix(200), as: UTF8.self) + ".\(random).part"
    }

    /// Whether a name is that of a pipe or a device, to which bytes are written directly.
    static func isStream(_ path: String) -> Bool {
        path == outputName || FileStatus(path)?.isStored == false
    }

    /// Writes a part. If that fails, nothing is left of the file.
    mutating func write(_ part: [UInt8]) throws(FileProblem) {
        do {
            // What goes straight to a terminal is a recording: the name of a capture ends in .pcapng.
            try file.descriptor.writeWhole(draft == nil ? Streams.json(part, for: file.descriptor) : part)
            written += part.count
        } catch {
            throw failure(error)
        }
    }

    /// Gives the file its name.
    consuming func finish() throws(FileProblem) {
        guard let draft else { return }
        let (path, replaces, isLasting) = (path, replaces, isLasting)
        defer { signals_remove_when_ended(nil) }
        do {
            if isLasting { try file.descriptor.synchronize() }
            try file.close()
            if try replaces || !Self.link(draft.path, draft.target) { try draft.path.rename(to: draft.target) }
            if isLasting { Self.synchronizeFolder(of: draft.target) }
        } catch Errno.fileExists where !replaces {
            draft.path.remove()
            throw FileProblem.isThere(path)
        } catch {
            throw Self.failure(path, draft.path, error)
        }
    }

    /// Gives a draft its name unless that name exists by now. Returns whether it has the name: not every file system
    /// has links.
    private static func link(_ draft: FilePath, _ target: FilePath) throws(Errno) -> Bool {
        do throws(Errno) {
            try draft.link(as: target)
            draft.remove()
            return true
        } catch {
            if error == .fileExists { throw error }
            return false
        }
    }

    /// Puts a new name on the disk as well, where the system can: the file is whole in any case.
    private static func synchronizeFolder(of file: FilePath) {
        let folder = file.removingLastComponent()
        guard let folder = try? OpenFile(folder.isEmpty ? "." : folder.string, .readOnly) else { return }
        try? folder.descriptor.synchronize()
    }

    private static let outputName = "/dev/stdout"

    private static func open(
        _ path: String, _ options: FileDescriptor.OpenOptions = [], as name: String,
        permissions: FilePermissions = [.ownerReadWrite, .groupRead, .otherRead]
    ) throws(FileProblem) -> OpenFile {
        do {
            return try OpenFile(path, .writeOnly, options, permissions: permissions)
        } catch {
            throw FileProblem("\(name) could not be \(options.contains(.create) ? "created" : "opened"): \(error).")
        }
    }

    /// Opens a pipe or a device. A pipe that has no reader yet is waited for, with a notice.
    private static func openStream(_ path: String) throws(FileProblem) -> OpenFile {
        do {
            return try OpenFile(path, .writeOnly, .nonBlocking)
        } catch Errno.noSuchAddressOrDevice where FileStatus(path)?.isPipe == true {
            Streams.complain("\(path): waiting for a program that reads from this pipe …")
            return try open(path, as: path)
        } catch {
            return try open(path, as: path)
        }
    }

    private func failure(_ error: any Error) -> FileProblem {
        guard let draft else {
            return FileProblem("\(path) could not be written: \(error). \(written) bytes were written before that.")
        }
        return Self.failure(path, draft.path, error)
    }

    private static func failure(_ path: String, _ draft: FilePath, _ error: any Error) -> FileProblem {
        draft.remove()
        signals_remove_when_ended(nil)
        return FileProblem("\(path) could not be written: \(error). No part of it was kept, and nothing was replaced.")
    }
}

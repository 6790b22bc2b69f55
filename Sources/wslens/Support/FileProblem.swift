// What can go wrong with a file, in words.

import Foundation

/// Why a file can't be used, as one clear line.
struct FileProblem: Error, CustomStringConvertible {
    let description: String
    /// Whether a file of that name is in the way.
    var isThere = false

    init(_ description: String, isThere: Bool = false) {
        self.description = description
        self.isThere = isThere
    }

    /// A file of that name is in the way.
    static func isThere(_ path: String) -> FileProblem {
        FileProblem("\(path) is there already. Choose another name, or replace it with --overwrite.", isThere: true)
    }

    /// What the system says, without its decoration and without a full stop.
    static func words(_ error: any Error) -> String {
        let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
        let system = underlying ?? error as NSError
        guard system.domain == NSPOSIXErrorDomain else {
            return String(error.localizedDescription.reversed().drop { $0 == "." }.reversed())
        }
        return words(Int32(clamping: system.code))
    }

    /// What the system says of an error number.
    static func words(_ number: Int32) -> String { String(cString: strerror(number)) }
}

/// What the system knows of a file.
struct FileStatus {
    private let status: stat

    /// The status of a file by its name; nil where there is none, or it can't be reached.
    init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        self.status = status
    }

    /// The status of an open file.
    init?(_ descriptor: Int32) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        self.status = status
    }

    /// Its size in bytes.
    var size: Int { Int(status.st_size) }

    /// Who may do what with it.
    var permissions: mode_t { status.st_mode & 0o7777 }

    var isRegular: Bool { kind == S_IFREG }
    var isFolder: Bool { kind == S_IFDIR }
    /// Whether it stays what it is when it is read.
    var isStored: Bool { isRegular || isFolder }

    /// What it is where it is no regular file: "a pipe".
    var kindWords: String {
        switch kind {
        case S_IFDIR: "a folder"
        case S_IFIFO: "a pipe"
        case S_IFSOCK: "a socket"
        case S_IFCHR, S_IFBLK: "a device"
        default: "no regular file"
        }
    }

    /// Whether both are the same file, by whatever names.
    func isSame(as other: FileStatus) -> Bool {
        status.st_dev == other.status.st_dev && status.st_ino == other.status.st_ino
    }

    private var kind: mode_t { status.st_mode & S_IFMT }
}

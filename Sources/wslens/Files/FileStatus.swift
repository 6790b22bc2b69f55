// What the system knows about a file.

import SystemPackage

/// What the system knows about a file.
struct FileStatus {
    private let status: Stat

    /// The status of a file by its name; nil if there is none, or it can't be reached.
    init?(_ path: String) {
        guard let status = try? Stat(path) else { return nil }
        self.status = status
    }

    /// The status of an open file.
    init?(_ descriptor: FileDescriptor) {
        guard let status = try? Stat(descriptor) else { return nil }
        self.status = status
    }

    /// Its size in bytes.
    var size: Int { Int(status.size) }

    /// Who may read, write and run it.
    var permissions: FilePermissions { status.permissions }

    /// Whether it no longer has a name, so that it is gone once it is closed.
    var isRemoved: Bool { status.linkCount == 0 }

    var isRegular: Bool { status.type == .regular }
    var isFolder: Bool { status.type == .directory }
    var isPipe: Bool { status.type == .fifo }
    /// Whether reading leaves it as it is.
    var isStored: Bool { isRegular || isFolder }

    /// What it is, unless a regular file: "a pipe".
    var kindWords: String {
        switch status.type {
        case .directory: "a folder"
        case .fifo: "a pipe"
        case .socket: "a socket"
        case .characterSpecial, .blockSpecial: "a device"
        default: "not a regular file"
        }
    }

    /// Whether both are the same file, by whatever names.
    func isSame(as other: FileStatus) -> Bool {
        status.deviceID == other.status.deviceID && status.inode == other.status.inode
    }
}

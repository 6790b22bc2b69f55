// Open files: reading and writing everything. swift-system repeats what a signal interrupts; this waits for room in a
// pipe or a terminal, and for bytes that have not arrived yet, even if another
// program made it non-blocking: that then holds for every program that has it open.

import SystemPackage

/// An open file that is closed with its owner.
struct OpenFile: ~Copyable {
    let descriptor: FileDescriptor
    /// Whether it is closed in the end: standard output is not ours.
    private let isOurs: Bool

    /// Opens a file. New files may be read by all and written by their owner, as far as the umask lets them.
    init(
        _ path: String, _ mode: FileDescriptor.AccessMode, _ options: FileDescriptor.OpenOptions = [],
        permissions: FilePermissions = [.ownerReadWrite, .groupRead, .otherRead]
    ) throws {
        descriptor = try .open(path, mode, options: options.union(.closeOnExec), permissions: permissions)
        isOurs = true
    }

    /// A file that other code opened, and closes.
    init(borrowed descriptor: FileDescriptor) {
        self.descriptor = descriptor
        isOurs = false
    }

    deinit {
        if isOurs { try? descriptor.close() }
    }

    /// Closes the file: some systems report only then that they could not store what was written.
    consuming func close() throws {
        let (descriptor, isOurs) = (descriptor, isOurs)
        discard self
        if isOurs { try descriptor.close() }
    }
}

extension FileDescriptor {
    /// Writes all of the bytes.
    func writeWhole(_ bytes: [UInt8]) throws { try writeWhole(bytes[...]) }

    /// Writes all of the bytes.
    func writeWhole(_ bytes: ArraySlice<UInt8>) throws {
        var rest = bytes
        while !rest.isEmpty {
            do {
                rest = rest.dropFirst(try rest.withUnsafeBytes { try write($0) })
            } catch Errno.wouldBlock {
                try wait(for: .writing)
            }
        }
    }

    /// Reads to the end; nil if that is further than `limit` bytes.
    ///
    /// - Parameters:
    ///   - expected: how many bytes there may be.
    ///   - judge: sees what has been read after each part; what it throws ends the reading.
    func readToEnd(limit: Int, expected: Int = 0, judge: ([UInt8]) throws -> Void = { _ in }) throws -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(expected)
        // In parts, so that a large file is not in memory twice.
        var part = [UInt8](repeating: 0, count: 1 << 20)
        while bytes.count <= limit {
            do {
                let count = try part.withUnsafeMutableBytes { try read(into: $0) }
                if count == 0 { return bytes }
                bytes += part[..<count]
                try judge(bytes)
            } catch Errno.wouldBlock {
                try wait(for: .reading)
            }
        }
        return nil
    }
}

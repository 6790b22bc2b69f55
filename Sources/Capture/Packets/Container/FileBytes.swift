// Numbers out of a file's bytes, in either byte order. Everything that reads a capture reads through here, by
// position: nothing is copied out of the file before an event needs it.

/// The bytes of a capture file.
///
/// Reading outside the file is an error of this module, not of the file: callers compare lengths first.
struct FileBytes: Sendable {
    let bytes: [UInt8]

    var count: Int { bytes.count }

    @inline(__always)
    subscript(position: Int) -> UInt8 { bytes[position] }

    /// Two bytes, the most significant first (network byte order).
    @inline(__always)
    func big16(_ position: Int) -> UInt16 { UInt16(bytes[position]) << 8 | UInt16(bytes[position + 1]) }

    /// Four bytes, the most significant first (network byte order).
    @inline(__always)
    func big32(_ position: Int) -> UInt32 { UInt32(big16(position)) << 16 | UInt32(big16(position + 2)) }

    /// Eight bytes, the most significant first (network byte order).
    @inline(__always)
    func big64(_ position: Int) -> UInt64 { UInt64(big32(position)) << 32 | UInt64(big32(position + 4)) }
}

/// The byte order of the machine that wrote a capture file.
enum ByteOrder: Sendable {
    case big, little
}

extension FileBytes {
    @inline(__always)
    func u16(_ position: Int, _ order: ByteOrder) -> UInt16 {
        order == .big ? big16(position) : big16(position).byteSwapped
    }

    @inline(__always)
    func u32(_ position: Int, _ order: ByteOrder) -> UInt32 {
        order == .big ? big32(position) : big32(position).byteSwapped
    }

    @inline(__always)
    func u64(_ position: Int, _ order: ByteOrder) -> UInt64 {
        order == .big ? big64(position) : big64(position).byteSwapped
    }

    /// A length field, as a number that positions can be computed with.
    @inline(__always)
    func length(_ position: Int, _ order: ByteOrder) -> Int { Int(u32(position, order)) }
}

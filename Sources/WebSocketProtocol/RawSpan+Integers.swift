// Network byte order: the first byte is the most significant (RFC 6455 §5.2). The one place for loads from raw bytes.

extension RawSpan {
    /// The byte at `offset`.
    func byte(at offset: Int) -> UInt8 { unsafeLoad(fromByteOffset: offset, as: UInt8.self) }

    /// The number in `count` (1...8) bytes from `offset` on.
    func bigEndian(at offset: Int, count: Int) -> UInt64 {
        var value: UInt64 = 0
        for index in offset..<offset + count { value = value << 8 | UInt64(byte(at: index)) }
        return value
    }

    /// A copy of the bytes in `range`.
    func bytes(in range: Range<Int>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count)
        for index in range { bytes.append(byte(at: index)) }
        return bytes
    }
}

// The bits of DEFLATE data, RFC 1951 §3.1.1: of each byte the lowest bit comes first.
//
//   bytes      f2 48 cd …
//   as bits    01001111 00010010 10110011 …      each byte from its lowest bit on

/// The next bits of data that arrives in parts.
struct BitReader: Sendable {
    /// The bits, the next one lowest. Those above are 0.
    private(set) var value: UInt64 = 0
    /// How many there are. After a refill at least 56, or all that have arrived: more than any symbol needs.
    private(set) var count = 0

    /// Takes whole bytes as long as there is room.
    mutating func refill(from bytes: RawSpan, at position: inout Int, to end: Int) {
        while count <= 56, position < end {
            value |= UInt64(bytes.byte(at: position)) << UInt64(count)
            count += 8
            position += 1
        }
    }

    /// A number in the next `length` bits, at most 32, or in those behind the next `used`; nil while they have not arrived.
    func peek(_ length: Int, behind used: Int = 0) -> UInt64? {
        guard used + length <= count else { return nil }
        return value >> UInt64(used) & (1 << UInt64(length) - 1)
    }

    /// Goes on behind the next `length` bits.
    mutating func drop(_ length: Int) {
        value >>= UInt64(length)
        count -= length
    }
}

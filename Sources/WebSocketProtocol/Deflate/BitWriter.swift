// The other direction of a `BitReader`, RFC 1951 §3.1.1: numbers from their lowest bit on, codes from their highest.

/// Bits on their way into bytes, each byte from its lowest bit on.
struct BitWriter {
    /// The bytes; what is missing in the last one is 0.
    private(set) var bytes: [UInt8] = []
    private var count = 0

    /// Writes a number, its lowest bit first.
    mutating func put(_ number: Int, _ bitCount: Int) {
        for bit in 0..<bitCount { put(number >> bit & 1) }
    }

    /// Writes a code, its highest bit first.
    mutating func putCode(_ code: Int, _ bitCount: Int) {
        for bit in (0..<bitCount).reversed() { put(code >> bit & 1) }
    }

    private mutating func put(_ bit: Int) {
        if count % 8 == 0 { bytes.append(0) }
        bytes[bytes.count - 1] |= UInt8(bit) << UInt8(count % 8)
        count += 1
    }
}

// Masking, RFC 6455 §5.3: payload byte i is XORed with byte i mod 4 of the key.
//
//   wire   7f 9f 4d 51 58
//   key    37 fa 21 3d 37      the four bytes, again and again
//   XOR    48 65 6c 6c 6f      "Hello"

/// The four bytes that mask a frame's payload. The same operation masks and unmasks.
public struct MaskingKey: Sendable, Hashable {
    /// The key as a number whose most significant byte is the first on the wire.
    public let value: UInt32

    /// A key from a number whose most significant byte is sent first.
    public init(_ value: UInt32) { self.value = value }

    /// A key from its four bytes in the order of the wire.
    public init(_ first: UInt8, _ second: UInt8, _ third: UInt8, _ fourth: UInt8) {
        value = UInt32(first) << 24 | UInt32(second) << 16 | UInt32(third) << 8 | UInt32(fourth)
    }

    /// The key byte that masks payload byte `index`, counted from the start of the frame's payload.
    public subscript(index: Int) -> UInt8 {
        UInt8(truncatingIfNeeded: value >> (24 - 8 * UInt32(truncatingIfNeeded: index & 3)))
    }

    /// The four bytes in the order of the wire.
    public var bytes: [UInt8] { (0..<4).map { self[$0] } }

    /// Masks or unmasks `bytes[range]` in place.
    ///
    /// - Parameter index: the position of `range`'s first byte in the payload, for a payload that arrives in parts. The
    ///   key continues where it left off: it starts again with each frame, never with each read.
    public func apply(to bytes: inout MutableRawSpan, in range: Range<Int>, from index: Int = 0) {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.byteCount)
        guard value != 0 else { return }
        let word = rotatedWord(from: index)
        bytes.withUnsafeMutableBytes { buffer in
            // Eight bytes at a time: a plain loop over UInt64 runs at the speed of memory, a loop over bytes at a
            // twentieth.
            var position = range.lowerBound
            while position &+ 8 <= range.upperBound {
                let wire = buffer.loadUnaligned(fromByteOffset: position, as: UInt64.self)
                buffer.storeBytes(of: wire ^ word, toByteOffset: position, as: UInt64.self)
                position &+= 8
            }
            while position < range.upperBound {
                buffer[position] ^= self[index &+ position &- range.lowerBound]
                position &+= 1
            }
        }
    }

    /// `bytes`, masked or unmasked; `index` as in `apply(to:in:from:)`.
    public func applied(to bytes: [UInt8], from index: Int = 0) -> [UInt8] { applied(to: bytes[...], from: index) }

    /// `bytes`, masked or unmasked; `index` as in `apply(to:in:from:)`.
    public func applied(to bytes: ArraySlice<UInt8>, from index: Int = 0) -> [UInt8] {
        var result = Array(bytes)
        apply(to: &result, from: index)
        return result
    }

    /// Masks or unmasks all of `bytes` in place; `index` as in `apply(to:in:from:)`.
    public func apply(to bytes: inout [UInt8], from index: Int = 0) {
        var span = bytes.mutableSpan
        var raw = span.mutableBytes
        apply(to: &raw, in: 0..<raw.byteCount, from: index)
    }

    /// Eight key bytes as they lie in memory, the first of them masking payload byte `index`.
    private func rotatedWord(from index: Int) -> UInt64 {
        let shift = 8 * UInt32(truncatingIfNeeded: index & 3)
        let rotated = shift == 0 ? value : value << shift | value >> (32 - shift)
        return UInt64(bigEndian: UInt64(rotated) << 32 | UInt64(rotated))
    }
}

// Random numbers for the tests of every target: a failure can be repeated.

/// The same numbers in every run (xorshift64*).
public struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    /// The numbers of a seed.
    public init(seed: UInt64) { state = seed &* 2 &+ 1 }

    /// The next number.
    public mutating func next() -> UInt64 {
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return state &* 0x2545_f491_4f6c_dd1d
    }

    /// A number from 0 to below `count`.
    public mutating func below(_ count: Int) -> Int { Int.random(in: 0..<count, using: &self) }

    /// `count` bytes.
    public mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: next() >> 32) }
    }

    /// `bytes` in parts of 1 to `longest` bytes.
    public mutating func parts(of bytes: [UInt8], longest: Int) -> [[UInt8]] {
        var parts: [[UInt8]] = []
        var start = 0
        while start < bytes.count {
            let end = min(bytes.count, start + 1 + below(longest))
            parts.append(Array(bytes[start..<end]))
            start = end
        }
        return parts
    }
}

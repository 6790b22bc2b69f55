// Chance that can be repeated: the same seed, exercise and round draw the same bytes, order and choices everywhere.

import WebSocketProtocol

/// Numbers drawn from a name (splitmix64 over a hash of it).
struct Draw: RandomNumberGenerator, Sendable {
    private var numbers: SplitMix64

    /// - Parameter name: Whatever tells one draw from another.
    init(_ name: String) {
        // FNV-1a: Swift's own hash differs from run to run.
        numbers = SplitMix64(seed: name.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 })
    }

    mutating func next() -> UInt64 { numbers.next() }

    /// A number of a range.
    mutating func number(in range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    /// Any byte.
    mutating func byte() -> UInt8 { UInt8(truncatingIfNeeded: next() >> 24) }

    /// `count` bytes.
    mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in byte() } }
}

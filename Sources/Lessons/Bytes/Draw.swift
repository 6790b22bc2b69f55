// Chance that can be repeated: the same seed, exercise and round draw the same bytes, order and choices everywhere.

/// Numbers drawn from a name (splitmix64 over a hash of it).
struct Draw: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// - Parameter name: Whatever tells one draw from another.
    init(_ name: String) {
        // FNV-1a: Swift's own hash differs from run to run.
        state = name.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ word >> 30) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ word >> 27) &* 0x94d0_49bb_1331_11eb
        return word ^ word >> 31
    }

    /// A number of a range.
    mutating func number(in range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    /// Any byte.
    mutating func byte() -> UInt8 { UInt8(truncatingIfNeeded: next() >> 24) }

    /// `count` bytes.
    mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in byte() } }
}

// Every value of a SHA-1 computation, with its words. The computation itself is in SHA1.swift; a round is here because it is
// its own explanation.

/// What happened while a message was hashed.
public struct SHA1Trace: Sendable, Hashable {
    /// The message.
    public let message: [UInt8]
    /// The message with its padding: whole blocks of 64 bytes.
    public let padded: [UInt8]
    /// The blocks in their order; there is always one.
    public let blocks: [Block]
    /// The 20 bytes of the hash.
    public let digest: [UInt8]

    /// Where the message stands in `padded`.
    public var messageRange: Range<Int> { 0..<message.count }
    /// The byte 80, whose first bit marks the end of the message.
    public var markRange: Range<Int> { message.count..<message.count + 1 }
    /// The zeros that fill the last block; there may be none.
    public var zeroRange: Range<Int> { message.count + 1..<padded.count - 8 }
    /// The number of the message's bits.
    public var lengthRange: Range<Int> { padded.count - 8..<padded.count }

    /// 64 bytes of the padded message, and what they do to the hash.
    public struct Block: Sendable, Hashable {
        /// Which bytes of the padded message these are.
        public let bytesRange: Range<Int>
        /// The 80 words w, the first 16 being the block itself.
        public let schedule: [UInt32]
        /// The 80 rounds.
        public let rounds: [Round]
        /// The hash before this block.
        public let before: SHA1Words
        /// The hash with this block.
        public let after: SHA1Words
    }

    /// One of the 80 mixing steps of a block (FIPS 180-4 §6.1.2 step 3).
    public struct Round: Sendable, Hashable {
        /// 0 to 79.
        public let index: Int
        /// a to e, going in.
        public let before: SHA1Words
        /// a to e, coming out.
        public let after: SHA1Words
        /// What the round's function makes of b, c and d.
        public let f: UInt32
        /// The word of the schedule that is mixed in.
        public let w: UInt32
        /// The sum that becomes the next a.
        public let temp: UInt32

        /// Which function makes f.
        public var function: SHA1Function { SHA1Function(round: index) }
        /// The constant of this quarter of the rounds (FIPS 180-4 §4.2.1).
        public var k: UInt32 { function.constant }

        init(index: Int, before: SHA1Words, w: UInt32) {
            let function = SHA1Function(round: index)
            f = function(before.b, before.c, before.d)
            temp = before.a.rotatedLeft(by: 5) &+ f &+ before.e &+ function.constant &+ w
            after = SHA1Words(a: temp, b: before.a, c: before.b.rotatedLeft(by: 30), d: before.c, e: before.d)
            self.index = index
            self.before = before
            self.w = w
        }
    }
}

/// The function and the constant of a quarter of the rounds (FIPS 180-4 §4.1.1 and §4.2.1).
public enum SHA1Function: Sendable, Hashable, CaseIterable {
    /// Rounds 0 to 19: where a bit of b is 1 the result has c's, else d's.
    case choose
    /// Rounds 20 to 39: 1 where an odd number of the three bits is.
    case parity
    /// Rounds 40 to 59: what at least two of the three bits say.
    case majority
    /// Rounds 60 to 79: parity again, with another constant.
    case parityAgain

    init(round: Int) {
        self =
            switch round {
            case ..<20: .choose
            case ..<40: .parity
            case ..<60: .majority
            default: .parityAgain
            }
    }

    /// The name in the standard.
    public var name: String {
        switch self {
        case .choose: "Ch"
        case .parity, .parityAgain: "Parity"
        case .majority: "Maj"
        }
    }

    /// What it does with three words, as a formula.
    public var formula: String {
        switch self {
        case .choose: "(b and c) xor (not b and d)"
        case .parity, .parityAgain: "b xor c xor d"
        case .majority: "(b and c) xor (b and d) xor (c and d)"
        }
    }

    /// K, the first 32 bits of the square roots of 2, 3, 5 and 10.
    public var constant: UInt32 {
        switch self {
        case .choose: 0x5A82_7999
        case .parity: 0x6ED9_EBA1
        case .majority: 0x8F1B_BCDC
        case .parityAgain: 0xCA62_C1D6
        }
    }

    func callAsFunction(_ b: UInt32, _ c: UInt32, _ d: UInt32) -> UInt32 {
        switch self {
        case .choose: (b & c) ^ (~b & d)
        case .parity, .parityAgain: b ^ c ^ d
        case .majority: (b & c) ^ (b & d) ^ (c & d)
        }
    }
}

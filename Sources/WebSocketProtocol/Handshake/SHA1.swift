// SHA-1, FIPS 180-4 §5 and §6.1, written to be read next to the standard.
//
//     pad the message to whole blocks of 64 bytes; for each block:
//         w[0...15] are its words; w[16...79] are mixed from four earlier ones      the schedule
//         80 times: mix one w into the five words a b c d e                         the rounds
//         add a b c d e to the hash so far
//
// RFC 6455 uses it to show that the server has read the key, not to keep a secret: that collisions can be found does no harm.

/// Five words: the hash so far, or a, b, c, d and e during the rounds.
public struct SHA1Words: Sendable, Hashable {
    /// The word that each round computes.
    public let a: UInt32
    /// The last round's a.
    public let b: UInt32
    /// The a of two rounds ago, rotated left by 30 bits, like d and e.
    public let c: UInt32
    /// The last round's c.
    public let d: UInt32
    /// The last round's d, which goes into the next a.
    public let e: UInt32

    /// Where every hash starts (FIPS 180-4 §5.3.1).
    public static let initial = SHA1Words(
        a: 0x6745_2301, b: 0xEFCD_AB89, c: 0x98BA_DCFE, d: 0x1032_5476, e: 0xC3D2_E1F0)

    /// The five words in their order.
    public var words: [UInt32] { [a, b, c, d, e] }

    /// The 20 bytes, each word's most significant byte first.
    public var bytes: [UInt8] {
        words.flatMap { word in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> UInt32($0)) } }
    }

    /// Adds word by word, modulo 2^32.
    static func + (left: SHA1Words, right: SHA1Words) -> SHA1Words {
        SHA1Words(
            a: left.a &+ right.a, b: left.b &+ right.b, c: left.c &+ right.c, d: left.d &+ right.d,
            e: left.e &+ right.e)
    }
}

/// Sees every step of the computation. The one that `digest` uses does nothing, and costs nothing.
protocol SHA1Observer {
    mutating func round(_ round: SHA1Trace.Round)
    mutating func block(at range: Range<Int>, schedule: [UInt32], before: SHA1Words, after: SHA1Words)
}

/// The hash function, in 20 bytes.
public enum SHA1 {
    /// The hash of a message of any length.
    public static func digest(_ message: [UInt8]) -> [UInt8] {
        var observer = NoObserver()
        return hash(padded(message), &observer).bytes
    }

    /// The hash and every step on the way: about 8 KiB for each 64 bytes, so for short messages.
    public static func trace(_ message: [UInt8]) -> SHA1Trace {
        var recorder = SHA1Recorder()
        let padded = padded(message)
        let digest = hash(padded, &recorder).bytes
        return SHA1Trace(message: message, padded: padded, blocks: recorder.blocks, digest: digest)
    }

    /// The message, a 1 bit, zeros, and the number of the message's bits in 8 bytes: whole blocks of 64 bytes (§5.1.1).
    private static func padded(_ message: [UInt8]) -> [UInt8] {
        let length = (message.count + 1 + 8 + 63) / 64 * 64
        var padded = message
        padded.reserveCapacity(length)
        padded.append(0x80)
        padded.append(contentsOf: repeatElement(0, count: length - 8 - padded.count))
        let bitCount = UInt64(message.count) * 8
        for shift in stride(from: 56, through: 0, by: -8) {
            padded.append(UInt8(truncatingIfNeeded: bitCount >> UInt64(shift)))
        }
        return padded
    }

    private static func hash(_ padded: [UInt8], _ observer: inout some SHA1Observer) -> SHA1Words {
        var hash = SHA1Words.initial
        var w = [UInt32](repeating: 0, count: 80)
        for start in stride(from: 0, to: padded.count, by: 64) {
            schedule(&w, padded, from: start)
            var words = hash
            for index in 0..<80 {
                let round = SHA1Trace.Round(index: index, before: words, w: w[index])
                words = round.after
                observer.round(round)
            }
            observer.block(at: start..<start + 64, schedule: w, before: hash, after: hash + words)
            hash = hash + words
        }
        return hash
    }

    /// The 80 words of a block: its own 16, and 64 that spread every bit of it (§6.1.2 step 1).
    private static func schedule(_ w: inout [UInt32], _ bytes: [UInt8], from start: Int) {
        for index in 0..<16 {
            let at = start + index * 4
            w[index] = bytes[at..<at + 4].reduce(0) { $0 << 8 | UInt32($1) }
        }
        for index in 16..<80 {
            w[index] = (w[index - 3] ^ w[index - 8] ^ w[index - 14] ^ w[index - 16]).rotatedLeft(by: 1)
        }
    }
}

extension UInt32 {
    /// ROTL: bits that leave at the top come back at the bottom.
    func rotatedLeft(by count: UInt32) -> UInt32 { self << count | self >> (32 - count) }
}

private struct NoObserver: SHA1Observer {
    /// As in `NullFrameObserver`: the thread sanitizer wants an address.
    private let place = false

    mutating func round(_ round: SHA1Trace.Round) {}
    mutating func block(at range: Range<Int>, schedule: [UInt32], before: SHA1Words, after: SHA1Words) {}
}

private struct SHA1Recorder: SHA1Observer {
    private(set) var blocks: [SHA1Trace.Block] = []
    private var rounds: [SHA1Trace.Round] = []

    mutating func round(_ round: SHA1Trace.Round) { rounds.append(round) }

    mutating func block(at range: Range<Int>, schedule: [UInt32], before: SHA1Words, after: SHA1Words) {
        blocks.append(.init(bytesRange: range, schedule: schedule, rounds: rounds, before: before, after: after))
        rounds = []
    }
}

// What a compressed message was inflated to, RFC 7692 §7.2.2.

/// The bytes that came out of a compressed message, as far as they did.
public struct InflatedMessage: Sendable, Hashable {
    /// Why there is no more of it.
    public enum Problem: Sendable, Hashable {
        /// The data is broken at a bit of the message's payload.
        case broken(DeflateError, bit: Int)
        /// The handshake was not seen, and the data is not DEFLATE: another extension may have made it.
        case notDeflate
        /// It is longer than `longest`.
        case tooLong
    }

    /// What came out, or the first bytes of it. A byte that is not known is a `?`.
    public internal(set) var bytes: [UInt8] = []
    /// How many bytes came out, those that are not kept included.
    public internal(set) var count = 0
    /// How many bytes had come out at the end of each of its frames that is complete, with the frame's position among those of its
    /// direction.
    public internal(set) var frameEnds: [FrameEnd] = []
    /// How many bytes are not known: they were copied from messages that were not seen, or did not come out.
    public internal(set) var unknownCount = 0
    /// The first message of its direction that it may copy from, by number; its own number where it may copy from none.
    public let windowStart: Int
    /// Whether all is known that it may copy from.
    public let isPastKnown: Bool
    /// How many bytes there are before it that it may copy from, known or not.
    public let earlierCount: Int
    /// Why there is no more of it; nil where it is whole, or still arriving.
    public internal(set) var problem: Problem?

    /// A message of which nothing has come out.
    init(windowStart: Int, isPastKnown: Bool, earlierCount: Int) {
        (self.windowStart, self.isPastKnown, self.earlierCount) = (windowStart, isPastKnown, earlierCount)
    }

    /// Where one of its frames ended.
    public struct FrameEnd: Sendable, Hashable {
        /// The position of the frame among those of its direction.
        public let frame: Int
        /// How many bytes had come out.
        public let end: Int
    }

    /// How many bytes of a message are inflated. wslens's server takes as many unless `--message-limit` says otherwise; of a longer message that
    /// it has taken, the rest is not shown.
    public static let longest = 16 << 20
    /// How many bytes are kept of a message that came out more than a hundred times as long as it was sent.
    public static let mostKeptOfDense = 1 << 20
    /// How many bytes are kept of all messages of a direction.
    public static let mostKeptInAll = 256 << 20

    /// The bytes that came out with one of its frames; with the one that is arriving, those so far.
    public func part(of frame: Int) -> Range<Int> {
        let place = frameEnds.firstPosition { $0.frame >= frame }
        let start = place == 0 ? 0 : frameEnds[place - 1].end
        return start..<(place < frameEnds.count ? frameEnds[place].end : count)
    }

    /// About how much memory it takes, in bytes.
    var cost: Int { bytes.capacity + 16 * frameEnds.capacity + 128 }

    /// The message without its bytes.
    func notKept() -> InflatedMessage {
        var message = self
        message.bytes = []
        return message
    }

    /// Adds what came out.
    ///
    /// - Parameter sent: How many bytes of the message were read so far.
    mutating func append(_ written: [UInt8], sent: Int) {
        // Of what stands for little, such as a bomb of zeros, the beginning is enough.
        let isKept = bytes.count == count && (count < Self.mostKeptOfDense || count / 100 <= sent)
        count += written.count
        if isKept { bytes += written }
    }

    /// Ends it where it is `longest` bytes long: it is longer.
    mutating func endAtLimit() {
        problem = .tooLong
        bytes.removeLast(max(0, bytes.count - Self.longest))
        count = min(count, Self.longest)
    }
}

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
    /// Where bytes stand that are not known: they were copied from messages that were not seen, or did not come out. There are at most
    /// `mostUnknown` of these places; the last one then also holds known bytes, up to the last that is not known.
    public internal(set) var unknown: [Range<Int>] = []
    /// How many bytes are not known.
    public internal(set) var unknownCount = 0
    /// The first message of its direction that it may copy from, by number; its own number where it may copy from none.
    public let windowStart: Int
    /// Whether all is known that it may copy from.
    public let isPastKnown: Bool
    /// Why there is no more of it; nil where it is whole, or still arriving.
    public internal(set) var problem: Problem?

    /// A message of which nothing has come out.
    init(windowStart: Int, isPastKnown: Bool) {
        (self.windowStart, self.isPastKnown) = (windowStart, isPastKnown)
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
    /// How many places of unknown bytes are told apart.
    static let mostUnknown = 4_096

    /// The bytes that came out with one of its frames; with the one that is arriving, those so far.
    public func part(of frame: Int) -> Range<Int> {
        let place = firstEnd(at: frame)
        let start = place == 0 ? 0 : frameEnds[place - 1].end
        return start..<(place < frameEnds.count ? frameEnds[place].end : count)
    }

    /// The first end of a frame whose position is not below another, found by halving.
    private func firstEnd(at frame: Int) -> Int {
        var (lower, upper) = (0, frameEnds.count)
        while lower < upper {
            let middle = (lower + upper) / 2
            if frameEnds[middle].frame < frame { lower = middle + 1 } else { upper = middle }
        }
        return lower
    }

    /// About how much memory it takes, in bytes.
    var cost: Int { bytes.capacity + 16 * (frameEnds.capacity + unknown.capacity) + 128 }

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

    /// Marks the next byte to be added, at `position`, as not known.
    mutating func addUnknown(_ position: Int) {
        unknownCount += 1
        if let last = unknown.last, last.upperBound == position || unknown.count == Self.mostUnknown {
            unknown[unknown.count - 1] = last.lowerBound..<position + 1
        } else {
            unknown.append(position..<position + 1)
        }
    }
}

extension InflatedMessage.Problem {
    /// What is said of a message that does not come out whole.
    public var sentence: Sentence {
        switch self {
        case .broken(let error, let bit):
            Sentence(
                "Inflating ends at byte \(max(0, bit / 8).grouped) of the message: \(error.words).",
                section: error.citation)
        case .notDeflate:
            Sentence(
                "The handshake is not here, and this is not DEFLATE data: another extension may have made it.",
                section: "9.1")
        case .tooLong:
            Sentence(
                "More than \(Count.words(InflatedMessage.longest, "byte")) come out: it is not inflated to its end."
            )
        }
    }
}

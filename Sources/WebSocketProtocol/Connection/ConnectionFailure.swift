// What an endpoint accepts, and why it fails a connection (RFC 6455 §7.1.7).

/// What a connection allows its peer.
public struct ConnectionLimits: Sendable, Hashable {
    /// The longest message in bytes, all its fragments together. A longer one is answered with 1009 as soon as a header
    /// declares it, before anything is allocated for it.
    public var maximumMessageLength: Int
    /// How many frames a message may have: they cost memory even if they are empty, wherever frames are looked at.
    public var maximumFragments: Int

    /// Limits; messages of up to 16 MiB, in up to 131,072 frames, by default.
    public init(maximumMessageLength: Int = 16 << 20, maximumFragments: Int = 1 << 17) {
        self.maximumMessageLength = maximumMessageLength
        self.maximumFragments = maximumFragments
    }
}

/// What a connection answers without being asked to. A client for experiments may leave it to its user.
public struct AutomaticAnswers: OptionSet, Sendable, Hashable {
    /// A bit for each.
    public let rawValue: UInt8
    /// Answers by their bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Pings are answered with Pongs (§5.5.3).
    public static let pings = AutomaticAnswers(rawValue: 1)
    /// The peer's Close is answered with a Close (§5.5.1).
    public static let closes = AutomaticAnswers(rawValue: 2)
    /// Both, as the RFC demands.
    public static let all: AutomaticAnswers = [.pings, .closes]
}

/// Why a connection is failed (§7.1.7).
public enum ConnectionFailure: Sendable, Hashable {
    /// The peer broke a rule.
    case violation(Violation)
    /// A message is longer than this endpoint accepts (§10.4).
    case messageTooBig(declared: UInt64, limit: Int)
    /// A message is longer, once it is inflated, than this endpoint accepts.
    case inflatedTooBig(limit: Int)
    /// A message has more frames than this endpoint accepts.
    case tooManyFragments(limit: Int)
    /// There was no memory to inflate a message.
    case outOfMemory

    /// The code of the Close frame that answers it.
    public var closeCode: CloseCode {
        switch self {
        case .violation(let violation):
            CloseCode(rawValue: violation.rule.closeCode ?? CloseCode.protocolError.rawValue)
        case .messageTooBig, .inflatedTooBig, .tooManyFragments: .messageTooBig
        case .outOfMemory: CloseCode(rawValue: 1011)
        }
    }

    /// A short name, for a log.
    public var name: String {
        switch self {
        case .violation(let violation): violation.rule.rawValue
        case .messageTooBig, .inflatedTooBig: "message-too-big"
        case .tooManyFragments: "too-many-fragments"
        case .outOfMemory: "out-of-memory"
        }
    }

    /// The sentence with its section in brackets, as a log keeps it.
    public var words: String { sentence.citedBehind }

    /// What happened and what follows, in a sentence with its section.
    public var sentence: Sentence {
        switch self {
        case .violation(let violation): violation.rule.sentence
        case .messageTooBig(let declared, let limit):
            Sentence(
                "A message of \(declared) bytes is over the limit of \(limit); it is refused with 1009.",
                section: "10.4")
        case .inflatedTooBig(let limit):
            Sentence(
                "Inflated, a message is over the limit of \(limit) bytes; it is refused with 1009.", section: "10.4")
        case .tooManyFragments(let limit):
            Sentence(
                "A message has more than \(limit.grouped) fragments; it is refused with 1009.", section: "10.4")
        case .outOfMemory:
            Sentence("There was no memory to inflate a message; the connection is closed with 1011.", section: "7.4.1")
        }
    }
}

// What a server can be made to do wrong, so that a class sees how a real client answers.

public import WebSocketProtocol

/// One way to lie, or to be awkward.
public enum Mischief: String, Sendable, Hashable, CaseIterable {
    case wrongAccept = "wrong-accept"
    case noUpgrade = "no-upgrade"
    case maskedFrames = "masked-frames"
    case unaskedRSV1 = "unasked-rsv1"
    case badUTF8 = "bad-utf8"
    case fragments
    case oneByte = "one-byte"
    case sharedBuffer = "shared-buffer"
    case latePong = "late-pong"
    case wrongPong = "wrong-pong"
    case noClose = "no-close"
    case reset

    /// Seconds by which a Pong is late.
    public static let pongDelay = 5
    /// How many bytes of a write go out one by one; the rest follows at once.
    public static let singleBytes = 1000

    /// What the server does.
    public var sentence: String {
        switch self {
        case .wrongAccept: "The 101 has the accept value of another key."
        case .noUpgrade: "The 101 has no Upgrade header."
        case .maskedFrames: "The server masks its frames."
        case .unaskedRSV1: "Data frames have RSV1 set, which no extension asks for."
        case .badUTF8: "Texts end in the byte ff, which UTF-8 does not have."
        case .fragments: "Messages come in fragments."
        case .oneByte: "The first \(Self.singleBytes.grouped) bytes of each write go out one by one."
        case .sharedBuffer:
            "Answers of the same length share one buffer, so that before a write the last overwrites the others."
        case .latePong: "Pongs come \(Self.pongDelay) s late, one for all Pings until then."
        case .wrongPong: "Pongs have another payload than the Ping, so they do not answer it."
        case .noClose: "A Close is not answered, and TCP is not ended."
        case .reset: "The server resets TCP instead of answering."
        }
    }

    /// The rule that this breaks; nil where it breaks none, and a client has to cope.
    public var rule: Rule? {
        switch self {
        case .wrongAccept: .acceptMismatch
        case .noUpgrade: .responseUpgradeMissing
        case .maskedFrames: .serverFrameMasked
        case .unaskedRSV1: .reservedBitSet
        case .badUTF8: .textNotUTF8
        // A Pong answers the Ping whose payload it has (§5.5.3).
        case .wrongPong: .pingNotAnswered
        case .noClose: .closeNotAnswered
        case .fragments, .oneByte, .sharedBuffer, .latePong, .reset: nil
        }
    }

    /// Whether it lies in the handshake, so that only connections to come can have it.
    public var isOfHandshake: Bool { self == .wrongAccept || self == .noUpgrade }
}

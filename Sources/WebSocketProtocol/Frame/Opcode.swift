// What a frame is for: four bits, RFC 6455 §5.2 and §11.8.

/// The opcode of a frame. All sixteen values can be represented, so that a frame with a reserved one can be shown.
public struct Opcode: RawRepresentable, Sendable, Hashable {
    /// The four bits, 0...15.
    public let rawValue: UInt8

    /// An opcode from its number; nil above 15.
    public init?(rawValue: UInt8) {
        guard rawValue < 16 else { return nil }
        self.rawValue = rawValue
    }

    /// The opcode in the low four bits of a frame's first byte.
    init(lowBitsOf byte: UInt8) { rawValue = byte & 0x0f }

    /// The next fragment of the open message (§5.4).
    public static let continuation = Opcode(lowBitsOf: 0x0)
    /// Text: the payload is UTF-8 (§5.6).
    public static let text = Opcode(lowBitsOf: 0x1)
    /// Bytes that only the application understands (§5.6).
    public static let binary = Opcode(lowBitsOf: 0x2)
    /// The end, or the answer to it (§5.5.1).
    public static let close = Opcode(lowBitsOf: 0x8)
    /// A question that is answered with a Pong (§5.5.2).
    public static let ping = Opcode(lowBitsOf: 0x9)
    /// The answer to a Ping (§5.5.3).
    public static let pong = Opcode(lowBitsOf: 0xa)

    /// Whether the top bit of the four is set: close, ping, pong and the reserved 11 to 15 (§5.5).
    public var isControl: Bool { rawValue & 0x8 != 0 }

    /// Whether RFC 6455 gives it no meaning: 3 to 7 and 11 to 15.
    public var isReserved: Bool {
        switch rawValue {
        case 0x3...0x7, 0xb...0xf: true
        default: false
        }
    }

    /// The name of RFC 6455, in lower case; "reserved" for the values without a meaning.
    public var name: String {
        switch self {
        case .continuation: "continuation"
        case .text: "text"
        case .binary: "binary"
        case .close: "close"
        case .ping: "ping"
        case .pong: "pong"
        default: "reserved"
        }
    }
}

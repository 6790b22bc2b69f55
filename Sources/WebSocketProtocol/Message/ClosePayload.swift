// The payload of a Close frame, RFC 6455 §5.5.1:
//
//   +--------+--------+----------------------------
//   |   status code   |  reason: UTF-8, may be empty
//   +--------+--------+----------------------------

/// What a Close frame says.
public enum ClosePayload: Sendable, Hashable {
    /// Nothing: no code and no reason. The application sees 1005 (§7.1.5).
    case empty
    /// A code and the bytes of a reason, which should be UTF-8.
    case code(CloseCode, reason: [UInt8])
    /// One byte, which is neither nothing nor a code.
    case oneByte(UInt8)

    /// Reads a payload after unmasking.
    public init(_ payload: some Collection<UInt8>) {
        let bytes = Array(payload)
        switch bytes.count {
        case 0: self = .empty
        case 1: self = .oneByte(bytes[0])
        default:
            let code = CloseCode(rawValue: UInt16(truncatingIfNeeded: bytes.span.bytes.bigEndian(at: 0, count: 2)))
            self = .code(code, reason: Array(bytes.dropFirst(2)))
        }
    }

    /// The bytes of a payload with a code and a reason; the reason is cut at a character so that the payload stays
    /// within the 125 bytes of a control frame (§5.5).
    public static func encode(_ code: CloseCode, reason: String = "") -> [UInt8] {
        var bytes = [UInt8(code.rawValue >> 8), UInt8(code.rawValue & 0xff)]
        for scalar in reason.unicodeScalars {
            let character = Array(String(scalar).utf8)
            guard bytes.count + character.count <= 125 else { break }
            bytes += character
        }
        return bytes
    }

    /// The code as the application learns it: 1005 where there is none (§7.1.5).
    public var code: CloseCode {
        if case .code(let code, _) = self { code } else { .noStatus }
    }

    /// The reason as text; broken bytes are replaced.
    public var reason: String {
        if case .code(_, let reason) = self { String(decoding: reason, as: UTF8.self) } else { "" }
    }
}

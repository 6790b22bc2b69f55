// Bytes as bits: how they are printed everywhere. The most significant bit comes first, as on the wire and in RFC 6455.

/// Bytes as binary text.
public enum Binary {
    /// The lowest `count` bits of a byte, the most significant first; `count` is 0 to 8.
    public static func digits(_ byte: UInt8, count: Int = 8) -> [Character] {
        (0..<min(8, max(0, count))).reversed().map { byte >> UInt8($0) & 1 == 1 ? "1" : "0" }
    }

    /// The digits as text: "00110111".
    public static func string(_ byte: UInt8, count: Int = 8) -> String { String(digits(byte, count: count)) }
}

/// An operation on two bytes, bit by bit, as headers are taken apart and payloads masked with them.
public enum BitOperation: Character, Sendable, Hashable, CaseIterable {
    /// 1 where both bits are 1: keeps the bits of a field, and makes the others 0.
    case and = "&"
    /// 1 where at least one of the bits is 1.
    case or = "|"
    /// 1 where the bits differ: masks a byte, and unmasks it again.
    case xor = "^"

    /// Its name: "AND", "OR", "XOR".
    public var name: String {
        switch self {
        case .and: "AND"
        case .or: "OR"
        case .xor: "XOR"
        }
    }

    /// The result for two bytes.
    public func callAsFunction(_ left: UInt8, _ right: UInt8) -> UInt8 {
        switch self {
        case .and: left & right
        case .or: left | right
        case .xor: left ^ right
        }
    }
}

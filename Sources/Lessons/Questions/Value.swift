// Values that are asked for, and how they are spelled.

import WebSocketProtocol

/// The answer to a question.
public enum Value: Sendable, Hashable {
    case byte(UInt8)
    case bytes([UInt8])
    case number(UInt64)
    case flag(Bool)
    /// UTF-8, or what should be.
    case text([UInt8])
    /// One of a list of words.
    case word(String)

    /// The value as it is typed, and as sentences quote it: "0x81", "37 fa 21 3d", "40", "1", "Hello", "OPEN".
    public var spelled: String {
        switch self {
        case .byte(let byte): "0x\(Hex.byte(byte))"
        case .bytes(let bytes): Hex.string(bytes, groupsOf: 1)
        case .number(let number): "\(number)"
        case .flag(let flag): flag ? "1" : "0"
        case .text(let bytes): String(decoding: bytes, as: UTF8.self)
        case .word(let word): word
        }
    }

    /// The value as a decimal number, where it is one.
    public var decimal: String? {
        switch self {
        case .byte(let byte): "\(byte)"
        case .number(let number): "\(number)"
        default: nil
        }
    }
}

extension UInt8 {
    /// The bits in two groups of four: "1000 0001".
    var nibbles: String {
        let digits = Binary.string(self)
        return "\(digits.prefix(4)) \(digits.suffix(4))"
    }
}

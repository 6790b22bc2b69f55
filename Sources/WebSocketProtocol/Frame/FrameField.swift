// The fields of a frame, as RFC 6455 §5.2 draws them:
//
//    0                   1                   2                   3
//    0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//   +-+-+-+-+-------+-+-------------+-------------------------------+
//   |F|R|R|R| opcode|M|   length    |  extended length, 16 or 64    |
//   |I|S|S|S|  (4)  |A|     (7)     |  bits: only where the seven   |
//   |N|V|V|V|       |S|             |  bits say 126 or 127          |
//   | |1|2|3|       |K|             |                               |
//   +-+-+-+-+-------+-+-------------+-------------------------------+
//   |  masking key (32): only where MASK is 1       |   payload ... |
//   +-----------------------------------------------+---------------+

/// A field of a frame, with what a screen needs to name it.
public enum FrameField: String, Sendable, Hashable, CaseIterable {
    case fin = "FIN"
    case rsv1 = "RSV1"
    case rsv2 = "RSV2"
    case rsv3 = "RSV3"
    case opcode = "opcode"
    case mask = "MASK"
    case length = "length"
    case extendedLength16 = "extended length (16 bits)"
    case extendedLength64 = "extended length (64 bits)"
    case maskingKey = "masking key"
    case payload = "payload"

    /// The name as RFC 6455 writes it.
    public var name: String { rawValue }

    /// One letter that marks the field's bytes, so that nothing is said by colour alone.
    public var letter: Character {
        switch self {
        case .fin: "F"
        case .rsv1, .rsv2, .rsv3: "R"
        case .opcode: "O"
        case .mask: "M"
        case .length, .extendedLength16, .extendedLength64: "L"
        case .maskingKey: "K"
        case .payload: "P"
        }
    }

    /// The section that defines it.
    public var citation: Citation {
        switch self {
        case .fin, .rsv1, .rsv2, .rsv3, .opcode, .mask, .length, .extendedLength16, .extendedLength64: "5.2"
        case .maskingKey: "5.3"
        case .payload: "5.2"
        }
    }
}

/// One field as the decoder read it.
public struct FieldReading: Sendable, Hashable {
    /// Which field.
    public let field: FrameField
    /// Its bits, counted from the first bit of the frame: bit 0 is the most significant of byte 0.
    public let bits: Range<Int>
    /// Its value; for the masking key the four bytes as a number.
    public let value: UInt64

    /// The bytes that hold it, whole or in part, counted from the frame's first byte.
    public var bytes: Range<Int> { bits.lowerBound / 8..<(bits.upperBound + 7) / 8 }
}

/// What the header decoder reports about its work, while it works.
///
/// The server decodes with an observer that does nothing and is specialised away; the screen records. So the words on
/// the screen come from the very function that did the work.
package protocol FrameObserver {
    /// A field was read.
    mutating func read(_ field: FrameField, bits: Range<Int>, value: UInt64)
    /// The bytes end before the field does: `has` of its `of` bytes are there.
    mutating func lacks(_ field: FrameField, has: Int, of: Int)
}

/// The observer of the fast path.
struct NullFrameObserver: FrameObserver {
    /// An empty value has no address, and Swift's thread sanitizer looks at that of every `inout`.
    private let place = false

    mutating func read(_ field: FrameField, bits: Range<Int>, value: UInt64) {}
    mutating func lacks(_ field: FrameField, has: Int, of: Int) {}
}

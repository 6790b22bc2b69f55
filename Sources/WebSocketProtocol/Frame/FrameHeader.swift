// A frame without its payload, RFC 6455 §5.2. The picture is in FrameField.swift.

/// The header of a frame: 2 to 14 bytes. Every combination of bits can be represented, the forbidden ones too.
public struct FrameHeader: Sendable, Hashable {
    /// How the payload's length is written.
    public enum LengthForm: UInt8, Sendable, Hashable {
        case bits7 = 7
        case bits16 = 16
        case bits64 = 64

        /// The shortest form that can hold `length`, which is the one that must be used (§5.2).
        public init(minimalFor length: UInt64) {
            self = length <= 125 ? .bits7 : length <= 0xffff ? .bits16 : .bits64
        }

        /// The bytes that follow the first two.
        var extendedBytes: Int { self == .bits7 ? 0 : self == .bits16 ? 2 : 8 }
    }

    /// The payload's length in bytes, as declared: all 64 bits of it can be set. First here, since there may be a million headers
    /// and the small fields fill the gap behind it.
    public var payloadLength: UInt64
    /// The key that masks the payload, where MASK is 1.
    public var maskingKey: MaskingKey?
    /// Whether this frame ends its message.
    public var fin: Bool
    /// The three reserved bits; each is 0 unless an extension was agreed on.
    public var rsv1, rsv2, rsv3: Bool
    /// What the frame is for.
    public var opcode: Opcode
    /// How the length is written; not necessarily the shortest way.
    public var lengthForm: LengthForm

    /// A header of any shape. Leave out `lengthForm` for the shortest. A length that does not fit the form is cut to
    /// its low bits when the header is encoded; in seven bits, 126 and 127 are not lengths, so a decoder of them
    /// looks for more bytes.
    public init(
        fin: Bool = true, rsv1: Bool = false, rsv2: Bool = false, rsv3: Bool = false, opcode: Opcode,
        maskingKey: MaskingKey? = nil, lengthForm: LengthForm? = nil, payloadLength: UInt64
    ) {
        self.fin = fin
        self.rsv1 = rsv1
        self.rsv2 = rsv2
        self.rsv3 = rsv3
        self.opcode = opcode
        self.maskingKey = maskingKey
        self.lengthForm = lengthForm ?? LengthForm(minimalFor: payloadLength)
        self.payloadLength = payloadLength
    }

    /// The longest header in bytes: 2, a 64-bit length, a masking key.
    public static let maximumLength = 14

    /// The header's own length in bytes, 2...14.
    public var headerLength: Int { 2 + lengthForm.extendedBytes + (maskingKey == nil ? 0 : 4) }

    /// Whether the length cannot be followed: its top bit is 1, so in many languages, Swift's Int among them, no position lies
    /// after the frame (§5.2).
    public var isEndless: Bool { payloadLength >> 63 != 0 }

    /// Whether the frame closes the connection. What its first byte breaks is refused before it is read as a Close (§5.2, §5.5): "HTTP" would
    /// be one in fragments, with RSV1.
    public var isClose: Bool { opcode == .close && fin && !rsv1 && !rsv2 && !rsv3 }

    /// Where the payload lies, counted from the frame's first byte; nil where the end is beyond what an Int can hold.
    public var payloadRange: Range<Int>? {
        guard payloadLength <= UInt64(Int.max) - UInt64(Self.maximumLength) else { return nil }
        return headerLength..<headerLength + Int(payloadLength)
    }
}

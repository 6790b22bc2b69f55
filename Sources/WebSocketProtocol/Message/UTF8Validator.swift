// UTF-8 as it arrives, RFC 3629 §4, for RFC 6455 §8.1.
//
//   first byte   more   what the second byte may be
//   00...7f      0
//   c2...df      1      80...bf
//   e0           2      a0...bf    smaller ones would be longer than needed
//   e1...ec      2      80...bf
//   ed           2      80...9f    larger ones would be surrogates
//   ee...ef      2      80...bf
//   f0           3      90...bf    smaller ones would be longer than needed
//   f1...f3      3      80...bf
//   f4           3      80...8f    larger ones would be beyond U+10FFFF
//
// Every other first byte is an error, and so is anything outside 80...bf for the third and fourth byte. So the first
// bad byte is known when it arrives; there is no need to wait for the end of its character, frame or message.

/// Validates text that arrives in parts, which may split characters.
public struct UTF8Validator: Sendable, Hashable {
    private var missing: UInt8 = 0
    private var lowest: UInt8 = 0x80
    private var highest: UInt8 = 0xbf

    /// A validator at the start of a text.
    public init() {}

    /// Whether the text could end here: no character is cut off.
    public var isAtBoundary: Bool { missing == 0 }

    /// Continues through `bytes[range]`.
    ///
    /// - Returns: the position in `bytes` of the first byte that can't be part of valid UTF-8; nil if all of them can.
    ///   After an error the validator is at the start of a text again.
    public mutating func validate(_ bytes: RawSpan, in range: Range<Int>) -> Int? {
        var index = range.lowerBound
        while index < range.upperBound {
            if missing == 0 {
                index = Self.skipASCII(bytes, from: index, to: range.upperBound)
                guard index < range.upperBound else { return nil }
            }
            guard accept(bytes.byte(at: index)) else {
                self = UTF8Validator()
                return index
            }
            index += 1
        }
        return nil
    }

    /// How many bytes a character has whose first byte is `leadByte`; 0 if none starts so.
    static func sequenceLength(leadByte: UInt8) -> Int {
        switch leadByte {
        case 0x00...0x7f: 1
        case 0xc2...0xdf: 2
        case 0xe0...0xef: 3
        case 0xf0...0xf4: 4
        default: 0
        }
    }

    /// Takes one byte; false if it cannot be part of valid UTF-8 here.
    mutating func accept(_ byte: UInt8) -> Bool {
        guard missing > 0 else {
            let length = Self.sequenceLength(leadByte: byte)
            guard length > 0 else { return false }
            missing = UInt8(length - 1)
            lowest = byte == 0xe0 ? 0xa0 : byte == 0xf0 ? 0x90 : 0x80
            highest = byte == 0xed ? 0x9f : byte == 0xf4 ? 0x8f : 0xbf
            return true
        }
        guard lowest <= byte, byte <= highest else { return false }
        missing -= 1
        lowest = 0x80
        highest = 0xbf
        return true
    }

    /// The first position from `start` on that is not ASCII, looking at eight bytes at a time.
    private static func skipASCII(_ bytes: RawSpan, from start: Int, to end: Int) -> Int {
        var index = start
        while index &+ 8 <= end,
            bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
        {
            index &+= 8
        }
        while index < end, bytes.byte(at: index) < 0x80 { index &+= 1 }
        return index
    }
}

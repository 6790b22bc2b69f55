// Headers of every shape, the forbidden ones too: encoding and decoding are inverse, and fields tile the header.

import TestSupport
import Testing

@testable import WebSocketProtocol

struct FrameHeaderTests {
    typealias Form = FrameHeader.LengthForm

    /// Payload length, the form it is forced into, and the header's bytes.
    static let lengths: [(UInt64, Form, String)] = [
        (0, .bits7, "82 00"),
        (1, .bits7, "82 01"),
        (125, .bits7, "82 7d"),
        (126, .bits16, "82 7e 00 7e"),
        (127, .bits16, "82 7e 00 7f"),
        (65535, .bits16, "82 7e ff ff"),
        (65536, .bits64, "82 7f 00 00 00 00 00 01 00 00"),
        (1 << 32, .bits64, "82 7f 00 00 00 01 00 00 00 00"),
        (1 << 63 - 1, .bits64, "82 7f 7f ff ff ff ff ff ff ff"),
        (1 << 63, .bits64, "82 7f 80 00 00 00 00 00 00 00"),
        (.max, .bits64, "82 7f ff ff ff ff ff ff ff ff"),
        // Longer than needed
        (0, .bits16, "82 7e 00 00"),
        (125, .bits16, "82 7e 00 7d"),
        (0, .bits64, "82 7f 00 00 00 00 00 00 00 00"),
        (126, .bits64, "82 7f 00 00 00 00 00 00 00 7e"),
        (65535, .bits64, "82 7f 00 00 00 00 00 00 ff ff"),
    ]

    @Test(arguments: lengths) func lengthForms(length: UInt64, form: Form, bytes: String) {
        let header = FrameHeader(opcode: .binary, lengthForm: form, payloadLength: length)
        #expect(header.encoded == hex(bytes))
        #expect(decodedHeader(hex(bytes)) == header)
        #expect(header.headerLength == hex(bytes).count)
    }

    /// The bounds of the three forms, §5.2.
    @Test(
        arguments: [
            (0, .bits7), (125, .bits7), (126, .bits16), (65535, .bits16), (65536, .bits64), (.max, .bits64),
        ] as [(UInt64, Form)])
    func shortestForm(length: UInt64, form: Form) {
        #expect(Form(minimalFor: length) == form)
        #expect(FrameHeader(opcode: .text, payloadLength: length).lengthForm == form)
    }

    /// The place of a payload, where its end can be counted at all.
    @Test(
        arguments: [
            (0, 2..<2), (300, 4..<304), (UInt64(Int.max) - 14, 10..<Int.max - 4), (UInt64(Int.max) - 13, nil),
            (.max, nil),
        ] as [(UInt64, Range<Int>?)])
    func payloadRange(length: UInt64, range: Range<Int>?) {
        #expect(FrameHeader(opcode: .text, payloadLength: length).payloadRange == range)
    }

    @Test func lengthsAreCutToTheirForm() {
        #expect(FrameHeader(opcode: .text, lengthForm: .bits7, payloadLength: 128).encoded == hex("81 00"))
        #expect(FrameHeader(opcode: .text, lengthForm: .bits16, payloadLength: 0x12345).encoded == hex("81 7e 23 45"))
    }

    /// A header of any shape whose length fits its form.
    private static func random(_ numbers: inout SeededNumbers) -> FrameHeader {
        let bits = numbers.next()
        let form: Form = [.bits7, .bits16, .bits64][numbers.below(3)]
        let length = numbers.next()
        return FrameHeader(
            fin: bits & 1 != 0, rsv1: bits & 2 != 0, rsv2: bits & 4 != 0, rsv3: bits & 8 != 0,
            opcode: Opcode(lowBitsOf: UInt8(truncatingIfNeeded: bits >> 8)),
            maskingKey: bits & 16 != 0 ? MaskingKey(UInt32(truncatingIfNeeded: bits >> 32)) : nil, lengthForm: form,
            payloadLength: form == .bits7 ? length % 126 : form == .bits16 ? length & 0xffff : length)
    }

    @Test func encodingAndDecodingAreInverse() {
        var numbers = SeededNumbers(seed: 52)
        for _ in 0..<5000 {
            let header = Self.random(&numbers)
            let before = numbers.bytes(numbers.below(4))
            let bytes = before + header.encoded + numbers.bytes(numbers.below(4))
            #expect(decodedHeader(bytes, at: before.count) == header)
            for count in 0..<header.headerLength {
                let prefix = Array(header.encoded.prefix(count))
                #expect(decodedHeader(prefix) == nil, "\(count) of \(Hex.string(header.encoded))")
            }
        }
    }

    /// How many bits the fields of a header have (RFC 6455 §5.2).
    private static let widths: [FrameField: Int] = [
        .fin: 1, .rsv1: 1, .rsv2: 1, .rsv3: 1, .opcode: 4, .mask: 1, .length: 7, .extendedLength16: 16,
        .extendedLength64: 64, .maskingKey: 32,
    ]

    /// What the decoder reports covers every bit of the header once, and holds all that is needed to write it again.
    @Test func fieldsTileTheHeader() {
        var numbers = SeededNumbers(seed: 53)
        for _ in 0..<1000 {
            let header = Self.random(&numbers)
            let fields = FrameExplanation(header.encoded).fields.filter { $0.field != .payload }
            var bit = 0
            var written = [UInt8](repeating: 0, count: header.headerLength)
            for reading in fields {
                #expect(reading.bits.lowerBound == bit)
                #expect(reading.bits.count == Self.widths[reading.field])
                for position in reading.bits
                where reading.value >> UInt64(reading.bits.upperBound - 1 - position) & 1 == 1 {
                    written[position / 8] |= 0x80 >> UInt8(position % 8)
                }
                bit = reading.bits.upperBound
            }
            #expect(bit == header.headerLength * 8)
            #expect(written == header.encoded)
        }
    }
}

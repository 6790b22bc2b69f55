// Sentences with their fields, bits as text, and the words of violations and handshakes.

import Testing

import WebSocketProtocol

@Suite struct FieldSentenceTests {
    let hello = FrameExplanation([0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58])

    @Test(arguments: [(UInt8(0x37), 8, "00110111"), (0xff, 6, "111111"), (0x01, 4, "0001"), (0, 0, "")])
    func `Bits are printed most significant first`(byte: UInt8, count: Int, text: String) {
        #expect(Binary.string(byte, count: count) == text)
    }

    @Test func `A field's bits are shown among dots`() {
        let notations = hello.fields.filter { $0.bits.count < 8 }.map { field in
            field.notation(ofByte: field.bytes.lowerBound, field.bytes.lowerBound == 0 ? 0x81 : 0x85)
        }
        #expect(
            notations == [
                "1... ....", ".0.. ....", "..0. ....", "...0 ....", ".... 0001", "1... ....", ".000 0101",
            ])
    }

    @Test(arguments: [
        (UInt8(0x81), [FrameField?.none, .fin, .rsv1, .opcode], "RSV1, RSV2 and RSV3 are 0"),
        (0xf1, [nil, .fin, .rsv1, .opcode], "RSV1, RSV2 and RSV3 are 1"),
        (0xc1, [nil, .fin, .rsv1, .rsv2, .opcode], "RSV2 and RSV3 are 0"),
        (0xa1, [nil, .fin, .rsv1, .rsv2, .opcode], "RSV1 and RSV3 are 0"),
    ])
    func `Reserved bits of the same value share a sentence`(byte: UInt8, fields: [FrameField?], words: String) {
        let found = FrameExplanation([byte, 0x00]).fieldSentences(forByte: 0, wire: byte)
        #expect(found.map(\.field) == fields)
        #expect(found.contains { $0.sentence.text.hasPrefix(words) })
    }

    @Test(arguments: [
        (0, 7, UInt8(0x81), FrameField.opcode, "Bit 7 of byte 0 is 1: worth 1, here 1."),
        (0, 4, 0x81, .opcode, "Bit 4 of byte 0 is 0: worth 8, here 0."),
        (1, 5, 0x85, .length, "Bit 5 of byte 1 is 1: worth 4, here 4."),
        (1, 0, 0x85, .mask, "MASK is 1: the payload is masked with a key of four bytes."),
        (3, 0, 0xfa, .maskingKey, "Bit 0 of byte 3 is 1, part of key byte 1."),
        (6, 2, 0x7f, .payload, "Bit 2 of byte 6 is 1 on the wire; the key's bit is 1; XOR makes it 0."),
    ])
    func `A bit says what it is worth`(byte: Int, bit: Int, wire: UInt8, field: FrameField, words: String) {
        let found = hello.fieldSentences(forByte: byte, wire: wire, bit: bit)
        #expect(found.first?.field == field)
        #expect(found.first?.sentence.text == words)
    }

    @Test func `The bytes of a field that is not complete belong to it`() {
        let part = FrameExplanation([0x81, 0x85, 0x37])
        #expect(part.fieldOrMissing(atBit: 16) == .maskingKey)
        #expect(part.fieldSentences(forByte: 2, wire: 0x37).map(\.field) == [.maskingKey])
        #expect(FrameExplanation([]).fieldOrMissing(atBit: 0) == nil)
    }

    @Test func `A violation is one paragraph`() {
        let violation = Violation(.clientFrameNotMasked, at: 1..<2, detail: "MASK is 0")
        #expect(violation.words.hasSuffix("Found: MASK is 0. MUST, close code 1002."))
        #expect(violation.citation.text == "RFC 6455 §5.1")
        #expect(Violation(.keyMissing, at: 0..<2).words.hasSuffix("header. MUST, status 400."))
    }
}

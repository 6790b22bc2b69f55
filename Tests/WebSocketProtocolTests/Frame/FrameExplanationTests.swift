// The words of the decoder: its state after each byte, and the sentences for what the cursor stands on.

import Testing
import WebSocketProtocol

struct FrameExplanationTests {
    /// A frame, and the decoder's state after 0, 1, 2 ... bytes of it.
    static let states: [(String, [String])] = [
        (
            "81 85 37 fa 21 3d 7f 9f 4d 51 58",
            [
                "waiting for the first byte: FIN, RSV and opcode.",
                "has the first byte, needs 1 more for MASK and length.",
                "masking key, has 0 bytes, needs 4 more.",
                "masking key, has 1 byte, needs 3 more.",
                "masking key, has 2 bytes, needs 2 more.",
                "masking key, has 3 bytes, needs 1 more.",
                "payload, has 0 of 5 bytes, needs 5 more.",
                "payload, has 1 of 5 bytes, needs 4 more.",
                "payload, has 2 of 5 bytes, needs 3 more.",
                "payload, has 3 of 5 bytes, needs 2 more.",
                "payload, has 4 of 5 bytes, needs 1 more.",
                "the frame is complete.",
            ]
        ),
        (
            "82 7e 00 7e",
            [
                "waiting for the first byte: FIN, RSV and opcode.",
                "has the first byte, needs 1 more for MASK and length.",
                "extended length (16 bits), has 0 bytes, needs 2 more.",
                "extended length (16 bits), has 1 byte, needs 1 more.",
                "payload, has 0 of 126 bytes, needs 126 more.",
            ]
        ),
        (
            "82 7f ff ff ff ff ff ff ff ff 00",
            [
                "waiting for the first byte: FIN, RSV and opcode.",
                "has the first byte, needs 1 more for MASK and length.",
                "extended length (64 bits), has 0 bytes, needs 8 more.",
                "extended length (64 bits), has 1 byte, needs 7 more.",
                "extended length (64 bits), has 2 bytes, needs 6 more.",
                "extended length (64 bits), has 3 bytes, needs 5 more.",
                "extended length (64 bits), has 4 bytes, needs 4 more.",
                "extended length (64 bits), has 5 bytes, needs 3 more.",
                "extended length (64 bits), has 6 bytes, needs 2 more.",
                "extended length (64 bits), has 7 bytes, needs 1 more.",
                "payload, has 0 of 18,446,744,073,709,551,615 bytes, needs 18,446,744,073,709,551,615 more.",
                "payload, has 1 of 18,446,744,073,709,551,615 bytes, needs 18,446,744,073,709,551,614 more.",
            ]
        ),
        (
            "8a 00",
            [
                "waiting for the first byte: FIN, RSV and opcode.",
                "has the first byte, needs 1 more for MASK and length.",
                "the frame is complete.",
            ]
        ),
    ]

    @Test(arguments: states) func stateAfterEachByte(frame: String, words: [String]) {
        let bytes = hex(frame)
        #expect((0...bytes.count).map { FrameExplanation(Array(bytes.prefix($0))).state.words } == words)
        #expect((0...bytes.count).map { FrameExplanation(bytes).state(after: $0).words } == words)
    }

    /// The start of a frame, a byte of it, and what is said about that byte.
    static let sentences: [(String, Int, [String])] = [
        (
            "81 85 37 fa 21 3d 7f 9f 4d 51 58", 0,
            [
                "0x81 is 8 and 1: 1000 0001. Bits count from the left, 0-7. (5.2)",
                "FIN is 1: this frame ends its message. (5.2)",
                "RSV1, RSV2 and RSV3 are 0: no extension uses them in this frame. (5.2)",
                "The opcode is 1: a text frame; the payload is UTF-8. (5.6)",
            ]
        ),
        (
            "81 85 37 fa 21 3d 7f 9f 4d 51 58", 1,
            [
                "MASK is 1: the payload is masked with a key of four bytes. (5.1)",
                "A client must mask every frame; a server must not. (5.1)",
                "So no script can choose the bytes that a proxy sees. (10.3)",
                "The length bits are 5: the payload has 5 bytes. (5.2)",
            ]
        ),
        (
            "81 85 37 fa 21 3d 7f 9f 4d 51 58", 2,
            [
                "This is the first of the 4 bytes of the masking key: 0x37. (5.3)",
                "Masking key: payload byte i is XORed with key byte i mod 4. (5.3)",
                "Each frame needs a new key that nobody can predict. (5.3)",
                "This is not encryption: the key is sent along. (5.3)",
            ]
        ),
        (
            "81 85 37 fa 21 3d 7f 9f 4d 51 58", 10,
            ["Payload byte 4: 0x58 XOR key byte 0, 0x37, is 0x6f, \"o\". (5.3)"]
        ),
        ("81 85 37 fa", 3, ["This is the second of the 4 bytes of the masking key: 0xfa. (5.3)"]),
        (
            "01 01 0a", 0,
            [
                "0x01 is 0 and 1: 0000 0001. Bits count from the left, 0-7. (5.2)",
                "FIN is 0: more frames of this message follow. (5.4)",
            ]
        ),
        ("01 01 0a", 1, ["MASK is 0: the payload is not masked, and there is no key. (5.1)"]),
        ("01 01 0a", 2, ["Payload byte 0: 0x0a, sent unmasked. (5.2)"]),
        (
            "c1 00", 0,
            [
                "0xc1 is c and 1: 1100 0001. Bits count from the left, 0-7. (5.2)",
                "FIN is 1: this frame ends its message. (5.2)",
            ]
        ),
        ("82 7e 01 00", 1, ["MASK is 0: the payload is not masked, and there is no key. (5.1)"]),
        (
            "82 7e 01 00", 3,
            [
                "This is the second of the 2 bytes of the extended length (16 bits): 0x00. (5.2)",
                "These 2 bytes are the length, most significant first: 256 bytes. (5.2)",
            ]
        ),
        ("82 7e 01", 2, ["This is the first of the 2 bytes of the extended length (16 bits): 0x01. (5.2)"]),
        (
            "82 7f 00 00 00 00 00 01 00 00", 9,
            [
                "This is the eighth of the 8 bytes of the extended length (64 bits): 0x00. (5.2)",
                "These 8 bytes are the length, most significant first: 65,536 bytes. (5.2)",
            ]
        ),
        ("82 ff 00 00 00 00 00 01 00 00 37", 10, ["This is the first of the 4 bytes of the masking key: 0x37. (5.3)"]),
        ("82 7f ff ff ff ff ff ff ff ff 41", 10, ["Payload byte 0: 0x41, \"A\", sent unmasked. (5.2)"]),
        ("81 85", 7, []),
    ]

    @Test(arguments: sentences) func sentencesForAByte(frame: String, index: Int, words: [String]) {
        let bytes = hex(frame)
        let wire = bytes.indices.contains(index) ? bytes[index] : 0
        let found = FrameExplanation(bytes).fieldSentences(forByte: index, wire: wire).map(Self.line)
        #expect(Array(found.prefix(words.count)) == words)
        #expect(found.isEmpty == words.isEmpty)
    }

    /// The same with a bit of the byte: what that bit belongs to, and nothing else.
    static let bits: [(String, Int, Int, String)] = [
        ("81 85 37", 0, 0, "FIN is 1: this frame ends its message. (5.2)"),
        ("c1 85 37", 0, 1, "RSV1 is 1: only an extension agreed on in the handshake may set it. (5.2)"),
        ("81 85 37", 0, 3, "RSV3 is 0: no extension uses it in this frame. (5.2)"),
        ("83 85 37", 0, 4, "The opcode is 3: reserved for data frames yet to be defined. (5.2)"),
        ("8f 85 37", 0, 7, "The opcode is 15: reserved for control frames yet to be defined. (5.2)"),
        ("81 85 37", 1, 0, "MASK is 1: the payload is masked with a key of four bytes. (5.1)"),
        ("81 81 37", 1, 1, "The length bits are 1: the payload has 1 byte. (5.2)"),
        ("81 7e", 1, 7, "The length bits are 126: the length is in the next 2 bytes. (5.2)"),
        ("81 7f", 1, 7, "The length bits are 127: the length is in the next 8 bytes. (5.2)"),
        ("81 85 37", 2, 5, "This is the first of the 4 bytes of the masking key: 0x37. (5.3)"),
        ("81 01 48", 2, 5, "Payload byte 0: 0x48, \"H\", sent unmasked. (5.2)"),
    ]

    @Test(arguments: bits) func sentencesForABit(frame: String, index: Int, bit: Int, words: String) {
        let bytes = hex(frame)
        let found = FrameExplanation(bytes).fieldSentences(forByte: index, wire: bytes[index], bit: bit)
        #expect(found.map(Self.line).contains(words))
        #expect(Set(found.map(\.field)).count == 1)
    }

    @Test func payloadFieldCoversWhatIsThere() {
        let frame = hex("82 05 01 02 03")
        #expect(FrameExplanation(frame).fields.last?.bits == 16..<40)
        #expect(FrameExplanation(prefix: frame, received: 7).fields.last?.bits == 16..<56)
        #expect(
            FrameExplanation(prefix: frame, received: 99).fields.last?.bits == 16..<56,
            "the next frame is not its payload")
        #expect(FrameExplanation(hex("82 00")).fields.last?.field == .length)
    }

    /// A sentence with its section, as the tables have it.
    private static func line(_ item: FieldSentence) -> String {
        "\(item.sentence.text) (\(item.sentence.citation?.section ?? ""))"
    }

    /// How many bytes five letters take on the wire.
    @Test func aCompleteFrameSaysItsSize() {
        let hello = FrameExplanation([0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58])
        #expect(hello.stateWords(after: 11) == "the frame is complete: 6 bytes of header, 5 of payload, 11 in all.")
        #expect(hello.stateWords(after: 10) == "payload, has 4 of 5 bytes, needs 1 more.")
        #expect(FrameExplanation([0x89, 0x00]).stateWords(after: 2) == "the frame is complete: 2 bytes of header.")
    }
}

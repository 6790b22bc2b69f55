// What the codec answers to each question, about bytes whose answers were worked out by hand; and how answers are read.

import Testing

@testable import Lessons

@Suite struct QuestionTests {
    /// The bytes of a source, as a lesson writes it.
    static func material(_ text: String) throws -> Material {
        let source = try Source(try Node.parse(text, file: "a lesson", firstLine: 1))
        return try Material(source, BuiltInCourse.library, file: "a lesson")
    }

    private static let tea = "{ from: client, text: Tea, mask: 7c65c1e5 }"
    private static let fragments =
        "{ frames: [{ from: server, text: Hel, fin: no }, { from: server, opcode: ping }, { from: server, opcode: continuation, payload: 6c 6f }], reads: [3, 9] }"
    private static let close = "{ from: client, close: 1001, mask: 37fa213d }"

    private static let table: [(String, String, String?)] = [
        // 81 83 7c 65 c1 e5 28 00 a0
        (tea, "byte 1", "0x83"), (tea, "byte 9", nil), (tea, "bytes 0..2", "81 83 7c"), (tea, "bytes 7..9", nil),
        (tea, "bits 1", "0x83"), (tea, "hex 0", "0x81"), (tea, "bit 0 of byte 0", "1"), (tea, "bit 1 of byte 1", "0"),
        (tea, "bit 7 of byte 0", "1"), (tea, "bit 6 of byte 1", "1"), (tea, "number 0..1", "33155"),
        (tea, "number 7..9", nil), (tea, "fin", "1"), (tea, "opcode", "1"), (tea, "masked", "1"), (tea, "length", "3"),
        (tea, "length-form", "7"), (tea, "header-length", "6"), (tea, "size", "9"), (tea, "masking-key", "7c 65 c1 e5"),
        (tea, "unmasked 0", "0x54"), (tea, "unmasked 2", "0x61"), (tea, "unmasked 3", nil), (tea, "text", "Tea"),
        (tea, "message", "Tea"), (tea, "reads", "1"), (tea, "verdict", "fine"),
        ("{ from: server, text: Hi }", "masked", "0"), ("{ from: server, text: Hi }", "masking-key", nil),
        ("{ from: server, text: Hi }", "header-length", "2"), ("{ from: server, text: Hi, fin: no }", "fin", "0"),
        ("{ hex: c1 00, from: server }", "rsv1", "1"), ("{ hex: c1 00, from: server }", "rsv2", "0"),
        ("{ hex: a1 00, from: server }", "rsv2", "1"), ("{ hex: a1 00, from: server }", "rsv3", "0"),
        ("{ hex: 91 00, from: server }", "rsv3", "1"), ("{ hex: 91 00, from: server }", "rsv1", "0"),
        ("{ frame: rfc/binary-256 s0 }", "length", "256"), ("{ frame: rfc/binary-256 s0 }", "length-form", "16"),
        ("{ frame: rfc/binary-256 s0 }", "header-length", "4"), ("{ frame: rfc/binary-256 s0 }", "size", "260"),
        // 01 03 48 65 6c | 89 00 | 80 02 6c 6f, in reads of 3, 6 and 2 bytes
        (fragments, "text", "Hel"), (fragments, "message", "Hello"), (fragments, "reads", "3"),
        (fragments, "size", "11"),
        (fragments, "complete-frames after 4", "0"), (fragments, "complete-frames after 5", "1"),
        (fragments, "complete-frames after 7", "2"), (fragments, "complete-frames after 11", "3"),
        (fragments, "remaining after 1", "4"), (fragments, "remaining after 4", "1"),
        (fragments, "remaining after 5", "0"),
        (fragments, "remaining after 8", "3"), (fragments, "remaining after 12", nil),
        (close, "close-code", "1001"), ("{ hex: 88 80 37 fa 21 3d, from: client }", "close-code", "1005"),
        // The one frame of two that is asked about, and not the connection's first.
        ("{ frame: lessons/first-name s1 }", "close-code", "1005"),
        ("{ frame: real/chromium c0 }", "close-code", "3001"),
        ("{ connection: lessons/first-name }", "clean", "1"), (tea, "clean", nil),
        ("{ handshake: rfc/handshake }", "status", "101"),
        ("{ handshake: rfc/handshake }", "accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), (tea, "accept", nil),
        ("{ hex: 81 00, from: client }", "verdict", "broken"), ("{ hex: 81, from: server }", "verdict", "incomplete"),
        ("{ hex: 83 05, from: server }", "verdict", "broken"),
    ]

    @Test(arguments: table)
    func answers(source: String, question: String, expected: String?) throws {
        let answer = try #require(Question(question)).answer(in: Self.material(source))
        #expect(answer?.spelled == expected)
    }

    /// What was so when the thing at a place had just happened, and nothing of what came after it.
    @Test(arguments: [
        ("state client after request", "CONNECTING"), ("state server after request", "CONNECTING"),
        ("state client after 101", "OPEN"), ("state server after c0", "OPEN"), ("state client after c1", "CLOSING"),
        ("state client after client-fin", "CLOSED"), ("state server after client-fin", "CLOSED"),
    ])
    func states(question: String, expected: String) throws {
        let answer = try #require(Question(question)).answer(in: Self.material("{ connection: lessons/first-name }"))
        #expect(answer?.spelled == expected)
    }

    /// Two frames of one read are logged at the same time: the Close behind a text is not a part of it.
    @Test func whatCameAtTheSameTimeIsLater() throws {
        let both = try Self.material(
            "{ frames: [{ from: client, text: Hi, mask: 37fa213d }, { from: client, close: 1000, mask: 37fa213d }] }")
        #expect(try #require(Question("state client after c0")).answer(in: both)?.spelled == "OPEN")
        #expect(try #require(Question("state client after c1")).answer(in: both)?.spelled == "CLOSING")
    }
}

@Suite struct AnswerFormTests {
    private static let table: [(AnswerForm, String, String?)] = [
        (.byte, "81", "0x81"), (.byte, "4", "0x04"), (.byte, "0x4f", "0x4f"), (.byte, "129", "0x81"),
        (.byte, "256", nil), (.byte, "1000 0001", "0x81"), (.byte, "0b10000001", "0x81"), (.byte, "1000000", nil),
        (.byte, "100000011", nil), (.byte, "0x123", nil), (.byte, "g1", nil), (.bits, "0100_1111", "0x4f"),
        (.bits, "100111", nil), (.bits, "4f", nil), (.hexByte, "4f", "0x4f"), (.hexByte, "0x4F", "0x4f"),
        (.hexByte, "4", nil), (.hexByte, "104", nil), (.hexByte, "0100 1111", nil), (.bytes, "4f6b", "4f 6b"),
        (.bytes, "4f 6", nil), (.number, "40", "40"), (.number, "0x28", "40"), (.number, "65,536", "65536"),
        (.number, "-1", nil), (.number, "4f", nil), (.flag, "yes", "1"), (.flag, "N", "0"), (.flag, "1", "1"),
        (.flag, "0", "0"), (.flag, "no", "0"), (.flag, "2", nil), (.opcode, "ping", "9"), (.opcode, "0xa", "10"),
        (.opcode, "81", "129"), (.opcode, "zz", nil), (.text, "Hi", "Hi"), (.text, "\"\"", ""), (.text, "\"Hi\"", "Hi"),
        (.text, "\"", "\""), (.text, " Hi ", "Hi"), (.word(["fine", "broken", "incomplete"]), "b", "broken"),
        (.word(["7", "16", "64"]), "7", "7"), (.word(["OPEN", "CLOSING", "CLOSED"]), "clos", nil),
        (.word(["OPEN", "CLOSING", "CLOSED"]), "closed", "CLOSED"), (.word(["OPEN", "CLOSING", "CLOSED"]), "x", nil),
    ]

    @Test(arguments: table)
    func readings(form: AnswerForm, typed: String, expected: String?) {
        #expect((try? form.read(typed))?.value.spelled == expected)
    }

    @Test(arguments: [AnswerForm.byte, .bits, .hexByte, .bytes, .number, .flag, .opcode, .text, .word(["a"])])
    func nothingIsNotAnAnswer(form: AnswerForm) {
        for typed in ["", "  "] { #expect(throws: UnreadableAnswer.self) { try form.read(typed) } }
    }
}

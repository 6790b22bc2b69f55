// What is asked about compressed messages, in recordings and in frames that a lesson describes, and what is said about wrong answers.

import Testing

@testable import Lessons
import WebSocketProtocol

@Suite struct InflatedTests {
    private static let hello = "{ from: client, text: Hello, compressed: yes, mask: 37fa213d }"
    private static let banana = "{ from: server, text: na, times: 4, compressed: yes }"
    private static let parts =
        "{ frames: [{ from: server, text: Hel, fin: no, compressed: yes }, { from: server, opcode: ping }, { from: server, opcode: continuation, payload: 6c 6f, compressed: yes }] }"
    private static let changed =
        "{ frames: [{ from: server, text: \"Anna: 12\", compressed: yes }, { from: server, text: \"Anna: 15\", compressed: yes }] }"

    private static let table: [(String, String, String?)] = [
        (hello, "inflated", "Hello"), (hello, "inflated alone", "Hello"), (hello, "literals", "Hello"),
        (hello, "copy-length 0", nil), (hello, "length", "7"), (hello, "rsv1", "1"), (hello, "verdict", "fine"),
        (hello, "message", "Hello"),
        (banana, "inflated", "nananana"), (banana, "literals", "na"), (banana, "copy-length 0", "6"),
        (banana, "copy-distance 0", "2"), (banana, "copy-length 1", nil),
        (parts, "inflated", "Hello"), (parts, "rsv1", "1"), (parts, "verdict", "fine"),
        // Of several messages the last one.
        (changed, "inflated", "Anna: 15"), (changed, "literals", "5"), (changed, "inflated alone", ""),
        (changed, "copy-distance 0", "8"),
        ("{ frame: extensions/context-takeover s0 }", "inflated", "Hello"),
        ("{ frame: extensions/context-takeover s1 }", "inflated", "Hello"),
        ("{ frame: extensions/context-takeover s1 }", "inflated alone", "H"),
        ("{ frame: extensions/context-takeover s1 }", "copy-length 0", "4"),
        ("{ frames: extensions/compressed c1..c3 }", "inflated", "Hello"),
        ("{ frame: extensions/begins-midway s0 }", "literals", "{2}"),
        // Not compressed, not agreed on, or not data.
        ("{ from: server, text: Hello }", "inflated", nil),
        ("{ from: server, text: Hello, agreed: yes }", "inflated", nil),
        ("{ calculate: 8f & 7f }", "inflated", nil),
        ("{ from: server, text: Hello, rsv1: yes, agreed: yes }", "inflated", nil),
        ("{ from: server, text: Hello, rsv1: yes, agreed: yes }", "verdict", "broken"),
        ("{ from: server, opcode: ping, rsv1: yes, agreed: yes }", "verdict", "broken"),
        ("{ from: server, text: Hello, compressed: yes, rsv1: no }", "rsv1", "0"),
    ]

    @Test(arguments: table)
    func answers(source: String, question: String, expected: String?) throws {
        let answer = try #require(Question(question)).answer(in: QuestionTests.material(source))
        #expect(answer?.spelled == expected)
    }

    /// Of a recording's reads only those that brought the frame are its own.
    @Test func theReadsOfOneRecordedFrame() throws {
        let frame = try QuestionTests.material("{ frame: extensions/context-takeover s0 }")
        #expect(frame.reads == [frame.bytes])
        let other = try QuestionTests.material("{ frame: extensions/context-takeover s1 }")
        #expect(other.reads == [other.bytes] && other.bytes.first == 0xc1)
    }

    /// The kilobyte of the bomb is a megabyte of zeros.
    @Test func theBomb() throws {
        let bomb = try QuestionTests.material("{ frame: extensions/bomb c0 }")
        #expect(Question.length.answer(in: bomb) == .number(1033))
        #expect(bomb.inflated?.count == 1 << 20)
    }

    @Test(arguments: [
        (hello, "\"Hello\""), (banana, "\"na\", copy 6 from 2 back"),
        (changed, "copy 7 from 8 back, \"5\""),
        ("{ frame: extensions/context-takeover s1 }", "\"H\", copy 4 from 5 back"),
    ])
    func symbolsAreAPlaceholder(source: String, words: String) throws {
        #expect(try QuestionTests.material(source).placeholder("symbols") == words)
    }

    @Test func theBitsOfACopyAreAPlaceholder() throws {
        let again = try QuestionTests.material("{ frame: extensions/context-takeover s1 }")
        #expect(again.placeholder("copy-bits") == "0000010001000")
        #expect(try QuestionTests.material(Self.hello).placeholder("copy-bits") == nil)
        #expect(again.startOfCompressed == 2)
        #expect(try QuestionTests.material(Self.changed).startOfCompressed == 14)
    }

    /// Only the four bytes behind the last frame of a message are left out, and RSV1 stands in its first frame alone.
    @Test func theBytesOfFragments() throws {
        let frames = try QuestionTests.material(Self.parts)
        #expect(Hex.string(frames.bytes, groupsOf: 1).hasPrefix("41 "))
        #expect(frames.frames.map { frames.bytes[$0.bytes.lowerBound] } == [0x41, 0x89, 0x80])
        #expect(frames.bytes[frames.frames[0].bytes].suffix(4) == [0x00, 0x00, 0xff, 0xff])
    }

    @Test func aDrawnTextIsRepeatedAndCompressed() throws {
        let node = try Node.parse(
            "{ random: { from: server, text: 3..5, times: 3, compressed: yes } }", file: "a lesson", firstLine: 1)
        var draw = Draw("a")
        let drawn = try Source(node).drawn(&draw, words: BuiltInCourse.library.words)
        let text = try #require(try Material(drawn, BuiltInCourse.library, file: "a lesson").inflated)
        #expect((9...15).contains(text.count) && text.count % 3 == 0)
        #expect(Array(text.prefix(text.count / 3) + text.prefix(text.count / 3) + text.prefix(text.count / 3)) == text)
    }

    @Test(arguments: [
        (
            "{ from: client, opcode: ping, compressed: yes }",
            "a control frame is never compressed; for RSV1 in it write rsv1: yes"
        ),
        ("{ from: client, text: Hi, times: 0 }", "\"times\" must be a whole number from 1 to 100, not \"0\""),
        ("{ from: client, text: Hi, compressed: perhaps }", "\"compressed\" must be yes or no, not \"perhaps\""),
    ])
    func whatIsWrongWithAFrame(source: String, words: String) throws {
        let error = try #require(throws: LessonProblem.self) { _ = try QuestionTests.material(source) }
        #expect(error.line == 1 && error.file == "a lesson" && error.words == words)
    }

    @Test(arguments: [("copy-lenght 0", "copy-length 0"), ("inflate", "inflated"), ("literal", "literals")])
    func whatIsNearlyAQuestion(text: String, meant: String) {
        #expect(Question(text) == nil && Question.nearest(to: text) == meant)
    }

    private static let letters =
        "Those are the compressed bytes, each taken for a letter. A letter is not a byte here: symbols are read bit by bit."
    private static let ofCodes =
        "Those are the codes. Take 30 from each, in hex; what is left is the letter's number in ASCII."
    private static let ofUnturned =
        "You read each byte from left to right. Its bits are read from right to left."
    private static let ofLiterals =
        "Those are only the literals. A copy adds letters too: those that were written before it."
    private static let ofOne =
        "So far it comes out without the messages before it. Its copies reach back into them."

    /// What is said about known mistakes, where the author says nothing.
    @Test(arguments: [
        (hello, "òHÍÉÉ..", letters), (hello, "rHMII..", letters), (hello, "Hallo", nil), (hello, ".H.....", letters),
        (hello, "f2 48 cd c9 c9 07 00", letters),
        (hello, "78 95 9c 9c 9f", ofCodes), (hello, "92 46 6e 4e 48", ofUnturned), (hello, "62163e1e18", ofUnturned),
        (
            hello, "hello",
            "Those are the right letters, but not all in the right size. Capital letters and small ones have bytes of their own."
        ),
        (banana, "na", ofLiterals), (changed, "5", ofLiterals), (banana, "nana", nil),
        (
            "{ frames: [{ from: server, text: \"Anna: 12\", compressed: yes }, { from: server, text: \"XYZ, Anna: 15\", compressed: yes }] }",
            "XYZ, ", nil
        ),
        (
            "{ frames: [{ from: server, text: \"Anna\", compressed: yes }, { from: server, text: \"Eva!Anna?\", compressed: yes }] }",
            "Eva!", ofOne
        ),
    ])
    func slips(source: String, typed: String, says: String?) throws {
        let exercise = """
            ---
            id: odd
            title: Odd
            minutes: 5
            ---
            ```exercise
            id: one
            kind: predict
            goal: What is it inflated to?
            of: \(source)
            ask: inflated
            ```
            """
        let course = Course([("00-odd.md", Array(exercise.utf8))], BuiltInCourse.library)
        let found = try #require(course.exercise("odd/one"), "\(course.problems)")
        let feedback = try Assignment(found, BuiltInCourse.library, round: Round(seed: "a")).grade(typed)
        #expect(feedback.verdict == .notYet)
        #expect(feedback.say == says)
        #expect(feedback.citation?.text == "RFC 7692 §7.2.2")
    }
}

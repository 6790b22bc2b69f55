// What a class asks: each question is answered on the screen, in at most five keys from Flow.

import TerminalUI
import TestSupport
import Testing
import WebSocketProtocol

@testable import Capture
@testable import Inspector

/// A question, where it is asked, the keys of the answer, and words of it.
private struct Question: CustomTestStringConvertible, Sendable {
    let words: String
    /// The recording that the class has just produced.
    let fixture: String
    /// The row on which the teacher stands, by what `:` calls it.
    let at: String
    let keys: [Key]
    let answers: [String]

    var testDescription: String { words }

    init(
        _ words: String, in fixture: String = "real/chromium", at place: String = "c0", _ keys: [Key],
        _ answers: String...
    ) {
        (self.words, self.fixture, at, self.keys, self.answers) = (words, fixture, place, keys, answers)
    }

    static let all: [Question] = [
        Question("Why 0x81?", .typing("4"), "0x81 is 8 and 1: 1000 0001", "FIN is 1"),
        Question("Which byte is the length?", .typing("4") + [.right], "The length bits are 5"),
        Question("What is Sec-WebSocket-Key for?", .typing("3}}"), "key", "The key is used as text"),
        Question("What is the GUID, and why that one?", .typing("3}}") + [.right], "258EAFA5", "§1.3"),
        Question("Why is the client masked and the server not?", .typing("4") + [.right], "client must mask", "proxy"),
        Question("Is masking encryption?", .typing("4") + [.right, .right], "not encryption"),
        Question("How is it unmasked?", .typing("4a") + [.right, .right], "unmasking", "xor", "char"),
        Question("What if I send an emoji?", at: "c1", .typing("4]]]") + [.right], "U+1F44B"),
        Question("A flag?", at: "c1", .typing("4z"), "U+1F1F7", "The flag GR"),
        Question("126 characters?", in: "lengths/126", .typing("4") + [.right], "the length is in the next 2 bytes"),
        Question("70,000?", in: "lengths/65536", .typing("4") + [.right], "the length is in the next 8 bytes"),
        Question(
            "What happens when I close the tab?", in: "endings/1001-going-away", [.end], "1001"),
        Question("Pull the cable?", in: "endings/dropped", at: "%100", [], "unknown"),
        Question("What are 1000 and 1001?", .typing("O"), "1000 ", "1001 "),
        Question("What are 1005 and 1006?", .typing("O") + [.control("d")], "1005 ", "1006 "),
        Question("What happened between these two frames?", at: "s0", [], "time", " ms"),
        Question("Can we go back to the handshake?", .typing("3"), "GET / HTTP/1.1"),
        Question("Who closed first?", at: "c3", [], "client", "It sent a Close"),
        Question("Why is it not compressed?", .typing("4"), "no extension was agreed on"),
        Question("Which byte is number 30,000?", in: "lengths/65535", .typing(":b300") + [.enter], "byte 300"),
        Question(
            "What states are there, and what joins them?", [.backTab, .character("v")], "CONNECTING", "CLOSED",
            "arrow 1 of"),
    ]
}

@Suite struct ClassQuestionsTests {
    @Test(arguments: Question.all) fileprivate func isAnsweredOnScreen(_ question: Question) throws {
        let fixture = try #require(Fixture.all.first { $0.name == question.fixture })
        let recording = try Recording(fixture.bytes())
        var model = Model(source: .recording(title: "class"), size: Size(width: 80, height: 24))
        _ = model.update(.events(recording.events))
        for key in .typing("2:" + question.at) + [.enter] + question.keys { _ = model.update(.key(key)) }
        let screen = view(model).lines.joined(separator: "\n")
        for answer in question.answers { #expect(screen.contains(answer), "\(answer)\n\(screen)") }
        // A place that is typed after `:` counts as one.
        #expect(question.keys.contains(.enter) || question.keys.count <= 5)
    }
}

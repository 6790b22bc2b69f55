// Requests as lessons describe them: what the server answers to each, and how they are shown.

import Testing

@testable import Lessons

@Suite struct RequestTests {
    /// What is said of a request, and the status of the server's answer.
    private static let answers: [(String, String)] = [
        ("{ request: {} }", "101"), ("{ request: { connection: \"keep-alive, Upgrade\" } }", "101"),
        ("{ request: { version: 8 } }", "426"), ("{ request: { version: none } }", "426"),
        ("{ request: { key: none } }", "400"), ("{ request: { key: short } }", "400"),
        ("{ request: { connection: close } }", "400"), ("{ request: { method: POST } }", "405"),
        ("{ request: { host: none } }", "400"), ("{ request: { http: 1.0 } }", "505"),
        ("{ request: { upgrade: none, key: none, version: none, connection: none } }", "200"),
        ("{ request: { extensions: permessage-deflate, subprotocol: chat, origin: http://example.org } }", "101"),
    ]

    @Test(arguments: answers) func theServerAnswers(_ text: String, _ status: String) throws {
        let material = try QuestionTests.material(text)
        #expect(Question.status.answer(in: material)?.spelled == status)
    }

    @Test func aChangeKeepsTheRest() throws {
        let source = try Source(try Node.parse("{ random: { request: { path: /chat } } }", file: "a", firstLine: 1))
        var draw = Draw("a")
        let drawn = source.drawn(&draw, words: [])
        let material = try Material(drawn, BuiltInCourse.library, file: "a")
        let change = try Source.Change(try Node.parse("{ request: { version: 8 } }", file: "a", firstLine: 1))
        let changed = try Material(
            try #require(change.applied(to: drawn, material)), BuiltInCourse.library, file: "a")
        #expect(source.isRandom && !drawn.isRandom)
        #expect(Question.accept.answer(in: material) == Question.accept.answer(in: changed))
        #expect(changed.heads?.request.first == "GET /chat HTTP/1.1")
        #expect(changed.heads?.request.contains("Sec-WebSocket-Version: 8") == true)
    }

    @Test func headsAreLines() throws {
        let material = try QuestionTests.material("{ handshake: rfc/handshake }")
        let heads = try #require(material.heads)
        #expect(heads.request.first == "GET /chat HTTP/1.1")
        #expect(heads.answer.first == "HTTP/1.1 101 Switching Protocols")
        #expect(!(heads.request + heads.answer).contains(""))
        #expect(try QuestionTests.material("{ from: client, text: Hi }").heads == nil)
        #expect(try QuestionTests.material("{ stream: rfc/masked-text client }").heads == nil)
    }

    /// What wrong programs make of a request is an answer like others.
    @Test func wrongProgramsAnswerRequests() throws {
        let rfc = try QuestionTests.material("{ handshake: rfc/handshake }")
        #expect(Mutants.value(of: .accept, in: rfc, by: "X24")?.spelled == "pJ85ywcJwvY/PgeG6blONiWuQUY=")
        let firefox = try QuestionTests.material("{ request: { connection: \"keep-alive, Upgrade\" } }")
        #expect(Mutants.value(of: .status, in: firefox, by: "X6")?.spelled == "400")
        let long = try QuestionTests.material(
            "{ from: server, binary: \"" + String(repeating: "61 ", count: 200) + "\" }")
        #expect(Mutants.value(of: .headerLength, in: long, by: "X16")?.spelled == "10")
        let ping = try QuestionTests.material("{ from: client, opcode: ping, payload: 48 69 }")
        #expect(Mutants.value(of: .length, in: ping, by: "X8")?.spelled == "0")
        #expect(Mutants.value(of: .byte(0), in: ping, by: "X23")?.spelled == "0x81")
        let fragments = try QuestionTests.material(
            "{ frames: [{ from: server, text: Hel, fin: no }, { from: server, opcode: continuation, payload: 6c 6f }] }"
        )
        #expect(Mutants.value(of: .message, in: fragments, by: "X21")?.spelled == "Hel")
        #expect(Mutants.value(of: .opcode, in: fragments, by: "X3")?.spelled == "0")
    }
}

// How the connections of a HAR begin: no message is lost or read as the answer, whatever the response, and no endpoint is
// blamed for what the browser left out.

import Testing
import WebSocketProtocol

@testable import Capture

struct HAROpeningTests {
    private static let messages =
        #"[{"type":"send","time":11,"opcode":1,"data":"Hello"},{"type":"receive","time":12,"opcode":1,"data":"World"}]"#
    /// The headers that a browser sends over HTTP/1.1, and over HTTP/2: there is no key.
    private static let key = #"{"name":"Sec-WebSocket-Key","value":"dGhlIHNhbXBsZSBub25jZQ=="}"#
    private static let most = [
        ("Upgrade", "websocket"), ("Connection", "Upgrade"), ("Host", "h"), ("Sec-WebSocket-Version", "13"),
    ].map { #"{"name":"\#($0)","value":"\#($1)"}"# }.joined(separator: ",")
    private static let accepted =
        #"{"name":"Sec-WebSocket-Accept","value":"s3pPLMBiTxaQ9kYGzzhZRbK+xOo="},"#
        + #"{"name":"Upgrade","value":"websocket"},{"name":"Connection","value":"Upgrade"}"#

    private static func request(_ headers: String, version: String = "HTTP/1.1") -> String {
        #"{"method":"GET","url":"wss://h/ws","httpVersion":"\#(version)","headers":[\#(headers)]}"#
    }

    private static func response(_ status: String, _ headers: String = "") -> String {
        #"{"status":\#(status),"statusText":"","httpVersion":"HTTP/1.1","headers":[\#(headers)]}"#
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let request: String
        let response: String
        /// Why no handshake is shown.
        let why: String

        init(_ name: String, _ request: String, _ response: String, _ why: String) {
            (testDescription, self.request, self.response, self.why) = (name, request, response, why)
        }
    }

    private static let over2 = "The response is 200 and there is no key, so it ran over HTTP/2 (RFC 8441)"
    private static let none = "The file has messages of it and no response"
    private static let leftOut = "The file leaves out headers of its handshake"

    private static func although(_ status: Int) -> String {
        "The file has messages of it, although the response in it is \(status)"
    }

    private static let withKey = request("\(most),\(key)")

    static let cases = [
        Case("over HTTP/2, labelled HTTP/1.1", request(most), response("200"), over2),
        Case("over HTTP/2", request(most, version: "h2"), response("200"), over2),
        Case(
            "over HTTP/3", request(most, version: "h3"), response("204"),
            "The response is 204 and there is no key, so it ran over HTTP/3 (RFC 9220)"),
        Case("status 0", withKey, response("0"), none),
        Case("status -1", withKey, response("-1"), none),
        Case("status null", withKey, response("null"), none),
        Case("no status", withKey, #"{"headers":[]}"#, none),
        Case("response null", withKey, "null", none),
        Case("status in words", withKey, response(#""pending""#), none),
        Case("neither key nor response", request(most), response("0"), none),
        Case("200 with a key", withKey, response("200"), although(200)),
        Case("200 as text", withKey, response(#""200""#), although(200)),
        Case("304", withKey, response("304"), although(304)),
        Case("a refusal", withKey, response("403"), although(403)),
        Case("an interim response", withKey, response("100"), although(100)),
        Case("no headers", request(""), response("101"), leftOut),
        Case("no key", request(most), response("101", accepted), leftOut),
        Case("no accept", withKey, response("101"), leftOut),
    ]

    /// The events of a file with one connection, as a conversation.
    private func conversation(_ file: String) throws -> (Conversation, HARSummary) {
        var conversations = Conversations()
        let summary = try HARFile.read(Array(file.utf8)) { conversations.add($0) }
        return (try #require(conversations[1]), summary)
    }

    @Test("Messages stay messages after any response", arguments: cases)
    func messages(_ item: Case) throws {
        let (conversation, summary) = try conversation(HARSample.file(item.request, item.response, Self.messages))
        let dissection = conversation.dissection
        #expect(conversation.events.first?.kind == .midStream(client: "client", server: "h:443"))
        #expect(dissection.messages(from: .client).map(\.length) == [5])
        #expect(dissection.messages(from: .server).map(\.length) == [5])
        #expect(!dissection.hasViolations)
        #expect(Endpoint.allCases.allSatisfy { dissection.state(of: $0) == .open })
        #expect(summary.messageCount == 2)
        #expect(summary.problems == [])
        #expect(summary.remarks.map(\.description) == ["Connection 1 begins without its handshake. \(item.why)."])
        let note = "\(item.why): no handshake is shown. The request was for /ws at h:443."
        #expect(conversation.events.contains { $0.kind == .note(note, pauses: false) })
    }

    @Test("A handshake that the file has is shown", arguments: ["101", "101.0", #""101""#])
    func handshake(status: String) throws {
        let file = HARSample.file(Self.withKey, Self.response(status, Self.accepted), Self.messages)
        let (conversation, summary) = try conversation(file)
        #expect(conversation.dissection.handshake.status == 101)
        #expect(!conversation.dissection.hasViolations)
        #expect(conversation.dissection.messages(from: .server).count == 1)
        #expect((summary.problems, summary.remarks) == ([], []))
    }

    @Test(
        "Without messages a refusal is one, and what was left out is not shown",
        arguments: [
            (Self.request("\(most),\(key)"), response("403"), ["GET", "403"]),
            (Self.request("\(most),\(key)"), response("0"), ["GET"]),
            (Self.request(most), response("400"), ["GET", "400"]),
            (Self.request(""), response("403"), []), (Self.request(most), response("0"), []),
            (Self.request(most), response("200"), []), (Self.request(""), response("101"), []),
        ])
    func withoutMessages(request: String, response: String, heads: [String]) throws {
        let (conversation, _) = try conversation(HARSample.file(request, response, "[]"))
        let bytes: [String] = conversation.events.compactMap {
            guard case .bytes(let from, let bytes) = $0.kind else { return nil }
            return String(decoding: bytes, as: UTF8.self).split(separator: " ")[from == .client ? 0 : 1].description
        }
        #expect(bytes == heads)
        #expect(conversation.dissection.hasViolations == (request == Self.request(Self.most) && heads.count == 2))
    }

    @Test("A connection without messages in the file")
    func messagesElsewhere() throws {
        func remarks(_ content: String) throws -> [String] {
            let response = Self.response("101", Self.accepted).dropLast() + content + "}"
            let entry =
                #"{"_resourceType":"websocket",\#(HARSample.started)"request":\#(Self.withKey),"response":\#(response)}"#
            return try HARTests.read(#"{"log":{"entries":[\#(entry)]}}"#).summary.remarks.map(\.description)
        }
        #expect(
            try remarks(#","content":{"_file":"a\u001b.jsonl"}"#) == [
                #"Connection 1 has no messages in this file. They are in another file, "a\u001b.jsonl"; record with content: "#
                    + "embed to keep them in one."
            ])
        #expect(
            try remarks("") == [
                "Connection 1 has no messages in this file. The program that wrote it left them out."
            ])
    }

    @Test("Messages without an opcode are text")
    func withoutOpcodes() throws {
        let file = HARSample.file(
            Self.withKey, Self.response("101", Self.accepted),
            #"[{"type":"send","data":"Hello"},{"type":"receive","opcode":null,"data":"World"}]"#)
        let (lines, summary) = try HARTests.read(file)
        #expect(lines.suffix(2).allSatisfy { $0.contains("81") })
        #expect(summary.messageCount == 2)
        #expect(
            summary.remarks.map(\.description) == [
                "Connection 1 has 2 messages without an opcode. Each is read as text."
            ])
        #expect(
            summary.problems.map(\.description) == [
                "Connection 1 has no usable message times. The order of the file is kept."
            ])
    }

    @Test(
        "The start of a connection tells the unit of its times",
        arguments: [1, 1e3, 1e6, 1e9] as [Double], ["2026-01-02T03:04:05.000Z", "nothing"])
    func units(scale: Double, start: String) throws {
        let messages = [0.1, 0.2, 3600].map { offset in
            #"{"type":"receive","time":\#((1_767_323_045 + offset) * scale),"opcode":1,"data":""}"#
        }
        let entry = HARSample.entry(
            Self.withKey, Self.response("101", Self.accepted), "[\(messages.joined(separator: ","))]",
            more: #""startedDateTime":"\#(start)","#)
        let (lines, summary) = try HARTests.read(#"{"log":{"entries":[\#(entry)]}}"#)
        let times = lines.suffix(3).map { $0.split(separator: ",")[0] }
        #expect(
            times
                == (start == "nothing"
                    ? ["{\"t\":0.0", "{\"t\":0.1", "{\"t\":3599.9"] : ["{\"t\":0.1", "{\"t\":0.2", "{\"t\":3600.0"]))
        #expect(summary.problems.count == (start == "nothing" ? 1 : 0))
    }

    @Test("Times that are far from the start in every unit are not times", arguments: [0.5, 12, 1e20, -1])
    func strangeTimes(time: Double) {
        #expect(HARTime.seconds(time, near: 1_767_323_045) == nil)
    }

    @Test(
        "A HAR may begin with other keys",
        arguments: [
            #"{"comment":"x","log":{}}"#, "\u{FEFF} {\n\"_meta\": {\"log\": 1}, \"log\" : {",
            #"{"a":[1,{"b":null}],"log":{"entries":["#,
        ])
    func otherKeysFirst(file: String) {
        #expect(CaptureFormat.recognise(Array(file.utf8)) == .har)
    }

    @Test(
        "An object whose log is not one is not a HAR",
        arguments: [#"{"a":1,"log":"x"}"#, #"{"a":{"log":{}}}"#, #"{"a":1,"log":"#])
    func noHAR(file: String) {
        #expect(CaptureFormat.recognise(Array(file.utf8)) == nil)
    }
}

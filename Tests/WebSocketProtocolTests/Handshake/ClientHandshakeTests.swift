// The client's half: the request it writes, and one row for each rule about the response.

import TestSupport
import Testing
import WebSocketProtocol

struct ClientHandshakeTests {
    static func check(_ bytes: [UInt8]) throws -> HandshakeVerdict {
        ClientHandshake.check(
            response: try #require(HTTPHead(bytes, as: .response)), key: Wire.key,
            offeredSubprotocols: ["chat", "superchat"], offeredExtensions: [ExtensionOffer("permessage-deflate")])
    }

    static let acceptLine = "Sec-WebSocket-Accept: \(Wire.accept)\r\n"

    static let rows: [RequestRulesTests.Row] = [
        .init(.responseUpgradeMissing, "Upgrade: websocket\r\n", ""),
        .init(.responseUpgradeMissing, "Upgrade: websocket", "Upgrade: «h2c»"),
        .init(.responseUpgradeMissing, "Upgrade: websocket", "Upgrade: websocket, «h2c»"),
        .init(.responseUpgradeMissing, "Upgrade: websocket", "Upgrade: «websoc\u{212A}et»"),
        .init(.responseConnectionMissing, "Connection: Upgrade\r\n", ""),
        .init(.responseConnectionMissing, "Connection: Upgrade", "Connection: «close»"),
        .init(.acceptMissing, acceptLine, ""),
        .init(.acceptRepeated, acceptLine, acceptLine + "«Sec-WebSocket-Accept: \(Wire.accept)»\r\n"),
        .init(.acceptMismatch, Wire.accept, "«\(Wire.key)»"),
        .init(.acceptMismatch, Wire.accept, "«\(Wire.accept.lowercased())»"),
        .init(.acceptMismatch, acceptLine, "«Sec-WebSocket-Accept:»\r\n"),
        .init(.extensionAnswerMalformed, "permessage-deflate", "«permessage-deflate;»"),
        .init(.extensionNotOffered, "permessage-deflate", "permessage-deflate, «x-snappy; a=1»"),
        .init(.deflateAnswerRepeated, "permessage-deflate", "permessage-deflate, «permessage-deflate»"),
        .init(.deflateAnswerParameterUnknown, "permessage-deflate", "permessage-deflate; «foo=1»"),
        .init(.deflateAnswerParameterMalformed, "permessage-deflate", "permessage-deflate; «server_max_window_bits=7»"),
        .init(.deflateAnswerParameterMalformed, "permessage-deflate", "permessage-deflate; «server_max_window_bits»"),
        .init(
            .deflateAnswerParameterMalformed, "permessage-deflate", "permessage-deflate; «client_no_context_takeover=0»"
        ),
        .init(.deflateAnswerNotOffered, "permessage-deflate", "permessage-deflate; «client_max_window_bits=15»"),
        .init(.subprotocolNotOffered, "Protocol: chat", "Protocol: «other»"),
        .init(.subprotocolNotOffered, "Protocol: chat", "Protocol: «Chat»"),
        .init(.subprotocolNotOffered, "Protocol: chat", "Protocol: «chat, superchat»"),
        .init(.subprotocolAnswerRepeated, "Protocol: chat\r\n", "Protocol: chat\r\n«Sec-WebSocket-Protocol: chat»\r\n"),
    ]

    @Test(arguments: rows) func findsTheBrokenRule(row: RequestRulesTests.Row) throws {
        let text = Sample.response.replacing(first: row.old, by: row.new)
        try #require(text != Sample.response, "the edit changes something")
        let marked = MarkedText(text)
        let verdict = try Self.check(marked.bytes)
        #expect(verdict.violations.map(\.rule) == [row.rule])
        #expect(verdict.violations.first?.range == marked.range ?? marked.bytes.count - 2..<marked.bytes.count)
        #expect(!verdict.isOpen)
    }

    @Test func everyRuleAboutTheResponseHasARow() {
        let rules: Set<Rule> = [
            .responseUpgradeMissing, .responseConnectionMissing, .acceptMissing, .acceptRepeated, .acceptMismatch,
            .extensionAnswerMalformed, .extensionNotOffered, .subprotocolNotOffered, .subprotocolAnswerRepeated,
            .deflateAnswerRepeated, .deflateAnswerParameterUnknown, .deflateAnswerParameterMalformed,
            .deflateAnswerNotOffered,
        ]
        #expect(Set(Self.rows.map(\.rule)) == rules, "DeflateNegotiationTests has one more.")
    }

    @Test(arguments: [
        ("", ""),
        ("Upgrade: websocket", "UPGRADE: WEBSOCKET"),
        ("Connection: Upgrade", "connection: keep-alive, upgrade"),
        ("Sec-WebSocket-Accept: ", "sec-websocket-accept: \t"),
        ("Sec-WebSocket-Protocol: chat\r\n", ""),
        ("Sec-WebSocket-Extensions: permessage-deflate\r\n", ""),
        ("permessage-deflate", "Permessage-Deflate; server_no_context_takeover"),
    ])
    func opensOnWhatIsRight(old: String, new: String) throws {
        let verdict = try Self.check(Sample.response.replacing(first: old, by: new).bytes)
        #expect(verdict.violations == [])
        #expect(verdict.isOpen)
        #expect(verdict.expectedAccept == Wire.accept)
        #expect(verdict.receivedAccept == Wire.accept)
    }

    @Test(arguments: [200, 301, 400, 426]) func aRefusalBreaksNoRule(status: Int) throws {
        let verdict = try Self.check("HTTP/1.1 \(status) No\r\n\r\n".bytes)
        #expect(verdict.status == status)
        #expect(verdict.violations == [])
        #expect(verdict.receivedAccept == nil)
        #expect(!verdict.isOpen)
    }

    @Test func writesAValidRequest() throws {
        let bytes = ClientHandshake.request(
            host: "localhost:1338", path: "/chat", key: Wire.key, origin: "http://localhost:1338",
            subprotocols: ["chat", "superchat"], extensions: "permessage-deflate")
        let request = HandshakeRequest(head: try #require(HTTPHead(bytes, as: .request)))
        #expect(request.violations == [])
        #expect(request.host == "localhost:1338")
        #expect(request.target == "/chat")
        #expect(request.key == Wire.key)
        #expect(request.origin == "http://localhost:1338")
        #expect(request.subprotocols == ["chat", "superchat"])
        #expect(request.extensions.map(\.name) == ["permessage-deflate"])
        #expect(request.head.length == bytes.count)
    }

    @Test func leavesOutWhatIsNotAskedFor() throws {
        let bytes = ClientHandshake.request(host: "a", path: "/", key: Wire.key)
        let head = try #require(HTTPHead(bytes, as: .request))
        #expect(
            head.headers.map(\.name) == [
                "Host", "Upgrade", "Connection", "Sec-WebSocket-Key", "Sec-WebSocket-Version",
            ])
    }
}

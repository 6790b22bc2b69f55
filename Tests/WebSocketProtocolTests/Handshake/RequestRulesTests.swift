// One row for each rule about the request: a valid request, one edit, and exactly the violation that it causes.

import TestSupport
import Testing
import WebSocketProtocol

struct RequestRulesTests {
    /// The bytes between « and » in `new` are pointed at; without marks it is the empty line at the end.
    struct Row: Sendable, CustomTestStringConvertible {
        let rule: Rule
        let old: String
        let new: String

        init(_ rule: Rule, _ old: String, _ new: String) {
            (self.rule, self.old, self.new) = (rule, old, new)
        }

        var testDescription: String { "\(rule.rawValue): \(new.debugDescription) for \(old.debugDescription)" }
    }

    static let keyLine = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"

    static let rows = [
        Row(.requestNotGET, "GET", "«POST»"),
        Row(.requestNotGET, "GET", "«get»"),
        Row(.requestVersionTooLow, "HTTP/1.1", "«HTTP/1.0»"),
        Row(.requestVersionTooLow, "HTTP/1.1", "«HTTP/0.9»"),
        Row(.requestTargetNotResource, "/chat", "«chat»"),
        Row(.requestTargetNotResource, "/chat", "«*»"),
        Row(.requestTargetNotResource, "/chat", "«ws://localhost/chat»"),
        Row(.requestTargetHasFragment, "/chat", "/chat«#top»"),
        Row(.hostMissing, "Host: localhost:1338\r\n", ""),
        Row(.hostMissing, "Host: localhost:1338\r\n", "«Host:» \r\n"),
        Row(.hostRepeated, "Host: localhost:1338\r\n", "Host: localhost:1338\r\n«Host: localhost:1338»\r\n"),
        Row(.hostMalformed, "localhost:1338", "«local host»"),
        Row(.hostMalformed, "localhost:1338", "«a@b»"),
        Row(.hostMalformed, "localhost:1338", "«a/b»"),
        Row(.hostMalformed, "localhost:1338", "«a:b»"),
        Row(.hostMalformed, "localhost:1338", "«a:1:2»"),
        Row(.hostMalformed, "localhost:1338", "«[::1»"),
        Row(.hostMalformed, "localhost:1338", "«[]:1»"),
        Row(.hostMalformed, "localhost:1338", "«[::1]1338»"),
        Row(.hostMalformed, "localhost:1338", "«a[1]»"),
        Row(.hostMalformed, "localhost:1338", "«a]»"),
        Row(.hostMalformed, "localhost:1338", "«:1338»"),
        Row(.upgradeMissing, "Upgrade: websocket\r\n", ""),
        Row(.upgradeMissing, "Upgrade: websocket\r\n", "Upgrade: «websockets»\r\n"),
        Row(.upgradeMissing, "Upgrade: websocket\r\n", "Upgrade: «websoc\u{212A}et»\r\n"),
        Row(.upgradeMissing, "Upgrade: websocket\r\n", "«Upgrade:»\r\n"),
        Row(.connectionMissing, "Connection: Upgrade\r\n", ""),
        Row(.connectionMissing, "Connection: Upgrade\r\n", "Connection: «keep-alive»\r\n"),
        Row(.connectionMissing, "Connection: Upgrade\r\n", "Connection: «Upgraded, keep upgrade»\r\n"),
        Row(.keyMissing, keyLine, ""),
        Row(.keyRepeated, keyLine, keyLine + "«Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==»\r\n"),
        Row(.keyNot16Bytes, Wire.key, "«AAAA»"),
        Row(.keyNot16Bytes, Wire.key, "«dGhlIHNhbXBsZSBub25jZQ»"),
        Row(.keyNot16Bytes, Wire.key, "«dGhlIHNhbXBsZSBub25jZSE=»"),
        Row(.keyNot16Bytes, Wire.key, "«not Base64 at all, no!!!»"),
        Row(.keyNot16Bytes, keyLine, "«Sec-WebSocket-Key:»\r\n"),
        Row(.versionMissing, "Sec-WebSocket-Version: 13\r\n", ""),
        Row(.versionRepeated, "Version: 13\r\n", "Version: 13\r\n«Sec-WebSocket-Version: 13»\r\n"),
        Row(.versionNot13, "Version: 13", "Version: «12»"),
        Row(.versionNot13, "Version: 13", "Version: «013»"),
        Row(.versionNot13, "Version: 13", "Version: «13, 8»"),
        Row(.versionNot13, "Version: 13", "Version: «1٣»"),
        Row(.subprotocolOfferMalformed, "chat, superchat", "chat, «super chat»"),
        Row(.subprotocolOfferMalformed, "chat, superchat", "chat, superchat, «chat»"),
        Row(.subprotocolOfferMalformed, "superchat\r\n", "superchat\r\nSec-WebSocket-Protocol: «chat»\r\n"),
        Row(.subprotocolOfferMalformed, "chat, superchat", "«,»"),
        Row(.subprotocolOfferMalformed, "chat, superchat", "«\"chat\"», superchat"),
        Row(.extensionOfferMalformed, "permessage-deflate;", "permessage-deflate, «a b», foo;"),
        Row(.extensionOfferMalformed, "permessage-deflate; client_max_window_bits", "«foo;»"),
        Row(.extensionOfferMalformed, "permessage-deflate; client_max_window_bits", "«,»"),
        Row(.deflateOfferMalformed, "client_max_window_bits", "«client_max_window_bits=16»"),
        Row(.deflateOfferMalformed, "client_max_window_bits", "client_max_window_bits; «client_max_window_bits=9»"),
        Row(.deflateOfferMalformed, "client_max_window_bits", "«server_max_window_bits»"),
        Row(.deflateOfferMalformed, "client_max_window_bits", "«server_max_window_bits=08»"),
        Row(.deflateOfferMalformed, "client_max_window_bits", "«server_no_context_takeover=1»"),
        Row(.deflateOfferMalformed, "client_max_window_bits", "«level=9»"),
    ]

    @Test(arguments: rows) func findsTheBrokenRule(row: Row) throws {
        let text = Sample.request.replacing(first: row.old, by: row.new)
        try #require(text != Sample.request, "the edit changes something")
        let marked = MarkedText(text)
        let head = try #require(HTTPHead(marked.bytes, as: .request))
        let request = HandshakeRequest(head: head)
        #expect(request.isUpgradeAttempt)
        #expect(request.violations.map(\.rule) == [row.rule])
        #expect(request.violations.first?.range == marked.range ?? head.emptyLineRange)
    }

    @Test func everyRuleAboutTheRequestHasARow() {
        let beforeTheHead: Set<Rule> = [.requestMalformed, .requestHeadTooLarge]
        let rules = Set(Rule.allCases.filter { $0.status != nil }).subtracting(beforeTheHead)
            .union([.deflateOfferMalformed])
        #expect(rules.symmetricDifference(Self.rows.map(\.rule)).isEmpty, "Each has a row, and no other rule.")
    }

    @Test(arguments: [
        ("GET /chat", "GET http://localhost:1338/chat"),
        ("GET /chat", "GET /"),
        ("HTTP/1.1", "HTTP/1.2"),
        ("HTTP/1.1", "HTTP/2.0"),
        ("localhost:1338", "[::1]:1338"),
        ("localhost:1338", "localhost:"),
        ("localhost:1338", "a%20b"),
        ("Upgrade: websocket", "UPGRADE: WebSocket"),
        ("Upgrade: websocket", "upgrade: h2c , WEBSOCKET"),
        ("Upgrade: websocket", "Upgrade: h2c\r\nUpgrade: websocket"),
        ("Connection: Upgrade", "connection: keep-alive, UPGRADE"),
        ("Connection: Upgrade", "Connection: keep-alive\r\nConnection: upgrade"),
        ("Sec-WebSocket-Key: ", "sec-websocket-key:"),
        (
            "Sec-WebSocket-Protocol: chat, superchat",
            "Sec-WebSocket-Protocol: chat\r\nSEC-WEBSOCKET-PROTOCOL: ,superchat,"
        ),
        ("Sec-WebSocket-Protocol: chat, superchat", "Sec-WebSocket-Protocol: chat, Chat"),
        ("Sec-WebSocket-Protocol: chat, superchat\r\n", ""),
        ("permessage-deflate; client_max_window_bits", "a;b=c;d=\"e\" , , f"),
        ("Origin: http://localhost:1338\r\n", ""),
    ])
    func acceptsWhatIsRight(old: String, new: String) throws {
        let text = Sample.request.replacing(first: old, by: new)
        try #require(text != Sample.request, "the edit changes something")
        let head = try #require(HTTPHead(text.bytes, as: .request))
        #expect(HandshakeRequest(head: head).violations == [])
    }

    @Test func readsWhatIsAskedFor() throws {
        let request = HandshakeRequest(head: try #require(HTTPHead(Sample.request.bytes, as: .request)))
        #expect(request.method == "GET")
        #expect(request.target == "/chat")
        #expect(request.host == "localhost:1338")
        #expect(request.origin == "http://localhost:1338")
        #expect(request.version == 13)
        #expect(request.key == Wire.key)
        #expect(request.subprotocols == ["chat", "superchat"])
        #expect(request.extensions.map(\.name) == ["permessage-deflate"])
        #expect(request.violations == [])
    }

    /// A list of allowed origins must not see only the first.
    @Test func joinsSeveralOrigins() throws {
        let text = Sample.request.replacing(first: "Origin: ", by: "Origin: http://evil.example\r\nOrigin: ")
        let request = HandshakeRequest(head: try #require(HTTPHead(text.bytes, as: .request)))
        #expect(request.origin == "http://evil.example, http://localhost:1338")
    }

    @Test func listsAllThatIsWrongInTheOrderOfTheBytes() throws {
        let text = "POST / HTTP/1.0\r\nSec-WebSocket-Version: 12\r\nSec-WebSocket-Key: x\r\nUpgrade: websocket\r\n\r\n"
        let request = HandshakeRequest(head: try #require(HTTPHead(text.bytes, as: .request)))
        #expect(
            request.violations.map(\.rule) == [
                .requestNotGET, .requestVersionTooLow, .versionNot13, .keyNot16Bytes, .hostMissing, .connectionMissing,
            ])
    }

    @Test(arguments: [
        ("GET / HTTP/1.1\r\nHost: x\r\n\r\n", false),
        ("POST / HTTP/1.0\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n", false),
        ("GET / HTTP/1.1\r\nSec-WebSocke: x\r\n\r\n", false),
        ("GET / HTTP/1.1\r\nUpgrade: WebSocket\r\n\r\n", true),
        ("GET / HTTP/1.1\r\nsec-websocket-version: 13\r\n\r\n", true),
        ("GET / HTTP/1.1\r\nSec-WebSocket-Key1: 3e6b263  4 17 80\r\n\r\n", true),
    ])
    func tellsPlainHTTPFromAHandshake(text: String, isUpgradeAttempt: Bool) throws {
        let request = HandshakeRequest(head: try #require(HTTPHead(text.bytes, as: .request)))
        #expect(request.isUpgradeAttempt == isUpgradeAttempt)
        #expect(request.violations.isEmpty == !isUpgradeAttempt)
    }

    @Test func aResponseIsNotARequest() throws {
        let request = HandshakeRequest(head: try #require(HTTPHead(Sample.response.bytes, as: .response)))
        #expect(request.violations.first?.rule == .requestMalformed)
    }
}

// What the server answers: the response that accepts, and the status and the words of those that refuse.

import TestSupport
import Testing
import WebSocketProtocol

struct ServerHandshakeTests {
    static func answer(
        _ text: String, subprotocols: [String] = [], isOriginAllowed: Bool = true
    ) throws -> HandshakeAnswer {
        let head = try #require(HTTPHead(text.bytes, as: .request))
        return ServerHandshake.answer(
            HandshakeRequest(head: head), subprotocols: subprotocols, isOriginAllowed: isOriginAllowed)
    }

    static func refusal(_ text: String) throws -> Refusal {
        guard case .refuse(let refusal) = try answer(text) else {
            Issue.record("not refused")
            throw NotRefused()
        }
        return refusal
    }

    struct NotRefused: Error {}

    @Test func acceptsWithTheHashOfTheKey() throws {
        guard case .accept(let acceptance) = try Self.answer(Sample.request, subprotocols: ["chat"]) else {
            Issue.record("refused")
            return
        }
        #expect(acceptance.key == Wire.key)
        #expect(acceptance.accept == Wire.accept)
        let response = """
            HTTP/1.1 101 Switching Protocols
            Upgrade: websocket
            Connection: Upgrade
            Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=
            Sec-WebSocket-Protocol: chat


            """.crlf
        #expect(String(decoding: acceptance.bytes, as: UTF8.self) == response)
    }

    @Test func acceptsChromium() throws {
        guard case .accept(let acceptance) = try Self.answer(Sample.chromium) else {
            Issue.record("refused")
            return
        }
        let response = try #require(HTTPHead(acceptance.bytes, as: .response))
        #expect(response.values(of: "Sec-WebSocket-Extensions").isEmpty, "extensions are declined")
        #expect(response.values(of: "Sec-WebSocket-Protocol").isEmpty, "none was offered")
        #expect(ClientHandshake.check(response: response, key: "4fZyaqUBPNoYP7wVV6Xg+g==").isOpen)
    }

    /// The request offers chat, then superchat.
    @Test(
        arguments: [
            ([], nil), (["chat"], "chat"), (["superchat", "chat"], "superchat"), (["other", "chat"], "chat"),
            (["other"], nil), (["Chat"], nil),
        ] as [([String], String?)])
    func choosesTheFirstOfItsOwnThatIsOffered(ours: [String], chosen: String?) throws {
        guard case .accept(let acceptance) = try Self.answer(Sample.request, subprotocols: ours) else {
            Issue.record("refused")
            return
        }
        #expect(acceptance.subprotocol == chosen)
    }

    @Test(arguments: [
        (["GET": "POST"], 405),
        (["HTTP/1.1": "HTTP/1.0"], 505),
        (["Version: 13": "Version: 12"], 426),
        (["Sec-WebSocket-Version: 13\r\n": ""], 426),
        (["Host: localhost:1338\r\n": ""], 400),
        ([Wire.key: "AAAA"], 400),
        (["Connection: Upgrade": "Connection: close"], 400),
        (["GET": "POST", "HTTP/1.1": "HTTP/1.0", "Version: 13": "Version: 8", Wire.key: "AAAA"], 405),
        (["HTTP/1.1": "HTTP/1.0", "Version: 13": "Version: 8", Wire.key: "AAAA"], 505),
        (["Version: 13": "Version: 8", Wire.key: "AAAA", "Host: localhost:1338\r\n": ""], 426),
    ])
    func answersTheGravestMistake(edits: [String: String], status: Int) throws {
        let text = edits.reduce(Sample.request) { $0.replacing(first: $1.key, by: $1.value) }
        let refusal = try Self.refusal(text)
        #expect(refusal.status == status)
        #expect(refusal.violations.count == edits.count)
        let response = try #require(HTTPHead(refusal.bytes, as: .response))
        #expect(response.statusCode == status)
        #expect(response.tokens(of: "Connection").map(\.text).contains("close"))
        #expect(response.values(of: "Content-Length").map(\.value) == ["\(refusal.bytes.count - response.length)"])
    }

    @Test(
        arguments: [
            ("Version: 13", "Version: 12", "Sec-WebSocket-Version", ["13"]),
            ("Version: 13", "Version: 12", "Upgrade", ["websocket"]),
            ("Version: 13", "Version: 12", "Connection", ["Upgrade, close"]),
            ("GET", "POST", "Allow", ["GET"]),
            ("GET", "POST", "Sec-WebSocket-Version", []),
        ] as [(String, String, String, [String])])
    func addsTheHeadersOfTheStatus(old: String, new: String, name: String, values: [String]) throws {
        let refusal = try Self.refusal(Sample.request.replacing(first: old, by: new))
        let response = try #require(HTTPHead(refusal.bytes, as: .response))
        #expect(response.values(of: name).map(\.value) == values)
    }

    @Test func saysWhyInTheBody() throws {
        let refusal = try Self.refusal(Sample.request.replacing(first: Wire.key, by: "AAAA"))
        let response = """
            HTTP/1.1 400 Bad Request
            Connection: close
            Content-Type: text/plain; charset=utf-8
            Content-Length: 131


            """.crlf
        let body =
            "Sec-WebSocket-Key is the Base64 of exactly 16 bytes. Found: the key is the Base64 of 3 bytes. "
            + "(RFC 6455 §4.2.1, key-not-16-bytes)\n"
        #expect(String(decoding: refusal.bytes, as: UTF8.self) == response + body)
    }

    @Test(arguments: [("\0", 400), ("GET /" + String(repeating: "a", count: 20_000), 431)])
    func refusesWhatIsNotAHead(text: String, status: Int) throws {
        let violation = try #require(HTTPHead.parse(text.bytes, as: .request).violation)
        let refusal = try #require(Refusal(violations: [violation]))
        #expect(refusal.status == status)
        #expect(HTTPHead(refusal.bytes, as: .response)?.statusCode == status)
    }

    @Test func refusesNothingWithoutAReason() {
        #expect(Refusal(violations: []) == nil)
    }

    @Test func refusesAnOrigin() throws {
        guard case .refuse(let refusal) = try Self.answer(Sample.request, isOriginAllowed: false) else {
            Issue.record("not refused")
            return
        }
        #expect(refusal.status == 403)
        #expect(refusal.violations == [])
        #expect(
            refusal.sentence.cited
                == "The origin http://localhost:1338 may not connect to this server (RFC 6455 §10.2).")
    }

    @Test func refusesForItsOwnReasons() throws {
        let refusal = Refusal(status: 503, sentence: Sentence("The room is full."), headers: [("Retry-After", "5")])
        let response = try #require(HTTPHead(refusal.bytes, as: .response))
        #expect(response.values(of: "Retry-After").map(\.value) == ["5"])
        #expect(refusal.bytes.suffix(18) == "The room is full.\n".bytes[...])
    }

    @Test func leavesPlainHTTPAlone() throws {
        let answer = try Self.answer("POST / HTTP/1.0\r\n\r\n", isOriginAllowed: false)
        #expect(answer == .plainHTTP)
        #expect(answer.status == nil)
    }
}

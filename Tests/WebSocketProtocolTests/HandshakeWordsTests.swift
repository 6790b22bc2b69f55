// The outcome of a handshake in words, and what its headers are for.

import TestSupport
import Testing
import WebSocketProtocol

@Suite struct HandshakeWordsTests {
    static func record(_ request: String, _ response: String) -> HandshakeRecord {
        var dissection = Dissection()
        dissection.add(ConnectionEvent(time: 0, .bytes(from: .client, Array(request.utf8))))
        if !response.isEmpty { dissection.add(ConnectionEvent(time: 0, .bytes(from: .server, Array(response.utf8)))) }
        return dissection.handshake
    }

    static let request =
        "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: \(Wire.key)\r\n"
        + "Sec-WebSocket-Version: 13\r\n\r\n"
    static let start = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"

    @Test(arguments: [
        (start + "Sec-WebSocket-Accept: \(Wire.accept)\r\n\r\n", AcceptComparison.match, "The handshake is complete"),
        (start + "Sec-WebSocket-Accept: other\r\n\r\n", .mismatch, "The 101 response breaks a rule"),
        (start + "\r\n", .missing, "The 101 response breaks a rule"),
        ("HTTP/1.1 403 Forbidden\r\n\r\n", .notCalledFor, "The server refused with status 403"),
        ("HTTP/1.1 101", nil, "The response head is still arriving: 12 bytes"),
        ("", nil, "The server has not answered yet"),
    ])
    func `A response is compared and judged`(response: String, comparison: AcceptComparison?, words: String) {
        let record = Self.record(Self.request, response)
        #expect(record.verdict?.comparison == comparison)
        #expect(record.outcome.text.hasPrefix(words))
        #expect(record.whyNoComputation == nil)
    }

    @Test(arguments: [
        ("GET / HTTP/1.1\r\nHost: a\r\n\r\n", "This is plain HTTP", "the request does not ask for a WebSocket."),
        ("GET /", "The request head is still arriving: 5 bytes", "no request with a key has arrived."),
        (
            request.replacing("Sec-WebSocket-Key: \(Wire.key)\r\n", with: ""), "The server has not answered yet",
            "A handshake carries a Sec-WebSocket-Key header."
        ),
    ])
    func `Without a key there is nothing to compute`(request: String, outcome: String, why: String) {
        let record = Self.record(request, "")
        #expect(record.outcome.text.hasPrefix(outcome))
        #expect(record.whyNoComputation?.text.hasSuffix(why) == true)
    }

    @Test(arguments: [
        ("Mozilla/5.0 (X11) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36", "Chrome 156"),
        ("Mozilla/5.0 (Macintosh) AppleWebKit/605.1 (KHTML, like Gecko) Version/26.1 Safari/605.1", "Safari 26"),
        ("curl/8.14.1", "curl 8"), ("one/2;x", "one 2"), ("none/", "none/"), ("two words", "two words"),
        ("wslens-demonstration/0.1.0", "wslens-demonstration 0.1"), ("new/0", "new 0"), ("new/0.7;x", "new 0.7"),
    ])
    func `A client has the name and the version of its program`(userAgent: String, name: String) {
        #expect(ClientProgram.name(userAgent: userAgent) == name)
    }

    @Test func `Headers are explained by what they do, in upper or lower case`() {
        guard case .complete(let head) = HTTPHead.parse(Array(Self.request.lowercasedHeaders.utf8), as: .request) else {
            Issue.record("not a head")
            return
        }
        #expect(head.headers.map { head.purpose(of: $0) != nil } == [true, true, true, true, true])
        #expect(head.isRequest)
    }
}

extension String {
    /// The names of the headers in lower case.
    fileprivate var lowercasedHeaders: String {
        replacing("Host", with: "host").replacing("Upgrade: ", with: "upgrade: ").replacing(
            "Sec-WebSocket", with: "sec-websocket")
    }
}

// Addresses of WebSockets (RFC 6455 §3).

import Testing
import WebSocketProtocol

@Suite struct WebSocketURLTests {
    @Test(arguments: [
        ("ws://localhost:1338/", "localhost", 1338, "/"),
        ("ws://localhost:1338", "localhost", 1338, "/"),
        ("WS://example.org", "example.org", 80, "/"),
        ("ws://example.org/chat?name=blue", "example.org", 80, "/chat?name=blue"),
        ("ws://example.org?name=blue", "example.org", 80, "/?name=blue"),
        ("ws://127.0.0.1:80/a:b@c", "127.0.0.1", 80, "/a:b@c"),
        ("ws://[::1]:1338/", "::1", 1338, "/"),
        ("ws://[::1]", "::1", 80, "/"),
    ])
    func addresses(text: String, host: String, port: Int, resource: String) throws {
        let url = try WebSocketURL(text)
        #expect(url.host == host && url.port == port && url.resource == resource)
    }

    @Test(
        arguments: [
            ("localhost:1338", .notAnAddress), ("", .notAnAddress), ("ftp://a", .notAnAddress), ("://a", .notAnAddress),
            ("http://localhost:1338/", .http),
            ("wss://example.org/chat", .tls(host: "example.org", port: 443)),
            ("https://example.org:8443", .tls(host: "example.org", port: 8443)),
            ("ws://", .host), ("ws:///chat", .host), ("ws://:80/", .host), ("ws://a b/", .host), ("ws://[::1/", .host),
            ("ws://me@example.org/", .host), ("ws://\u{1b}[2J/", .host), ("ws://é/", .host),
            ("ws://a:0/", .port), ("ws://a:65536/", .port), ("ws://a:x/", .port), ("ws://a:/", .port),
            ("ws://[::1]x/", .port),
            ("ws://a/#top", .fragment), ("ws://a/two words", .resource), ("ws://a/\r\nX: y", .resource),
            ("ws://a/é", .resource),
        ] as [(String, WebSocketURLProblem)])
    func problems(text: String, expected: WebSocketURLProblem) {
        #expect(throws: expected) { try WebSocketURL(text) }
    }
}

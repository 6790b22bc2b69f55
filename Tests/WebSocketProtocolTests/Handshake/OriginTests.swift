// Origins that a user types, and what to write in place of those that no browser sends.

import Testing
import WebSocketProtocol

struct OriginTests {
    @Test(arguments: [
        "https://example.org", "http://localhost:8000", "HTTP://Example.ORG", "http://[::1]:1338", "null",
        "https://example.org:8443", "https://xn--mnchen-3ya.de", "chrome-extension://abcdef", "http://a:443",
    ])
    func aBrowserCanSendThese(text: String) {
        #expect(Origin.problem(with: text) == nil)
    }

    @Test(
        arguments: [
            ("*", "Leave the option out"), ("example.org", "Write http://example.org or https://example.org."),
            ("localhost:8000", "Write http://localhost:8000 or https://localhost:8000."),
            ("", "Write https://example.org."),
            ("example.org/chat", "Write http://example.org or https://example.org."),
            ("https://example.org/", "Write https://example.org."), ("https://a.b/chat?x", "Write https://a.b."),
            ("https://a.b:", "Write https://a.b."), ("https://a.b:443", "Write https://a.b."),
            ("http://a.b:80", "Write http://a.b."), ("wss://a.b:1338/", "Write https://a.b:1338."),
            ("https://*.a.b", "Repeat the option"), ("https://münchen.de", "xn--"),
            ("http://", "such as https://example.org"),
            ("https://user@a.b", "such as https://example.org"),
            ("https://a.b,https://c.d", "such as https://example.org"),
        ])
    func noBrowserSendsThese(text: String, instead: String) throws {
        #expect(try #require(Origin.problem(with: text)).contains(instead))
    }
}

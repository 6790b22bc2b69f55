// Targets of requests, and their percent signs.

import Testing
import WebSocketProtocol

@Suite struct RequestTargetTests {
    @Test(
        arguments: [
            ("/", "/"), ("/chat?name=a?b", "/chat"), ("", ""), ("*", "*"), ("?x", ""), ("http://localhost:1338", "/"),
            ("HTTP://localhost/room/blue?x=1", "/room/blue"), ("http://?/x", "/"), ("/http://x", "/http://x"),
        ])
    func `The path of a target`(target: String, path: String) {
        #expect(RequestTarget(target).path == path)
    }

    @Test(
        arguments: [
            ("", ""), ("blue-2._~", "blue-2._~"), ("café/1", "caf%C3%A9%2F1"), ("100% + 1", "100%25%20%2B%201"),
        ])
    func `Percent-encoding and back`(text: String, encoded: String) {
        #expect(PercentEncoding.encode(text) == encoded)
        #expect(String(decoding: PercentEncoding.decode(encoded), as: UTF8.self) == text)
    }

    @Test func `A percent sign that is followed by no two hex digits stays`() {
        #expect(PercentEncoding.decode("%4%zz%41%") == Array("%4%zzA%".utf8))
    }
}

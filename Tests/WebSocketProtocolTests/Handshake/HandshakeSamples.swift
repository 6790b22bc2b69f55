// Heads that the tests start from, and the marks « » that show where a test expects a violation.

import WebSocketProtocol

enum Sample {
    /// A request with everything that a request may have.
    static let request = """
        GET /chat HTTP/1.1
        Host: localhost:1338
        Upgrade: websocket
        Connection: Upgrade
        Origin: http://localhost:1338
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
        Sec-WebSocket-Version: 13
        Sec-WebSocket-Protocol: chat, superchat
        Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits


        """.crlf

    /// A response to it with everything that a response may have.
    static let response = """
        HTTP/1.1 101 Switching Protocols
        Upgrade: websocket
        Connection: Upgrade
        Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=
        Sec-WebSocket-Protocol: chat
        Sec-WebSocket-Extensions: permessage-deflate


        """.crlf

    /// What Chromium sends.
    static let chromium = """
        GET / HTTP/1.1
        Host: localhost:1338
        Connection: Upgrade
        Pragma: no-cache
        Cache-Control: no-cache
        User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36
        Upgrade: websocket
        Origin: http://localhost:1338
        Sec-WebSocket-Version: 13
        Accept-Encoding: gzip, deflate, br, zstd
        Accept-Language: en-US,en;q=0.9
        Sec-WebSocket-Key: 4fZyaqUBPNoYP7wVV6Xg+g==
        Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits


        """.crlf
}

/// Text whose « and » mark a range of its bytes.
struct MarkedText {
    let bytes: [UInt8]
    /// What stands between the marks; nil without marks.
    let range: Range<Int>?

    init(_ text: String) {
        let parts = text.split(omittingEmptySubsequences: false, whereSeparator: { $0 == "«" || $0 == "»" })
        bytes = Array(parts.joined().utf8)
        range =
            parts.count == 3
            ? parts[0].utf8.count..<parts[0].utf8.count + parts[1].utf8.count : nil
    }
}

extension String {
    /// With HTTP's line ends.
    var crlf: String { split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n") }

    var bytes: [UInt8] { Array(utf8) }

    /// With the first occurrence of `old` replaced; unchanged, which the tests notice, where there is none.
    func replacing(first old: String, by new: String) -> String {
        guard let range = firstRange(of: old) else { return self }
        var copy = self
        copy.replaceSubrange(range, with: new)
        return copy
    }
}

extension HTTPHead {
    /// The head that these bytes are; nil where they are not one.
    init?(_ bytes: [UInt8], as kind: HeadKind) {
        guard case .complete(let head) = HTTPHead.parse(bytes, as: kind) else { return nil }
        self = head
    }
}

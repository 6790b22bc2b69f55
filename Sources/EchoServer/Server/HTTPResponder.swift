// The answers to plain HTTP: the page, or a status that says why not.

import NIOCore
import WebSocketProtocol

enum HTTPResponder {
    /// What the server writes into a page.
    struct PageFacts {
        /// What the terminal calls it, until its address says something else: letters, digits and a hyphen.
        let name: String
        /// The time on the log's clock, in seconds.
        let logSeconds: Double
    }

    /// The whole response to a request that does not ask for a WebSocket, with the body that HEAD does not get. The connection is closed after
    /// it.
    static func response(to request: HandshakeRequest, page facts: () -> PageFacts) -> [UInt8] {
        if let fault = request.hostFault {
            return Refusal(
                status: 400,
                sentence: Sentence(
                    "An HTTP/1.1 request names the server and its port in one Host header. Found: \(fault).",
                    section: Citation(.rfc9112, "3.2"))
            ).bytes
        }
        let path = RequestTarget(request.target).path
        // The page connects to the path that it is read from.
        let hasPage = Route(path: path).map { $0 != .echo || ["/", "/echo"].contains(path) } ?? false
        switch request.method {
        case "GET" where hasPage, "HEAD" where hasPage: return page(facts())
        case "GET", "HEAD":
            let sentence = Sentence(
                "There is nothing at \(path.visible); the page is at /.")
            return Refusal(status: 404, sentence: sentence).bytes
        default:
            let sentence = Sentence("This server answers GET and HEAD, not \(request.method.visible).")
            return Refusal(status: 405, sentence: sentence, headers: [("Allow", "GET, HEAD")]).bytes
        }
    }

    /// A response as HEAD gets it: as GET does, without the body (RFC 9110 §9.3.2); its length is that of GET's (§8.6).
    static func withoutBody(_ response: [UInt8]) -> [UInt8] {
        Array(response[..<(response.firstRange(of: Array("\r\n\r\n".utf8))?.upperBound ?? response.endIndex)])
    }

    /// The page. It may run its own script and style, which a number drawn for this response marks, connect back here, and do nothing else.
    private static func page(_ facts: PageFacts) -> [UInt8] {
        let random = (0..<16).map { _ in UInt8.random(in: .min ... .max) }
        let nonce = Base64.encode(random)
        let body = filled([
            ("<script>", "<script nonce=\"\(nonce)\">"), ("<style>", "<style nonce=\"\(nonce)\">"),
            ("data-name=\"\"", "data-name=\"\(facts.name)\""),
            ("data-log-seconds=\"\"", "data-log-seconds=\"\(facts.logSeconds)\""),
        ])
        let policy = [
            "default-src 'none'", "script-src 'nonce-\(nonce)'", "style-src 'nonce-\(nonce)'", "img-src data:",
            "connect-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
        ].joined(separator: "; ")
        let head = [
            "HTTP/1.1 200 OK", "Connection: close", "Content-Type: text/html; charset=utf-8",
            "Content-Length: \(body.count)", "Content-Security-Policy: \(policy)", "X-Content-Type-Options: nosniff",
            "Referrer-Policy: no-referrer", "Cache-Control: no-store",
        ]
        return Array((head.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body
    }

    /// The page, with the first of each text replaced.
    private static func filled(_ replacements: [(old: String, new: String)]) -> [UInt8] {
        let page = String(decoding: PackageResources.page_html, as: UTF8.self)
        let filled = replacements.reduce(page) { text, replacement in
            guard let place = text.firstRange(of: replacement.old) else { return text }
            return text.replacingCharacters(in: place, with: replacement.new)
        }
        return Array(filled.utf8)
    }
}

extension String {
    fileprivate func replacingCharacters(in range: Range<String.Index>, with text: String) -> String {
        self[..<range.lowerBound] + text + self[range.upperBound...]
    }
}

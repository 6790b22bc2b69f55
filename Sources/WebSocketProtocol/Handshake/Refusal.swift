// The responses that refuse a handshake. Each says in its body which rule was broken, so that anyone who looks at the wire, or
// at the network tab of a browser, reads why.

/// A response other than 101. The connection is closed after it.
public struct Refusal: Sendable, Hashable {
    /// The HTTP status, 400 to 599.
    public let status: Int
    /// Why, in words for the client's developer.
    public let sentence: Sentence
    /// The same as the body of the response has it.
    private let body: String
    /// The rules that were broken; empty where the server refuses for a reason of its own.
    public let violations: [Violation]
    /// Header lines that this status requires.
    private let headerLines: [String]

    /// Refuses for a reason of the server's own, such as 401 or 503.
    ///
    /// - Parameters:
    ///   - status: The status, 400 to 599.
    ///   - sentence: The reason, one line. It is the body of the response.
    ///   - headers: Headers that go with the status, such as Retry-After; neither part may contain a line break.
    public init(status: Int, sentence: Sentence, headers: [(name: String, value: String)] = []) {
        self.status = status
        self.sentence = sentence
        body = sentence.cited
        violations = []
        headerLines = headers.map { "\($0.name): \($0.value)" }
    }

    /// Refuses for broken rules; nil where none was broken that calls for it: an offer of compression is just declined.
    ///
    /// The status is that of the gravest: bytes that are not HTTP, then the method, then the version of HTTP, then that of
    /// WebSocket, whose answer lets the client try again, then all others in the order of the head.
    public init?(violations: [Violation]) {
        let violations = violations.filter { $0.rule.status != nil }
        let gravest = violations.enumerated().min { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
        guard let violation = gravest?.element else { return nil }
        status = violation.rule.status ?? 400
        sentence = violation.explanation
        body = "\(sentence.text) (\(violation.citation.text), \(violation.rule.rawValue))"
        self.violations = violations
        headerLines =
            switch status {
            case 405: ["Allow: GET"]
            case 426: ["Upgrade: websocket", "Sec-WebSocket-Version: 13"]
            default: []
            }
    }

    /// Refuses a handshake with a body. A GET has no use for one, and what one side reads as a body, another could read as frames.
    public static let body = Refusal(
        status: 400,
        sentence: Sentence(
            "A handshake has no body: its Content-Length is 0 or left out, and it has no Transfer-Encoding.",
            section: Citation(.rfc9110, "9.3.1")))

    /// Refuses pages of an origin (§10.2).
    public static func origin(_ origin: String?) -> Refusal {
        let subject = origin.map { "The origin \($0)" } ?? "A client without an origin"
        return Refusal(
            status: 403, sentence: Sentence("\(subject) may not connect to this server.", section: "10.2"))
    }

    /// The body with invisible characters replaced: it may quote the request, and a terminal may show it.
    private var printable: String {
        String(String.UnicodeScalarView(body.unicodeScalars.map { Self.isVisible($0) ? $0 : "\u{FFFD}" }))
    }

    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .surrogate: false
        default: !scalar.properties.isDefaultIgnorableCodePoint
        }
    }

    /// The whole response, body included.
    public var bytes: [UInt8] {
        let body = Array("\(printable)\n".utf8)
        // An Upgrade header has to be announced in Connection (RFC 9110 §7.8).
        let connection = status == 426 ? "Connection: Upgrade, close" : "Connection: close"
        let lines = ["HTTP/1.1 \(status) \(HTTPText.reason(of: status))", connection] + headerLines
        return HTTPText.head(
            lines + ["Content-Type: text/plain; charset=utf-8", "Content-Length: \(body.count)"]) + body
    }
}

extension Violation {
    /// Smaller is graver, for the status of a refusal.
    fileprivate var rank: Int {
        switch rule.status {
        case 431: 0
        case 400 where rule == .requestMalformed: 0
        case 405: 1
        case 505: 2
        case 426: 3
        default: 4
        }
    }

    /// The rule's sentence and what was found.
    fileprivate var explanation: Sentence {
        let found = detail.isEmpty ? "" : " Found: \(detail)."
        return Sentence("\(rule.sentence.text)\(found)", section: citation)
    }
}

/// How heads are written.
enum HTTPText {
    /// Lines as a head: each ends with CRLF, and so does the empty line after the last.
    static func head(_ lines: [String]) -> [UInt8] {
        Array((lines.map { $0 + "\r\n" }.joined() + "\r\n").utf8)
    }

    /// The words that go with a status (RFC 9110 §15). They mean nothing to programs.
    static func reason(of status: Int) -> String {
        switch status {
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 408: "Request Timeout"
        case 426: "Upgrade Required"
        case 429: "Too Many Requests"
        case 431: "Request Header Fields Too Large"
        case 503: "Service Unavailable"
        case 505: "HTTP Version Not Supported"
        default: "Refused"
        }
    }
}

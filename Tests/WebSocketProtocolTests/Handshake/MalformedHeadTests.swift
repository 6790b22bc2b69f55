// Malformed heads: what is pointed at, how early, and the limits.

import Testing
import WebSocketProtocol

struct MalformedHeadTests {
    /// The bytes between « and » are pointed at. They are also the last that are needed to know, except for `later` more.
    struct Row: Sendable, CustomTestStringConvertible {
        let text: String
        var kind = HeadKind.request
        var later = 0

        var testDescription: String { text.debugDescription }
    }

    static let rows = [
        Row(text: "«\u{16}»\u{3}\u{1}"),
        Row(text: "«\0»"),
        Row(text: "«\r»\n"),
        Row(text: "« »GET / HTTP/1.1\r\n\r\n"),
        Row(text: "GE«(»T / HTTP/1.1\r\n\r\n"),
        Row(text: "GET«\r»\n"),
        Row(text: "GET « » / HTTP/1.1\r\n\r\n"),
        Row(text: "GET /a«\t»b HTTP/1.1\r\n\r\n"),
        Row(text: "GET /«\u{7F}» HTTP/1.1\r\n\r\n"),
        Row(text: "GET /«\r»\n"),
        Row(text: "GET / «h»ttp/1.1\r\n\r\n"),
        Row(text: "GET / HTTP/«x».1\r\n\r\n"),
        Row(text: "GET / HTTP/1«,»1\r\n\r\n"),
        Row(text: "GET / HTTP/1«\r»\n"),
        Row(text: "GET / HTTP/1.1«1»\r\n\r\n"),
        Row(text: "GET / HTTP/1.1« »\r\n\r\n"),
        Row(text: "GET / HTTP/1.1«\n»Host: x\n\n"),
        Row(text: "GET / HTTP/1.1«\r»Host: x\r\n\r\n", later: 1),
        Row(text: "GET / HTTP/1.1\r\n«:»value\r\n\r\n"),
        Row(text: "GET / HTTP/1.1\r\n« »folded: first\r\n\r\n"),
        Row(text: "GET / HTTP/1.1\r\nHost: x\r\n«\t»folded\r\n\r\n"),
        Row(text: "GET / HTTP/1.1\r\nHost« »: x\r\n\r\n"),
        Row(text: "GET / HTTP/1.1\r\nHo«(»st: x\r\n\r\n"),
        Row(text: "GET / HTTP/1.1\r\n«Host»\r\n\r\n", later: 1),
        Row(text: "GET / HTTP/1.1\r\n«Host»\nUpgrade: websocket\r\n\r\n", later: 1),
        Row(text: "GET / HTTP/1.1\r\nHost: a«\n»Upgrade: websocket\r\n\r\n"),
        Row(text: "GET / HTTP/1.1\r\nHost: a«\r»Upgrade: websocket\r\n\r\n", later: 1),
        Row(text: "GET / HTTP/1.1\r\nHost: a«\0»b\r\n\r\n"),
        Row(text: "GET / HTTP/1.1\r\nHost: a«\u{7F}»b\r\n\r\n"),
        Row(text: "GET / HTTP/1.1\r\nHost: a\r\n«\n»"),
        Row(text: "GET / HTTP/1.1\r\nHost: a\r\n«\r»\r\n", later: 1),
        Row(text: "«G»ET / HTTP/1.1\r\n\r\n", kind: .response),
        Row(text: "HTTP/1.1«\r»\n", kind: .response),
        Row(text: "HTTP/1.1 1«x»1 OK\r\n\r\n", kind: .response),
        Row(text: "HTTP/1.1 10« » OK\r\n\r\n", kind: .response),
        Row(text: "HTTP/1.1 101«1» OK\r\n\r\n", kind: .response),
        Row(text: "HTTP/1.1 101«\r»\n\r\n", kind: .response),
        Row(text: "HTTP/1.1 101 O«\n»K\r\n\r\n", kind: .response),
    ]

    @Test(arguments: rows) func pointsAtWhatIsWrongAsEarlyAsItShows(row: Row) throws {
        let marked = MarkedText(row.text)
        let range = try #require(marked.range)
        let parse = HTTPHead.parse(marked.bytes, as: row.kind)
        guard case .malformed(let violation) = parse else {
            Issue.record("\(parse)")
            return
        }
        #expect(violation.rule == (row.kind == .request ? .requestMalformed : .responseMalformed))
        #expect(violation.range == range)
        #expect(!violation.detail.isEmpty)
        let needed = range.upperBound + row.later
        #expect(HTTPHead.parse(Array(marked.bytes[..<needed]), as: row.kind) == parse)
        #expect(HTTPHead.parse(Array(marked.bytes[..<(needed - 1)]), as: row.kind) == .needMore)
    }

    @Test func staysWrongWhateverFollows() {
        var parser = HeadParser(.request)
        let first = parser.parse("\0".bytes)
        #expect(first.violation != nil)
        #expect(parser.parse("\0".bytes + Sample.request.bytes) == first)
    }

    @Test(arguments: [
        ("\u{16}\u{3}\u{1}", "byte 0x16 starts a TLS record (wss), but plain HTTP (ws) is expected"),
        ("GET / http", "'h' where HTTP/1.1 is expected"),
        ("GET / HTTP/1.1\r\n x", "a space at the start of a line would continue the previous line"),
        ("GET / HTTP/1.1\r\nHost : x", "a space between a header's name and its colon"),
        ("GET / HTTP/1.1\r\nHost\r\n", "a line without a colon"),
        ("GET / HTTP/1.1\r\nHost: x\n", "LF in a header's value"),
        ("GET / HTTP/1.1\rHost", "CR without LF"),
    ])
    func saysWhatIsWrong(text: String, detail: String) {
        #expect(HTTPHead.parse(text.bytes, as: .request).violation?.detail == detail)
    }

    @Test(arguments: [HeadKind.request, .response]) func boundsTheLength(kind: HeadKind) {
        let bytes = (kind == .request ? Sample.request : Sample.response).bytes
        let whole = HTTPHead.parse(bytes, as: kind)
        let exact = HeadLimits(maximumLength: bytes.count)
        let tight = HeadLimits(maximumLength: bytes.count - 1)
        #expect(HTTPHead.parse(bytes, as: kind, limits: exact) == whole)
        let rule = kind == .request ? Rule.requestHeadTooLarge : .responseHeadTooLarge
        let tooLarge = HeadParse.tooLarge(
            Violation(rule, at: 0..<bytes.count - 1, detail: "more than \(bytes.count - 1) bytes"))
        #expect(HTTPHead.parse(bytes, as: kind, limits: tight) == tooLarge)
        #expect(HTTPHead.parse(bytes.dropLast(1), as: kind, limits: tight) == tooLarge, "known as soon as it is full")
        #expect(HTTPHead.parse(bytes.dropLast(2), as: kind, limits: tight) == .needMore)
    }

    @Test func boundsTheHeaders() {
        let text = "GET / HTTP/1.1\r\nA: 1\r\nB: 2\r\nC: 3\r\n\r\n"
        #expect(HTTPHead(text.bytes, as: .request)?.headers.count == 3)
        let three = HTTPHead.parse(text.bytes, as: .request, limits: HeadLimits(maximumHeaders: 3))
        #expect(three.violation == nil)
        let two = HTTPHead.parse(text.bytes, as: .request, limits: HeadLimits(maximumHeaders: 2))
        #expect(two == .tooLarge(Violation(.requestHeadTooLarge, at: 28..<29, detail: "more than 2 headers")))
    }

    @Test func hasLimitsByDefault() {
        let endless = "GET /".bytes + [UInt8](repeating: UInt8(ascii: "a"), count: 20_000)
        #expect(HTTPHead.parse(endless, as: .request).violation?.range == 0..<16_384)
    }
}

// Which bytes of a request head a log must not show. The expected heads are written out: what is masked is `*` there.

import TestSupport
import Testing
import WebSocketProtocol

struct CredentialsTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let head: String, masked: String
        var testDescription: String { head.debugDescription }

        init(_ head: String, _ masked: String) { (self.head, self.masked) = (head, masked) }
    }

    static let rows = [
        // Headers.
        Row("Authorization: Bearer s3cret\r\n", "Authorization: Bearer ******\r\n"),
        Row("Authorization: Basic YTpi\r\nHost: a\r\n", "Authorization: Basic ****\r\nHost: a\r\n"),
        Row("Proxy-Authorization: Digest a=1, b=2\r\n", "Proxy-Authorization: Digest ********\r\n"),
        Row("aUTHORIZATION:bEARER\t s3cret \t\r\n", "aUTHORIZATION:bEARER\t ****** \t\r\n"),
        Row("Authorization: Bearer é s\r\n", "Authorization: Bearer ****\r\n"),
        Row(
            "Authorization: Bearer a\r\nX: y\r\nauthorization: Bearer bc\r\n",
            "Authorization: Bearer *\r\nX: y\r\nauthorization: Bearer **\r\n"),
        Row("Authorization: Bearer a\nHost: b\n\n", "Authorization: Bearer *\nHost: b\n\n"),
        Row("Host: b\rAuthorization: Bearer a\r\r", "Host: b\rAuthorization: Bearer *\r\r"),
        Row("Authorization: Bearer a\rb\r\nHost: c\r\n", "Authorization: Bearer *\r*\r\nHost: c\r\n"),
        Row("Authorization:\r\n Bearer\r\n\ts3c\r\n ret\r\nX: y", "Authorization:\r\n Bearer\r\n\t***\r\n ***\r\nX: y"),
        Row("Authorization: Bearer s3\n cret \n\nX", "Authorization: Bearer **\n **** \n\nX"),
        Row("Authorization : Bearer s3cret\r\n", "Authorization : Bearer ******\r\n"),
        Row("Authorization Bearer s3cret\r\n", "Authorization Bearer ******\r\n"),
        Row("Authorization: Bearer\r\n", "Authorization: Bearer\r\n"),
        Row("Authorization:\r\n", "Authorization:\r\n"),
        Row("Authorization: s3cret\r\n", "Authorization: ******\r\n"),
        Row("Authorization: Bearer:s3cret\r\n", "Authorization: *************\r\n"),
        Row("Authorization: Bearer a\u{1}b\r\n", "Authorization: Bearer *\u{1}*\r\n"),
        Row("X-Authorization: Bearer a\r\n", "X-Authorization: Bearer a\r\n"),
        Row("Authorizations: Bearer a\r\n", "Authorizations: Bearer a\r\n"),
        // Addresses.
        Row("GET /?token=s3cret HTTP/1.1\r\n", "GET /?token=****** HTTP/1.1\r\n"),
        Row("GET /a?b=c&token=a%20b&d=e HTTP/1.1\r\n", "GET /a?b=c&token=*****&d=e HTTP/1.1\r\n"),
        Row("GET /?token=a&token=b&token= HTTP/1.1\r\n", "GET /?token=*&token=*&token= HTTP/1.1\r\n"),
        Row("GET /?%74oken=a&%54%4f%4b%45%4e=b HTTP/1.1\r\n", "GET /?%74oken=*&%54%4f%4b%45%4e=* HTTP/1.1\r\n"),
        Row("GET /?TOKEN=a=b?c HTTP/1.1\r\n", "GET /?TOKEN=***** HTTP/1.1\r\n"),
        Row("GET http://a/b?token=c#d HTTP/1.0\n", "GET http://a/b?token=*** HTTP/1.0\n"),
        Row("GET /?token=é HTTP/1.1\r\n", "GET /?token=** HTTP/1.1\r\n"),
        Row("GET /?token=a b HTTP/1.1\r\n", "GET /?token=* * HTTP/1.1\r\n"),
        Row("GET /?token=a b\r\n", "GET /?token=* *\r\n"),
        Row("GET /?token=a HTTP/x.y\r\n", "GET /?token=* ********\r\n"),
        Row("GET /?token=a\r\n b HTTP/1.1\r\nX: y", "GET /?token=*\r\n * HTTP/1.1\r\nX: y"),
        Row("Referer: http://a/?token=b\r\n", "Referer: http://a/?token=*\r\n"),
        Row("\r\n\r\nGET /?token=a HTTP/1.1\r\n", "\r\n\r\nGET /?token=* HTTP/1.1\r\n"),
        Row("GET /token=a HTTP/1.1\r\n", "GET /token=a HTTP/1.1\r\n"),
        Row("GET /?tokens=a&atoken=b&token HTTP/1.1\r\n", "GET /?tokens=a&atoken=b&token HTTP/1.1\r\n"),
        // Cut off.
        Row("GET /?token=s3", "GET /?token=**"),
        Row("GET /?token=s3%", "GET /?token=***"),
        Row("GET /?token=s3&", "GET /?token=**&"),
        Row("GET /?token=s3 HT", "GET /?token=** **"),
        Row("GET /?token=s3 HTTP/1.1\r", "GET /?token=** HTTP/1.1\r"),
        Row("GET /?toke", "GET /?toke"),
        Row("Authorization: Bearer s3", "Authorization: Bearer **"),
        Row("Authorization: Bearer s3\r\n ", "Authorization: Bearer **\r\n "),
        Row("Authorization: Bea", "Authorization: ***"),
        Row("Authorization: ", "Authorization: "),
        Row("Authoriza", "Authoriza"),
        Row("", ""),
    ]

    @Test(arguments: rows) func theseBytesAreMasked(row: Row) {
        var bytes = Array(row.head.utf8)
        let ranges = Credentials.ranges(in: bytes)
        let count = Credentials.mask(in: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == row.masked)
        #expect(count == ranges.reduce(0) { $0 + $1.count })
        for (range, next) in zip(ranges, ranges.dropFirst()) {
            #expect(range.upperBound < next.lowerBound, "in order, and apart")
        }
        // What is masked stays masked in the same places.
        #expect(Credentials.ranges(in: bytes).allSatisfy { $0.allSatisfy { bytes[$0] == Credentials.mask } })
    }

    /// What is well-formed stays so, and each part keeps its place: the server answers the masked head.
    @Test func aMaskedHeadIsReadTheSame() throws {
        var numbers = SeededNumbers(seed: 17)
        let pieces = [
            "GET ", "/?token=", "/", "?", "&", "=", "a", "%74oken", "*", " ", "\t", " HTTP/1.1", "\r\n", "\r\n",
            "Host: b\r\n",
            "Authorization: ", "Authorization:Bearer ", "Basic ", "é", "\r", "\n", "token=s",
        ]
        var completeCount = 0
        for round in 0..<4000 {
            let start = round.isMultiple(of: 2) ? "GET /?a&token=" : ""
            let text = (0..<Int.random(in: 1...14, using: &numbers)).map { _ in
                pieces.randomElement(using: &numbers) ?? ""
            }.joined()
            let end = round.isMultiple(of: 4) ? " HTTP/1.1\r\nX: y\r\n\(text)\r\n\r\n" : "\(text)\r\n\r\n"
            let bytes = Array((start + end).utf8)
            var masked = bytes
            _ = Credentials.mask(in: &masked)
            guard case .complete(let head) = HTTPHead.parse(bytes, as: .request) else { continue }
            completeCount += 1
            guard case .complete(let shown) = HTTPHead.parse(masked, as: .request) else {
                Issue.record("\(String(decoding: bytes, as: UTF8.self))")
                continue
            }
            #expect(shown.length == head.length && shown.startLine.range == head.startLine.range)
            #expect(shown.headers.map(\.name) == head.headers.map(\.name))
            #expect(shown.headers.map(\.valueRange) == head.headers.map(\.valueRange))
        }
        #expect(completeCount > 50)
    }
}

// Where bodies end, RFC 9112 §6.

import Testing

@testable import WebSocketProtocol

struct HTTPBodyTests {
    struct Row: CustomTestStringConvertible {
        /// The lines of the head after the first, and the bytes after the head; ‖ marks where the body ends.
        let headers: [String], bytes: String
        var status = 200
        var method = "GET"

        var testDescription: String { "\(method) \(status) \(headers) \(bytes)" }
    }

    static let rows = [
        Row(headers: ["Content-Length: 5"], bytes: "Hello‖HTTP"),
        Row(headers: ["Content-Length: 0"], bytes: "‖HTTP"),
        Row(headers: ["Content-Length: 5, 5"], bytes: "Hello‖HTTP"),
        Row(headers: ["Content-Length: 5", "content-length: 5"], bytes: "Hello‖HTTP"),
        Row(headers: ["Content-Length: 5", "Content-Length: 6"], bytes: "HelloHTTP"),
        Row(headers: ["Content-Length: -5"], bytes: "HelloHTTP"),
        Row(headers: ["Content-Length: 99999999999999999999"], bytes: "HelloHTTP"),
        Row(headers: [], bytes: "HelloHTTP"),
        Row(headers: ["Transfer-Encoding: chunked"], bytes: "5\r\nHello\r\n0\r\n\r\n‖HTTP"),
        Row(headers: ["Transfer-Encoding: gzip, Chunked"], bytes: "a;x=1\r\n0123456789\r\n00\r\nX: y\r\n\r\n‖HTTP"),
        Row(headers: ["Transfer-Encoding: chunked", "Content-Length: 3"], bytes: "1\nH\n0\n\n‖HTTP"),
        Row(headers: ["Transfer-Encoding: chunked"], bytes: "5\r\nHelloHTTP"),
        Row(headers: ["Transfer-Encoding: chunked"], bytes: "\r\nHTTP"),
        Row(headers: ["Transfer-Encoding: chunked"], bytes: "fffffffffffffffff\r\nHTTP"),
        // Fifteen digits are a size, sixteen are none.
        Row(headers: ["Transfer-Encoding: chunked"], bytes: "000000000000005\r\nHello\r\n0\r\n\r\n‖HTTP"),
        Row(headers: ["Transfer-Encoding: chunked"], bytes: "0000000000000005\r\nHello\r\n0\r\n\r\nHTTP"),
        Row(headers: ["Transfer-Encoding: gzip"], bytes: "HelloHTTP"),
        Row(headers: ["Content-Length: 5"], bytes: "‖HTTP", method: "HEAD"),
        Row(headers: ["Content-Length: 5"], bytes: "‖HTTP", status: 204),
        Row(headers: ["Content-Length: 5"], bytes: "‖HTTP", status: 304),
        Row(headers: ["Content-Length: 5"], bytes: "‖HTTP", status: 103),
    ]

    /// How many bytes the body has in reads of `length` bytes; nil where it has no end.
    private func length(of body: HTTPBody, in bytes: [UInt8], reads length: Int) -> Int? {
        var (body, position) = (body, 0)
        while position < bytes.count, !body.isDone {
            position += body.read(bytes[position..<min(bytes.count, position + length)])
        }
        return body.isDone ? position : nil
    }

    @Test(arguments: rows) func endsWhereItEnds(row: Row) throws {
        let text = ["HTTP/1.1 \(row.status) X"] + row.headers + ["", ""]
        let head = try #require(HTTPHead(Array(text.joined(separator: "\r\n").utf8), as: .response))
        let parts = row.bytes.split(separator: "‖", omittingEmptySubsequences: false).map { Array($0.utf8) }
        for reads in [1, 2, 3, 1000] {
            let found = length(of: HTTPBody(ofResponse: head, to: row.method), in: parts.flatMap(\.self), reads: reads)
            #expect(found == (parts.count > 1 ? parts[0].count : nil), "in reads of \(reads)")
        }
    }

    /// Without a length a request has no body.
    @Test(arguments: [([], 0), (["Content-Length: 5"], 5), (["Transfer-Encoding: chunked"], 14)])
    func ofARequest(headers: [String], expected: Int) throws {
        let text = ["POST / HTTP/1.1"] + headers + ["", ""]
        let head = try #require(HTTPHead(Array(text.joined(separator: "\r\n").utf8), as: .request))
        let bytes = Array("4\r\nHell\r\n0\r\n\r\nGET".utf8)
        #expect(length(of: HTTPBody(ofRequest: head), in: bytes, reads: 1) == expected)
    }
}

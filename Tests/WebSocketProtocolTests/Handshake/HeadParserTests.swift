// Valid heads, whole and in pieces.

import Testing
import WebSocketProtocol

struct HeadParserTests {
    @Test func findsEveryPartOfARequest() throws {
        let bytes = "GET /chat?a=1 HTTP/1.1\r\nHost: \t localhost \t\r\nEmpty:\r\nX:a:b c\r\n\r\n".bytes
        let head = try #require(HTTPHead(bytes, as: .request))
        guard case .request(let method, let target, let version) = head.startLine else {
            Issue.record("not a request")
            return
        }
        #expect([method.text, target.text, version.text] == ["GET", "/chat?a=1", "HTTP/1.1"])
        #expect([method.range, target.range, version.range] == [0..<3, 4..<13, 14..<22])
        #expect(head.startLine.range == 0..<22)
        #expect((head.majorVersion, head.minorVersion) == (1, 1))
        #expect(head.statusCode == nil)
        #expect(head.headers.map(\.name) == ["Host", "Empty", "X"])
        #expect(head.headers.map(\.value) == ["localhost", "", "a:b c"])
        #expect(head.length == bytes.count)
        #expect(head.emptyLineRange == bytes.count - 2..<bytes.count)
        for header in head.headers {
            #expect(String(decoding: bytes[header.nameRange], as: UTF8.self) == header.name)
            #expect(String(decoding: bytes[header.valueRange], as: UTF8.self) == header.value)
        }
    }

    @Test(arguments: [
        ("HTTP/1.1 101 Switching Protocols\r\n\r\n", 101, "Switching Protocols"),
        ("HTTP/1.0 404 \r\n\r\n", 404, ""),
    ])
    func findsEveryPartOfAResponse(text: String, code: Int, reason: String) throws {
        let head = try #require(HTTPHead(text.bytes, as: .response))
        #expect(head.statusCode == code)
        guard case .response(_, let status, let found) = head.startLine else {
            Issue.record("not a response")
            return
        }
        #expect(status.range == 9..<12)
        #expect(found.text == reason)
    }

    /// The head, and a frame right after it, which must be left alone.
    @Test func givesTheSameWhereverItIsSplit() throws {
        let head = Sample.chromium.bytes
        let bytes = head + [0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58]
        let whole = HTTPHead.parse(bytes, as: .request)
        #expect(try #require(HTTPHead(bytes, as: .request)).length == head.count)
        for split in 0...bytes.count {
            var parser = HeadParser(.request)
            let first = parser.parse(Array(bytes[..<split]))
            #expect(first == (split < head.count ? .needMore : whole), "split at \(split)")
            #expect(parser.parse(bytes) == whole, "split at \(split)")
        }
    }

    @Test func readsByteByByte() {
        let bytes = Sample.response.bytes
        var parser = HeadParser(.response)
        let parses = bytes.indices.map { parser.parse(Array(bytes[...$0])) }
        #expect(parses.dropLast().allSatisfy { $0 == .needMore })
        #expect(parses.last == HTTPHead.parse(bytes, as: .response))
    }

    @Test func looksUpHeadersInAnyCase() throws {
        let head = try #require(HTTPHead(Sample.chromium.bytes, as: .request))
        #expect(head.values(of: "sec-websocket-KEY").map(\.value) == ["4fZyaqUBPNoYP7wVV6Xg+g=="])
        #expect(head.values(of: "sec-websocket").isEmpty)
    }

    @Test func joinsTheListsOfSeveralHeaders() throws {
        let text = "GET / HTTP/1.1\r\nConnection: keep-alive ,, Upgrade\r\nX: y\r\nconnection: ,\tclose\r\n\r\n"
        let head = try #require(HTTPHead(text.bytes, as: .request))
        let tokens = head.tokens(of: "Connection")
        #expect(tokens.map(\.text) == ["keep-alive", "Upgrade", "close"])
        #expect(tokens.map { String(decoding: text.bytes[$0.range], as: UTF8.self) } == tokens.map(\.text))
    }

    /// A byte that is not UTF-8 becomes three in a String; places must not move.
    @Test func keepsPlacesAfterBytesThatAreNotUTF8() throws {
        let bytes = "GET / HTTP/1.1\r\nX: ".bytes + [0xFF, 0xFE] + ", b\r\n\r\n".bytes
        let head = try #require(HTTPHead(bytes, as: .request))
        #expect(head.tokens(of: "X").map(\.range) == [19..<21, 23..<24])
    }

    @Test(
        arguments: [
            ("GET / HTTP/1.1\r\nHost: x\r\n\r\n", [0..<14, 16..<23, 25..<25]),
            ("\nno\n\rend", [0..<0, 1..<3, 4..<8]),
            ("", []),
        ] as [(String, [Range<Int>])])
    func showsTheLinesOfAnything(text: String, lines: [Range<Int>]) {
        #expect(HTTPHead.lines(of: text.bytes) == lines)
    }
}

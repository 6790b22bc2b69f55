// The grammar of Sec-WebSocket-Extensions: what offers are read, and where it is broken.

import Testing
import WebSocketProtocol

struct ExtensionOfferTests {
    static func request(_ lines: String...) throws -> (HandshakeRequest, [UInt8]) {
        let headers = lines.map { "Sec-WebSocket-Extensions: \($0)\r\n" }.joined()
        let marked = MarkedText("GET / HTTP/1.1\r\n\(headers)\r\n")
        return (HandshakeRequest(head: try #require(HTTPHead(marked.bytes, as: .request))), marked.bytes)
    }

    @Test func readsNamesAndParameters() throws {
        let (request, bytes) = try Self.request(
            "permessage-deflate; client_max_window_bits; server_max_window_bits=10 ,x ; a = \"b\\c\"", "y")
        let offers = request.extensions
        func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
        #expect(offers.map(\.name) == ["permessage-deflate", "x", "y"])
        #expect(
            offers.map { $0.parameters.map(\.name) } == [
                ["client_max_window_bits", "server_max_window_bits"], ["a"], [],
            ])
        #expect(offers.map { $0.parameters.map(\.value) } == [[nil, "10"], ["bc"], []])
        #expect(
            offers.map { text($0.range) } == [
                "permessage-deflate; client_max_window_bits; server_max_window_bits=10", "x ; a = \"b\\c\"", "y",
            ])
        #expect(
            offers.flatMap { $0.parameters.map { text($0.range) } } == [
                "client_max_window_bits", "server_max_window_bits=10", "a = \"b\\c\"",
            ])
    }

    @Test(arguments: [
        ("«;»", "';' where an extension's name is expected"),
        ("«;a», b", "';' where an extension's name is expected"),
        ("a, «b;», c", "',' where a parameter's name is expected"),
        ("a, «b;;c»", "';' where a parameter's name is expected"),
        ("«a;b=»", "the end where a parameter's value is expected"),
        ("«a;b=;c»", "';' where a parameter's value is expected"),
        ("«a b»", "'b' where ; or , or the end is expected"),
        ("«a=b»", "'=' where ; or , or the end is expected"),
        ("«a;b=\"c»", "a quoted value without its closing quote"),
        ("«a;b=\"\"»", "an empty quoted value, which must be a token"),
        ("«a;b=\"c d\"»", "a space in a quoted value, which must be a token"),
        ("«a;b=\"c\\»", "the end in a quoted value, which must be a token"),
        ("«a;b=\"c\"d»", "'d' where ; or , or the end is expected"),
    ])
    func saysWhereTheGrammarIsBroken(value: String, detail: String) throws {
        let (request, _) = try Self.request(value)
        let range = MarkedText("GET / HTTP/1.1\r\nSec-WebSocket-Extensions: \(value)").range
        let violations = request.violations.filter { $0.rule == .extensionOfferMalformed }
        #expect(violations.map(\.detail) == [detail])
        #expect(violations.first?.range == range)
    }

    @Test func continuesAfterAMistake() throws {
        let (request, _) = try Self.request("a, b c, d;, e; f")
        #expect(request.extensions.map(\.name) == ["a", "e"])
        #expect(request.violations.filter { $0.rule == .extensionOfferMalformed }.count == 2)
    }
}

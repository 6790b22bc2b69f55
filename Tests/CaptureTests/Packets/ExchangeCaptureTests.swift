// Several exchanges on one connection, read from a capture, and written to one
// for tshark to read.

import TestSupport
import Testing
import WebSocketProtocol

@testable import Capture

struct ExchangeCaptureTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// Who sends what, one segment each.
        let turns: [(Endpoint, [UInt8])]
        /// The status of each answer, interim ones in brackets.
        let statuses: [String]
    }

    private static let upgrade = Wire.request(path: "/chat")
    private static let denied = text("HTTP/1.1 401 Unauthorized\r\nContent-Length: 6\r\n\r\ndenied")
    private static let page = Wire.http("GET /page HTTP/1.1", "Host: a")
    private static let ok = text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n")
    private static let done = text("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
    private static let early = Wire.http("HTTP/1.1 103 Early Hints", "Link: </a>; rel=preload")

    private static let frames: [(Endpoint, [UInt8])] = [
        (.client, Wire.hello),
        (.server, frame(.text, "World", from: .server)),
        (.client, closeFrame(.normal)),
        (.server, closeFrame(.normal, from: .server)),
    ]

    static let cases = [
        Case(
            testDescription: "401, then 101",
            turns: [(.client, upgrade), (.server, denied), (.client, upgrade), (.server, Wire.response)] + frames,
            statuses: ["401", "101"]),
        Case(
            testDescription: "401 twice, then 101",
            turns: [
                (.client, upgrade), (.server, denied), (.client, upgrade), (.server, denied), (.client, upgrade),
                (.server, Wire.response),
            ] + frames, statuses: ["401", "401", "101"]),
        Case(
            testDescription: "103, then 101",
            turns: [(.client, upgrade), (.server, early), (.server, Wire.response)] + frames,
            statuses: ["(103)", "101"]),
        Case(
            testDescription: "a page, then 101",
            turns: [(.client, page), (.server, ok), (.client, upgrade), (.server, Wire.response)] + frames,
            statuses: ["200", "101"]),
        Case(
            testDescription: "pipelined", turns: [(.client, page + upgrade), (.server, done + Wire.response)] + frames,
            statuses: ["200", "101"]),
    ]

    private static func text(_ text: String) -> [UInt8] { Array(text.utf8) }

    private func dissection(_ events: [LoggedEvent]) -> Dissection {
        events.reduce(into: Dissection()) { $0.add($1.event) }
    }

    private func statuses(_ dissection: Dissection) -> [String] {
        dissection.exchanges.numbers.compactMap { dissection.exchanges[$0] }.flatMap { exchange in
            exchange.interim.map { "(\($0.status))" } + [exchange.status.map(String.init) ?? "none"]
        }
    }

    @Test(arguments: cases) func isReadWhole(_ item: Case) throws {
        var talk = Talk()
        for (from, bytes) in item.turns { from == .client ? talk.client(bytes) : talk.server(bytes) }
        let result = try read(talk.file)
        #expect(result.summary.webSocketConnections == 1)
        let found = dissection(result.logged)
        #expect(statuses(found) == item.statuses)
        #expect(found.frames(from: .client).compactMap(\.header?.opcode) == [.text, .close])
        #expect(found.frames(from: .server).compactMap(\.header?.opcode) == [.text, .close])
        #expect(found.frames(from: .server).map(\.offset) == [0, 7])
        #expect(!found.hasViolations)
    }

    @Test(.enabled(if: Tshark.isExpected, "tshark is not installed"), arguments: cases)
    func isWrittenSoThatWiresharkReadsIt(_ item: Case) throws {
        let opened: [ConnectionEvent.Kind] = [.opened(client: "127.0.0.1:51544", server: "127.0.0.1:1338")]
        let events = log(opened + item.turns.map { .bytes(from: $0, $1) })
        let rows = try Tshark.fields(
            PacketWriter.pcapng(events), ["http.response.code", "websocket.opcode"], filter: "http or websocket")
        func column(_ index: Int) -> [String] { rows.flatMap { $0[index].split(separator: ",").map(String.init) } }
        #expect(column(0) == item.statuses.map { $0.filter(\.isNumber) })
        #expect(column(1) == ["1", "1", "8", "8"])
    }
}

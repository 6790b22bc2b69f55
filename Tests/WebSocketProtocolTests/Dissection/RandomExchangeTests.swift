// Exchanges in any order and in any pieces: nothing traps, and where TCP cuts means nothing.

import TestSupport
import Testing

@testable import WebSocketProtocol

struct RandomExchangeTests {
    private static func text(_ lines: String...) -> [UInt8] { Array(lines.joined(separator: "\r\n").utf8) }

    private static let requests: [[UInt8]] = [
        Wire.request, text("GET / HTTP/1.1", "Host: a", "", ""), text("HEAD / HTTP/1.1", "Host: a", "", ""),
        text("POST / HTTP/1.1", "Content-Length: 4", "", "body"), [0x0D, 0x0A],
        text("POST / HTTP/1.1", "Transfer-Encoding: chunked", "", "4;a=b", "body", "0", "X: y", "", ""),
        text("GET / HTTP/1.1", "Content-Length: x", "", ""), frame(.text, "Hi"), frame(.close),
    ]
    private static let responses: [[UInt8]] = [
        text("HTTP/1.1 401 Unauthorized", "Content-Length: 2", "", "no"), text("HTTP/1.1 204 No Content", "", ""),
        text("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "", "2", "ok", "0", "", ""), [0x0A],
        text("HTTP/1.1 103 Early Hints", "", ""), text("HTTP/1.1 100 Continue", "", ""),
        text("HTTP/1.1 304 Not Modified", "", ""), text("HTTP/1.1 200 OK", "", "until the end"), Wire.response,
        Wire.response, frame(.text, "Hi", from: .server),
    ]
    private static let noise: [[UInt8]] = [
        [0x16, 3, 1], Array("HTTP/1.1 999 ".utf8), Array("GET ".utf8), [0], Array("5\r\n".utf8), Array("\r\n\r\n".utf8),
    ]

    private static func turns(_ numbers: inout SeededNumbers, noisy: Bool) -> [(Endpoint, [UInt8])] {
        (0..<1 + numbers.below(12)).map { _ in
            let from: Endpoint = Bool.random(using: &numbers) ? .client : .server
            let menu = (from == .client ? requests : responses) + (noisy ? noise : [])
            let parts = (0..<1 + numbers.below(3)).map { _ in menu[numbers.below(menu.count)] }
            return (from, parts.flatMap(\.self))
        }
    }

    private static func dissect(_ turns: [(Endpoint, [UInt8])], _ length: (Int) -> Int) -> Dissection {
        var dissection = Dissection()
        for (from, bytes) in turns {
            var rest = bytes[...]
            while !rest.isEmpty {
                let piece = rest.prefix(max(1, length(rest.count)))
                dissection.add(ConnectionEvent(time: 0, .bytes(from: from, piece)))
                rest = rest.dropFirst(piece.count)
            }
        }
        dissection.add(ConnectionEvent(time: 1, .ended(by: .client, .reset)))
        return dissection
    }

    /// The findings about heads; frames have tests of their own.
    private static func heads(_ dissection: Dissection) -> [String] {
        dissection.lines.filter { line in ["request", "interim", "response"].contains { line.hasPrefix($0) } }
    }

    @Test(arguments: 0..<20) func cutsMeanNothing(seed: Int) {
        var numbers = SeededNumbers(seed: UInt64(seed))
        for round in 0..<100 {
            // What follows a request that is broken from its first byte on belongs to it, as far as one read goes.
            let first = Self.requests[numbers.below(4)]
            let turns = [(Endpoint.client, first)] + Self.turns(&numbers, noisy: false)
            let whole = Self.dissect(turns) { $0 }
            let single = Self.dissect(turns) { _ in 1 }
            let pieces = Self.dissect(turns) { numbers.below($0) + 1 }
            #expect(Self.heads(single) == Self.heads(whole), "round \(round)")
            #expect(Self.heads(pieces) == Self.heads(whole), "round \(round)")
            for endpoint in Endpoint.allCases where whole.isWebSocket {
                #expect(single.framesStart(from: endpoint) == whole.framesStart(from: endpoint), "round \(round)")
            }
        }
    }

    @Test(arguments: 0..<20) func nothingTraps(seed: Int) {
        var numbers = SeededNumbers(seed: UInt64(1000 + seed))
        for _ in 0..<200 {
            let dissection = Self.dissect(Self.turns(&numbers, noisy: true)) { numbers.below($0) + 1 }
            #expect(dissection.outcome != nil)
            #expect(dissection.state(of: .client) == .closed)
            #expect(dissection.state(of: .server) == .closed)
            for number in dissection.exchanges.numbers { #expect(dissection.exchanges[number] != nil) }
            for item in dissection.items { _ = dissection.sentences(about: item.kind) }
        }
    }
}

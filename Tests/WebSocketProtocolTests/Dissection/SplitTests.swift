// However a session's bytes are split, the findings are the same; only their times differ.

import TestSupport
import Testing
import WebSocketProtocol

struct SplitTests {
    /// A session with everything that matters: frames after the request, fragments, a broken text, a Close each way.
    private static let turns: [(Endpoint, [UInt8])] = [
        (.client, Wire.request + frame(.text, "early")),
        (.server, Wire.response + frame(.ping, "p", from: .server)),
        (.client, frame(.pong, "p") + frame(.text, Array("Grüße ".utf8), fin: false) + frame(.continuation, "€")),
        (.server, frame(.binary, [UInt8](repeating: 0xff, count: 200), from: .server)),
        (.client, frame(.text, hex("61 e2 28")) + closeFrame(.goingAway, "bye")),
        (.server, closeFrame(.goingAway, "bye", from: .server)),
    ]

    private static func lines(_ events: [ConnectionEvent.Kind]) -> [String] {
        let ends: [ConnectionEvent.Kind] = [.ended(by: .server, .fin), .ended(by: .client, .fin)]
        return Dissection(of: (events + ends).map { ConnectionEvent(time: 0, $0) }).lines
    }

    private static let whole = lines(turns.map { .bytes(from: $0, $1) })

    @Test func theWholeSession() {
        #expect(
            Self.whole == Dissection.openLines + [
                "client 0 at 0: text 5", "client message 0: text 5, frames 0-0, 1 of them", "server 0 at 0: ping 1",
                "client 1 at 11: pong 1", "client 2 at 18: unfinished text 8", "client 3 at 32: continuation 3",
                "client message 1: text 11, frames 2-3, 2 of them", "server 1 at 3: binary 200",
                "server message 0: binary 200, frames 1-1, 1 of them", "client 4 at 41: text 3 !text-not-utf8",
                "client message 2: text 3, frames 4-4, 1 of them, broken", "client 5 at 50: close 5",
                "client OPEN -> closeSent", "server OPEN -> closeReceived", "server 2 at 207: close 5",
                "server closeReceived -> closeExchanged", "client closeSent -> closeExchanged", "server ended: fin",
                "client ended: fin", "server closeExchanged -> CLOSED", "client closeExchanged -> CLOSED",
                "closed 1001 clean bye",
            ])
    }

    @Test(arguments: turns.indices) func everySplitOfEveryTurn(turn: Int) {
        for split in 0...Self.turns[turn].1.count {
            var events: [ConnectionEvent.Kind] = []
            for (index, (from, bytes)) in Self.turns.enumerated() {
                let parts = index == turn ? [Array(bytes[..<split]), Array(bytes[split...])] : [bytes]
                events += parts.map { .bytes(from: from, $0) }
            }
            #expect(Self.lines(events) == Self.whole, "turn \(turn) split at \(split)")
        }
    }

    @Test func byteByByte() {
        #expect(Self.lines(Self.turns.flatMap { from, bytes in bytes.map { .bytes(from: from, [$0]) } }) == Self.whole)
    }
}

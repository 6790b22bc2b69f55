// The rows of the ladder for the back row: the most important words first, and all of them in 80 columns.

import Capture
import TerminalUI
import TestSupport
import Testing
import WebSocketProtocol

@testable import Inspector

@Suite struct LargeRowTests {
    private static func last(_ build: (inout Session) -> Void) -> [String]? {
        var session = Session()
        session.handshake(0.002)
        build(&session)
        var conversation = Conversation(number: 1)
        for event in session.events { conversation.add(event.event) }
        let ladder = Ladder(of: conversation)
        return LargeRow(row: ladder.count - 1, of: ladder, in: conversation, room: 40)?.parts
    }

    @Test(
        arguments: [
            (.text, Array("Hello".utf8), .client, ["text \"Hello\"", "5 B", "FIN", "masked"]),
            (.binary, [1, 2, 3], .server, ["binary 3 B", "FIN"]),
            (.ping, [], .server, ["ping"]), (.pong, Array("hi".utf8), .client, ["pong \"hi\"", "2 B", "masked"]),
            (.close, ClosePayload.encode(.normal, reason: "bye"), .client, ["close 1000 \"bye\"", "masked"]),
            (.close, [], .server, ["close, no code"]),
            (.text, Array("Hello".utf8), .server, ["text \"Hello\"", "5 B", "FIN"]),
        ] as [(Opcode, [UInt8], Endpoint, [String])])
    func `A frame`(opcode: Opcode, payload: [UInt8], from: Endpoint, parts: [String]) {
        #expect(Self.last { $0.frame(1, from, opcode, payload) } == parts)
    }

    @Test func `The end of a connection`() {
        #expect(Self.last { $0.closeCleanly(2) }?.last == "CLOSED 1000")
        #expect(Self.last { $0.end(2, .client, .fin) } == ["client FIN"])
        #expect(Self.last { $0.end(2, .client, .reset) } == ["client RST", "CLOSED 1006"])
    }

    @Test func `A broken rule comes first`() {
        let parts = Self.last { $0.bytes(1, .client, frame(.text, "Hello", from: .server)) }
        #expect(parts == ["! text \"Hello\"", "5 B", "FIN"])
    }

    /// Only what a peer or a teacher wrote may be cut.
    @Test(arguments: Fixture.all) func `Every row fits in 80 columns`(fixture: Fixture) throws {
        let recording = try Recording(fixture.bytes())
        var conversations: [Int: Conversation] = [:]
        for event in recording.events {
            conversations[event.connection, default: Conversation(number: event.connection)].add(event.event)
        }
        for conversation in conversations.values {
            let ladder = Ladder(of: conversation)
            for row in 0..<ladder.count {
                let large = try #require(LargeRow(row: row, of: ladder, in: conversation, room: 39))
                let first = large.parts[0]
                let isNote = first.hasPrefix("note: ")
                let ours = isNote ? "note:" : String(first.prefix { !"\"/".contains($0) })
                #expect(BigText.size(of: ours).width <= 78, "\(first)")
            }
        }
    }

    /// A wider terminal shows all that a narrower one does, up to where the letters grow and beyond.
    @Test(arguments: [
        ["text \"Hello\"", "5 B", "FIN", "masked"], ["client FIN", "CLOSED 1000"], ["text \"Hello, world\"", "12 B"],
        ["GET /chat", "Upgrade: websocket"], ["close 1000 \"bye\"", "masked"],
    ])
    func `More room shows more`(parts: [String]) {
        var before = 0
        for width in 78..<200 {
            let scale = LargeText.scale(for: Size(width: width + 2, height: 45))
            let shown = LargeText.layout(parts, width: width, scale: scale)
            #expect(shown.map(\.text) == Array(parts.prefix(shown.count)))
            if scale == .normal {
                #expect(shown.count >= before)
                before = shown.count
            } else {
                #expect(shown.count >= LargeText.layout(parts, width: 78, scale: .normal).count)
            }
        }
        #expect(LargeText.layout(parts, width: 198, scale: .double)[0].scale == .double)
    }
}

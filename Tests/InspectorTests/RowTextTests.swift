// The labels of the ladder, row by row.

import Capture
import TestSupport
import Testing
import WebSocketProtocol

@testable import Inspector

@Suite struct RowTextTests {
    /// The text of the last row of a session.
    private func last(_ room: Int = 60, _ build: (inout Session) -> Void) -> RowText? {
        var session = Session()
        session.handshake(0.002)
        build(&session)
        var conversation = Conversation(number: 1)
        for event in session.events { conversation.add(event.event) }
        let ladder = Ladder(of: conversation)
        return RowText(row: ladder.count - 1, of: ladder, in: conversation, room: room)
    }

    struct FrameCase: Sendable {
        let opcode: Opcode
        let payload: [UInt8]
        var fin = true
        var from = Endpoint.server
        let label: String
    }

    @Test(arguments: [
        FrameCase(
            opcode: .text, payload: Array("Hello".utf8), from: .client, label: "text  5 B  FIN masked  \"Hello\""),
        FrameCase(opcode: .text, payload: Array("Hello".utf8), label: "text  5 B  FIN  \"Hello\""),
        FrameCase(opcode: .text, payload: [], label: "text  0 B  FIN"),
        FrameCase(opcode: .text, payload: [0x1b, 0x5b], fin: false, label: "text  2 B  FIN=0  \"\u{1b}[\""),
        FrameCase(opcode: .binary, payload: [0, 0xff], label: "binary  2 B  FIN  00 ff"),
        FrameCase(opcode: .continuation, payload: [0x61], fin: false, label: "continuation  1 B  FIN=0  61"),
        FrameCase(opcode: .ping, payload: Array("hi".utf8), label: "ping  2 B  \"hi\""),
        FrameCase(opcode: .pong, payload: [0, 1], label: "pong  2 B  00 01"),
        FrameCase(opcode: .ping, payload: [], fin: false, label: "ping  0 B  FIN=0"),
        FrameCase(opcode: .close, payload: ClosePayload.encode(.normal, reason: "bye"), label: "close 1000 \"bye\""),
        FrameCase(opcode: .close, payload: ClosePayload.encode(.goingAway), label: "close 1001"),
        FrameCase(opcode: .close, payload: [], label: "close without a code"),
        FrameCase(opcode: .close, payload: [3], label: "close, 1 byte: 03"),
    ])
    func frames(_ example: FrameCase) throws {
        let text = try #require(
            last { $0.frame(1, example.from, example.opcode, example.payload, fin: example.fin) })
        #expect(text.label == example.label)
        #expect(text.arrow == .whole(from: example.from))
        #expect(text.time == 1)
    }

    @Test func reservedBitsAndOpcodesAreNamed() throws {
        let header = FrameHeader(rsv1: true, rsv3: true, opcode: try #require(Opcode(rawValue: 3)), payloadLength: 0)
        let text = try #require(last { $0.bytes(1, .server, header.encoded) })
        #expect(text.label == "opcode 3  0 B  FIN RSV1 RSV3")
        #expect(text.remarks == [RowText.Remark("! reserved-bit-set and 1 more", isBad: true)])
    }

    @Test func onlyTheShownPartOfALongTextIsRead() throws {
        let text = try #require(last(10) { $0.text(1, .server, String(repeating: "é", count: 100)) })
        #expect(text.label == "text  200 B  FIN  \"" + String(repeating: "é", count: 20) + "…")
    }

    @Test func onlyTheShownPartOfAnAbsurdLengthIsRead() throws {
        let header = FrameHeader(opcode: .binary, payloadLength: .max)
        let text = try #require(last { $0.bytes(1, .server, header.encoded) })
        #expect(text.label == "binary  18,446,744,073,709,551,615 B  FIN")
        #expect(text.remarks.map(\.text) == ["! length-top-bit-set", "reading ends after the header"])
        #expect(text.time == nil)
        let rest = try #require(last { $0.bytes(1, .server, header.encoded + [7]) })
        #expect(rest.label == "1 B after the failure, not read")
        #expect(rest.arrow == .dotted(from: .server))
    }

    @Test func aHeaderThatIsNotComplete() throws {
        let text = try #require(last { $0.bytes(1, .client, [0x81]) })
        #expect(text.label == "a frame; its header is incomplete")
        #expect(text.arrow == .part(from: .client, 0))
        #expect(text.remarks.map(\.text) == ["1 byte here"])
    }

    @Test func aMessageThatIsNotFinished() throws {
        let text = try #require(last { $0.frame(1, .server, .text, [0x61], fin: false) })
        #expect(text.remarks.map(\.text) == ["message 0, fragment 1, more to come"])
    }

    @Test(arguments: [
        (ConnectionEvent.Kind.ended(by: .client, .fin), "client ends its stream (FIN)", Endpoint?.some(.client)),
        (.ended(by: .server, .reset), "server resets TCP (RST)", .server),
        (.ended(by: .server, .close), "server closes its socket", .server),
        (.note("Look here.", pauses: false), "note: Look here.", nil),
        (.serverAction(name: "idle", sentence: "It waits."), "server action: idle. It waits.", nil),
    ])
    func otherRows(_ kind: ConnectionEvent.Kind, _ label: String, _ from: Endpoint?) throws {
        let text = try #require(last { $0.add(1, kind) })
        #expect(text.label == label)
        #expect(text.arrow == from.map { .whole(from: $0) })
    }

    @Test func missingBytes() throws {
        let text = try #require(last { $0.add(1, .missing(from: .server, count: 1204)) })
        #expect(text.label == "1,204 B missing; what follows is not decoded")
        #expect(text.arrow == .dotted(from: .server))
    }

    @Test func aCloseThatIsNotAnswered() throws {
        let text = try #require(
            last { session in
                session.close(1, .server)
                session.end(2, .client)
                session.end(3, .server)
            })
        #expect(text.label.hasPrefix("! close-not-answered: "))
        #expect(text.arrow == nil)
    }
}

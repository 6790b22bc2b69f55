// What the ladder knows about its rows: the moves before them, open messages, and where a row goes.

import Capture
import TestSupport
import Testing
import WebSocketProtocol

@testable import Inspector

@Suite struct LadderTests {
    private func ladder(_ session: Session) -> (ladder: Ladder, conversation: Conversation) {
        var conversation = Conversation(number: session.number)
        var ladder = Ladder()
        for event in session.events {
            conversation.add(event.event)
            ladder.update(conversation)
        }
        return (ladder, conversation)
    }

    @Test func movesAreCountedToEachRow() {
        let (ladder, conversation) = ladder(.hello)
        // TCP, request, response (2 moves), two texts, Close (2), Close (2), FIN, FIN (2).
        #expect((-1..<ladder.count).map(ladder.moveCount) == [0, 0, 0, 2, 2, 2, 4, 6, 6, 8])
        #expect(ladder.moveCount(at: ladder.count + 5) == conversation.dissection.moves.count)
    }

    @Test func fragmentsAreNumberedAndMessagesStayOpenBetweenThem() {
        let (ladder, conversation) = ladder(.fragments)
        let numbers = (0..<ladder.count).map { ladder.fragmentNumber(at: $0, in: conversation) ?? 0 }
        #expect(numbers == [0, 0, 0, 1, 0, 0, 2, 3, 1])
        let open = (-1..<ladder.count).map { ladder.hasOpenMessage(from: .client, after: $0) }
        #expect(open == [false, false, false, false, true, true, true, true, false, false])
        #expect(!(-1..<ladder.count).contains { ladder.hasOpenMessage(from: .server, after: $0) })
    }

    @Test func aFrameThatWasArrivingIsFoundWhenItIsComplete() {
        var (ladder, conversation) = ladder(.unfinished)
        #expect(ladder.count == 5)
        #expect(ladder.row(4) == .unfinished(.client))
        // Another Ping takes its place; it moves on.
        conversation.add(ConnectionEvent(time: 1, .bytes(from: .server, Frame(.ping).encoded)))
        #expect(ladder.update(conversation, keeping: 4) == 5)
        #expect(ladder.row(5) == .unfinished(.client))
        // Its rest arrives after a Ping and before another frame.
        conversation.add(ConnectionEvent(time: 2, .bytes(from: .server, Frame(.ping).encoded)))
        let rest = [UInt8](repeating: 0, count: 600_000)
        conversation.add(ConnectionEvent(time: 2, .bytes(from: .client, rest)))
        conversation.add(ConnectionEvent(time: 2, .bytes(from: .server, Frame(.ping).encoded)))
        #expect(ladder.update(conversation, keeping: 5) == 6)
        #expect(ladder.frame(6, in: conversation)?.header?.opcode == .binary)
        #expect(ladder.count == 8)
        #expect(ladder.update(conversation, keeping: 2) == 2)
    }

    @Test func framesAreFoundInBothDirections() {
        let ladder = ladder(.hello).ladder
        #expect(ladder.frameRow(from: 0, step: 1) == 3)
        #expect(ladder.frameRow(from: 8, step: -1) == 6)
        #expect(ladder.frameRow(from: 7, step: 1) == nil)
    }
}

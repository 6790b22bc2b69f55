// From read to read: TCP carries bytes and knows nothing of frames, so a frame may arrive in several reads, and a read
// may carry several frames.
//
//    reads   ├──────────┼─────┼──────────────────────┤
//    frames  ├───┼───┼────────────┼──────────┼───────┤
//    Flow stops at  ▲       ▲ ▲              (rows that needed a read of their own)
//    Frame stops at ▲         ▲      ▲       (the bytes with which reads begin)

import Capture
import WebSocketProtocol

extension FlowScreen {
    /// The nearest row in that direction whose bytes were complete with a read that no row before it had.
    func goToRead(_ direction: Int, _ context: inout Context) {
        context.takeOver()
        guard let conversation = context.conversation else {
            context.notice = "There is no connection yet."
            return
        }
        let ladder = context.ladder
        var row = context.cursor.row + direction
        while row >= 0, row < ladder.count {
            if ladder.beginsRead(row, in: conversation) { return context.setRow(row) }
            row += direction
        }
        context.notice = direction > 0 ? "There is no later read." : "There is no earlier read."
    }
}

extension Ladder {
    /// Whether a row stands for bytes of a read that no row before it had. A frame in which no read begins arrived
    /// with the frame before it.
    fileprivate func beginsRead(_ row: Int, in conversation: Conversation) -> Bool {
        if let frame = frame(row, in: conversation) { return !conversation.readStarts(in: frame).isEmpty }
        guard case .item(let index) = self.row(row) else { return false }
        return ExchangeHead(conversation.dissection.items[index].kind) != nil
    }
}

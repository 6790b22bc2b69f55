// From read to read: TCP carries bytes and keeps no borders of frames, so a frame may come in several reads, and a read
// may carry several frames.
//
//    reads   ├──────────┼─────┼──────────────────────┤
//    frames  ├───┼───┼────────────┼──────────┼───────┤
//    Flow stops at  ▲       ▲ ▲              (rows that needed a read of their own)
//    Frame stops at ▲         ▲      ▲       (the bytes with which reads begin)

import Capture
import WebSocketProtocol

extension Model {
    mutating func readByHand(_ direction: Int) {
        stopFollowing()
        isPlaying = false
        guard let conversation else {
            notice = "There is no connection yet."
            return
        }
        guard screen == .frame else { return goToReadRow(direction, conversation) }
        guard let frame = ladder.frame(cursor.row, in: conversation) else { return }
        goToReadByte(direction, frame, conversation)
    }

    /// The nearest row in that direction whose bytes were complete with a read that no row before it had.
    private mutating func goToReadRow(_ direction: Int, _ conversation: Conversation) {
        let ladder = ladder
        var row = cursor.row + direction
        while row >= 0, row < ladder.count {
            if ladder.beginsRead(row, in: conversation) { return setRow(row) }
            row += direction
        }
        notice = direction > 0 ? "There is no later read." : "There is no earlier read."
    }

    /// The nearest byte in that direction, in the frames of the same sender, with which a read begins.
    private mutating func goToReadByte(_ direction: Int, _ start: FrameRecord, _ conversation: Conversation) {
        let (dissection, sender) = (conversation.dissection, start.from)
        let frames = dissection.frames(from: sender)
        var starts = conversation.readStarts(in: start).filter {
            direction > 0 ? $0 > cursor.byte : $0 < cursor.byte
        }
        var number = start.index
        while starts.isEmpty {
            number += direction
            let last = dissection.unfinishedFrame(from: sender)
            guard let frame = frames.indices.contains(number) ? frames[number] : last, frame.index == number else {
                notice = "No \(direction > 0 ? "later" : "earlier") read of the \(sender.rawValue) begins in a frame."
                return
            }
            starts = conversation.readStarts(in: frame)
        }
        guard let byte = direction > 0 ? starts.first : starts.last else { return }
        if number != start.index, let row = ladder.row(ofFrame: number, from: sender, in: conversation) { setRow(row) }
        cursor.byte = byte
        cursor.bit = nil
    }
}

extension Ladder {
    /// Whether a row stands for bytes of a read that no row before it had. A frame in which no read begins came with
    /// the frame before it.
    fileprivate func beginsRead(_ row: Int, in conversation: Conversation) -> Bool {
        if let frame = frame(row, in: conversation) { return !conversation.readStarts(in: frame).isEmpty }
        guard case .item(let index) = self.row(row) else { return false }
        return switch conversation.dissection.items[index].kind {
        case .request, .interim, .response: true
        default: false
        }
    }
}

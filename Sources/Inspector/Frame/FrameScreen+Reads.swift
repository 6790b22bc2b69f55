// From read to read among bytes: to the bytes with which reads begin. (FlowScreen+Reads.swift has the picture.)

import Capture
import WebSocketProtocol

extension FrameScreen {
    func goToRead(_ direction: Int, _ context: inout Context) {
        context.takeOver()
        guard let conversation = context.conversation else {
            context.notice = "There is no connection yet."
            return
        }
        guard let frame = context.ladder.frame(context.cursor.row, in: conversation) else { return }
        goToReadByte(direction, frame, conversation, &context)
    }

    /// The nearest byte in that direction, in the frames of the same sender, with which a read begins.
    private func goToReadByte(
        _ direction: Int, _ start: FrameRecord, _ conversation: Conversation, _ context: inout Context
    ) {
        let (dissection, sender) = (conversation.dissection, start.from)
        let (frames, here) = (dissection.frames(from: sender), context.cursor.byte)
        var starts = conversation.readStarts(in: start).filter { direction > 0 ? $0 > here : $0 < here }
        var number = start.index
        while starts.isEmpty {
            number += direction
            let last = dissection.unfinishedFrame(from: sender)
            guard let frame = frames.indices.contains(number) ? frames[number] : last, frame.index == number else {
                let which = direction > 0 ? "later" : "earlier"
                context.notice = "No \(which) read of the \(sender.rawValue) begins in a frame."
                return
            }
            starts = conversation.readStarts(in: frame)
        }
        guard let byte = direction > 0 ? starts.first : starts.last else { return }
        if number != start.index, let row = context.ladder.row(ofFrame: number, from: sender, in: conversation) {
            context.setRow(row)
        }
        context.cursor.byte = byte
        context.cursor.bit = nil
    }
}

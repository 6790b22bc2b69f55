// Stepping through a frame: by byte and bit. (FrameScreen+Fields.swift has the fields.)

import Capture
import TerminalUI
import WebSocketProtocol

extension FrameScreen {
    /// The next byte, of the next frame when this one is done. Behind a veil that hides what a byte means, a step shows the byte, and
    /// the next one what it means.
    func step(_ direction: Int, _ context: inout Context) -> Bool {
        if direction > 0, context.veil.isUnexplained(context) {
            context.veil.showMeaning()
            return true
        }
        if direction < 0, context.cursor.byte >= 0, context.veil.depth == .meaning,
            !context.veil.isUnexplained(context),
            context.cursor.bit == nil, context.noteRow == nil
        {
            context.veil.hideMeaning(context)
            return true
        }
        guard stepByte(direction, &context) else { return false }
        if direction > 0, context.noteRow == nil, context.cursor.byte >= 0 { context.veil.hideMeaning(context) }
        return true
    }

    private func stepByte(_ direction: Int, _ context: inout Context) -> Bool {
        guard let conversation = context.conversation,
            let frame = context.ladder.frame(context.cursor.row, in: conversation)
        else { return false }
        let wasBit = context.cursor.bit != nil
        context.cursor.bit = nil
        if !wasBit, context.stepNote(direction, among: notes(context)) { return true }
        let next = context.cursor.byte + direction
        if next >= 0, next < frame.received {
            context.cursor.byte = next
            return true
        }
        guard context.goToFrame(direction) else { return false }
        if direction < 0, let previous = context.ladder.frame(context.cursor.row, in: conversation) {
            context.cursor.byte = max(0, previous.received - 1)
            context.showLastNote(among: notes(context))
        }
        return true
    }

    /// A row of bytes as they are drawn, or what is left of this frame.
    mutating func page(_ direction: Int, _ context: inout Context) -> Bool {
        if scrollText(direction, byPage: true, &context) { return true }
        guard let conversation = context.conversation,
            let frame = context.ladder.frame(context.cursor.row, in: conversation)
        else { return false }
        let row = WirePane.bytesPerRow(
            frame.received, isProjector: context.look.isProjector, width: context.size.width)
        let byte = max(0, min(context.cursor.byte + direction * row, frame.received - 1))
        guard byte != context.cursor.byte else {
            context.notice =
                direction > 0
                ? "This is the last byte of the frame; } goes to the next frame."
                : "This is the first byte of the frame; { goes to the frame before."
            return false
        }
        goToByte(byte, &context)
        return true
    }

    /// Goes to a byte of this frame, or to its last.
    func goToByte(_ byte: Int, _ context: inout Context) {
        context.takeOver()
        guard let conversation = context.conversation,
            let frame = context.ladder.frame(context.cursor.row, in: conversation)
        else { return }
        (context.cursor.byte, context.cursor.bit) = (max(0, min(byte, frame.received - 1)), nil)
    }

    /// The notes that follow the frame whose last byte this is.
    private func notes(_ context: Context) -> [Int] {
        let (ladder, cursor) = (context.ladder, context.cursor)
        guard let conversation = context.conversation, let frame = ladder.frame(cursor.row, in: conversation),
            cursor.byte >= frame.received - 1
        else { return [] }
        let end = ladder.frameRow(from: cursor.row + 1, step: 1) ?? ladder.count
        return ladder.notes.filter { $0 > cursor.row && $0 < end }
    }

    func moveByHand(_ direction: Int, _ context: inout Context) {
        context.takeOver()
        stepBit(direction, &context)
    }

    /// The next bit, of the next byte when this one is done; from a byte, its first bit.
    private func stepBit(_ direction: Int, _ context: inout Context) {
        guard let bit = context.cursor.bit else {
            // Before the first byte there is no bit.
            context.cursor.byte = max(0, context.cursor.byte)
            context.cursor.bit = direction > 0 ? 0 : 7
            return
        }
        if (0..<8).contains(bit + direction) {
            context.cursor.bit = bit + direction
        } else if step(direction, &context) {
            context.cursor.bit = direction > 0 ? 0 : 7
        } else {
            context.cursor.bit = bit
            context.notice = context.endWords(direction)
        }
    }
}

// Stepping through a frame: by byte, bit and field.

import Capture
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

    /// 16 bytes, or what is left of this frame.
    func page(_ direction: Int, _ context: inout Context) -> Bool {
        guard let conversation = context.conversation,
            let frame = context.ladder.frame(context.cursor.row, in: conversation)
        else { return false }
        let byte = max(0, min(context.cursor.byte + direction * Self.pageSize, frame.received - 1))
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

    /// A row of bytes in hexadecimal where 80 columns are.
    private static let pageSize = 16

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

    func fieldByHand(_ direction: Int, _ context: inout Context) {
        context.takeOver()
        guard let conversation = context.conversation,
            let frame = context.ladder.frame(context.cursor.row, in: conversation)
        else { return }
        stepField(direction, frame, conversation, &context)
    }

    /// From field to field by their first bits, so that the four fields of byte 0 are four stops.
    private func stepField(
        _ direction: Int, _ frame: FrameRecord, _ conversation: Conversation, _ context: inout Context
    ) {
        let starts = fieldStarts(of: frame, conversation)
        let here = context.cursor.byte * 8 + (context.cursor.bit ?? 0)
        // From a byte as a whole, its own first field is the next stop.
        let isWhole = context.cursor.bit == nil && starts.contains(here + 1)
        let next =
            direction > 0
            ? starts.first { $0 > here || (isWhole && $0 == here) } : starts.last { $0 < here }
        if let next {
            stand(on: next, starts, &context)
        } else if !context.goToFrame(direction) {
            context.notice = context.endWords(direction)
        } else if direction < 0, let previous = context.ladder.frame(context.cursor.row, in: conversation) {
            let starts = fieldStarts(of: previous, conversation)
            if let last = starts.last { stand(on: last, starts, &context) }
        }
    }

    private func stand(on start: Int, _ starts: [Int], _ context: inout Context) {
        context.cursor.byte = start / 8
        // In a field of whole bytes the cursor is on a byte, in a part of a byte on its first bit.
        let isPart = start % 8 != 0 || starts.contains(start + 1)
        context.cursor.bit = isPart ? start % 8 : nil
    }

    /// The first bits of a frame's fields.
    private func fieldStarts(of frame: FrameRecord, _ conversation: Conversation) -> [Int] {
        conversation.explanation(of: frame).fields.map(\.bits.lowerBound)
    }
}

// The filter on a screen that shows one frame.

import Capture
import WebSocketProtocol

extension FrameScreen {
    /// The screen shows one frame at a time, so nothing else would show that there are other matches.
    func setFilter(_ filter: Filter, _ context: inout Context) {
        let cursor = context.cursor
        guard context.setRowFilter(filter).matches, let conversation = context.conversation else { return }
        let ladder = context.ladder
        let frames = context.filters.shownRows.rows.filter { ladder.frame($0, in: conversation) != nil }
        // The nearest one, first of those that follow.
        guard let place = frames.firstIndex(where: { $0 >= cursor.row }) ?? frames.indices.last else {
            context.cursor = cursor
            context.notice = "No frame matches /\(filter.text), but other rows on Flow do."
            return
        }
        context.cursor = cursor
        if frames[place] != cursor.row { context.setRow(frames[place]) }
        let words = "\((place + 1).grouped) of \(frames.count.grouped)"
        context.notice = "Match \(words) for /\(filter.text); n and N go to the others."
    }

    /// A matching row that is not a frame has no place here.
    func stepMatch(_ direction: Int, _ context: inout Context) -> Bool {
        let cursor = context.cursor
        while context.stepRow(direction) {
            guard let conversation = context.conversation else { break }
            if context.ladder.frame(context.cursor.row, in: conversation) != nil { return true }
        }
        context.cursor = cursor
        return false
    }
}

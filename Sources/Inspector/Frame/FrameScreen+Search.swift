// The filter on a screen that shows one frame.

import Capture
import WebSocketProtocol

extension FrameScreen {
    /// The screen shows one frame at a time, so nothing else would show that there are other matches.
    func setFilter(_ filter: Filter, _ context: inout Context) {
        let (matches, moved) = context.setRowFilter(filter)
        guard matches else { return }
        if moved { context.goToNearestFrame() }
        let place = "\(context.shownPosition(of: context.cursor.row) + 1) of \(context.shownCount)"
        context.notice = "Match \(place) for /\(filter.text); n and N go to the others."
    }

    /// A matching note has no place here.
    func stepMatch(_ direction: Int, _ context: inout Context) -> Bool {
        var found = context.stepRow(direction)
        while found, let conversation = context.conversation,
            context.ladder.frame(context.cursor.row, in: conversation) == nil
        {
            found = context.stepRow(direction)
        }
        context.goToNearestFrame()
        return found
    }
}

// A live view has a bound. When it is reached, what is oldest goes, and the screen says so.

import Capture
import WebSocketProtocol

extension Context {
    /// Lets go of what is oldest until there is room again. The reader's place stays where it is, as long as it is there.
    mutating func letGo() {
        let isFirst = !hasLetGo
        var hasMoved = false
        for number in conversations.letGo(keeping: selected) where moveUp(number) { hasMoved = true }
        filters.forgetRows()
        if isFirst {
            notice = "The memory limit is reached: what is oldest is let go. --record keeps everything in a file."
        } else if hasMoved {
            notice = "Your place was let go (memory limit): this is the oldest row that is kept."
        }
    }

    /// Moves what points into the ladder of a connection to where that is now. Returns whether the place that is looked at is gone.
    private mutating func moveUp(_ number: Int) -> Bool {
        guard let conversation = conversations[number] else {
            (ladders[number], cursors[number]) = (nil, nil)
            marks.forget(number)
            return false
        }
        guard let (gone, instead) = ladders[number]?.forget(conversation), gone > 0, let ladder = ladders[number] else {
            return false
        }
        let hasMoved = number == selected && cursors[number].map { $0.row < gone } ?? false
        if number == selected { playing.isOn = false }
        let first = ladder.frameRow(from: 0, step: 1) ?? 0
        func moved(_ cursor: Cursor) -> Cursor {
            var moved = cursor
            moved.row = cursor.row < gone ? first : cursor.row - gone + instead
            return cursor.row < gone ? moved.clamped(from: -1, to: ladder, conversation) : moved
        }
        cursors[number] = cursors[number].map(moved)
        marks.move(in: number, gone: gone, moved)
        return hasMoved
    }

    /// Whether something was let go of.
    private var hasLetGo: Bool {
        conversations.forgottenCount > 0
            || conversations.all.contains { $0.hasDroppedBytes || !$0.dissection.forgotten.isEmpty }
    }

    /// Takes note that nothing more is recorded.
    mutating func endRecording(_ words: String) {
        recordingProblem = words
        notice = words
    }
}

// A live view has a bound. When it is reached, what is oldest goes, and the screen says so.

import Capture
import WebSocketProtocol

extension Context {
    /// Lets go of what is oldest until there is room again. The reader's place stays where it is, as long as it is there.
    mutating func letGo() {
        let isFirst = !hasLetGo
        for number in conversations.letGo(keeping: selected) { moveUp(number) }
        filters.forgetRows()
        if isFirst {
            notice = "The memory limit is reached: what is oldest is let go. --record keeps everything in a file."
        }
    }

    /// Moves what points into the ladder of a connection to where that is now.
    private mutating func moveUp(_ number: Int) {
        guard let conversation = conversations[number] else {
            (ladders[number], cursors[number]) = (nil, nil)
            marks.forget(number)
            return
        }
        guard let (gone, instead) = ladders[number]?.forget(conversation), gone > 0, let ladder = ladders[number] else {
            return
        }
        if number == selected { playing.isOn = false }
        let first = ladder.frameRow(from: 0, step: 1) ?? 0
        func moved(_ cursor: Cursor) -> Cursor {
            var moved = cursor
            moved.row = cursor.row < gone ? first : cursor.row - gone + instead
            return cursor.row < gone ? moved.clamped(from: -1, to: ladder, conversation) : moved
        }
        cursors[number] = cursors[number].map(moved)
        marks.move(in: number, moved)
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

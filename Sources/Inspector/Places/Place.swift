// A place in a connection that is found again after its recording was edited: by its content, not by its row's number.

import Capture
import WebSocketProtocol

/// Where a reader was in a ladder.
struct Place: Sendable, Hashable {
    private enum Row: Sendable, Hashable {
        case frame(Endpoint, Int)
        case note(String)
        case time(Double)
    }

    private let row: Row
    private let cursor: Cursor

    init(_ cursor: Cursor, _ ladder: Ladder, _ conversation: Conversation) {
        self.cursor = cursor
        if let frame = ladder.frame(cursor.row, in: conversation) {
            row = .frame(frame.from, frame.index)
        } else if let note = ladder.note(cursor.row, in: conversation) {
            row = .note(note.text)
        } else {
            row = .time(ladder.time(of: cursor.row, in: conversation) ?? 0)
        }
    }

    /// The same place in a ladder that may have changed, or the nearest to it.
    func cursor(in ladder: Ladder, _ conversation: Conversation) -> Cursor {
        var found = cursor
        switch row {
        case .frame(let from, let index):
            found.row = ladder.row(ofFrame: index, from: from, in: conversation) ?? cursor.row
        case .note(let text):
            let same = ladder.notes.filter { ladder.note($0, in: conversation)?.text == text }
            found.row = same.min { abs($0 - cursor.row) < abs($1 - cursor.row) } ?? cursor.row
        case .time(let time):
            let isThere = ladder.time(of: cursor.row, in: conversation) == time
            found.row = isThere ? cursor.row : ladder.row(at: time, in: conversation)
        }
        found.row = max(0, min(found.row, ladder.count - 1))
        return found.clamped(from: found.row, to: ladder, conversation)
    }
}

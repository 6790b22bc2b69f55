// A teacher's notes. On Flow they are rows of the ladder; Frame and Handshake have no rows, so there a note is a step
// of its own, after the frame or the head that it follows. It is shown whole on every screen.

import Capture
import WebSocketProtocol

/// A note that is shown on a screen that has no row for it, for as long as the reader stays there.
struct ShownNote: Sendable, Hashable {
    /// Its row in the ladder.
    let row: Int
    /// Where the reader is.
    let place: Mark
}

extension Context {
    /// The row of the note that the reader has reached; nil if there is none.
    var noteRow: Int? {
        guard let conversation, let here else { return nil }
        if screen.type.stepsThroughNotes { return shownNote?.place == here ? shownNote?.row : nil }
        return ladder.note(cursor.row, in: conversation) == nil ? nil : cursor.row
    }

    /// What that note says.
    var noteWords: String? {
        guard let conversation, let noteRow else { return nil }
        return ladder.note(noteRow, in: conversation)?.text
    }

    /// Shows the next of the notes that belong to this place, or the one before it; false if there is none.
    mutating func stepNote(_ direction: Int, among rows: [Int]) -> Bool {
        guard let here else { return false }
        let shown = noteRow
        if direction < 0, shown == nil { return false }
        let next = direction > 0 ? rows.first { $0 > shown ?? -1 } : rows.last { $0 < shown ?? -1 }
        if direction > 0, next == nil { return false }
        shownNote = next.map { ShownNote(row: $0, place: here) }
        return true
    }

    /// Shows the last of the notes that belong to this place, when the reader comes backwards.
    mutating func showLastNote(among rows: [Int]) {
        guard let here, let row = rows.last else { return }
        shownNote = ShownNote(row: row, place: here)
    }

    /// Goes to the frame that the note of a row follows, and shows the note; false if it follows none.
    mutating func goToFrame(ofNote row: Int) -> Bool {
        guard selected != nil, let frame = ladder.frameRow(from: row, step: -1) else { return false }
        setRow(frame)
        shownNote = here.map { ShownNote(row: row, place: $0) }
        return true
    }

    /// The row of the next or previous note; nil if there is none, which sets a notice.
    mutating func nextNote(_ direction: Int) -> Int? {
        guard let conversation else {
            notice = "There is no connection yet."
            return nil
        }
        let notes = ladder.notes
        let here = noteRow ?? cursor.row
        guard let row = direction > 0 ? notes.first(where: { $0 > here }) : notes.last(where: { $0 < here }) else {
            let which = direction > 0 ? "later" : "earlier"
            notice = notes.isEmpty ? "\(conversation.label) has no notes." : "There is no \(which) note."
            return nil
        }
        return row
    }
}

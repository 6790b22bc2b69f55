// A teacher's remarks. On Flow they are rows of the ladder; Frame and Handshake have no rows, so there a note is a step of its
// own, behind the frame or the head that it follows. Wherever it is come to, it is shown whole.

import Capture
import TerminalUI
import WebSocketProtocol

/// A note that is shown on a screen that has no row for it, for as long as the reader stays there.
struct ShownNote: Sendable, Hashable {
    /// Its row in the ladder.
    let row: Int
    /// Where the reader is.
    let place: Mark
}

extension Model {
    /// The row of the note that the reader has come to; nil where there is none.
    var noteRow: Int? {
        guard let conversation, let selected else { return nil }
        switch screen {
        case .connections, .flow: return ladder.note(cursor.row, in: conversation) == nil ? nil : cursor.row
        case .handshake, .frame:
            let here = Mark(screen: screen, connection: selected, cursor: cursor)
            return shownNote?.place == here ? shownNote?.row : nil
        }
    }

    /// What that note says.
    var noteWords: String? {
        guard let conversation, let noteRow else { return nil }
        return ladder.note(noteRow, in: conversation)?.text
    }

    /// Shows the next note that belongs to this place, or the one before it; false where there is none.
    mutating func stepNote(_ direction: Int) -> Bool {
        guard let conversation, let selected else { return false }
        let here = noteRow
        if direction < 0, here == nil { return false }
        let rows = notesHere(conversation)
        let next = direction > 0 ? rows.first { $0 > here ?? -1 } : rows.last { $0 < here ?? -1 }
        if direction > 0, next == nil { return false }
        shownNote = next.map {
            ShownNote(row: $0, place: Mark(screen: screen, connection: selected, cursor: cursor))
        }
        return true
    }

    /// Shows the last of the notes that belong to this place, for one who comes to it from behind.
    mutating func showLastNote() {
        guard let conversation, let selected, let row = notesHere(conversation).last else { return }
        shownNote = ShownNote(row: row, place: Mark(screen: screen, connection: selected, cursor: cursor))
    }

    /// Goes to the frame that the note of a row follows, and shows the note; false where it follows none.
    mutating func goToFrame(ofNote row: Int) -> Bool {
        guard let selected, let frame = ladder.frameRow(from: row, step: -1) else { return false }
        setRow(frame)
        shownNote = ShownNote(row: row, place: Mark(screen: .frame, connection: selected, cursor: cursor))
        return true
    }

    /// The notes that follow the frame, or the head, whose last step this is.
    private func notesHere(_ conversation: Conversation) -> [Int] {
        let ladder = ladder
        var end = ladder.count
        var start = cursor.row + 1
        switch screen {
        case .connections, .flow: return []
        case .frame:
            guard let frame = ladder.frame(cursor.row, in: conversation), cursor.byte >= frame.received - 1 else {
                return []
            }
            end = ladder.frameRow(from: start, step: 1) ?? end
        case .handshake:
            let steps = HandshakeSteps(conversation.dissection)
            let isLast = steps.position(of: cursor.place) == steps.count - 1
            end = ladder.frameRow(from: 0, step: 1) ?? end
            let heads = ladder.heads(before: end, in: conversation)
            let head = steps.head(endingAt: cursor.place)
            let here = heads.firstIndex { $0.head == head }
            let next = here.flatMap { $0 + 1 < heads.count ? heads[$0 + 1].row : nil }
            guard isLast || next != nil else { return [] }
            let isFirst = head == ExchangeHead(exchange: 0, part: .request)
            start = isFirst ? 0 : here.map { heads[$0].row + 1 } ?? 0
            end = next ?? end
        }
        return ladder.notes.filter { $0 >= start && $0 < end }
    }

    /// Goes to the next note, or to the one before: to the frame that it follows, or where it stands among the rows.
    mutating func goToNote(_ direction: Int) {
        stopFollowing()
        isPlaying = false
        guard let conversation else {
            notice = "There is no connection yet."
            return
        }
        let notes = ladder.notes
        let here = noteRow ?? cursor.row
        guard let row = direction > 0 ? notes.first(where: { $0 > here }) : notes.last(where: { $0 < here }) else {
            let which = direction > 0 ? "later" : "earlier"
            notice = notes.isEmpty ? "Connection \(conversation.number) has no notes." : "There is no \(which) note."
            return
        }
        if screen == .frame, goToFrame(ofNote: row) { return }
        setRow(row)
        if screen != .connections { show(.flow) }
    }
}

extension Ladder {
    /// The note that a row is; nil for other rows.
    func note(_ index: Int, in conversation: Conversation) -> (text: String, stops: Bool)? {
        guard case .item(let item) = row(index),
            case .event(.note(let text, let stops)) = conversation.dissection.items[item].kind
        else { return nil }
        return (text, stops)
    }

    /// The rows before row `end` that are heads.
    fileprivate func heads(before end: Int, in conversation: Conversation) -> [(row: Int, head: ExchangeHead)] {
        (0..<end).compactMap { row in
            guard case .item(let item) = self.row(row) else { return nil }
            return ExchangeHead(conversation.dissection.items[item].kind).map { (row, $0) }
        }
    }
}

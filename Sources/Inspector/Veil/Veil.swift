// The veil: what is ahead of the reader is hidden, so that a class can predict it. Screens draw the connections as they
// were at the place of the reader, dissected anew up to there: whatever derives from a later byte is not in them.
//
//    the traffic   │ request │ 101 │ frame │ frame │ frame          what keys and new events act on
//    behind it     │ request │ 101 │ fr▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒          what is drawn

import Capture
import WebSocketProtocol

/// A connection as far as it is shown.
struct VeiledConversation: Sendable {
    fileprivate let edge: VeilEdge
    /// The position of the first event that was kept when it was dissected.
    fileprivate let firstEvent: Int
    /// The connection as it was there; nil where that place is no longer kept.
    let conversation: Conversation?
    let ladder: Ladder
    /// The rows that the filter lets through.
    fileprivate var filters = Filters()

    fileprivate init(_ edge: VeilEdge, of whole: Conversation, _ ladder: Ladder) {
        self.edge = edge
        firstEvent = whole.events.startIndex
        conversation = edge.past(of: whole, ladder)
        var shown = Ladder()
        if let conversation { shown.update(conversation) }
        self.ladder = shown
    }

    /// The row that stands for row `row` of the whole connection.
    fileprivate func row(of row: Int, in whole: Conversation, _ ladder: Ladder) -> Int {
        guard let conversation else { return 0 }
        let (dissection, last) = (conversation.dissection, max(0, self.ladder.count - 1))
        if let frame = ladder.frame(row, in: whole) {
            let past = dissection.frame(number: frame.number, from: frame.from)
            return past.flatMap { self.ladder.row(ofFrame: $0.index, from: frame.from, in: conversation) } ?? last
        }
        guard case .item(let index) = ladder.row(row) else { return last }
        let item = whole.dissection.items[index]
        return (0..<self.ladder.count).last {
            if case .item(let own) = self.ladder.row($0) { dissection.items[own] == item } else { false }
        } ?? last
    }
}

/// Whether the veil is on, and what is shown of the connections.
struct Veil: Sendable {
    private(set) var isOn = false
    /// The connections as far as they are shown, by number.
    private var shown: [Int: VeiledConversation] = [:]
    /// The byte of a frame that was shown last, by its connection and row: other screens show no more of that frame, until
    /// the reader goes to another row.
    private var lastByte: (connection: Int, row: Int, byte: Int)?

    /// What is shown of a connection.
    subscript(number: Int) -> VeiledConversation? { shown[number] }

    /// About how many bytes of memory it takes.
    var cost: Int { shown.values.reduce(0) { $0 + ($1.conversation?.cost ?? 0) } }

    /// Puts the veil on, or takes it off.
    mutating func toggle() {
        isOn.toggle()
        (shown, lastByte) = ([:], nil)
    }

    /// The edge of the selected connection, on a screen that asks for `edge`.
    fileprivate mutating func edge(_ edge: VeilEdge, of connection: Int) -> VeilEdge {
        switch edge {
        case .byte(let row, let byte): lastByte = (connection, row, byte)
        case .row(let row):
            if let last = lastByte, last == (connection, row, last.byte) { return .byte(row: row, last.byte) }
            lastByte = nil
        case .head: break
        }
        return edge
    }

    /// Shows a connection up to an edge.
    fileprivate mutating func show(_ whole: Conversation, _ ladder: Ladder, upTo edge: VeilEdge) {
        if let now = shown[whole.number], now.edge == edge, now.firstEvent == whole.events.startIndex { return }
        shown[whole.number] = VeiledConversation(edge, of: whole, ladder)
    }

    fileprivate mutating func filter(_ number: Int, by filters: Filters) {
        guard let veiled = shown[number] else { return }
        shown[number]?.filters.rows = filters.rows
        shown[number]?.filters.refresh(veiled.conversation, veiled.ladder)
    }

    /// Forgets connections that are no longer kept.
    fileprivate mutating func keep(_ isKept: (Int) -> Bool) { shown = shown.filter { isKept($0.key) } }
}

extension Context {
    /// Whether the position follows new traffic now: not while the veil is on.
    var follows: Bool { following.isOn && !veil.isOn }

    /// Updates what is shown, after the reader has moved or traffic has come. The selected connection is shown up to `edge`, the
    /// others up to where the reader was last.
    mutating func refreshVeil(_ edge: VeilEdge) {
        guard veil.isOn else { return }
        veil.keep { conversations[$0] != nil }
        for conversation in conversations.all where conversation.number != selected {
            guard veil[conversation.number] == nil else { continue }
            let ladder = ladders[conversation.number] ?? Ladder()
            veil.show(conversation, ladder, upTo: .row(cursors[conversation.number]?.row ?? 0))
        }
        guard let conversation else { return }
        veil.show(conversation, ladder, upTo: veil.edge(edge, of: conversation.number))
        veil.filter(conversation.number, by: filters)
    }

    /// What is drawn: behind the veil, if it is on.
    var behindVeil: Context {
        guard veil.isOn else { return self }
        var drawn = self
        drawn.conversations = conversations.map { veil[$0.number]?.conversation ?? Conversation(number: $0.number) }
        drawn.ladders = [:]
        for number in ladders.keys { drawn.ladders[number] = veil[number]?.ladder }
        // What a file says about itself tells what is in it.
        if case .recording = source { drawn.source = .recording(title: "a recording") }
        (drawn.opened.about, drawn.opened.problems, drawn.opened.remarks) = ("", [], [])
        guard let selected, let conversation, let veiled = veil[selected] else { return drawn }
        drawn.filters.show(veiled.filters.shownRows)
        let note = noteRow
        drawn.cursor.row = veiled.row(of: cursor.row, in: conversation, ladder)
        drawn.shownNote =
            note.flatMap { row in
                drawn.here.map { ShownNote(row: veiled.row(of: row, in: conversation, ladder), place: $0) }
            }
        return drawn
    }
}

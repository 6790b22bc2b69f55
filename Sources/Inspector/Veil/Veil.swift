// The veil: what is ahead of the reader is hidden, so that a class can predict it. Screens draw the connections as they
// were at the place of the reader, dissected anew up to there: whatever derives from a later byte is not in them.
//
//    the traffic   │ request │ 101 │ frame │ frame │ frame          what keys and new events act on
//    behind it     │ request │ 101 │ fr▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒          what is drawn

import Capture
import WebSocketProtocol

/// Whether the veil is on, and what is shown of the connections.
struct Veil: Sendable {
    /// What the veil hides.
    enum Depth: Sendable {
        /// All that is ahead of the reader.
        case ahead
        /// That, and on Frame also what the byte under the cursor means, until the next step.
        case meaning
    }

    /// Nil while the veil is off.
    private(set) var depth: Depth?
    /// What is hidden of some connections, by number, whether the veil is on or not.
    private(set) var hidden: [Int: [Endpoint: HiddenBytes]] = [:]
    /// The connections as far as they are shown, by number.
    private var shown: [Int: VeiledConversation] = [:]
    /// The place on Frame that was shown last: other screens show no more of that frame, until the reader goes to another row.
    private var last: (connection: Int, edge: VeilEdge)?
    /// The byte that is shown and not explained.
    private var unexplained: Place?
    /// Whether the next step says what a byte means.
    fileprivate(set) var awaitsMeaning = false

    /// A byte of a frame.
    private struct Place: Hashable {
        let connection: Int, row: Int, byte: Int

        init?(_ context: Context) {
            guard let selected = context.selected else { return nil }
            (connection, row, byte) = (selected, context.cursor.row, context.cursor.byte)
        }
    }

    /// Whether what is ahead of the reader is hidden.
    var isOn: Bool { depth != nil }

    /// Whether anything of a connection is hidden.
    func hides(_ number: Int) -> Bool { isOn || hidden[number] != nil }

    /// What is shown of a connection.
    subscript(number: Int) -> VeiledConversation? { shown[number] }

    /// About how many bytes of memory it takes.
    var cost: Int { shown.values.reduce(0) { $0 + ($1.conversation?.cost ?? 0) } }

    /// Puts the veil on, or takes it off.
    mutating func toggle() {
        depth = isOn ? nil : .ahead
        (shown, last, unexplained) = ([:], nil, nil)
    }

    /// Hides also what bytes mean, or only what is ahead.
    mutating func toggleMeaning() {
        depth = depth == .meaning ? .ahead : .meaning
        unexplained = nil
    }

    /// Hides bytes of an endpoint, whether the veil is on or not; nil shows them again.
    mutating func hide(_ bytes: HiddenBytes?, from endpoint: Endpoint, of connection: Int) {
        hidden[connection, default: [:]][endpoint] = bytes
        if hidden[connection]?.isEmpty == true { hidden[connection] = nil }
        shown[connection] = nil
    }

    /// Whether the byte under the cursor is shown and not explained.
    func isUnexplained(_ context: Context) -> Bool { unexplained != nil && unexplained == Place(context) }

    /// Hides what the byte under the cursor means, where the veil is that deep.
    mutating func hideMeaning(_ context: Context) { unexplained = depth == .meaning ? Place(context) : nil }

    /// Shows what the byte under the cursor means.
    mutating func showMeaning() { unexplained = nil }

    /// The edge of the selected connection, on a screen that asks for `edge`.
    fileprivate mutating func edge(_ edge: VeilEdge, of connection: Int) -> VeilEdge {
        switch edge {
        case .byte: last = (connection, edge)
        case .row(let row):
            if let last, last.connection == connection, case .byte(row, _, _) = last.edge { return last.edge }
            last = nil
        case .head: break
        }
        return edge
    }

    /// Shows a connection up to an edge.
    fileprivate mutating func show(_ whole: Conversation, _ ladder: Ladder, upTo edge: VeilEdge) {
        let (edge, hidden) = (isOn ? edge : nil, hidden[whole.number] ?? [:])
        // Without an edge, it grows.
        if edge != nil, let now = shown[whole.number], now.edge == edge, now.hidden == hidden,
            now.firstEvent == whole.events.startIndex
        {
            return
        }
        shown[whole.number] = VeiledConversation(edge, hidden, of: whole, ladder)
    }

    fileprivate mutating func filter(_ number: Int, by filters: Filters) {
        guard let veiled = shown[number] else { return }
        shown[number]?.filters.rows = filters.rows
        shown[number]?.filters.refresh(veiled.conversation, veiled.ladder)
    }

    /// Forgets connections that are no longer kept.
    fileprivate mutating func keep(_ isKept: (Int) -> Bool) {
        shown = shown.filter { isKept($0.key) }
        hidden = hidden.filter { isKept($0.key) }
    }
}

extension Context {
    /// Whether the position follows new traffic now: not while anything is hidden.
    var follows: Bool { following.isOn && !hides }

    /// Whether anything of the selected connection is hidden.
    var hides: Bool { selected.map(veil.hides) ?? veil.isOn }

    /// Updates what is shown, after the reader has moved or traffic has come. The selected connection is shown up to `edge`, the
    /// others up to where the reader was last.
    mutating func refreshVeil(_ edge: VeilEdge) {
        guard veil.isOn || !veil.hidden.isEmpty else { return }
        veil.keep { conversations[$0] != nil }
        for conversation in conversations.all where conversation.number != selected {
            guard veil.hides(conversation.number), !veil.isOn || veil[conversation.number] == nil else { continue }
            let ladder = ladders[conversation.number] ?? Ladder()
            veil.show(conversation, ladder, upTo: .row(cursors[conversation.number]?.row ?? 0))
        }
        veil.awaitsMeaning = if case .byte(_, _, isExplained: false) = edge { true } else { false }
        guard let conversation, hides else { return }
        veil.show(conversation, ladder, upTo: veil.edge(edge, of: conversation.number))
        veil.filter(conversation.number, by: filters)
    }

    /// What is drawn: behind the veil, and without texts that are hidden.
    var behindVeil: Context { upToVeil.withoutTexts }

    private var upToVeil: Context {
        guard veil.isOn || !veil.hidden.isEmpty else { return self }
        var drawn = self
        drawn.conversations = conversations.map {
            guard veil.hides($0.number) else { return $0 }
            return veil[$0.number]?.conversation ?? Conversation(number: $0.number)
        }
        for number in ladders.keys where veil.hides(number) { drawn.ladders[number] = veil[number]?.ladder }
        // What a file says about itself tells what is in it.
        if case .recording = source { drawn.source = .recording(title: "a recording") }
        (drawn.opened.about, drawn.opened.problems, drawn.opened.remarks) = ("", [], [])
        guard let selected, let conversation, let veiled = veil[selected], hides else { return drawn }
        drawn.filters.show(veiled.filters.shownRows)
        let note = noteRow
        drawn.cursor.row = veiled.row(of: cursor.row, in: conversation, ladder)
        drawn.unexplained = veiled.unexplained
        if let bytes = veiled.unexplained, let frame = ladder.frame(cursor.row, in: conversation) {
            drawn.unexplained?.beginFrame = conversation.start(of: frame) >= bytes.position
        }
        drawn.shownNote =
            note.flatMap { row in
                drawn.here.map { ShownNote(row: veiled.row(of: row, in: conversation, ladder), place: $0) }
            }
        return drawn
    }
}

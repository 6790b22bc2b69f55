// `n` behind the last match of a connection goes on to the next connection that has one, and `N` to the one before. Long
// searches take several turns; any key ends them. Where something is hidden, only what is shown is searched.

import Capture
import WebSocketProtocol

/// A search through the rows of the selected connection, and of those after it or before it.
struct OnwardSearch: Sendable {
    /// What it is for.
    enum Purpose: Sendable {
        /// `n` or `N`: the next match.
        case step
        /// The first match of a connection that the filter of the list has found: for the preview, or since it was opened.
        case firstMatch(isOpened: Bool)
        /// Where something is hidden: the match of a new filter that was shown last.
        case shownLast
    }

    let purpose: Purpose
    /// 1 or -1.
    let direction: Int
    /// Whether only frames count, because the screen shows nothing else.
    let onlyFrames: Bool
    /// The connection in which it is, and the next row of it; nil for the first in its direction.
    fileprivate var connection: Int
    fileprivate var row: Int?
    /// Whether it ends with that connection.
    fileprivate let staysHere: Bool
}

extension Context {
    /// Starts a search behind the selected connection.
    mutating func searchOnward(_ direction: Int) {
        guard let selected, let next = number(after: selected, direction) else { return endOnward(.step) }
        search(.step, direction, in: next, from: nil)
    }

    /// Starts a search behind the selected row; where something is hidden, in the selected connection alone.
    mutating func searchRows(_ direction: Int) {
        guard let selected else { return }
        search(.step, direction, in: selected, from: shownCursorRow + direction, staysHere: hides)
    }

    /// Goes to the first match of the filter of the list in the selected connection, unless the reader is on one.
    mutating func goToFirstMatch(isOpened: Bool = false) {
        guard let selected, let conversation, !hides, !filters.connections.isEmpty else { return }
        let rows = RowSearch(filters.connections, rows: false, conversation)
        guard rows?.finds(cursor.row, of: ladder, in: conversation) == false else { return }
        search(.firstMatch(isOpened: isOpened), 1, in: selected, from: 0, staysHere: true)
    }

    /// Goes to the last match of the filter of the rows that is shown, if there is one.
    mutating func goToMatchShownLast() {
        guard let selected else { return }
        search(.shownLast, -1, in: selected, from: shownCursorRow, staysHere: true)
    }

    private mutating func search(
        _ purpose: OnwardSearch.Purpose, _ direction: Int, in number: Int, from row: Int?, staysHere: Bool = false
    ) {
        onward = OnwardSearch(
            purpose: purpose, direction: direction, onlyFrames: screen.type.stepsThroughNotes, connection: number,
            row: row, staysHere: staysHere)
        continueOnward()
    }

    /// The row of what is shown of the selected connection that stands for the reader's.
    private var shownCursorRow: Int {
        guard hides, let selected, let conversation, let veiled = veil[selected] else { return cursor.row }
        return veiled.row(of: cursor.row, in: conversation, ladder)
    }

    /// Continues it for as many rows as fit into a turn.
    mutating func continueOnward() {
        guard var search = onward else { return }
        var budget = Filters.slice
        while let whole = conversations[search.connection] {
            if ladders[whole.number] == nil {
                ladders[whole.number, default: Ladder()].update(whole)
                budget -= ladders[whole.number, default: Ladder()].count / 8
            }
            if let (conversation, ladder) = shownPart(of: whole),
                let rows = RowSearch(soughtInRows, rows: !filters.rows.isEmpty, conversation),
                !filters.rows.isEmpty || isListed(whole)
            {
                var row = search.row ?? (search.direction > 0 ? 0 : ladder.count - 1)
                while ladder.row(row) != nil {
                    guard budget > 0 else {
                        search.row = row
                        onward = search
                        notice = "Searching \(label(of: search.connection)) …"
                        return
                    }
                    budget -= RowSubject.cost(of: row, ladder, conversation)
                    let isShown = !search.onlyFrames || ladder.frame(row, in: conversation) != nil
                    if isShown, rows.finds(row, of: ladder, in: conversation) {
                        return arrive(at: row, of: whole.number, search)
                    }
                    row += search.direction
                }
            }
            budget -= 1
            guard !search.staysHere, let next = number(after: search.connection, search.direction) else { break }
            (search.connection, search.row) = (next, nil)
        }
        endOnward(search.purpose)
    }

    /// What may be searched of a connection; nil if nothing of it is shown.
    private func shownPart(of whole: Conversation) -> (Conversation, Ladder)? {
        guard veil.hides(whole.number) else { return ladders[whole.number].map { (whole, $0) } }
        guard let veiled = veil[whole.number] else { return nil }
        return veiled.conversation.map { ($0, veiled.ladder) }
    }

    private mutating func arrive(at row: Int, of number: Int, _ search: OnwardSearch) {
        onward = nil
        if hides, number == selected { return arrive(atShown: row, search) }
        let isElsewhere = number != selected
        if !filters.rows.isEmpty { filters.home = number }
        if isElsewhere { selected = number }
        following.stop()
        setRow(row)
        filters.refresh(conversation, ladder)
        let text = soughtInRows.text
        switch search.purpose {
        case .firstMatch(isOpened: true): notice = "The first match for /\(text); n and N go to the others."
        case .step where isElsewhere:
            notice =
                filters.rows.isEmpty || filters.isBehind(.rows)
                ? "\(label(of: number)) has a match."
                : "\(label(of: number)): \((shownPosition(of: row) + 1).grouped) of \(shownCount.grouped)."
        default: break
        }
    }

    /// Goes to a row of what is shown. An earlier frame shows as far as it did.
    private mutating func arrive(atShown row: Int, _ search: OnwardSearch) {
        guard let conversation, let veiled = selected.flatMap({ veil[$0] }) else { return }
        if row != shownCursorRow, let place = veiled.wholeRow(of: row, in: conversation, ladder) {
            setRow(place)
            if search.onlyFrames, let frame = ladder.frame(place, in: conversation) {
                cursor.byte = max(0, frame.received - 1)
            }
        }
        guard case .shownLast = search.purpose else { return }
        notice = "The last match for /\(soughtInRows.text) in what is shown; N goes to those before."
    }

    private mutating func endOnward(_ purpose: OnwardSearch.Purpose) {
        onward = nil
        let text = soughtInRows.text
        switch purpose {
        case .step: notice = "No further match for \(text)" + (hides ? " in what is shown." : ".")
        case .shownLast: notice = "Nothing that is shown matches /\(text)."
        case .firstMatch: notice = nil
        }
    }

    /// The number of the connection after another, or before it.
    private func number(after number: Int, _ direction: Int) -> Int? {
        let all = conversations.all
        guard let index = all.firstIndex(where: { $0.number == number }) else { return nil }
        return all.indices.contains(index + direction) ? all[index + direction].number : nil
    }
}

/// Which rows of a connection `n` goes to.
private struct RowSearch {
    let filter: Filter
    /// Where the filter is that of the list: what is not known of the connection without its rows.
    let terms: Filter.Sought?

    /// Nil where the filter of the list says nothing about rows of this connection, or the connection does not match.
    init?(_ filter: Filter, rows isOfRows: Bool, _ conversation: Conversation) {
        self.filter = filter
        terms = isOfRows ? nil : filter.rowTerms(of: conversation)
        if !isOfRows, terms == nil { return nil }
    }

    func finds(_ row: Int, of ladder: Ladder, in conversation: Conversation) -> Bool {
        guard let terms else { return filter.matches(row: row, of: ladder, in: conversation) }
        return filter.looks(at: row, of: ladder, in: conversation, for: terms).isMatch
    }
}

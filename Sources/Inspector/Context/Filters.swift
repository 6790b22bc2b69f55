// The filters of the lists, and the rows of a ladder that a filter lets through. A filter reads the text of rows, so
// each row is judged once and remembered, and only so many at a time: keys are answered in between.

import Capture

/// The filters of the lists, kept apart: "ping" looks for frames, and would hide every connection from the list.
struct Filters: Sendable {
    /// What is filtered.
    enum Subject: Sendable {
        case connections, rows, steps
    }

    /// The filter of the list of connections.
    var connections = Filter("")
    /// The filter of the rows of a ladder.
    var rows = Filter("")
    /// The connection whose rows it filters: where it was set, or where `n` or following led. On any other nothing is left out.
    var home: Int?
    /// What is looked for in the steps of a handshake.
    var steps = Filter("")
    /// The rows of the selected ladder that the latter lets through.
    private(set) var shownRows = ShownRows()
    /// The connections that the former lets through because of their rows.
    private(set) var foundConnections = FoundConnections()
    /// Whether the position is still to move to what a new filter shows, once all rows are judged.
    var isSettling = false

    /// How many rows are judged at a time; one that carries much counts as several.
    static let slice = 4000

    subscript(subject: Subject) -> Filter {
        get {
            switch subject {
            case .connections: connections
            case .rows: rows
            case .steps: steps
            }
        }
        set {
            switch subject {
            case .connections: connections = newValue
            case .rows: rows = newValue
            case .steps: steps = newValue
            }
        }
    }

    /// Updates the rows shown after new rows, another connection or another filter.
    mutating func refresh(_ conversation: Conversation?, _ ladder: Ladder) {
        shownRows.refresh(rows, conversation, ladder)
    }

    /// Shows rows that were judged elsewhere.
    mutating func show(_ rows: ShownRows) { shownRows = rows }

    /// The same for the list of connections. Ladders that are needed are built.
    mutating func refresh(_ conversations: Conversations, _ ladders: inout [Int: Ladder]) {
        foundConnections.refresh(connections, conversations, &ladders)
    }

    /// Connections have new rows.
    mutating func rowsWereAdded() { foundConnections.rowsWereAdded() }

    /// Forgets all that was found: another recording was opened.
    mutating func forgetAll() { (shownRows, foundConnections) = (ShownRows(), FoundConnections()) }

    /// Judges all rows again, because they have changed.
    mutating func forgetRows() {
        shownRows = ShownRows()
        foundConnections.forgetRows()
    }

    /// Whether some rows are still to be judged.
    func isBehind(_ subject: Subject) -> Bool {
        switch subject {
        case .connections: !connections.isEmpty && foundConnections.isBehind
        case .rows: !rows.isEmpty && shownRows.isBehind
        case .steps: false
        }
    }

    /// Whether the list shows a connection.
    func shows(_ conversation: Conversation) -> Bool { foundConnections.shows(conversation, connections) }
}

/// The positions of the rows that a filter lets through, for one connection and one filter at a time.
struct ShownRows: Sendable {
    private var filter = Filter("")
    private var connection: Int?
    /// The matches in order; those from `settledMatches` on may still move.
    private(set) var rows: [Int] = []
    private var settledMatches = 0
    private var seen = 0
    /// How many rows stay where they are.
    private var settledCount = 0

    /// Whether some rows are still to be judged.
    var isBehind: Bool { seen < settledCount }
    /// How much of the rows has been judged, in percent.
    var percent: Int { settledCount == 0 ? 100 : seen * 100 / settledCount }

    /// Judges what was not judged before, but no more than a slice of it.
    mutating func refresh(_ filter: Filter, _ conversation: Conversation?, _ ladder: Ladder) {
        if filter != self.filter || conversation?.number != connection {
            (self.filter, connection) = (filter, conversation?.number)
            (rows, settledMatches, seen, settledCount) = ([], 0, 0, 0)
        }
        guard !filter.isEmpty, let conversation else { return }
        rows.removeSubrange(settledMatches...)
        func isShown(_ row: Int) -> Bool { filter.matches(row: row, of: ladder, in: conversation) }
        settledCount = ladder.settledCount
        var budget = Filters.slice
        // Rows may be fewer than before.
        seen = min(seen, settledCount)
        while seen < settledCount, budget > 0 {
            budget -= RowSubject.cost(of: seen, ladder, conversation)
            if isShown(seen) { rows.append(seen) }
            seen += 1
        }
        settledMatches = rows.count
        guard !isBehind else { return }
        rows += (ladder.settledCount..<ladder.count).filter(isShown)
    }

    /// How many matches come before `row`.
    func position(of row: Int) -> Int {
        var low = 0
        var high = rows.count
        while low < high {
            let middle = (low + high) / 2
            if rows[middle] < row { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension Context {
    /// How many rows of the ladder the filter lets through.
    var shownCount: Int { filters.rows.isEmpty ? ladder.count : filters.shownRows.rows.count }

    /// The row of the ladder that is the `position`th of those shown; nil if there is none.
    func shownRow(_ position: Int) -> Int? {
        if filters.rows.isEmpty { return ladder.row(position) == nil ? nil : position }
        let rows = filters.shownRows.rows
        return rows.indices.contains(position) ? rows[position] : nil
    }

    /// The position among the rows that are shown of that row, or of the first one after it.
    func shownPosition(of row: Int) -> Int { filters.rows.isEmpty ? row : filters.shownRows.position(of: row) }
}

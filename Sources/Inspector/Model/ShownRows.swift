// The rows of a ladder that a filter lets through. A filter reads the text of frames, so each row is judged once and
// remembered.

import Capture

/// The positions of the rows that a filter lets through, for one connection and one filter at a time.
struct ShownRows: Sendable {
    private var filter = Filter("")
    private var connection: Int?
    /// The matches in order; those from `settledMatches` on may still move.
    private(set) var rows: [Int] = []
    private var settledMatches = 0
    private var seen = 0

    /// Judges what was not judged before.
    mutating func refresh(_ filter: Filter, _ conversation: Conversation?, _ ladder: Ladder) {
        if filter != self.filter || conversation?.number != connection {
            (self.filter, connection) = (filter, conversation?.number)
            (rows, settledMatches, seen) = ([], 0, 0)
        }
        guard !filter.isEmpty, let conversation else { return }
        rows.removeSubrange(settledMatches...)
        func isShown(_ row: Int) -> Bool { filter.matches(row: row, of: ladder, in: conversation) }
        rows += (seen..<max(seen, ladder.settledCount)).filter(isShown)
        (seen, settledMatches) = (ladder.settledCount, rows.count)
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

extension Model {
    /// How many rows of the ladder the filter lets through.
    var shownCount: Int { rowFilter.isEmpty ? ladder.count : shownRows.rows.count }

    /// The row of the ladder that is the `position`th of those shown; nil outside of them.
    func shownRow(_ position: Int) -> Int? {
        if rowFilter.isEmpty { return ladder.row(position) == nil ? nil : position }
        return shownRows.rows.indices.contains(position) ? shownRows.rows[position] : nil
    }

    /// The position among the rows that are shown of that row, or of the first behind it.
    func shownPosition(of row: Int) -> Int { rowFilter.isEmpty ? row : shownRows.position(of: row) }

    /// Takes note of new rows, another connection or another filter.
    mutating func refreshShownRows() { shownRows.refresh(rowFilter, conversation, ladder) }

    /// The next row that the filter lets through; false where there is none.
    mutating func stepRow(_ direction: Int) -> Bool {
        let position = shownPosition(of: cursor.row)
        let isOnIt = shownRow(position) == cursor.row
        guard let row = shownRow(direction < 0 ? position - 1 : isOnIt ? position + 1 : position) else { return false }
        setRow(row)
        return true
    }
}

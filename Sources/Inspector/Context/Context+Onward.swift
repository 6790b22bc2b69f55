// `n` behind the last match of a connection goes on to the next connection that has one, and `N` to the one before. Long
// searches take several turns; any key ends them.

import Capture
import WebSocketProtocol

/// A search through the connections after the selected one, or those before it.
struct OnwardSearch: Sendable {
    /// 1 or -1.
    let direction: Int
    /// Whether only frames count, because the screen shows nothing else.
    let onlyFrames: Bool
    /// The connection in which it is, and the next row of it; nil for the first in its direction.
    fileprivate var connection: Int
    fileprivate var row: Int?
}

extension Context {
    /// Starts a search.
    mutating func searchOnward(_ direction: Int) {
        guard let selected, let next = number(after: selected, direction) else { return endOnward() }
        onward = OnwardSearch(direction: direction, onlyFrames: screen.type.stepsThroughNotes, connection: next)
        continueOnward()
    }

    /// Continues it for as many rows as fit into a turn.
    mutating func continueOnward() {
        guard var search = onward else { return }
        var budget = Filters.slice
        while let conversation = conversations[search.connection] {
            if ladders[conversation.number] == nil {
                ladders[conversation.number, default: Ladder()].update(conversation)
                budget -= ladders[conversation.number, default: Ladder()].count / 8
            }
            guard let ladder = ladders[conversation.number] else { break }
            var row = search.row ?? (search.direction > 0 ? 0 : ladder.count - 1)
            while ladder.row(row) != nil {
                guard budget > 0 else {
                    search.row = row
                    onward = search
                    notice = "Searching \(label(of: search.connection)) …"
                    return
                }
                budget -= 1
                let isShown = !search.onlyFrames || ladder.frame(row, in: conversation) != nil
                if isShown, filters.rows.matches(row: row, of: ladder, in: conversation) {
                    return arrive(at: row, of: conversation.number)
                }
                row += search.direction
            }
            budget -= 1
            guard let next = number(after: search.connection, search.direction) else { break }
            (search.connection, search.row) = (next, nil)
        }
        endOnward()
    }

    private mutating func arrive(at row: Int, of number: Int) {
        onward = nil
        filters.home = number
        selected = number
        setRow(row)
        filters.refresh(conversation, ladder)
        notice =
            filters.isBehind(.rows)
            ? "\(label(of: number)) has a match."
            : "\(label(of: number)): \((shownPosition(of: row) + 1).grouped) of \(shownCount.grouped)."
    }

    private mutating func endOnward() {
        onward = nil
        notice = "No further match for \(filters.rows.text)."
    }

    /// The number of the connection after another, or before it.
    private func number(after number: Int, _ direction: Int) -> Int? {
        let all = conversations.all
        guard let index = all.firstIndex(where: { $0.number == number }) else { return nil }
        return all.indices.contains(index + direction) ? all[index + direction].number : nil
    }
}

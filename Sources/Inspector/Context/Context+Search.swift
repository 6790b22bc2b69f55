// The filter of the rows, and how many places a filter lets through.

import Capture
import WebSocketProtocol

extension Context {
    /// Sets the filter of the rows. A position that it hides moves to the nearest one that it shows; if it shows
    /// nothing, there is a notice. Returns whether it shows anything, and whether the position moved.
    @discardableResult
    mutating func setRowFilter(_ filter: Filter) -> (matches: Bool, moved: Bool) {
        filters.rows = filter
        filters.refresh(conversation, ladder)
        guard !filter.isEmpty else { return (false, false) }
        filters.isSettling = filters.isBehind(.rows)
        guard !filters.isSettling else { return (false, false) }
        guard shownCount > 0 else {
            notice = "Nothing matches /\(filter.text)."
            return (false, false)
        }
        guard shownRow(shownPosition(of: cursor.row)) != cursor.row else { return (true, false) }
        following.stop()
        if !stepRow(1) { _ = stepRow(-1) }
        return (true, true)
    }

    /// How many places a filter would show, for the prompt line. Only so many are tried with every key.
    func matchWords(for text: String) -> String {
        let trial = Filter(text)
        guard !trial.isEmpty else { return Filter.examples }
        var (count, tried, total) = (0, 0, 0)
        if screen.type.filtered == .connections {
            total = conversations.all.count
            (count, tried) = matches(of: trial, budget: Self.trialRows)
        } else if let conversation {
            (total, tried) = (ladder.count, min(ladder.count, Self.trialRows))
            count = (total - tried..<total).count { trial.matches(row: $0, of: ladder, in: conversation) }
        }
        return Count.words(count, "match", plural: "matches") + (total > tried ? " in the last \(tried.grouped)" : "")
    }

    /// How many rows or connections are tried for the prompt line.
    private static let trialRows = 2000

    /// How many of the newest connections match, and how many were tried before the budget, in rows, was used up.
    private func matches(of trial: Filter, budget: Int) -> (count: Int, tried: Int) {
        var (count, tried, budget) = (0, 0, budget)
        for conversation in conversations.all.reversed() {
            budget -= 1
            switch trial.verdict(on: conversation) {
            case .certain(let isMatch): count += isMatch ? 1 : 0
            case .rows(let sought):
                let rows = conversation.dissection.items.count
                budget -= rows
                guard budget >= 0 else { break }
                var ladder = Ladder()
                ladder.update(conversation)
                let found = (0..<ladder.count).lazy.map {
                    trial.looks(at: $0, of: ladder, in: conversation, for: sought)
                }
                let isMatch = sought.sought.isEmpty || found.contains(where: \.isMatch)
                count += isMatch && !found.contains(where: \.isBanned) ? 1 : 0
            }
            guard budget >= 0 else { break }
            tried += 1
        }
        return (count, tried)
    }

    /// Judges more rows, if some are still to be judged, and goes on searching.
    mutating func judgeRows() {
        filters.refresh(conversation, ladder)
        filters.refresh(conversations, &ladders)
        continueOnward()
    }

    /// Whether rows are still to be judged, so that more turns are needed.
    var isSearching: Bool { onward != nil || filters.isBehind(.rows) || filters.isBehind(.connections) }

    /// Clears the filter; false if there is none.
    mutating func takeFilterOff() -> Bool {
        guard let subject = screen.type.filtered, !filters[subject].isEmpty else { return false }
        filters[subject] = Filter("")
        notice = "The filter is off."
        return true
    }
}

// The filter of the rows, and how many places a filter lets through.

import Capture
import WebSocketProtocol

extension Context {
    /// What `n` and `N` look for in rows: what the filter of the rows lets through, or else that of the list, which goes along
    /// from there and hides no row.
    var soughtInRows: Filter { filters.rows.isEmpty ? filters.connections : filters.rows }

    /// Sets the filter of the rows. A position that it hides moves to the nearest one that it shows; if it shows
    /// nothing, there is a notice. Where something is hidden, only what is shown counts, and the place stays if nothing
    /// of it matches. Returns whether it shows anything, and whether the position moved.
    @discardableResult
    mutating func setRowFilter(_ filter: Filter) -> (matches: Bool, moved: Bool) {
        (filters.rows, filters.home) = (filter, selected)
        filters.refresh(conversation, ladder)
        guard !filter.isEmpty else { return (false, false) }
        guard !hides else {
            goToMatchShownLast()
            return (false, false)
        }
        filters.isSettling = filters.isBehind(.rows)
        guard !filters.isSettling else { return (false, false) }
        guard shownCount > 0 else {
            notice =
                "Nothing matches /\(filter.text)" + (filter.hasMistakenLength ? "; a length is a number: >1000." : ".")
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
        if screen.type.filtered == .steps {
            return trial.isEmpty
                ? "accept   upgrade   round 17   ! broken rules"
                : Count.words(matchingSteps(text).count, "match", plural: "matches")
        }
        guard !trial.isEmpty else {
            return screen.type.filtered == .connections ? Filter.examplesForList : Filter.examples
        }
        var (count, tried, total) = (0, 0, 0)
        if screen.type.filtered == .connections {
            total = conversations.all.count
            (count, tried) =
                veil.isOn
                ? (conversations.all.count { isFound($0.number, by: trial) }, total)
                : matches(of: trial, budget: Self.trialRows)
        } else if let conversation {
            total = ladder.count
            var budget = Self.trialRows
            while tried < total, budget > 0 {
                tried += 1
                let row = total - tried
                budget -= RowSubject.cost(of: row, ladder, conversation)
                if trial.matches(row: row, of: ladder, in: conversation) { count += 1 }
            }
        }
        let words = Count.words(count, "match", plural: "matches")
        if trial.hasMistakenLength { return "not understood as a length; \(words) as text" }
        if tried == 0, total > 0 { return "Enter searches" }
        return words + (total > tried ? " in the last \(tried.grouped)" : "")
    }

    /// How many rows or connections are tried for the prompt line.
    private static let trialRows = 2000

    /// How many of the newest connections match, and how many were tried before the budget, in rows, was used up.
    private func matches(of trial: Filter, budget: Int) -> (count: Int, tried: Int) {
        var (count, tried, budget) = (0, 0, budget)
        for conversation in conversations.all.reversed() {
            budget -= 1
            if case .rows = trial.verdict(on: conversation) {
                budget -=
                    conversation.dissection.items.count
                    + (conversation.heldBytes + conversation.dissection.inflatedCost) / 1024
            }
            guard budget >= 0 else { break }
            count += trial.matches(conversation, Ladder(of: conversation)) ? 1 : 0
            tried += 1
        }
        return (count, tried)
    }

    /// Judges more rows, if some are still to be judged, and goes on searching.
    mutating func judgeRows() {
        filters.refresh(conversation, ladder)
        if !veil.isOn { filters.refresh(conversations, &ladders) }
        continueOnward()
    }

    /// Whether rows are still to be judged, so that more turns are needed.
    var isSearching: Bool { onward != nil || isBehind(.rows) || isBehind(.connections) }

    /// A filter of rows stays behind on its connection: on another one rows would seem to be missing.
    mutating func leaveRowFilter() {
        guard !filters.rows.isEmpty, let home = filters.home, home != selected else { return }
        let owner = conversations[home].map { ": it was for \($0.label)" } ?? ""
        notice = "The filter /\(filters.rows.text) is off\(owner)."
        filters.rows = Filter("")
    }

    /// Clears the filter; false if there is none.
    mutating func takeFilterOff() -> Bool {
        guard let subject = screen.type.filtered, !filters[subject].isEmpty else { return false }
        filters[subject] = Filter("")
        notice = "The filter is off."
        return true
    }
}

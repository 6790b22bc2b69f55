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
        guard !trial.isEmpty else { return "all" }
        let limit = 2000
        var count = 0
        var total = conversations.all.count
        if screen.type.filtered == .connections {
            count = conversations.all.suffix(limit).count { trial.matches($0) }
        } else if let conversation {
            total = ladder.count
            count = (max(0, total - limit)..<total).count { row in
                trial.matches(row: row, of: ladder, in: conversation)
            }
        }
        return (count == 1 ? "1 match" : "\(count) matches") + (total > limit ? " in the last \(limit)" : "")
    }

    /// Clears the filter; false if there is none.
    mutating func takeFilterOff() -> Bool {
        guard let subject = screen.type.filtered, !filters[subject].isEmpty else { return false }
        filters[subject] = Filter("")
        notice = "The filter is off."
        return true
    }
}

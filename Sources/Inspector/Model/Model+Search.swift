// The filter, going to matches, and marks.

import Capture
import TerminalUI
import WebSocketProtocol

extension Model {
    mutating func setFilter(_ text: String) {
        filter = Filter(text)
        goToShown()
    }

    /// A position that the new filter hides moves to the nearest one that it shows. Where the filter shows nothing, that
    /// is said.
    private mutating func goToShown() {
        if screen == .connections {
            let listed = listedNumbers
            if selected.map(listed.contains) != true { selected = listed.first ?? selected }
            return
        }
        refreshShownRows()
        guard !filter.isEmpty else { return }
        guard shownCount > 0 else {
            notice = "Nothing matches /\(filter.text)."
            return
        }
        if shownRow(shownPosition(of: cursor.row)) != cursor.row {
            stopFollowing()
            if !stepRow(1) { _ = stepRow(-1) }
            if screen == .frame { goToNearestFrame() }
        }
        // Frame shows one at a time, so nothing else would tell that there are others.
        guard screen == .frame else { return }
        let place = "\(shownPosition(of: cursor.row) + 1) of \(shownCount)"
        notice = "Match \(place) for /\(filter.text); n and N go to the others."
    }

    /// How many rows a filter would show, said while it is typed. Only so many are tried with every key.
    func matchWords(for text: String) -> String {
        let trial = Filter(text)
        guard !trial.isEmpty else { return "all" }
        let limit = 2000
        var count = 0
        var total = conversations.all.count
        if screen == .connections {
            count = conversations.all.suffix(limit).count { trial.matches($0) }
        } else if let conversation {
            total = ladder.count
            count = (max(0, total - limit)..<total).count { row in
                trial.matches(row: row, of: ladder, in: conversation)
            }
        }
        return Count.words(count, "match", plural: "matches") + (total > limit ? " in the last \(limit)" : "")
    }

    mutating func goToMatch(_ direction: Int) {
        guard !filter.isEmpty else {
            notice = "No filter is set; / sets one."
            return
        }
        stopFollowing()
        isPlaying = false
        var found = screen == .connections ? step(direction) : stepRow(direction)
        // Frame has no place for a note that matches.
        while found, screen == .frame, let conversation, ladder.frame(cursor.row, in: conversation) == nil {
            found = stepRow(direction)
        }
        if screen == .frame { goToNearestFrame() }
        if !found { notice = "No further match for \(filter.text)." }
    }

    var markList: String { marks.keys.sorted().map(String.init).joined(separator: " ") }

    mutating func jumpOrSayWhyNot() {
        if marks.isEmpty { notice = "No place is marked; m and a letter mark one." } else { pending = .jumpName }
    }

    mutating func answer(_ pending: Pending, _ key: Key) -> [Command] {
        if case .replace(let request) = pending { return answerReplace(request, key) }
        guard key != .escape else { return [] }
        guard case .character(let letter) = key, letter.isLetter, letter.isASCII, let selected else {
            notice = selected == nil ? "There is nothing to mark yet." : "A mark is a letter, a to z."
            return []
        }
        if pending == .markName {
            marks[letter] = Mark(screen: screen, connection: selected, cursor: cursor)
            notice = "Marked as \(letter); ' and \(letter) come back here."
        } else if let mark = marks[letter], conversations[mark.connection] != nil {
            stopFollowing()
            isPlaying = false
            go(to: mark)
        } else {
            notice = "There is no mark \(letter). Marks: \(markList)."
        }
        return []
    }
}

// The filter's line, going to matches, and marks.

import Capture
import TerminalUI
import WebSocketProtocol

extension Model {
    mutating func pressInFilter(_ key: Key) {
        switch key {
        case .escape: filterInput = nil
        case .enter:
            filter = Filter(filterInput?.text ?? "")
            filterInput = nil
            if screen == .connections, !listed.contains(where: { $0.number == selected }), let first = listed.first {
                selected = first.number
            }
        default: _ = filterInput?.handle(key)
        }
    }

    /// How many rows a filter would show, said while it is typed.
    func matchWords(for text: String) -> String {
        let trial = Filter(text)
        guard !trial.isEmpty else { return "all" }
        let count: Int
        if screen == .connections {
            count = conversations.all.count { trial.matches($0) }
        } else if let conversation {
            count = (0..<ladder.count).count { row in
                ladder.frame(row, in: conversation).map { trial.matches($0, in: conversation) } ?? false
            }
        } else {
            count = 0
        }
        return count == 1 ? "1 match" : "\(count) matches"
    }

    mutating func goToMatch(_ direction: Int) {
        guard !filter.isEmpty else {
            notice = "No filter is set; / sets one."
            return
        }
        stopFollowing()
        if screen == .connections {
            if !step(direction) { notice = "No further match." }
            return
        }
        guard let conversation else { return }
        var row = cursor.row + direction
        while ladder.row(row) != nil {
            if let frame = ladder.frame(row, in: conversation), filter.matches(frame, in: conversation) {
                return setRow(row)
            }
            row += direction
        }
        notice = "No further match for \(filter.text)."
    }

    var markList: String { marks.keys.sorted().map(String.init).joined(separator: " ") }

    mutating func jumpOrSayWhyNot() {
        if marks.isEmpty { notice = "No place is marked; m and a letter mark one." } else { pending = .jumpName }
    }

    mutating func answer(_ pending: Pending, _ key: Key) {
        guard case .character(let letter) = key, letter.isLetter, letter.isASCII, let selected else {
            notice = selected == nil ? "There is nothing to mark yet." : "A mark is a letter, a to z."
            return
        }
        switch pending {
        case .markName:
            marks[letter] = Mark(screen: screen, connection: selected, cursor: cursor)
            notice = "Marked as \(letter); ' and \(letter) come back here."
        case .jumpName:
            guard let mark = marks[letter] else {
                notice = "There is no mark \(letter). Marks: \(markList)."
                return
            }
            stopFollowing()
            self.selected = mark.connection
            cursor = mark.cursor
            screen = mark.screen
        }
    }
}

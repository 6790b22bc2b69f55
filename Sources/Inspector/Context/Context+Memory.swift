// A live view has a bound. When it is reached, the oldest traffic is dropped, and the screen says so.

import Capture
import WebSocketProtocol

extension Context {
    /// Drops the oldest traffic until there is room again. The reader stays in place for as long as that place exists.
    mutating func letGo() {
        let (isFirst, marked) = (!hasLetGo, marks.letters)
        var hasMoved = false
        for number in conversations.letGo(keeping: selected, with: veil.cost) where moveUp(number) { hasMoved = true }
        filters.forgetRows()
        let lost = marked.subtracting(marks.letters).map(String.init).sorted()
        let lostMarks = lost.joined(separator: " ")
        if hasMoved, !lost.isEmpty {
            add(notice: "Dropped to save memory: your place (this is the oldest row left), marks \(lostMarks).")
        } else if !lost.isEmpty {
            add(notice: "Dropped to save memory: the rows of the marks \(lostMarks).")
        } else if isFirst {
            add(notice: "Memory limit reached: the oldest is dropped. --record keeps everything.")
        } else if hasMoved {
            add(notice: "Your place was dropped to save memory. This is the oldest row still kept.")
        }
    }

    /// Says something, behind the outcome of the last key if there is one.
    private mutating func add(notice words: String) { notice = (outcome.map { $0 + " " } ?? "") + words }

    /// Moves positions in the ladder of a connection to where their rows are now. Returns whether the reader's place is
    /// gone.
    private mutating func moveUp(_ number: Int) -> Bool {
        guard let conversation = conversations[number] else {
            (ladders[number], cursors[number]) = (nil, nil)
            marks.forget(number)
            following.sawNews(of: number)
            return false
        }
        guard let (gone, instead) = ladders[number]?.forget(conversation), gone > 0, let ladder = ladders[number] else {
            return false
        }
        let hasMoved = number == selected && cursors[number].map { $0.row < gone } ?? false
        if number == selected { playing.isOn = false }
        let first = ladder.frameRow(from: 0, step: 1) ?? 0
        func moved(_ cursor: Cursor) -> Cursor {
            var moved = cursor
            moved.row = cursor.row < gone ? first : cursor.row - gone + instead
            return cursor.row < gone ? moved.clamped(from: -1, to: ladder, conversation) : moved
        }
        cursors[number] = cursors[number].map(moved)
        marks.move(in: number, gone: gone, moved)
        return hasMoved
    }

    /// Whether anything was dropped.
    private var hasLetGo: Bool {
        conversations.forgottenCount > 0
            || conversations.all.contains(where: \.isReduced)
    }

    /// Notes that the recording has ended.
    mutating func endRecording(_ words: String) {
        recordingProblem = words
        notice = words
    }
}

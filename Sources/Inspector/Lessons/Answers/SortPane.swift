// Items that are put into bins: `sort`. A digit puts the item under ▸ into a bin and goes on to the next.
//
//      1 end the connection     2 wait for more     3 answer
//
//      a  2  81
//    ▸ e  2× 81 05                          not yet: not in this bin
//      f  -  81 82 37 fa 21 3d 7f
//
//    your answer  2 2        1-3 puts ▸ into a bin, ↑ ↓ move ▸

import Lessons
import TerminalUI
import WebSocketProtocol

enum SortPane: AnswerPane {
    static func rows(_ page: ExercisePage, width: Int) -> [AnswerRow] {
        let (work, assignment) = (page.work, page.work.assignment)
        let binned = assignment.binned(work.draft)
        let here = position(work, page.study)
        let items = assignment.sortItems
        let fromWidth = items.compactMap { $0.from?.rawValue.count }.max().map { $0 + 2 } ?? 0
        let rows = items.enumerated().map { index, item in
            let isHere = index == here && !work.isPassed
            let isWrong = isWrong(index, work)
            let bin = binned[index].map { "\($0 + 1)" } ?? "-"
            let from = item.from?.rawValue ?? ""
            let lead =
                StyledText(isHere ? "▸ " : "  ", Style(.title, bold: true))
                + StyledText("\(item.letter)  ", Style(isHere ? .title : .text))
                + StyledText(bin, Style(.key)) + StyledText(isWrong ? "× " : "  ", Style(.warning, bold: true))
            let sender = StyledText(
                from + String(repeating: " ", count: fromWidth - from.count), item.from.map { Style($0.role) } ?? .text)
            var row = AnswerRow(
                text: lead + sender + StyledText(item.text, Style(.text, bold: isHere)), target: .item(index))
            if isWrong { row.remark(StyledText("not yet: not in this bin", Style(.warning)), width: width) }
            return row
        }
        // Bytes whose sender matters stand in columns, and words in no column.
        let from = "from" + String(repeating: " ", count: max(1, fromWidth - 4))
        let heading = AnswerRow(dispensable: StyledText("        " + from + "bytes", Style(.muted)))
        return bins(assignment, width: width) + [.gap] + (fromWidth > 0 ? [heading] : []) + rows + [.gap]
            + [answer(page, width: width)]
    }

    /// The bins with their digits: beside each other where they have room.
    private static func bins(_ assignment: Assignment, width: Int) -> [AnswerRow] {
        let bins = assignment.bins.enumerated().map { index, words in
            StyledText("\(index + 1) ", Style(.key)) + StyledText(words, Style(.title))
        }
        let line = bins.dropFirst().reduce(StyledText("  ") + (bins.first ?? "")) { $0 + StyledText("     ") + $1 }
        return line.width <= width ? [AnswerRow(text: line)] : bins.map { AnswerRow(text: StyledText("  ") + $0) }
    }

    /// What is typed in line mode, and the keys.
    private static func answer(_ page: ExercisePage, width: Int) -> AnswerRow {
        let label = StyledText("your answer  ", Style(.title)) + StyledText(page.work.draft)
        let count = page.work.assignment.bins.count
        let up = Key.names("↑ ↓", hasBlocks: page.look.hasBlocks)
        let words = page.isTyping ? "1-\(count) puts ▸ into a bin, \(up) move ▸" : ""
        return AnswerRow(
            text: label, remark: label.width + words.count + 2 <= width ? StyledText(words, Style(.muted)) : "")
    }

    /// Whether the item is the one that was pointed out, and is still in the same bin.
    private static func isWrong(_ index: Int, _ work: Work) -> Bool {
        guard let parts = work.lastFeedback?.parts, parts.indices.contains(index), parts[index].state == .wrong,
            let checked = work.checked[work.step]
        else { return false }
        return work.assignment.binned(checked)[index] == work.assignment.binned(work.draft)[index]
    }

    private static func position(_ work: Work, _ study: Study) -> Int {
        max(0, min(study.item, work.assignment.sortItems.count - 1))
    }

    static func take(_ key: Key, _ work: inout Work, _ study: inout Study) -> Bool {
        let assignment = work.assignment
        let (here, last) = (position(work, study), assignment.sortItems.count - 1)
        var binned = assignment.binned(work.draft)
        guard binned.indices.contains(here) else { return false }
        switch key {
        case .down: study.item = min(here + 1, last)
        case .up: study.item = max(here - 1, 0)
        case .home: study.item = 0
        case .end: study.item = last
        case .delete: binned[here] = nil
        case .backspace:
            // Behind the last digit it takes that one back.
            let place = binned[here] == nil && here > 0 ? here - 1 : here
            (binned[place], study.item) = (nil, place)
        case .control("u"):
            (binned, study.item) = (binned.map { _ in nil }, 0)
        case .character(let digit):
            guard let number = digit.wholeNumberValue, digit.isASCII, (1...assignment.bins.count).contains(number)
            else {
                return false
            }
            binned[here] = number - 1
            study.item = min(here + 1, last)
        default: return false
        }
        work.draft = Assignment.draft(ofBins: binned)
        return true
    }

    /// ▸ goes to the first item that is in no bin, or to the one that was pointed out.
    static func wasChecked(_ work: Work, _ study: inout Study) {
        let binned = work.assignment.binned(work.draft)
        study.item = binned.firstIndex { $0 == nil } ?? work.lastFeedback?.parts.firstIndex { $0.state == .wrong } ?? 0
    }
}

// Lines that are put in order: `order`. The letter of a line takes it up as the next one, Backspace puts the last one back. Both lists share their
// rows, so that nothing below them moves.
//
//    When bytes arrive:                                       1 line
//       1  d  add them to this connection's buffer
//    While the buffer is not empty:                          3 lines
//    ─ not placed yet ──────────────────────────────────────────────
//     ▸    a  stop if the buffer does not hold the whole header
//
//    your answer  d        letters; Backspace takes the last one out

import Lessons
import TerminalUI
import WebSocketProtocol

enum OrderPane: AnswerPane {
    static func rows(_ page: ExercisePage, width: Int) -> [AnswerRow] {
        let assignment = page.work.assignment
        let placed = assignment.placed(page.work.draft)
        var rows: [AnswerRow] = []
        var next = 0
        func place(_ count: Int) {
            for index in next..<max(next, min(placed.count, next + count)) {
                rows.append(row(index, placed[index], page, width: width))
            }
            next = max(next, min(placed.count, next + count))
        }
        for heading in assignment.headings {
            rows.append(
                AnswerRow(
                    text: StyledText(heading.words, Style(.title)),
                    remark: StyledText(Count.words(heading.count, "line"), Style(.muted))))
            place(heading.count)
        }
        // Without headings that is all of them; with headings, what is too much.
        place(placed.count)
        let label = "─ not placed yet "
        rows.append(
            AnswerRow(
                text: StyledText(label + String(repeating: "─", count: max(0, width - label.count)), Style(.border))))
        return rows + open(page, placed) + [answer(page, width: width)]
    }

    /// A line that is placed. The one that was pointed out has a sign, and words where these have room.
    private static func row(_ index: Int, _ line: Int, _ page: ExercisePage, width: Int) -> AnswerRow {
        let number = "\(index + 1)"
        let isWrong = isWrong(index, page.work)
        let lead =
            StyledText(String(repeating: " ", count: max(0, 4 - number.count)) + number, Style(.muted))
            + StyledText(isWrong ? "× " : "  ", Style(.warning, bold: true))
            + StyledText("\(page.work.assignment.lines[line].letter)  ", Style(.key))
        var row = AnswerRow(text: lead + StyledText(page.work.assignment.lines[line].text))
        if isWrong { row.remark(StyledText("not yet: not here", Style(.warning)), width: width) }
        return row
    }

    /// The lines that are not.
    private static func open(_ page: ExercisePage, _ placed: [Int]) -> [AnswerRow] {
        let open = open(page.work, placed)
        let here = position(page.study, open)
        return open.enumerated().map { index, line in
            let isHere = index == here && page.isTyping
            let lead =
                StyledText(isHere ? "▸     " : "      ", Style(.title, bold: true))
                + StyledText("\(page.work.assignment.lines[line].letter)  ", Style(.key))
            let text = StyledText(page.work.assignment.lines[line].text, Style(.text, bold: isHere))
            return AnswerRow(text: lead + text, target: .item(index))
        }
    }

    private static func answer(_ page: ExercisePage, width: Int) -> AnswerRow {
        let label = StyledText("your answer  ", Style(.title)) + StyledText(page.work.draft)
        let words = page.isTyping ? "type letters; Backspace takes the last one out" : ""
        return AnswerRow(
            text: label, remark: label.width + words.count + 2 <= width ? StyledText(words, Style(.muted)) : "")
    }

    /// Whether the line at a place is the one that was pointed out, with the same lines before it.
    private static func isWrong(_ index: Int, _ work: Work) -> Bool {
        guard let parts = work.lastFeedback?.parts, parts.indices.contains(index), parts[index].state == .wrong,
            let checked = work.checked[work.step]
        else { return false }
        return work.assignment.placed(checked).prefix(index + 1) == work.assignment.placed(work.draft).prefix(index + 1)
    }

    private static func open(_ work: Work, _ placed: [Int]) -> [Int] {
        work.assignment.lines.indices.filter { !placed.contains($0) }
    }

    private static func position(_ study: Study, _ open: [Int]) -> Int { max(0, min(study.item, open.count - 1)) }

    static func take(_ key: Key, _ work: inout Work, _ study: inout Study) -> Bool {
        var placed = work.assignment.placed(work.draft)
        let open = open(work, placed)
        let here = position(study, open)
        switch key {
        case .down: study.item = min(here + 1, max(0, open.count - 1))
        case .up: study.item = max(here - 1, 0)
        case .home: study.item = 0
        case .end: study.item = max(0, open.count - 1)
        case .character(" "):
            guard open.indices.contains(here) else { return false }
            placed.append(open[here])
        case .backspace, .delete:
            // ▸ stays on its line, or goes to the one that comes back where there was none.
            guard let line = placed.popLast() else { return false }
            study.item = open.isEmpty ? 0 : here + (line < open[here] ? 1 : 0)
        case .control("u"): (placed, study.item) = ([], 0)
        case .character(let letter):
            let lines = work.assignment.lines
            guard let line = lines.firstIndex(where: { $0.letter == String(letter).lowercased() }), open.contains(line)
            else { return false }
            placed.append(line)
            if line < open[here] { study.item = here - 1 }
        default: return false
        }
        work.draft = Assignment.draft(ofLines: placed)
        return true
    }
}

// A sentence or two in the student's own words, kept for the teacher: `explain`.

import Lessons
import TerminalUI

enum SentencePane: AnswerPane {
    private static let height = 4

    static func hints(_ page: ExercisePage) -> [KeyHint] { [KeyHint("Enter", "keep")] }

    static func takesQuestionMarks(_ work: Work, _ study: Study) -> Bool { true }

    static func rows(_ page: ExercisePage, width: Int) -> [AnswerRow] {
        let label = StyledText("your answer  ", Style(.title))
        let line = page.study.line(page.work.draft)
        let (lines, row, column) = wrap(line, width: max(10, width - label.width))
        let first = max(0, min(row - height + 1, lines.count - height))
        return (first..<first + height).map { index in
            let lead = index == first ? label : StyledText(String(repeating: " ", count: label.width))
            guard lines.indices.contains(index) else { return AnswerRow(text: "") }
            guard index == row, page.isTyping else { return AnswerRow(text: lead + StyledText(lines[index])) }
            let text = lines[index]
            let under = String(text.dropFirst(column).prefix(1))
            return AnswerRow(
                text: lead + StyledText(String(text.prefix(column)))
                    + StyledText(under.isEmpty ? " " : under, Style(.cursor))
                    + StyledText(String(text.dropFirst(column + 1))))
        }
    }

    /// The lines of a text, broken behind spaces, and where the cursor is in them, in characters.
    private static func wrap(_ line: LineInput, width: Int) -> (lines: [String], row: Int, column: Int) {
        let characters = Array(line.text)
        var starts = [0]
        var (columns, gap) = (0, 0)
        for (index, character) in characters.enumerated() {
            columns += CharacterWidth.columns(of: character)
            if columns >= width, index > starts[starts.count - 1] {
                let start = gap > starts[starts.count - 1] ? gap : index
                starts.append(start)
                columns = CharacterWidth.columns(of: String(characters[start...index]))
            }
            if character == " " { gap = index + 1 }
        }
        let lines = zip(starts, starts.dropFirst() + [characters.count]).map { String(characters[$0..<$1]) }
        let row = starts.lastIndex { $0 <= line.cursor } ?? 0
        return (lines, row, line.cursor - starts[row])
    }
}

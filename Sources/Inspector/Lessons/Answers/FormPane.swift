// A form with a line for each field: `decode`. Enter goes to the next line, and checks on the last.
//
//      FIN      1           [x]
//    ▸ length   132▏        [ ]   read as: → 132

import Lessons
import TerminalUI

enum FormPane: AnswerPane {
    /// The columns for what is typed.
    private static let typedWidth = 20

    static func rows(_ page: ExercisePage, width: Int) -> [AnswerRow] {
        let (work, assignment) = (page.work, page.work.assignment)
        let typed = assignment.fields(of: work.draft)
        let here = position(work, page.study)
        let labelWidth = (assignment.fields.map(\.label.count).max() ?? 0) + 2
        return assignment.fields.enumerated().map { index, field in
            let isHere = index == here && !work.isPassed
            let label = field.label + String(repeating: " ", count: labelWidth - field.label.count)
            let lead =
                StyledText(isHere ? "▸ " : "  ", Style(.title, bold: true))
                + StyledText(label, Style(isHere ? .title : .text))
            var row = AnswerRow(text: lead, target: .item(index))
            row.input = isHere ? page.study.line(typed[index]) : LineInput(typed[index])
            row.hasCursor = isHere && page.isTyping
            row.column = lead.width + typedWidth
            row.remark =
                mark(index, typed[index], page) + StyledText(field.form.remark(on: typed[index]), Style(.muted))
            return row
        }
    }

    /// Whether the field was right when the form was checked, as long as nothing else stands in it.
    private static func mark(_ index: Int, _ typed: String, _ page: ExercisePage) -> StyledText {
        let parts = page.work.lastFeedback?.parts ?? []
        guard parts.indices.contains(index), page.work.lastFeedback?.verdict != .unreadable else { return "[ ]  " }
        guard parts[index].state == .right, page.checked(index) == typed else { return "[ ]  " }
        return StyledText("[x]  ", Style(.good))
    }

    private static func position(_ work: Work, _ study: Study) -> Int {
        max(0, min(study.item, work.assignment.fields.count - 1))
    }

    static func take(_ key: Key, _ work: inout Work, _ study: inout Study) -> Bool {
        let (here, count) = (position(work, study), work.assignment.fields.count)
        switch key {
        case .down: study.item = min(here + 1, count - 1)
        case .up: study.item = max(here - 1, 0)
        // What separates the fields where all of them stand in one line.
        case .character(";") where here < count - 1: study.item = here + 1
        default:
            var fields = work.assignment.fields(of: work.draft)
            guard let text = study.type(key, into: fields[here]) else { return false }
            fields[here] = text
            work.draft = Assignment.draft(of: fields)
        }
        return true
    }

    static func takesQuestionMarks(_ work: Work, _ study: Study) -> Bool {
        let (fields, here) = (work.assignment.fields, position(work, study))
        guard fields.indices.contains(here), fields[here].form == .text else { return false }
        // Nothing begins with a question mark.
        return !work.assignment.fields(of: work.draft)[here].allSatisfy(\.isWhitespace)
    }

    static func enter(_ work: inout Work, _ study: inout Study) -> Bool {
        let here = position(work, study)
        guard here < work.assignment.fields.count - 1 else { return false }
        study.item = here + 1
        return true
    }

    /// ▸ goes to the first field that is not right, or could not be read.
    static func wasChecked(_ work: Work, _ study: inout Study) {
        let typed = work.assignment.fields(of: work.draft)
        let unread = work.assignment.fields.indices.first {
            (try? work.assignment.fields[$0].form.read(typed[$0])) == nil
        }
        let wrong = work.lastFeedback?.parts.firstIndex { $0.state != .right }
        study.item = unread ?? wrong ?? study.item
    }

    static func hints(_ page: ExercisePage) -> [KeyHint] {
        let isLast = position(page.work, page.study) == page.work.assignment.fields.count - 1
        return [KeyHint("Enter", isLast ? "check" : "next"), KeyHint("↑ ↓", "field")]
    }
}

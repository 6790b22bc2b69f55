// One line to type into: `predict`, and what a pane of its own falls back on. What the answer reads as stands beside it.
//
//    your answer  01   → 0x01

import Lessons
import TerminalUI

enum LinePane: AnswerPane {
    static func rows(_ page: ExercisePage, width: Int) -> [AnswerRow] {
        [
            AnswerRow(
                text: StyledText("your answer  ", Style(.title)), input: page.study.line(page.work.draft),
                hasCursor: page.isTyping, remark: StyledText(remark(page.work), Style(.muted)))
        ]
    }

    /// After a wrong answer the next one is typed in its place, and not behind it.
    static func take(_ key: Key, _ work: inout Work, _ study: inout Study) -> Bool {
        study.typeAnew(key, &work)
    }

    static func takesQuestionMarks(_ work: Work, _ study: Study) -> Bool { work.assignment.form == .text }

    private static func remark(_ work: Work) -> String {
        guard work.step == .main else { return "" }
        return work.assignment.form?.remark(on: work.draft) ?? ""
    }
}

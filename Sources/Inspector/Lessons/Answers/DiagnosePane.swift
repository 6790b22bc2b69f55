// What a program with a mistake made of bytes, and mistakes to pick from: `diagnose`.
//
//    the program reads
//       text  FIN 0  5 bytes  "Hello"
//       waits for a continuation
//
//    ▸ 1  FIN is read the wrong way round.

import Lessons
import TerminalUI

enum DiagnosePane: AnswerPane {
    /// The rows that the report has at most.
    private static let reportHeight = 6

    static func rows(_ page: ExercisePage, width: Int) -> [AnswerRow] {
        let lines = page.work.assignment.report?.lines(width: width - 3, rows: 1) ?? []
        var report = lines.prefix(reportHeight).map { AnswerRow(text: StyledText("   " + $0)) }
        if lines.count > reportHeight { report[reportHeight - 1].text = "   …" }
        return [AnswerRow(text: StyledText("the program \(page.work.assignment.reportVerb)", Style(.title)))] + report
            + [.gap]
            + ChoicePane.rows(page, width: width)
    }

    static func take(_ key: Key, _ work: inout Work, _ study: inout Study) -> Bool {
        ChoicePane.take(key, &work, &study)
    }

    static func hints(_ page: ExercisePage) -> [KeyHint] { ChoicePane.hints(page) }
}

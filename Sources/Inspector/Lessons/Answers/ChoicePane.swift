// Answers to pick from: `choose`, and the question after an exercise. A digit picks one, arrows move, Enter checks.
//
//    ▸ 1  Binary data has opcode 2
//      2  FIN would be 0

import Lessons
import TerminalUI

enum ChoicePane: AnswerPane {
    static func rows(_ page: ExercisePage, width: Int) -> [AnswerRow] {
        let picked = position(page.work)
        return page.work.choices.enumerated().flatMap { index, choice in
            let isHere = index == picked
            let mark = isHere ? page.work.isPassed ? "= " : "▸ " : "  "
            let lead = StyledText(mark, Style(.title, bold: true)) + StyledText("\(index + 1)  ", Style(.key))
            return TextWrap.lines(StyledText(choice, Style(.text, bold: isHere)), width: max(10, width - 5))
                .enumerated()
                .map { row, line in
                    AnswerRow(text: (row == 0 ? lead : StyledText("     ")) + line, target: .item(index))
                }
        }
    }

    /// The choice that is picked.
    private static func position(_ work: Work) -> Int? {
        guard let number = Int(work.draft), (1...max(1, work.choices.count)).contains(number) else { return nil }
        return number - 1
    }

    static func take(_ key: Key, _ work: inout Work, _ study: inout Study) -> Bool {
        let count = work.choices.count
        switch key {
        case .down: pick(position(work).map { min($0 + 1, count - 1) } ?? 0, &work)
        case .up: pick(position(work).map { max($0 - 1, 0) } ?? count - 1, &work)
        case .home: pick(0, &work)
        case .end: pick(count - 1, &work)
        case .backspace, .delete: work.draft = ""
        case .character(let digit):
            guard let number = digit.wholeNumberValue, (1...count).contains(number) else { return false }
            pick(number - 1, &work)
        default: return false
        }
        return true
    }

    private static func pick(_ position: Int, _ work: inout Work) { work.draft = "\(position + 1)" }

    static func hints(_ page: ExercisePage) -> [KeyHint] {
        [KeyHint("Enter", "check"), KeyHint("1-\(page.work.choices.count)", "pick")]
    }
}

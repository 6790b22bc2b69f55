// What is done with a real client: `live`. First what the student expects, which is not graded; then what is to be done, and the goals, which are ticked as the
// server sees them met.

import Lessons
import TerminalUI

enum LivePane: AnswerPane {
    static func rows(_ page: ExercisePage, width: Int) -> [AnswerRow] {
        let work = page.work
        var rows: [AnswerRow] = []
        if let question = work.assignment.liveQuestion {
            rows += TextWrap.lines(StyledText("First: " + question, Style(.title)), width: width).map {
                AnswerRow(text: $0)
            }
            var row = AnswerRow(
                text: StyledText("your guess  ", Style(.title)), input: page.study.line(work.draft),
                hasCursor: work.asksForPrediction && page.isTyping)
            if work.prediction != nil { row.input = LineInput(work.prediction ?? "") }
            rows += [row, AnswerRow(text: "")]
        }
        let isMuted = work.asksForPrediction
        rows += TextWrap.lines(StyledText(work.assignment.action, Style(isMuted ? .muted : .text)), width: width)
            .map { AnswerRow(text: $0) }
        if let tunnel = page.school.tunnel {
            rows += TextWrap.lines(StyledText(tunnel, Style(.warning)), width: width).map { AnswerRow(text: $0) }
        }
        rows.append(AnswerRow(text: ""))
        for (goal, isMet) in zip(work.assignment.goals, work.goalsMet) {
            let mark = StyledText(isMet ? "  [x] " : "  [ ] ", Style(isMet ? .good : .text))
            let lines = TextWrap.lines(StyledText(goal.words), width: max(10, width - mark.width))
            rows += lines.enumerated().map { AnswerRow(text: ($0 == 0 ? mark : StyledText("      ")) + $1) }
        }
        return rows
    }

    static func take(_ key: Key, _ work: inout Work, _ study: inout Study) -> Bool {
        guard work.asksForPrediction else { return false }
        return study.type(key, into: work.draft).map { work.draft = $0 } != nil
    }

    static func enter(_ work: inout Work, _ study: inout Study) -> Bool {
        if work.asksForPrediction { work.prediction = work.draft }
        return true
    }

    static func hints(_ page: ExercisePage) -> [KeyHint] {
        if page.work.asksForPrediction { return [KeyHint("Enter", "keep the guess, or go on without one")] }
        return [Screen.flow.keyHint, Screen.frame.keyHint, KeyHint("A", "address"), KeyHint("b", "in a recording")]
    }
}

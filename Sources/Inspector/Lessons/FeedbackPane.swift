// What is said about an answer: the verdict, the gap, a sentence, the section. A hint takes the same rows.
//
//    = not yet    yours   0000 0001   FIN 0, RSV 0 0 0, opcode 1              1st attempt
//                 it is   ···· ····   in byte 0
//                 That is a text frame with more to come: FIN, the highest bit, is 0.
//                                                                       RFC 6455 §5.2

import Lessons
import TerminalUI
import WebSocketProtocol

enum FeedbackPane {
    /// The columns of the verdict.
    private static let labelWidth = 13

    static func draw(_ page: ExercisePage, in area: Rect, into grid: inout Grid) {
        guard !area.isEmpty else { return }
        let area = area.inset(horizontally: 1)
        if let hint = page.work.hintText, let number = page.work.hint {
            let label = StyledText("hint \(number + 1) of \(page.work.hints.count)", Style(.title))
            return draw(label, Lines(text: [Paragraph(StyledText(hint))], left: "", right: ""), in: area, into: &grid)
        }
        guard let feedback = page.work.lastFeedback, isStillTrue(feedback, page.work) else { return }
        let role: Role = feedback.verdict.passes ? .good : .warning
        let label = StyledText("\(feedback.verdict.sign) \(feedback.verdict.rawValue)", Style(role, bold: true))
        draw(label, lines(page, feedback), in: area, into: &grid)
    }

    /// What was said of a place is not true of another, and what could not be read may be readable by now. Other feedback stays until the
    /// next: it helps to mend the answer.
    private static func isStillTrue(_ feedback: Feedback, _ work: Work) -> Bool {
        let isPlace = work.step == .main && (work.exercise.kind == .find || work.isTwin)
        return !(isPlace || feedback.verdict == .unreadable) || feedback.verdict.passes
            || work.draft == work.checked[work.step]
    }

    /// What stands behind the verdict: paragraphs, and at the right margin of the first and of the last line a few words.
    private struct Lines {
        var text: [Paragraph]
        var left: String
        var right: String
    }

    private static func lines(_ page: ExercisePage, _ feedback: Feedback) -> Lines {
        var text = gap(feedback)
        if feedback.gap.isEmpty, let name = feedback.about {
            text.append(
                Paragraph(
                    StyledText(name + (feedback.say == nil ? "" : ": "), Style(.title))
                        + StyledText(feedback.say ?? "")))
        } else if let say = feedback.say {
            // What is said of advice that was not taken is the advice.
            text.append(Paragraph(StyledText((feedback.verdict == .nonStrict ? "Should: " : "") + say)))
        }
        if feedback.verdict.passes { text.append(Paragraph(StyledText(page.work.nextWords, Style(.title)))) }
        let counts = feedback.verdict != .unreadable && feedback.verdict != .kept
        return Lines(
            text: text, left: counts ? page.work.attemptWords ?? "" : "", right: feedback.citation?.text ?? "")
    }

    /// Yours, and the place of what is right: labels in a column, and what they are about before the first.
    private static func gap(_ feedback: Feedback) -> [Paragraph] {
        // "goal 2 of 3" says that it is a goal.
        let about = feedback.gap.first?.label == "goal" ? "" : feedback.about.map { "\($0)   " } ?? ""
        let labels = feedback.gap.map { $0.label == "goal" ? feedback.about ?? $0.label : $0.label }
        let width = labels.map(\.count).max() ?? 0
        return zip(labels, feedback.gap).enumerated().map { index, line in
            let lead = index == 0 ? about : String(repeating: " ", count: about.count)
            let label = line.0 + String(repeating: " ", count: width - line.0.count + 3)
            return Paragraph(
                StyledText(line.1.text), lead: StyledText(lead, Style(.title)) + StyledText(label, Style(.muted)))
        }
    }

    /// A text that goes on below itself, and not below what stands before it.
    private struct Paragraph {
        let lead: StyledText
        let text: StyledText

        init(_ text: StyledText, lead: StyledText = "") { (self.text, self.lead) = (text, lead) }

        func lines(width: Int) -> [StyledText] {
            // Where next to nothing is left for it, it begins at the margin.
            guard width - lead.width >= 20 else { return TextWrap.lines(lead + text, width: max(10, width)) }
            let indent = StyledText(String(repeating: " ", count: lead.width))
            return TextWrap.lines(text, width: width - lead.width).enumerated().map { ($0 == 0 ? lead : indent) + $1 }
        }
    }

    private static func draw(_ label: StyledText, _ lines: Lines, in area: Rect, into grid: inout Grid) {
        grid.put(label, x: area.x, y: area.y, width: min(labelWidth, area.width))
        let body = area.columns(labelWidth..<area.width)
        var rows = lines.text.flatMap { $0.lines(width: body.width) }
        func isFree(_ row: Int, _ words: String) -> Bool {
            let used = rows.indices.contains(row) ? rows[row].width : 0
            return row < body.height && used + words.count + 2 <= body.width
        }
        // The section stands behind the last line, or in the row below; where both are full, behind any line.
        let last = max(0, min(rows.count, body.height) - 1)
        var taken: Int?
        if !lines.right.isEmpty {
            taken = ([last, last + 1] + (0..<last).reversed()).first { isFree($0, lines.right) }
        }
        if let taken {
            grid.put(lines.right, x: body.maxX - lines.right.count, y: body.y + taken, style: Style(.muted), in: body)
        }
        if !lines.left.isEmpty, let row = (0..<body.height).first(where: { $0 != taken && isFree($0, lines.left) }) {
            grid.put(lines.left, x: body.maxX - lines.left.count, y: body.y + row, style: Style(.muted), in: body)
        }
        if rows.count > body.height { rows = Array(rows.prefix(body.height - 1)) + [rows[body.height - 1] + " …"] }
        for (y, row) in rows.enumerated() {
            grid.put(row, x: body.x, y: body.y + y, in: body)
        }
    }
}

// Bytes that are written by hand: `build`. Below the line stands what the decoder makes of it while it is typed: the letters of the fields, what the last byte
// says, and what is needed next or which rule is broken. What is to be calculated is shown once it is checked, and the goals are ticked then.
//
//    your bytes  81 82 37 fa 21 3d 7f▏                       7 bytes
//                FO ML K--K--K--K  P
//        so far  P This is the payload. Enter shows what it says.
//          next  payload, has 1 of 2 bytes, needs 1 more.
//
//        [ ]   No rule is broken, and nothing is missing
//        [ ] ~ The key is not four zeros (should)

import Lessons
import TerminalUI
import WebSocketProtocol

enum BuildPane: AnswerPane {
    /// The rows of what the last byte says and of what is needed next, and how many of them a broken rule may take.
    private static let saidRows = 5, brokenRows = 4
    private static let labelWidth = 12

    static func rows(_ page: ExercisePage, width: Int) -> [AnswerRow] {
        let work = page.work
        guard let preview = work.assignment.preview(work.draft, isChecked: isChecked(work)) else {
            return LinePane.rows(page, width: width)
        }
        let next = next(preview, width: width)
        let said = fit(sentences(preview, width: width), saidRows - max(2, next.count)) + next
        let blanks = Array(repeating: AnswerRow(text: ""), count: saidRows - said.count)
        return typed(page, preview, width: width) + said + blanks + [.gap]
            + goals(work.assignment, preview, width: width)
    }

    /// Whether the bytes that stand there were graded.
    private static func isChecked(_ work: Work) -> Bool {
        guard let feedback = work.feedback[.main], feedback.verdict != .unreadable else { return false }
        return work.checked[.main] == work.draft
    }

    private static func label(_ words: String) -> StyledText {
        StyledText(
            String(repeating: " ", count: max(0, labelWidth - 2 - words.count)) + words + "  ", Style(.title))
    }

    private static let blank = StyledText(String(repeating: " ", count: labelWidth))

    /// The line, and the letters below it.
    private static func typed(_ page: ExercisePage, _ preview: Assignment.Preview, width: Int) -> [AnswerRow] {
        let line = page.study.line(page.work.draft)
        let count = Count.words(preview.bytes.count, "byte")
        let room = width - count.count - 2 - labelWidth
        let first = page.isTyping ? firstColumn(line, room: room) : 0
        var row = AnswerRow(
            text: label("your bytes"), input: first > 0 ? line.scrolled(to: first) : line, hasCursor: page.isTyping)
        row.remark = StyledText(count, Style(.muted))
        row.column = width - count.count
        let letters = HexLine.letters(preview.letters, below: line.text, from: first)
        let lead = StyledText(first > 0 ? "  " : "")
        return [row, AnswerRow(text: blank + (lead + letters).prefix(room))]
    }

    /// The first column that is shown of a line that is too long for its cursor to be seen: where a byte begins.
    private static func firstColumn(_ line: LineInput, room: Int) -> Int {
        guard line.cursor >= room else { return 0 }
        let least = line.cursor + 3 - room
        return HexLine.columns(of: line.text).first { $0 >= least } ?? least
    }

    /// What the last byte says.
    private static func sentences(_ preview: Assignment.Preview, width: Int) -> [AnswerRow] {
        var rows: [AnswerRow] = []
        for item in preview.sentences {
            let style = Style(item.field?.role ?? .text, bold: true)
            let letter = StyledText(item.field.map { "\($0.letter) " } ?? "", style)
            let section = item.sentence.citation?.brief ?? ""
            let lines = TextWrap.lines(
                StyledText(item.sentence.text), width: max(10, width - labelWidth - letter.width - section.count - 2))
            for (index, line) in lines.enumerated() {
                let lead = index == 0 ? letter : StyledText(String(repeating: " ", count: letter.width))
                var row = AnswerRow(text: (rows.isEmpty ? label("so far") : blank) + lead + line)
                if index == lines.count - 1 { row.remark = StyledText(section, Style(.muted)) }
                rows.append(row)
            }
        }
        guard rows.isEmpty else { return rows }
        guard let field = preview.field else {
            return [AnswerRow(text: label("so far") + StyledText("nothing", Style(.muted)))]
        }
        let letter = StyledText("\(field.letter) ", Style(field.role, bold: true))
        let words = StyledText("This is the \(field.name). Enter shows what it says.")
        return [AnswerRow(text: label("so far") + letter + words)]
    }

    /// What is needed next; a rule that is broken stands in its place.
    private static func next(_ preview: Assignment.Preview, width: Int) -> [AnswerRow] {
        guard let broken = preview.broken else {
            return [AnswerRow(text: label("next") + StyledText(preview.nextWords))]
        }
        let section = broken.citation?.brief ?? ""
        let lines = TextWrap.lines(
            StyledText(broken.text, Style(.bad)), width: max(10, width - labelWidth - section.count - 2))
        var rows = lines.enumerated().map { index, line in
            AnswerRow(text: (index == 0 ? StyledText("    broken  ", Style(.bad)) : blank) + line)
        }
        rows = rows.count > brokenRows ? fit(rows, brokenRows) : rows
        rows[rows.count - 1].remark = StyledText(section, Style(.muted))
        return rows
    }

    /// That many rows: no more, and no fewer.
    private static func fit(_ rows: [AnswerRow], _ count: Int) -> [AnswerRow] {
        var rows = rows + Array(repeating: AnswerRow(text: ""), count: max(0, count - rows.count))
        guard rows.count > count else { return rows }
        rows = Array(rows.prefix(count))
        rows[count - 1].text += " …"
        return rows
    }

    private static func goals(_ assignment: Assignment, _ preview: Assignment.Preview, width: Int) -> [AnswerRow] {
        zip(assignment.goals, preview.goals).flatMap { goal, isMet in
            let words = StyledText(goal.words) + StyledText(goal.isShould ? " (should)" : "", Style(.muted))
            let mark = StyledText(isMet ? "    [x]" : "    [ ]", Style(isMet ? .good : .text))
            return TextWrap.lines(words, width: max(10, width - 10)).enumerated().map { index, line in
                let lead = mark + StyledText(goal.isShould ? " ~ " : "   ")
                return AnswerRow(text: (index == 0 ? lead : StyledText("          ")) + line)
            }
        }
    }

    static func take(_ key: Key, _ work: inout Work, _ study: inout Study) -> Bool {
        HexLine.take(key, &work, &study)
    }
}

extension LineInput {
    /// The line from a column on, behind a sign that there is more before it.
    fileprivate func scrolled(to column: Int) -> LineInput {
        var line = LineInput("… " + text.dropFirst(column))
        for _ in 0..<max(0, text.count - cursor) { _ = line.handle(.left) }
        return line
    }
}

extension StyledText {
    /// Its first columns.
    fileprivate func prefix(_ width: Int) -> StyledText {
        var room = max(0, width)
        var spans: [Span] = []
        for span in self.spans where room > 0 {
            let text = String(span.text.prefix(room))
            spans.append(Span(text, span.style))
            room -= text.count
        }
        return StyledText(spans)
    }
}

// A wrong program that is exposed, or cleared: `mutant`. Bytes are typed, or cut into reads; then the number of the wrong line. The code and what the programs made
// of the bytes stand above, on the `MutantBoard`.
//
//    your bytes  89 80 37 fa 21 3d▏   → 6 bytes
//
//         given  81 85 37 fa 21 3d 7f 9f 4d 51 58        11 bytes
//     positions   0  1  2  3  4  5  6  7  8  9 10
//     reads end before  8▏   → 8 bytes, 3 bytes

import Lessons
import TerminalUI
import WebSocketProtocol

enum MutantPane: AnswerPane {
    static func rows(_ page: ExercisePage, width: Int) -> [AnswerRow] {
        let work = page.work
        var row = answer(work)
        row.input = page.study.line(work.draft)
        row.hasCursor = page.isTyping
        return given(work.assignment, width: width) + [row]
    }

    /// The line of the answer without its cursor.
    fileprivate static func answer(_ work: Work) -> AnswerRow {
        let draft = work.drafts[.main] ?? ""
        let label =
            switch work.assignment.mutantInput {
            case .cuts?: "reads end before  "
            case .text?: "your text  "
            case .number?: "the length  "
            case .bytes?, .reads?, nil: "your bytes  "
            }
        return AnswerRow(
            text: StyledText(label, Style(.title)), input: LineInput(draft),
            remark: StyledText(work.assignment.readsRemark(draft), Style(.muted)))
    }

    /// The bytes that are to be cut, with their numbers.
    fileprivate static func given(_ assignment: Assignment, width: Int) -> [AnswerRow] {
        guard assignment.mutantInput == .cuts, let bytes = assignment.material?.bytes, !bytes.isEmpty else { return [] }
        let size = Count.words(bytes.count, "byte")
        let perRow = max(1, (width - 11 - size.count - 2) / 3)
        return stride(from: 0, to: bytes.count, by: perRow).flatMap { start in
            let range = start..<min(start + perRow, bytes.count)
            let values = range.map { " " + Hex.byte(bytes[$0]) }.joined()
            let numbers = range.map { index in
                let number = "\(index)"
                return String(repeating: " ", count: max(0, 3 - number.count)) + number
            }
            let isFirst = start == 0
            return [
                AnswerRow(
                    text: StyledText(isFirst ? "    given  " : "           ", Style(.title)) + StyledText(values),
                    remark: StyledText(isFirst ? size : "", Style(.muted))),
                AnswerRow(
                    text: StyledText(isFirst ? "positions  " : "           ", Style(.muted))
                        + StyledText(numbers.joined(), Style(.muted))),
            ]
        }
    }

    static func take(_ key: Key, _ work: inout Work, _ study: inout Study) -> Bool {
        switch key {
        // Where not all of the code is in view.
        case .up: study.item = max(0, study.item - 1)
        case .down: study.item = min(study.item + 1, max(0, (work.assignment.listing?.lines.count ?? 1) - 1))
        case _ where work.assignment.isTypedInHex: return HexLine.take(key, &work, &study)
        default: return study.type(key, into: work.draft).map { work.draft = $0 } != nil
        }
        return true
    }
}

/// The line at fault: its number is typed, or a mark is moved through the code.
enum MutantLinePane: AnswerPane {
    static func rows(_ page: ExercisePage, width: Int) -> [AnswerRow] {
        let up = Key.names("↑ ↓", hasBlocks: page.look.hasBlocks)
        let words = page.isTyping ? "its number, or \(up)" : ""
        return [
            MutantPane.answer(page.work),
            AnswerRow(
                text: StyledText("line  ", Style(.title)), input: page.study.line(page.work.draft),
                hasCursor: page.isTyping, remark: StyledText(words, Style(.muted))),
        ]
    }

    /// The line under the mark, from 0; nil before there is one.
    static func marked(_ work: Work) -> Int? {
        guard let count = work.assignment.listing?.lines.count, let number = Int(work.drafts[.line] ?? ""),
            (1...max(1, count)).contains(number)
        else { return nil }
        return number - 1
    }

    static func take(_ key: Key, _ work: inout Work, _ study: inout Study) -> Bool {
        let last = max(0, (work.assignment.listing?.lines.count ?? 1) - 1)
        func mark(_ line: Int) { work.draft = "\(line + 1)" }
        switch key {
        case .down: mark(marked(work).map { min($0 + 1, last) } ?? 0)
        case .up: mark(marked(work).map { max($0 - 1, 0) } ?? last)
        default: return study.typeAnew(key, &work)
        }
        return true
    }

    static func hints(_ page: ExercisePage) -> [KeyHint] { [KeyHint("Enter", "check"), KeyHint("↑ ↓", "line")] }
}

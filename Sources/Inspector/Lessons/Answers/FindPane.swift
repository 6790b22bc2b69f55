// A place in a recording, found with a cursor: `find`, and the recorded twin of `live`. Only bytes are shown; what they mean is for the student to say.
//
//      place       from    bytes                          1 to 8 of 16
//      c0          client  81 85 37 fa 21 3d 7f 9f 4d 51 58
//    ▸ s0          server  81 05 48 65 6c 6c 6f
//
//      81[05]48 65 6c 6c 6f                            s0 byte 1

import Lessons
import TerminalUI
import WebSocketProtocol

enum FindPane: AnswerPane {
    private static let bytesHeight = 2

    /// The rows of the list: what the other parts of the page leave of the screen.
    private static func listHeight(_ page: ExercisePage) -> Int { max(8, page.terminal.height - 16) }

    static func rows(_ page: ExercisePage, width: Int) -> [AnswerRow] {
        let rows = page.work.assignment.findRows
        let (here, byte) = position(page.work, rows)
        let listHeight = min(rows.count, listHeight(page))
        let visible = ListWindow.visible(
            count: rows.count, selected: here, height: listHeight, offset: here - listHeight / 2)
        var lines = [heading(visible, of: rows.count)]
        lines += visible.map { index in row(rows[index], isHere: index == here, index: index, width: width) }
        guard rows.indices.contains(here) else { return lines }
        let right = Key.names("→", hasBlocks: page.look.hasBlocks)
        let words = byte == nil && rows[here].bytes != nil && page.isTyping ? "  \(right) picks one of its bytes" : ""
        lines.append(
            AnswerRow(
                text: StyledText(words, Style(.muted)), remark: StyledText(page.work.draft, Style(.title, bold: true))))
        return lines + bytes(rows[here], byte: byte, width: width)
    }

    /// What the columns are, and which of the rows are shown.
    private static func heading(_ visible: Range<Int>, of count: Int) -> AnswerRow {
        let words = "  " + "place".padded(to: 12) + "from".padded(to: 8) + "bytes"
        let some = visible.count < count ? "\(visible.lowerBound + 1) to \(visible.upperBound) of \(count)" : ""
        return AnswerRow(text: StyledText(words, Style(.muted)), remark: StyledText(some, Style(.title)))
    }

    private static func row(_ row: FindRow, isHere: Bool, index: Int, width: Int) -> AnswerRow {
        let lead = StyledText(isHere ? "▸ " : "  ", Style(.title, bold: true))
        let name = row.place.name.padded(to: 12), from = row.from.rawValue.padded(to: 8)
        let text = row.bytes.map { bytes in
            let room = max(1, (width - 26) / 3)
            return Hex.string(bytes.prefix(room), groupsOf: 1) + (bytes.count > room ? " …" : "")
        }
        return AnswerRow(
            text: lead + StyledText(name, Style(isHere ? .title : .text, bold: isHere))
                + StyledText(from, Style(.muted))
                + StyledText(text ?? row.text), target: .item(index))
    }

    /// The bytes around the cursor, the one under it in brackets; of what the server did on its own, the sentence.
    private static func bytes(_ row: FindRow, byte: Int?, width: Int) -> [AnswerRow] {
        guard let bytes = row.bytes else {
            let words = row.sentence.map { TextWrap.lines($0, width: width - 4) } ?? []
            let blanks = Array(repeating: "", count: max(0, bytesHeight - words.count))
            return (words + blanks).map { AnswerRow(text: StyledText($0.isEmpty ? "" : "   " + $0)) }
        }
        let perRow = max(8, (width - 4) / 3 / 8 * 8)
        let firstRow = max(0, min((byte ?? 0) / perRow, (bytes.count - 1) / perRow - bytesHeight + 1))
        return (firstRow..<firstRow + bytesHeight).map { line in
            let range = line * perRow..<max(line * perRow, min(bytes.count, (line + 1) * perRow))
            var text = StyledText(byte == range.lowerBound ? "  [" : "   ")
            for index in range {
                let end = index == byte ? "]" : index + 1 == byte && index + 1 < range.upperBound ? "[" : " "
                text += StyledText(Hex.byte(bytes[index]), Style(index == byte ? .cursor : .text)) + StyledText(end)
            }
            return AnswerRow(text: text)
        }
    }

    /// The row and the byte of the answer; before there is one, where the search begins.
    private static func position(_ work: Work, _ rows: [FindRow]) -> (row: Int, byte: Int?) {
        guard let place = Lessons.Place(work.draft) ?? work.assignment.findStart else { return (0, nil) }
        if case .byte(let from, let number, let byte) = place {
            return (rows.firstIndex { $0.place == .frame(from, number) } ?? 0, byte)
        }
        return (rows.firstIndex { $0.place == place } ?? 0, nil)
    }

    static func take(_ key: Key, _ work: inout Work, _ study: inout Study) -> Bool {
        let rows = work.assignment.findRows
        guard !rows.isEmpty else { return false }
        let (here, byte) = position(work, rows)
        func go(_ row: Int) { work.draft = rows[max(0, min(row, rows.count - 1))].place.name }
        func go(byte: Int) {
            guard case .frame(let from, let number) = rows[here].place, let bytes = rows[here].bytes else { return }
            work.draft =
                byte < 0 ? rows[here].place.name : Lessons.Place.byte(from, number, min(byte, bytes.count - 1)).name
        }
        switch key {
        case .up, .character("{"), .character("x"): go(here - 1)
        case .down, .character("}"), .character("c"): go(here + 1)
        case .right, .character("l"): go(byte: (byte ?? -1) + 1)
        case .left, .character("h"): go(byte: (byte ?? 0) - 1)
        case .home: go(0)
        case .end: go(rows.count - 1)
        default: return false
        }
        return true
    }

    static func enter(_ work: inout Work, _ study: inout Study) -> Bool {
        // The place where the cursor stands is the answer, moved or not.
        if work.draft.isEmpty, let start = work.assignment.findStart { work.draft = start.name }
        return false
    }

    static func hints(_ page: ExercisePage) -> [KeyHint] {
        [KeyHint("Enter", "this is it"), KeyHint("↑ ↓", "row"), KeyHint("← →", "byte")]
    }
}

extension String {
    /// With spaces behind it up to a number of columns.
    fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}

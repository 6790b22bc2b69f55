// A line with a mark before it and a citation at the right margin: a sentence and its section.

import TerminalUI
import WebSocketProtocol

struct NotedLine {
    let text: StyledText
    let note: String

    /// Breaks a sentence into lines. The mark stands before the first, the citation at the end of it; on a narrow
    /// screen, and if it is to be `brief`, "RFC 6455 §5.2" becomes "§5.2"; other documents keep their name.
    static func wrap(
        _ mark: String, _ text: StyledText, section: Citation? = nil, brief: Bool = false, width: Int,
        mark role: Role = .text
    ) -> [NotedLine] {
        let note = section.map { brief || width < 72 ? $0.brief : $0.text } ?? ""
        let room = width - 3 - mark.count - (note.isEmpty ? 0 : note.count + 2)
        let blank = String(repeating: " ", count: mark.count)
        return TextWrap.lines(text, width: max(10, room)).enumerated().map { index, line in
            NotedLine(
                text: StyledText(index == 0 ? mark : blank, Style(role, bold: true)) + line,
                note: index == 0 ? note : "")
        }
    }

    /// Draws the lines. Where they don't fit, the last row says how many more there are.
    static func draw(_ lines: [NotedLine], in area: Rect, into grid: inout Grid) {
        guard !area.isEmpty else { return }
        let isCut = lines.count > area.height
        for (row, line) in lines.prefix(isCut ? area.height - 1 : area.height).enumerated() {
            grid.put(line.text, x: area.x + 2, y: area.y + row, in: area)
            let x = area.maxX - 1 - line.note.count
            if !line.note.isEmpty { grid.put(line.note, x: x, y: area.y + row, style: Style(.muted), in: area) }
        }
        guard isCut else { return }
        let rest = lines.count - area.height + 1
        let isBad = lines.suffix(rest).contains { $0.text.plain.hasPrefix("!") }
        grid.put(
            "\(isBad ? "! " : "")\(rest) more lines: Tab to this pane, \\ enlarges it", x: area.x + 2, y: area.maxY - 1,
            width: area.width - 3, style: Style(isBad ? .bad : .muted))
    }
}

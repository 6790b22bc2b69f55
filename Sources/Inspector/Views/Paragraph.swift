// Lines of words in the available rows: what does not fit is cut, and a cut ends in "…", so that a part is never
// mistaken for the whole.

import TerminalUI

extension Grid {
    /// Draws lines of words from the top of an area; the last row ends in "…" where there are more lines than rows.
    mutating func putLines(_ lines: [StyledText], in area: Rect) {
        for (index, line) in lines.prefix(area.height).enumerated() {
            let isCut = index == area.height - 1 && lines.count > area.height
            let mark = StyledText(isCut ? " …" : "", line.spans.last?.style ?? .text)
            put(line + mark, x: area.x, y: area.y + index, width: area.width)
        }
    }

    /// Draws a paragraph, wrapped to the width of an area; otherwise like `putLines`.
    mutating func putParagraph(_ text: StyledText, in area: Rect) {
        putLines(TextWrap.lines(text, width: area.width), in: area)
    }

    /// Shows at the right end of a pane's rule how many lines of a list are above and below what is shown.
    mutating func putHidden(_ shown: Range<Int>, of count: Int, y: Int, in area: Rect) {
        let parts = [("↑", shown.lowerBound), ("↓", count - shown.upperBound)].filter { $0.1 > 0 }
        guard !parts.isEmpty else { return }
        // In a narrow pane its title needs the room.
        let more = area.width < 40 && parts.count > 1 ? "" : " more"
        let words = " " + parts.map { "\($0.0) \($0.1)\(more)" }.joined(separator: "  ") + " "
        put(words, x: area.maxX - words.count - 1, y: y, style: Style(.warning), in: area)
    }
}

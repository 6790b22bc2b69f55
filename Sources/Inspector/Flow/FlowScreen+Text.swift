// While the selected row fills the screen: what there is to say of it above, and below the whole text of its message, which the keys for
// rows and pages scroll; behind its end they go on to the next row.

import Capture
import TerminalUI

extension FlowScreen {
    private var showsRow: Bool { focus.isZoomed && focus.pane(of: Pane.self) == .row }

    /// Lets the selected row fill the screen, or takes that back.
    mutating func toggleWholeText() {
        focus.toggleZoom(of: Pane.allCases.firstIndex(of: .row) ?? 0, isShown: showsRow)
    }

    /// What is said of the selected row, the text of its message, and the rows for them; nil where it has no text.
    private func wholeText(
        _ context: Context, in area: Rect
    ) -> (words: [StyledText], text: WholeText, above: Rect, below: Rect)? {
        guard let conversation = context.conversation,
            let frame = context.ladder.frame(context.cursor.row, in: conversation),
            let text = WholeText(frame, in: conversation, width: area.width, reusing: scroll.text)
        else { return nil }
        let detail = RowDetail(row: context.cursor.row, ladder: context.ladder, conversation: conversation)
        let size = Size(width: area.width - 2, height: area.height / 2)
        let words = detail.lines(size: size, withMoves: true, withPayload: false)
        let (above, below) = text.split(area, wanted: words.count)
        return (words, text, above, below)
    }

    /// The lines of a long text are made once, and not for each drawing.
    mutating func prepare(_ context: Context) {
        guard showsRow else {
            scroll.text = nil
            return
        }
        scroll.text = wholeText(context.behindVeil, in: Rect(x: 0, y: 0, width: context.size.width, height: 0))?.text
    }

    /// Draws it; false where it has no text.
    func drawWholeText(_ context: Context, in area: Rect, into grid: inout Grid) -> Bool {
        guard let (words, text, above, below) = wholeText(context, in: area) else { return false }
        grid.putLines(words, in: above.inset(horizontally: 1))
        text.draw(from: scroll.line(context, of: text), in: below, into: &grid)
        return true
    }

    /// How far the text can be scrolled, and how many of its lines are shown at once; nil where all of it is.
    func scrollRange(_ drawn: Context) -> (text: WholeText, last: Int, height: Int)? {
        // The rule above the row takes one.
        let area = Rect(x: 0, y: 0, width: drawn.size.width, height: drawn.contentHeight - 1)
        guard showsRow, let (_, text, _, below) = wholeText(drawn, in: area) else { return nil }
        let last = text.lastStart(in: below)
        return last > 0 ? (text, last, below.height - 1) : nil
    }

    /// Scrolls the text by a line or a page; false where it has come to its end.
    mutating func scrollText(_ direction: Int, byPage: Bool, _ context: inout Context) -> Bool {
        let drawn = context.behindVeil
        guard let (text, last, height) = scrollRange(drawn) else { return false }
        let lines = byPage ? max(1, height - 1) : 1
        guard scroll.move(by: direction * lines, text, last: last, drawn) else { return false }
        context.takeOver()
        return true
    }
}

// Flow: the states of both endpoints at the selected row, the ladder, and the selected row in words.
//
//   ┌ states ─────────────────────┐
//   ├ client ───── ladder ── server ┤
//   ├ row in words ─────────────────┤

import Capture
import TerminalUI
import WebSocketProtocol

enum FlowView {
    /// Draws the connection that is looked at.
    static func draw(_ model: Model, in area: Rect, into grid: inout Grid) {
        guard let conversation = model.conversation else { return }
        guard !model.isZoomed else { return drawLadder(model, conversation, in: area, into: &grid) }
        let height = model.size.height - 2
        let isRoomy = height >= 21
        let (states, rest) = area.splitTop(StatesPane.height(withSentences: isRoomy))
        // A notice takes a row for a moment: of the words, so that the ladder stays where it is.
        let usual = (isRoomy ? max(5, height / 5) : 4) - (height - area.height)
        // A note is shown whole, where half of the screen is enough for it.
        let detailHeight = max(usual, min(noteHeight(model, width: area.width), height / 2))
        let (ladder, detail) = rest.splitBottom(detailHeight)
        let moveCount = model.ladder.moveCount(at: model.cursor.row)
        StatesPane(conversation: conversation, moveCount: moveCount).draw(in: states, into: &grid)
        drawLadder(model, conversation, in: ladder, into: &grid)
        drawDetail(model, conversation, withMoves: !isRoomy, in: detail, into: &grid)
    }

    /// The rows that the note under the cursor takes with its heading; 0 for what is none.
    private static func noteHeight(_ model: Model, width: Int) -> Int {
        guard let words = model.noteWords else { return 0 }
        return 1 + TextWrap.lines(String(words.prefix(width * model.size.height)), width: width - 2).count
    }

    private static func drawLadder(_ model: Model, _ conversation: Conversation, in area: Rect, into grid: inout Grid) {
        let count = model.shownCount
        let here = model.shownPosition(of: model.cursor.row)
        let height = LadderPane.capacity(of: area)
        // The selected row stays in the middle, so that what comes next is seen too.
        let visible = ListWindow.visible(count: count, selected: here, height: height, offset: here - height / 2)
        let isFiltered = !model.rowFilter.isEmpty
        let position = isFiltered ? "\(count) of \(model.ladder.count) rows" : "\(min(here + 1, count)) of \(count)"
        LadderPane(
            conversation: conversation, ladder: model.ladder, rows: visible.compactMap(model.shownRow),
            rowBefore: model.shownRow(visible.lowerBound - 1), selected: model.cursor.row, position: position,
            emptyWords: isFiltered ? "Nothing matches /\(model.rowFilter.text); Esc takes the filter off." : ""
        ).draw(in: area, into: &grid)
    }

    /// `withMoves` where the states above have no room for their sentences.
    private static func drawDetail(
        _ model: Model, _ conversation: Conversation, withMoves: Bool, in area: Rect, into grid: inout Grid
    ) {
        guard !area.isEmpty else { return }
        let detail = RowDetail(row: model.cursor.row, ladder: model.ladder, conversation: conversation)
        grid.rule(y: area.y, x: area.x..<area.maxX, label: detail.title)
        let text = area.rows(1..<area.height).inset(horizontally: 1)
        grid.putLines(detail.lines(size: text.size, withMoves: withMoves), in: text)
    }
}

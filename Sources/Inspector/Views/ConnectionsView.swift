// Connections: the list of all of them, and a preview of the one that is selected.
//
//   ┌ #  state  peer … ───────────┐
//   │ the newest first            │
//   ├ #2 ─────────────────────────┤
//   │ the states of its endpoints │
//   │ the last rows of its ladder │
//   └─────────────────────────────┘

import Capture
import TerminalUI
import WebSocketProtocol

enum ConnectionsView {
    /// Draws the list and the preview.
    static func draw(_ model: Model, in area: Rect, into grid: inout Grid) {
        let listed = model.listed
        let isFiltered = !model.connectionFilter.isEmpty
        let listHeight = min(max(1, listed.count), max(3, area.height / 3)) + 1 + (isFiltered ? 1 : 0)
        let (list, preview) = area.splitTop(listHeight)
        drawList(model, listed, in: list, into: &grid)
        if let conversation = model.conversation, !listed.isEmpty {
            drawPreview(conversation, model.ladder, in: preview, into: &grid)
        }
    }

    private static func drawList(_ model: Model, _ listed: [Conversation], in area: Rect, into grid: inout Grid) {
        let table = ConnectionTable(width: area.width, now: model.isLive ? model.now : nil)
        let (heading, body) = area.splitTop(1)
        table.drawHeadings(in: heading, into: &grid)
        var rows = body
        if !model.connectionFilter.isEmpty {
            let (rest, line) = body.splitBottom(1)
            rows = rest
            let counts = "\(listed.count) of \(model.conversations.all.count) shown"
            let words = "\(counts): /\(model.connectionFilter.text); Esc shows all."
            grid.put(words, x: line.x + 1, y: line.y, width: line.width - 1, style: Style(.warning))
        }
        if listed.isEmpty {
            grid.put("No connection matches.", x: rows.x + 1, y: rows.y, width: rows.width - 1, style: Style(.warning))
        }
        let selected = listed.firstIndex { $0.number == model.selected } ?? 0
        let visible = ListWindow.visible(
            count: listed.count, selected: selected, height: rows.height, offset: selected - rows.height / 2)
        for (y, index) in visible.enumerated() {
            table.draw(listed[index], isSelected: listed[index].number == model.selected, in: rows.row(y), into: &grid)
        }
    }

    private static func drawPreview(
        _ conversation: Conversation, _ ladder: Ladder, in area: Rect, into grid: inout Grid
    ) {
        guard !area.isEmpty else { return }
        let dropped = conversation.hasDroppedBytes ? "bytes dropped: memory limit" : ""
        let parts = ["#\(conversation.number)", conversation.program, dropped]
        let label = parts.filter { !$0.isEmpty }.joined(separator: "  ")
        grid.rule(y: area.y, x: area.x..<area.maxX, label: label)
        let isRoomy = area.height >= 11
        let (states, rest) = area.rows(1..<area.height).splitTop(StatesPane.height(withSentences: isRoomy))
        let moveCount = ladder.moveCount(at: ladder.count - 1)
        StatesPane(conversation: conversation, moveCount: moveCount).draw(in: states, into: &grid)
        let first = max(0, ladder.count - LadderPane.capacity(of: rest))
        LadderPane(
            conversation: conversation, ladder: ladder, rows: Array(first..<ladder.count),
            rowBefore: first > 0 ? first - 1 : nil,
            position: first > 0 ? "last \(ladder.count - first) of \(ladder.count)" : ""
        ).draw(in: rest, into: &grid)
    }
}

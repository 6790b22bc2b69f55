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
        let about = aboutLines(model, width: area.width - 2) + lossLines(model)
        let (told, below) = area.splitTop(about.count)
        grid.putLines(about, in: told.inset(horizontally: 1))
        let listHeight = min(max(1, listed.count), max(3, below.height / 3)) + 1 + (isFiltered ? 1 : 0)
        let (list, preview) = below.splitTop(listHeight)
        let visible = drawList(model, listed, in: list, into: &grid)
        if let conversation = model.conversation, !listed.isEmpty {
            drawPreview(conversation, model, in: preview, into: &grid)
        }
        // The rule below the list tells what the list has no room for.
        grid.putHidden(visible, of: listed.count, y: preview.y, in: preview)
    }

    /// What there is to see in a recording, as it says itself, where there is room for all of it in a few rows.
    private static func aboutLines(_ model: Model, width: Int) -> [StyledText] {
        guard !model.about.isEmpty, model.size.height >= 24 else { return [] }
        let lines = TextWrap.lines(String(model.about.prefix(width * aboutHeight)), width: width)
        return lines.prefix(aboutHeight).map { StyledText($0, Style(.title)) }
    }

    private static let aboutHeight = 3

    /// Which connections are not on the list, because there was no room for them, or no time.
    private static func lossLines(_ model: Model) -> [StyledText] {
        let (forgotten, unseen) = (model.conversations.forgottenCount, model.unseenCount)
        let words = [
            forgotten == 0 ? "" : "Let go at the memory limit: \(forgotten.grouped). ",
            unseen == 0 ? "" : "Too fast to show: \(unseen.grouped).",
        ].joined()
        return words.isEmpty ? [] : [StyledText(words, Style(.warning))]
    }

    /// Returns which of the connections are on the screen.
    private static func drawList(
        _ model: Model, _ listed: [Int], in area: Rect, into grid: inout Grid
    ) -> Range<Int> {
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
        let all = model.conversations.all
        let selected = listed.firstIndex { all[$0].number == model.selected } ?? 0
        let visible = ListWindow.visible(
            count: listed.count, selected: selected, height: rows.height, offset: selected - rows.height / 2)
        for (y, index) in visible.enumerated() {
            let shown = all[listed[index]]
            table.draw(shown, isSelected: shown.number == model.selected, in: rows.row(y), into: &grid)
        }
        return visible
    }

    private static func drawPreview(
        _ conversation: Conversation, _ model: Model, in area: Rect, into grid: inout Grid
    ) {
        guard !area.isEmpty else { return }
        let ladder = model.ladder
        let isReduced = conversation.hasDroppedBytes || !conversation.dissection.forgotten.isEmpty
        let dropped = isReduced ? "the oldest was let go: memory limit" : ""
        let parts = ["#\(conversation.number)", conversation.program, dropped]
        let label = parts.filter { !$0.isEmpty }.joined(separator: "  ")
        grid.rule(y: area.y, x: area.x..<area.maxX, label: label)
        let isRoomy = area.height >= 11
        let (states, rest) = area.rows(1..<area.height).splitTop(StatesPane.height(withSentences: isRoomy))
        let here = row(model)
        let moveCount = ladder.moveCount(at: here ?? ladder.count - 1)
        StatesPane(conversation: conversation, moveCount: moveCount).draw(in: states, into: &grid)
        let height = LadderPane.capacity(of: rest)
        let middle = here ?? ladder.count - 1
        let rows = ListWindow.visible(
            count: ladder.count, selected: middle, height: height, offset: middle - height / 2)
        let last = rows.lowerBound > 0 ? "last \(rows.count) of \(ladder.count)" : ""
        LadderPane(
            conversation: conversation, ladder: ladder, rows: Array(rows),
            rowBefore: rows.lowerBound > 0 ? rows.lowerBound - 1 : nil, selected: here,
            position: here.map { "\($0 + 1) of \(ladder.count)" } ?? last
        ).draw(in: rest, into: &grid)
    }

    /// The row that the preview shows: the one that was reached, while a connection is played and in a recording; else
    /// the last ones tell the most.
    private static func row(_ model: Model) -> Int? {
        model.isPlaying || !model.isLive ? model.cursor.row : nil
    }
}

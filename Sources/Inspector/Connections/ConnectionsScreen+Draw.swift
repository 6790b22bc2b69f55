// Connections: the list, and a preview of the selected connection.
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

extension ConnectionsScreen {
    /// Draws the list and the preview.
    func draw(_ context: Context, in area: Rect, into grid: inout Grid) {
        let listed = context.listed
        let isFiltered = !context.filters.connections.isEmpty
        let about = aboutLines(context, width: area.width - 2) + lossLines(context)
        let (top, below) = area.splitTop(about.count)
        grid.putLines(about, in: top.inset(horizontally: 1))
        let folded = context.foldedWords
        let extra = (isFiltered ? 1 : 0) + (folded == nil ? 0 : 1)
        let listHeight = min(max(1, listed.count), max(3, below.height / 3)) + 1 + extra
        let (list, preview) = below.splitTop(listHeight)
        let (rows, fold) = list.splitBottom(folded == nil ? 0 : 1)
        let visible = drawList(context, listed, in: rows, into: &grid)
        if let folded { grid.put(folded, x: fold.x + 3, y: fold.y, width: fold.width - 4, style: Style(.muted)) }
        if let conversation = context.conversation, !listed.isEmpty {
            drawPreview(conversation, context, in: preview, into: &grid)
        }
        // The rule below the list shows how many connections the list has no room for.
        grid.putHidden(visible, of: listed.count, y: preview.y, in: preview)
    }

    /// The recording's own description, if the screen is high enough for a few rows of it.
    private func aboutLines(_ context: Context, width: Int) -> [StyledText] {
        guard !context.opened.about.isEmpty, context.size.height >= 24 else { return [] }
        let lines = TextWrap.lines(String(context.opened.about.prefix(width * Self.aboutHeight)), width: width)
        return lines.prefix(Self.aboutHeight).map { StyledText($0, Style(.title)) }
    }

    private static let aboutHeight = 3

    /// How many connections are missing from the list, because memory was full or they were too fast.
    private func lossLines(_ context: Context) -> [StyledText] {
        let (forgotten, unseen) = (context.conversations.forgottenCount, context.following.unseenCount)
        let words = [
            forgotten == 0 ? "" : "Dropped to save memory: \(forgotten.grouped). ",
            unseen == 0 ? "" : "Too fast to show: \(unseen.grouped).",
        ].joined()
        return words.isEmpty ? [] : [StyledText(words, Style(.warning))]
    }

    /// Returns which of the connections are on the screen.
    private func drawList(
        _ context: Context, _ listed: [Int], in area: Rect, into grid: inout Grid
    ) -> Range<Int> {
        let table = ConnectionTable(
            width: area.width, now: context.isLive ? context.now : nil,
            largestNumber: context.conversations.webSocketCount,
            isLocal: listed.allSatisfy { context.conversations.all[$0].dissection.client.isLoopback })
        let (heading, body) = area.splitTop(1)
        table.drawHeadings(in: heading, into: &grid)
        var rows = body
        if !context.filters.connections.isEmpty {
            let (rest, line) = body.splitBottom(1)
            rows = rest
            let counts = "\(listed.count.grouped) of \(context.conversations.all.count.grouped) shown"
            let shown = context.filters.connections.shown(width: line.width - counts.count - 20)
            let words = "\(counts): \(shown); Esc shows all."
            grid.put(words, x: line.x + 1, y: line.y, width: line.width - 1, style: Style(.warning))
        }
        if listed.isEmpty {
            grid.put("No connection matches.", x: rows.x + 1, y: rows.y, width: rows.width - 1, style: Style(.warning))
        }
        let all = context.conversations.all
        let selected = listed.firstIndex { all[$0].number == context.selected } ?? 0
        let visible = ListWindow.visible(
            count: listed.count, selected: selected, height: rows.height, offset: selected - rows.height / 2)
        for (y, index) in visible.enumerated() {
            let shown = all[listed[index]]
            let isSelected = shown.number == context.selected
            table.draw(
                shown, isSelected: isSelected, isHidden: context.veil.isOn && !isSelected, in: rows.row(y), into: &grid)
            grid.target(rows.row(y), ClickTarget.connection(shown.number))
        }
        return visible
    }

    private func drawPreview(
        _ conversation: Conversation, _ context: Context, in area: Rect, into grid: inout Grid
    ) {
        guard !area.isEmpty else { return }
        let ladder = context.ladder
        let isReduced = conversation.isReduced
        let dropped = isReduced ? "oldest dropped to save memory" : ""
        // Where a page is from that is not the server's own comes first: nothing else keeps it out.
        let origin = conversation.foreignOrigin.map { "page of \($0)" } ?? ""
        let parts = [conversation.label, origin, conversation.nameAndProgram, dropped]
        let label = parts.filter { !$0.isEmpty }.joined(separator: "  ")
        grid.rule(y: area.y, x: area.x..<area.maxX, label: label)
        let scale = LargeText.scale(for: context.size)
        let (large, below) = area.rows(1..<area.height).splitTop(
            context.look.isProjector && area.height >= scale.height + 5 ? scale.height : 0)
        if !large.isEmpty {
            let words = ["\(conversation.label) \(largeState(conversation, context))"]
            LargeText.draw(
                words + (conversation.name.map { [$0] } ?? []), style: Style(.title), scale: scale,
                in: large.inset(horizontally: 1), into: &grid)
        }
        let isRoomy = below.height >= 10
        let (states, rest) = below.splitTop(StatesPane.height(withSentences: isRoomy))
        let here = row(context)
        let moveCount = ladder.moveCount(at: here ?? ladder.count - 1)
        StatesPane(history: StateHistory(conversation: conversation, moveCount: moveCount)).draw(
            in: states, into: &grid)
        let height = LadderPane.capacity(of: rest)
        let middle = here ?? ladder.count - 1
        let rows = ListWindow.visible(
            count: ladder.count, selected: middle, height: height, offset: middle - height / 2)
        let last = rows.lowerBound > 0 ? "last \(rows.count) of \(ladder.count.grouped)" : ""
        LadderPane(
            conversation: conversation, ladder: ladder, rows: Array(rows),
            rowBefore: rows.lowerBound > 0 ? rows.lowerBound - 1 : nil, selected: here,
            position: context.veil.isOn ? "" : here.map { "\(($0 + 1).grouped) of \(ladder.count.grouped)" } ?? last
        ).draw(in: rest, into: &grid)
    }

    /// The state of the connection at the row that the preview shows, as the small ones below; at the last row with its close code. How it
    /// ends stands in the list.
    private func largeState(_ conversation: Conversation, _ context: Context) -> String {
        guard let here = row(context), here < context.ladder.count - 1, conversation.dissection.isWebSocket else {
            return conversation.stateWords
        }
        let moveCount = context.ladder.moveCount(at: here)
        return StateHistory(conversation: conversation, moveCount: moveCount).state(of: .server).name
    }

    /// The row that the preview shows: the current one while a connection is played, in a recording, and where a filter has
    /// found it; nil otherwise, for the last rows, which say most.
    private func row(_ context: Context) -> Int? {
        let isFound = !context.filters.connections.isEmpty && !context.follows
        return context.playing.isOn || !context.isLive || isFound ? context.cursor.row : nil
    }
}

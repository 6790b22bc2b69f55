// Server, drawn.
//
//   ┌ connections: queues ──────────────┐
//   ├ rooms ─────────────┬ mischief ────┤
//   ├ limits, totals ────┴──────────────┤
//   └ what the server did ──────────────┘

import Capture
import TerminalUI
import WebSocketProtocol

extension ServerScreen {
    func draw(_ context: Context, in area: Rect, into grid: inout Grid) {
        guard let status = context.server else { return drawWithoutServer(context, in: area, into: &grid) }
        let queues = QueuesPane(status: status, context: context)
        if focus.isZoomed { return draw(pane, status, context, in: area, into: &grid) }
        let (queuesArea, rest) = area.splitTop(max(4, min(queues.height, area.height - 15)))
        draw(.queues, status, context, in: queuesArea, into: &grid)
        let (middle, bottom) = rest.splitTop(min(Mischief.allCases.count + 1, max(8, rest.height * 2 / 5)))
        let (left, right) = middle.splitRight(middle.width * 13 / 20)
        draw(.rooms, status, context, in: left, into: &grid)
        draw(.mischief, status, context, in: right, into: &grid)
        let limitsHeight = 1 + Self.totalRows + status.limits.count
        let (limits, actions) = bottom.splitTop(min(limitsHeight, max(bottom.height / 2, bottom.height - 6)))
        draw(.limits, status, context, in: limits, into: &grid)
        draw(.actions, status, context, in: actions, into: &grid)
    }

    private func draw(_ pane: Pane, _ status: ServerStatus, _ context: Context, in area: Rect, into grid: inout Grid) {
        guard area.height > 1 else { return }
        grid.target(area, pane: pane)
        let isFocused = pane == self.pane
        switch pane {
        case .queues:
            QueuesPane(status: status, context: context).draw(in: area, into: &grid, isFocused: isFocused)
        case .rooms:
            let lines = status.rooms.map { room in
                let members = room.members.prefix(Self.mostMembers).map(context.labelAndName).joined(separator: ", ")
                return StyledText("\(context.name(of: room))  ", Style(.title))
                    + StyledText("\(room.members.count.grouped): \(members)")
            }
            list(
                lines, title: "rooms", empty: "Nobody is in a room. The page joins them at /room/NAME and /broadcast.",
                selected: roomIndex(context), isFocused, in: area, into: &grid)
        case .mischief:
            let mine = connection(context)?.mischief ?? []
            let lines = Mischief.allCases.map { kind in
                let marks = [context.mischiefForNext.contains(kind) ? "next" : "", mine.contains(kind) ? "now" : ""]
                    .filter { !$0.isEmpty }.joined(separator: " ")
                return StyledText(kind.rawValue, Style(marks.isEmpty ? .text : .warning))
                    + StyledText(marks.isEmpty ? "" : " " + marks, Style(.bad, bold: true))
            }
            let isOff = context.mischiefForNext.isEmpty && status.connections.allSatisfy(\.mischief.isEmpty)
            list(
                lines, title: isOff ? "mischief" : "MISCHIEF", empty: "", selected: mischief, isFocused,
                in: area.columns(0..<Self.namesWidth), into: &grid)
            let side = area.columns(Self.namesWidth..<area.width)
            grid.rule(y: side.y, x: side.x..<side.maxX, label: nil)
            let rule = chosenMischief.rule.map { " " + $0.sentence.citedBehind } ?? " It breaks no rule."
            grid.putParagraph(
                StyledText(chosenMischief.sentence) + StyledText(rule, Style(.muted)),
                in: side.rows(1..<side.height).inset(horizontally: 1))
        case .limits: drawLimits(status, isFocused, in: area, into: &grid)
        case .actions:
            var area = area
            if isFocused, !context.veil.isOn, area.height > 6, let entry = selectedAction(context) {
                let (list, whole) = area.splitTop(area.height - 3)
                grid.putParagraph(StyledText(entry.words(context)), in: whole.inset(horizontally: 2))
                area = list
            }
            let lines = context.actions.entries.reversed().map { entry in
                StyledText("\(entry.place(context))  ", Style(.muted)) + StyledText("\(entry.nameAndCount)  ")
                    + StyledText(entry.words(context), Style(.muted))
            }
            list(
                context.veil.isOn ? [] : Array(lines), title: "what the server did, the latest first",
                empty: context.veil.isOn ? "The veil hides it." : "Nothing of its own accord so far.",
                selected: actionIndex(context),
                isFocused, in: area, into: &grid)
        }
    }

    /// The rows of the totals, above the limits.
    static let totalRows = 2

    /// How many members of a room are put into its line, which is cut at the edge.
    private static let mostMembers = 100

    /// The columns of the names of mischief.
    private static let namesWidth = 26

    private func drawLimits(_ status: ServerStatus, _ isFocused: Bool, in area: Rect, into grid: inout Grid) {
        let totals = status.totals
        let lines =
            [
                StyledText(
                    "answers go out \(status.batching.words); \(Count.words(totals.reads, "read")), "
                        + "\(Count.words(totals.writes, "write")), \(Count.words(totals.frames, "frame")) written"),
                StyledText(
                    "messages dropped: \(totals.dropped.grouped); "
                        + "buffers for reads: \(status.reusedBuffers.grouped) used again, \(status.madeBuffers.grouped) made"
                ),
            ]
            + status.limits.map { limit in
                StyledText("\(limit.words)  ") + StyledText(limit.answer.map { $0 + "  " } ?? "", Style(.muted))
                    + StyledText(
                        limit.count == 0
                            ? limit.option : "reached \(limit.count == 1 ? "once" : "\(limit.count.grouped) times")",
                        Style(limit.count == 0 ? .muted : .warning))
            }
        list(lines, title: "totals and limits", empty: "", selected: limit, isFocused, in: area, into: &grid)
    }

    /// A pane with a line for each thing.
    private func list(
        _ lines: [StyledText], title: String, empty: String, selected: Int, _ isFocused: Bool, in area: Rect,
        into grid: inout Grid
    ) {
        grid.rule(y: area.y, x: area.x..<area.maxX, label: (isFocused ? "▸ " : "") + title)
        let body = area.rows(1..<area.height)
        if lines.isEmpty {
            return grid.putParagraph(StyledText(empty, Style(.muted)), in: body.inset(horizontally: 2))
        }
        let selected = min(selected, lines.count - 1)
        let visible = ListWindow.visible(
            count: lines.count, selected: selected, height: body.height, offset: selected - body.height / 2)
        for (y, index) in visible.enumerated() {
            grid.put(lines[index], x: body.x + 2, y: body.y + y, width: body.width - 2)
            guard isFocused, index == selected else { continue }
            grid.put("▸", x: body.x, y: body.y + y)
            grid.restyle(body.row(y)) { $0 = Style(.selection, bold: $0.bold) }
        }
        grid.putHidden(visible, of: lines.count, y: area.y, in: area)
    }

    private func drawWithoutServer(_ context: Context, in area: Rect, into grid: inout Grid) {
        let words =
            context.isLive
            ? "Asking the server …"
            : "A recording has no server: what waited, and why, is not in it. What the server did of its own accord is."
        let (top, rest) = area.splitTop(2)
        grid.putParagraph(StyledText(words, Style(.muted)), in: top.inset(horizontally: 2))
        if !context.isLive { draw(.actions, ServerStatus(), context, in: rest, into: &grid) }
    }
}

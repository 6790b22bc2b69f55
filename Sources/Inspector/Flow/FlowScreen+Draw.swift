// Flow: the states of both endpoints at the selected row, the ladder, and the selected row in words. On a wide terminal the diagram
// of states stands beside the ladder, on a larger one all of the selected row (FlowScreen+Desk.swift); on any other the diagram fills the
// screen when the states are zoomed.
//
//   ┌ states ─────────────────────────┬───────┐
//   ├ client ───── ladder ── server ──┤diagram│
//   ├ row in words, or the sender ────┴───────┤

import Capture
import TerminalUI
import WebSocketProtocol

extension FlowScreen {
    /// The panes, in the order of Tab. The ladder has the focus unless the reader takes it elsewhere. Those of the frame are
    /// there on a desk only.
    enum Pane: CaseIterable {
        case ladder, row, states, wire, bits, decoder, unmasking

        /// What it shows of a frame.
        var frame: FramePane? {
            switch self {
            case .ladder, .row, .states: nil
            case .wire: .wire
            case .bits: .bits
            case .decoder: .decoder
            case .unmasking: .unmasking
            }
        }
    }

    /// The columns for the diagram beside the ladder, with one between them; 0 where the ladder needs them.
    private static func diagramWidth(in size: Size) -> Int {
        let room = size.width - LadderColumns.widthWithStates
        let isHighEnough = size.height > StateDiagram.height + 2
        return isHighEnough && room > StateDiagram.minimumWidth ? min(room, 80) : 0
    }

    /// Draws the selected connection.
    func draw(_ context: Context, in area: Rect, into grid: inout Grid) {
        guard let conversation = context.conversation else { return }
        let (body, sender) = area.splitBottom(isSending ? SenderPane.height(in: area) : 0)
        if isSending { SenderPane(context).draw(in: sender, into: &grid) }
        let moveCount = context.ladder.moveCount(at: context.cursor.row)
        let history = StateHistory(conversation: conversation, moveCount: moveCount)
        let scene = Self.isDesk(context.size) ? FrameScene(context) : nil
        let focused = focusedPane(scene)
        if focus.isZoomed {
            switch focused {
            case .ladder: drawLadder(context, conversation, in: body, into: &grid, isFocused: true)
            case .states:
                zoomedPane(history, context).draw(in: body, offset: chosenArrow(context)?.offset ?? 0, into: &grid)
            default:
                if let pane = focused.frame, let scene {
                    pane.draw(scene, in: body, into: &grid, isFocused: true)
                } else {
                    drawDetail(context, conversation, withMoves: true, in: body, into: &grid)
                }
            }
            return
        }
        let isDesk = Self.isDesk(context.size)
        let (area, desk) = isDesk ? Self.splitDesk(body) : (body, body.columns(0..<0))
        drawDesk(context, history, scene, in: desk, into: &grid, focused: focused)
        let height = context.size.height - 2 - sender.height
        let isProjector = context.look.isProjector
        let isRoomy = height >= (isProjector ? 28 : 21)
        let (states, rest) = area.splitTop(StatesPane.height(withSentences: isRoomy))
        // A notice takes a row for a moment: from the words, so that the ladder stays where it is.
        let large = largeHeight(context)
        let usual = (isRoomy ? max(5, height / 5) : 4) + large - (height - area.height)
        // A note is shown whole if half of the screen is enough for it.
        let detailHeight = max(usual, min(noteHeight(context, width: area.width) + large, height / 2))
        let (middle, detail) = rest.splitBottom(isSending ? 0 : detailHeight)
        StatesPane(history: history).draw(in: states, into: &grid, isFocused: focused == .states)
        let (ladder, side) = middle.splitRight(isDesk ? 0 : Self.diagramWidth(in: middle.size))
        let panes: [(Pane, Rect)] = [(.states, states), (.ladder, ladder), (.row, detail)]
        for (pane, place) in panes { grid.target(place, pane: pane) }
        drawLadder(context, conversation, in: ladder, into: &grid, isFocused: focused == .ladder)
        if !side.isEmpty {
            let diagram = side.columns(1..<side.width)
            grid.rule(y: diagram.y, x: diagram.x..<diagram.maxX, label: "states")
            StateArrowPane(history: history, choice: nil).draw(in: diagram.rows(1..<diagram.height), into: &grid)
        }
        drawDetail(
            context, conversation, withMoves: !isRoomy, in: detail, into: &grid, isFocused: focused == .row)
    }

    /// The rows of the large letters for a projector.
    private func largeHeight(_ context: Context) -> Int {
        context.look.isProjector ? LargeText.scale(for: context.size).height : 0
    }

    /// The rows that the note under the cursor takes with its heading; 0 if there is no note.
    private func noteHeight(_ context: Context, width: Int) -> Int {
        guard let words = context.noteWords else { return 0 }
        return 1 + TextWrap.lines(String(words.prefix(width * context.size.height)), width: width - 2).count
    }

    private func drawLadder(
        _ context: Context, _ conversation: Conversation, in area: Rect, into grid: inout Grid, isFocused: Bool
    ) {
        let count = context.shownCount
        let here = context.shownPosition(of: context.cursor.row)
        let isFiltered = !context.filters.rows.isEmpty
        let (area, line) = area.splitBottom(isFiltered && count > 0 ? 1 : 0)
        if !line.isEmpty {
            let counts = "\(count.grouped) of \(context.ladder.count.grouped) rows shown"
            let shown = context.filters.rows.shown(width: line.width - counts.count - 20)
            let words = "\(counts): \(shown); Esc shows all."
            grid.put(words, x: line.x + 1, y: line.y, width: line.width - 1, style: Style(.warning))
        }
        let height = LadderPane.capacity(of: area)
        // The selected row stays in the middle, so that what comes next is seen too.
        let visible = ListWindow.visible(count: count, selected: here, height: height, offset: here - height / 2)
        LadderPane(
            conversation: conversation, ladder: context.ladder, rows: visible.compactMap(context.shownRow),
            rowBefore: context.shownRow(visible.lowerBound - 1), selected: context.cursor.row,
            isFocused: isFocused,
            position: context.veil.isOn
                ? "row \((context.cursor.row + 1).grouped)"
                : count > 0
                    ? "\(min(here + 1, count).grouped) of \(count.grouped)"
                    : "0 of \(context.ladder.count.grouped) rows",
            emptyWords: isFiltered ? emptyWords(context) : "",
            moreWords: "… Enter shows all"
        ).draw(in: area, into: &grid)
    }

    private func emptyWords(_ context: Context) -> String {
        let text = context.filters.rows.text
        return context.filters.isBehind(.rows)
            ? "Searching for \(text) …"
            : "\(context.hides ? "Nothing that is shown" : "Nothing") matches /\(text); Esc clears the filter."
    }

    /// With `withMoves` it includes the moves, if the states above have no room for their sentences.
    private func drawDetail(
        _ context: Context, _ conversation: Conversation, withMoves: Bool, in area: Rect, into grid: inout Grid,
        isFocused: Bool = false
    ) {
        guard !area.isEmpty else { return }
        let detail = RowDetail(row: context.cursor.row, ladder: context.ladder, conversation: conversation)
        grid.rule(y: area.y, x: area.x..<area.maxX, label: (isFocused ? "▸ " : "") + detail.title)
        if focus.isZoomed, drawWholeText(context, in: area.rows(1..<max(1, area.height)), into: &grid) { return }
        let (large, rest) = area.rows(1..<area.height).splitTop(largeHeight(context))
        drawLabel(context, conversation, in: large.inset(horizontally: 1), into: &grid)
        let text = rest.inset(horizontally: 1)
        grid.putLines(detail.lines(size: text.size, withMoves: withMoves), in: text)
    }

    /// The selected row for the back row, as far as there is room for it.
    private func drawLabel(_ context: Context, _ conversation: Conversation, in area: Rect, into grid: inout Grid) {
        let large = LargeRow(
            row: context.cursor.row, of: context.ladder, in: conversation, room: area.width / 2)
        guard !area.isEmpty, let large else { return }
        let style = Style(large.from?.role ?? (large.isBad ? .bad : .text))
        LargeText.draw(
            large.parts, style: style, scale: LargeText.scale(for: context.size), in: area, into: &grid)
    }
}

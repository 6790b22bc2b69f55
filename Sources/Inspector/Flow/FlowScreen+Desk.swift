// Flow on a large terminal is a desk: the ladder at the left, no wider than it needs, and the selected row at the right, which follows it.
// A frame shows in the panes of its own screen. Any other row shows the head that it is, and the states, whose diagram also stands above
// a frame where there is room for both.
//
//   ┌ states ────────────────┬─ states ───────────────┐
//   ├ client ─ ladder server ┤  the diagram           │
//   │                        ├─ wire ─ or ─ request ──┤
//   │                        ├─ bits ─────────────────┤
//   ├ row in words ──────────┼─ decoder ──────────────┤
//   │                        ├─ unmasking ────────────┤

import Capture
import TerminalUI
import WebSocketProtocol

extension FlowScreen {
    /// Whether a terminal has room for a desk.
    static func isDesk(_ size: Size) -> Bool { size.width >= 120 && size.height >= 36 }

    /// The rows of a terminal from which the diagram and the panes of a frame both have room.
    private static let heightForBoth = 53

    /// The left and the right side. With 74 columns the right one has room for 16 bytes in a row and their characters, with 62
    /// for the diagram.
    static func splitDesk(_ area: Rect) -> (left: Rect, right: Rect) {
        let left = max(57, min(area.width - 75, LadderColumns.widthWithStates))
        return (area.columns(0..<left), area.columns(left + 1..<area.width))
    }

    /// How many panes Tab goes through.
    func paneCount(_ context: Context) -> Int {
        hasFrame(context) ? Pane.allCases.count : Pane.allCases.count - FramePane.allCases.count
    }

    /// Whether the focus is in a pane of the frame, so that ← and → go from byte to byte as they do on Frame.
    func isInBytes(_ context: Context) -> Bool { focus.pane(of: Pane.self).frame != nil && hasFrame(context) }

    /// Whether the selected row stands in the panes of a frame.
    private func hasFrame(_ context: Context) -> Bool { Self.isDesk(context.size) && FrameScene.frame(context) != nil }

    func byteByHand(_ direction: Int, _ context: inout Context) {
        context.takeOver()
        if !FrameScreen().step(direction, &context) { context.notice = context.endWords(direction) }
    }

    /// The pane with the focus; a row that is not a frame has none of its panes, so that its words stand in for them.
    func focusedPane(_ scene: FrameScene?) -> Pane {
        let pane = focus.pane(of: Pane.self)
        return pane.frame != nil && scene == nil ? .row : pane
    }

    /// Draws the selected row at the right.
    func drawDesk(
        _ context: Context, _ history: StateHistory, _ scene: FrameScene?, in area: Rect, into grid: inout Grid,
        focused: Pane
    ) {
        guard !area.isEmpty else { return }
        let states = StateArrowPane(history: history, choice: nil)
        guard let scene else {
            // The diagram with its list, as far as the list goes.
            let list = min(states.lines(width: area.width - 2).count, area.height / 3)
            let (diagram, rest) = area.splitTop(1 + StateDiagram.height + 1 + list)
            drawStates(states, in: diagram, into: &grid)
            return drawHead(context, in: rest, into: &grid)
        }
        let (diagram, rest) = area.splitTop(
            context.size.height >= Self.heightForBoth ? 1 + StateDiagram.height : 0)
        drawStates(states, in: diagram, into: &grid)
        FramePane.drawAll(
            scene, in: rest, into: &grid, focused: focused.frame,
            first: Pane.allCases.firstIndex { $0.frame != nil } ?? 0)
    }

    private func drawStates(_ states: StateArrowPane, in area: Rect, into grid: inout Grid) {
        grid.paneRule("states", isFocused: false, in: area)
        let (_, body) = area.splitTop(1)
        if !body.isEmpty { states.draw(in: body, into: &grid) }
    }

    /// The head that the row is, and below a response what it answers with.
    private func drawHead(_ context: Context, in area: Rect, into grid: inout Grid) {
        guard let conversation = context.conversation, case .item(let index) = context.ladder.row(context.cursor.row),
            let head = ExchangeHead(conversation.dissection.items[index].kind),
            let record = conversation.dissection.exchanges[head.exchange]
        else { return }
        let (lines, rest) = area.splitTop(HeadPane.wantedHeight(record, head.part))
        HeadPane.draw(record, head.part, selected: nil, in: lines, into: &grid, isFocused: false)
        guard head.part == .response else { return }
        let (accept, _) = rest.splitTop(AcceptPane.wantedHeight(record, width: rest.width))
        guard !accept.isEmpty else { return }
        AcceptPane.draw(record, .line(.response, 0), in: accept, into: &grid, isFocused: false)
    }
}

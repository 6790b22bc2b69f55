// The Frame screen: one frame as bytes, as bits, in words and unmasked. All four panes follow one cursor. (FramePane.swift has the picture.)

import TerminalUI
import WebSocketProtocol

extension FrameScreen {
    typealias Pane = FramePane

    func draw(_ context: Context, in area: Rect, into grid: inout Grid) {
        guard let scene = FrameScene(context) else {
            return context.hides
                ? drawHiddenFrame(in: area, into: &grid) : drawNoFrame(context, in: area, into: &grid)
        }
        let focused = focus.pane(of: Pane.self)
        if showsWholeText { return drawZoomedPayload(scene, context, in: area, into: &grid) }
        if focus.isZoomed { return focused.draw(scene, in: area, into: &grid, isFocused: true) }
        FramePane.drawAll(scene, in: area, into: &grid, focused: focused)
    }

    /// Behind the veil, before the first byte of a frame.
    private func drawHiddenFrame(in area: Rect, into grid: inout Grid) {
        let (wire, rest) = area.splitTop(3)
        grid.paneRule("wire", isFocused: false, in: wire)
        grid.put("[··]", x: wire.x + 1, y: wire.y + 1, in: wire)
        grid.paneRule("decoder", isFocused: false, in: rest)
        let state = StyledText("State: \(FrameExplanation([]).state.words)", Style(.title))
        NotedLine.draw(
            NotedLine.wrap("   ", state, width: area.width), in: rest.rows(1..<max(1, rest.height)), into: &grid)
    }

    private func drawNoFrame(_ context: Context, in area: Rect, into grid: inout Grid) {
        let elsewhere =
            "Press \(Screen.connections.rawValue) and choose another, or \(Screen.handshake.rawValue) for its handshake."
        let words =
            context.canGrow
            ? "No frame has arrived on this connection yet. Type a message in the page"
                + (context.follows ? "; its frame will show here." : ", or press F to follow new traffic.")
            : "This connection has no frames. \(elsewhere)"
        grid.putParagraph(StyledText(words), in: area.rows(1..<max(1, area.height)).inset(horizontally: 2))
    }
}

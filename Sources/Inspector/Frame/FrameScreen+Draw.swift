// The Frame screen: one frame as bytes, as bits, in words and unmasked. All four panes follow one cursor.
//
//    ─ wire ──────────     hex, with the letter of each field
//    ─ bits ──────────     RFC 6455's picture, filled with this frame
//    ─ decoder ───────     the sentences for the byte or bit, the decoder's state, broken rules
//    ─ unmasking ─────     wire XOR key, one column per byte

import TerminalUI
import WebSocketProtocol

extension FrameScreen {
    /// The panes, in the order of Tab.
    enum Pane: Int, CaseIterable {
        case wire, bits, decoder, unmasking
    }

    func draw(_ context: Context, in area: Rect, into grid: inout Grid) {
        guard let scene = FrameScene(context) else {
            return context.veil.isOn
                ? drawHiddenFrame(in: area, into: &grid) : drawNoFrame(context, in: area, into: &grid)
        }
        let focused = focus.pane(of: Pane.self)
        if focus.isZoomed { return draw(focused, scene, in: area, into: &grid, isFocused: true) }
        var rest = area
        for (pane, height) in zip(Pane.allCases, heights(scene, in: area)) {
            let (part, below) = rest.splitTop(height)
            if !part.isEmpty { draw(pane, scene, in: part, into: &grid, isFocused: pane == focused) }
            rest = below
        }
    }

    private func draw(_ pane: Pane, _ scene: FrameScene, in area: Rect, into grid: inout Grid, isFocused: Bool) {
        grid.target(area, pane: pane)
        switch pane {
        case .wire: WirePane.draw(scene, in: area, into: &grid, isFocused: isFocused)
        case .bits: BitsPane.draw(scene, in: area, into: &grid, isFocused: isFocused)
        case .decoder: DecoderPane.draw(scene, in: area, into: &grid, isFocused: isFocused)
        case .unmasking: UnmaskingPane.draw(scene, in: area, into: &grid, isFocused: isFocused)
        }
    }

    /// The heights of the panes. Each gets what it wants if there is room; otherwise they give up rows in turn:
    /// first more of the same (hex rows), then what is shown twice, and last what the decoder says.
    private func heights(_ scene: FrameScene, in area: Rect) -> [Int] {
        let bitsArea = area.height >= 34 ? area : area.rows(0..<4)
        let wanted = [
            WirePane.wantedHeight(scene, width: area.width), BitsPane.wantedHeight(scene, in: bitsArea),
            DecoderPane.wantedHeight(scene, width: area.width), UnmaskingPane.wantedHeight(scene, width: area.width),
        ]
        // A masked byte needs at least the calculation: wire, key, their XOR, and the character.
        let least = scene.frame.header?.maskingKey == nil ? 4 : 5
        let floors: [(pane: Pane, height: Int)] =
            scene.isProjector
            ? [
                (.wire, 3), (.unmasking, 4), (.decoder, 4), (.unmasking, 0), (.decoder, 3), (.bits, 4), (.wire, 0),
                (.bits, 0),
            ]
            : [
                (.wire, 5), (.unmasking, 6), (.wire, 3), (.bits, 4), (.unmasking, least), (.bits, 3), (.decoder, 7),
                (.unmasking, 4), (.decoder, 6), (.unmasking, 0), (.decoder, 3), (.bits, 0), (.wire, 0),
            ]
        return Heights.fit(wanted, floors: floors.map { ($0.pane.rawValue, $0.height) }, total: area.height)
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
            ? "No frame has arrived on this connection yet. Type a message in the page, or press F to follow new traffic."
            : "This connection has no frames. \(elsewhere)"
        grid.putParagraph(StyledText(words), in: area.rows(1..<max(1, area.height)).inset(horizontally: 2))
    }
}

// The panes of a frame, on its own screen and beside the ladder:
//
//    ─ wire ──────────     hex, with the letter of each field
//    ─ bits ──────────     RFC 6455's picture, filled with this frame
//    ─ decoder ───────     the sentences for the byte or bit, the decoder's state, broken rules
//    ─ unmasking ─────     wire XOR key, one column per byte

import TerminalUI
import WebSocketProtocol

/// A pane of a frame; the order is that of Tab.
enum FramePane: Int, CaseIterable {
    case wire, bits, decoder, unmasking

    func draw(_ scene: FrameScene, in area: Rect, into grid: inout Grid, isFocused: Bool) {
        switch self {
        case .wire: WirePane.draw(scene, in: area, into: &grid, isFocused: isFocused)
        case .bits: BitsPane.draw(scene, in: area, into: &grid, isFocused: isFocused)
        case .decoder: DecoderPane.draw(scene, in: area, into: &grid, isFocused: isFocused)
        case .unmasking: UnmaskingPane.draw(scene, in: area, into: &grid, isFocused: isFocused)
        }
    }

    /// Draws all of them, one below the other, as far as there is room. `first` is the position of the first in the screen's order
    /// of Tab.
    static func drawAll(
        _ scene: FrameScene, in area: Rect, into grid: inout Grid, focused: FramePane?, first: Int = 0
    ) {
        var rest = area
        for (pane, height) in zip(allCases, heights(scene, in: area)) {
            let (part, below) = rest.splitTop(height)
            if !part.isEmpty {
                grid.target(part, ClickTarget.pane(first + pane.rawValue))
                pane.draw(scene, in: part, into: &grid, isFocused: pane == focused)
            }
            rest = below
        }
    }

    /// The heights of the panes. Each gets what it wants if there is room; otherwise they give up rows in turn:
    /// first more of the same (hex rows), then what is shown twice (under large bits the small ones), and last what the
    /// decoder says.
    private static func heights(_ scene: FrameScene, in area: Rect) -> [Int] {
        let bitsArea = area.height >= 34 ? area : area.rows(0..<4)
        let wanted = [
            WirePane.wantedHeight(scene, width: area.width), BitsPane.wantedHeight(scene, in: bitsArea),
            DecoderPane.wantedHeight(scene, width: area.width), UnmaskingPane.wantedHeight(scene, width: area.width),
        ]
        // A masked byte needs at least the calculation: wire, key, their XOR, and the character.
        let least = scene.frame.header?.maskingKey == nil ? 4 : 5
        if scene.deflateByte != nil {
            return Heights.fit(
                wanted, floors: compressedFloors(scene, in: area).map { ($0.pane.rawValue, $0.height) },
                total: area.height)
        }
        let floors: [(pane: FramePane, height: Int)] =
            scene.isProjector
            ? [
                (.wire, 3), (.unmasking, 6), (.bits, 1 + LargeByte.height(scene, width: area.width)), (.unmasking, 4),
                (.decoder, 4),
                (.unmasking, 0), (.decoder, 3),
                (.bits, 4), (.wire, 0), (.bits, 0),
            ]
            : [
                (.wire, 5), (.unmasking, 6), (.wire, 3), (.bits, 4), (.unmasking, least), (.bits, 3), (.decoder, 7),
                (.unmasking, 4), (.decoder, 6), (.unmasking, 0), (.decoder, 3), (.bits, 0), (.wire, 0),
            ]
        return Heights.fit(wanted, floors: floors.map { ($0.pane.rawValue, $0.height) }, total: area.height)
    }

    /// The same where the cursor is on compressed data: the last pane, which has its symbols, gives up rows later.
    private static func compressedFloors(_ scene: FrameScene, in area: Rect) -> [(pane: FramePane, height: Int)] {
        scene.isProjector
            ? [
                (.wire, 3), (.unmasking, 13), (.bits, 1 + LargeByte.height(scene, width: area.width)), (.decoder, 3),
                (.unmasking, 7), (.decoder, 0), (.bits, 4), (.wire, 0), (.unmasking, 5), (.bits, 0),
            ]
            : [
                (.wire, 5), (.bits, 7), (.wire, 3), (.unmasking, 15), (.bits, 4), (.unmasking, 12), (.bits, 3),
                (.unmasking, 11), (.decoder, 3), (.unmasking, 7), (.decoder, 0), (.bits, 0), (.wire, 0),
            ]
    }
}

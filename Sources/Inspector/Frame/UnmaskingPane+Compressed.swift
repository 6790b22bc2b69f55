// The payload of a compressed message: unmasking above, inflating below.
//
//    ─ unmasking ──────── message 0 (text), fragment 1 of 2 ─
//    wire   c5       b2       ec
//    key    37 [0]   fa [1]   21 [2]
//    xor    f2       48       cd
//    ─ inflating ────────────────────────────────────────────

import TerminalUI
import WebSocketProtocol

extension UnmaskingPane {
    static func wantedHeight(_ scene: FrameScene, compressed deflate: DeflateScene, width: Int) -> Int {
        1 + rowNames(scene).count + (XORBits.isShown(scene) ? XORBits.height : 0)
            + InflatingPane.wantedHeight(scene, width: width)
    }

    static func drawCompressed(
        _ scene: FrameScene, _ deflate: DeflateScene, in area: Rect, into grid: inout Grid, isFocused: Bool
    ) {
        let columnRows = rowNames(scene).count
        // The row of positions goes first, as the cursor shows its own.
        let leastAbove = scene.frame.header?.maskingKey == nil ? columnRows + 1 : columnRows
        if scene.deflateByte != nil, area.height < leastAbove + InflatingPane.leastHeight {
            return InflatingPane.draw(scene, deflate, in: area, into: &grid, isFocused: isFocused)
        }
        // What comes out is always there, in a row of its own, and where there is room, why it is so long.
        let last = InflatingPane.lastLines(scene, width: area.width)
        let rest =
            scene.deflateByte == nil
            ? max(1, min(1 + last.count, area.height - leastAbove)) : InflatingPane.leastHeight
        let above = max(0, min(1 + columnRows, area.height - rest))
        let room = area.height - above - InflatingPane.wantedHeight(scene, width: area.width)
        let bitRows = XORBits.isShown(scene) && room >= XORBits.leastHeight ? min(room, XORBits.height) : 0
        let (top, below) = area.splitTop(above + bitRows)
        drawRule(scene, deflate, in: top.row(0), into: &grid, isFocused: isFocused)
        drawColumns(scene, in: top.rows(1..<max(1, above)), into: &grid)
        if bitRows > 0 { XORBits.draw(scene, in: top.rows(above..<above + bitRows), into: &grid) }
        if below.height >= 3 {
            InflatingPane.draw(scene, deflate, in: below, into: &grid, isFocused: false)
        } else {
            let (row, lines) = below.splitTop(1)
            InflatedRows(deflate, 0..<0, more: scene.moreWords, width: row.width).draw(in: row, into: &grid)
            grid.putLines(last, in: lines.inset(horizontally: 2))
        }
    }

    /// The name of the pane, from the header how to come to the symbols, and which fragment of its message the frame is.
    private static func drawRule(
        _ scene: FrameScene, _ deflate: DeflateScene, in row: Rect, into grid: inout Grid, isFocused: Bool
    ) {
        let name = scene.frame.header?.maskingKey == nil ? "payload" : "unmasking"
        grid.paneRule(name, isFocused: isFocused, in: row)
        let isBefore = scene.deflateByte == nil && scene.isExplained && !scene.moreWords.isEmpty
        let hint = isBefore && scene.byte < scene.frame.header?.headerLength ?? 0 ? "] goes on to its symbols" : nil
        let fragment = PayloadWords.fragment(scene)
        let forms = [[hint, fragment], [fragment], [hint]].map { $0.compactMap(\.self).joined(separator: "  ") }
        guard let words = forms.first(where: { !$0.isEmpty && $0.count + name.count + 10 < row.width }) else { return }
        grid.put(" \(words) ", x: row.maxX - words.count - 3, y: row.y, style: Style(.title), in: row)
    }
}

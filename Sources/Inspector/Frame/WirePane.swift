// The frame as bytes, with the letter of each field below its bytes:
//
//    81 85[37]fa 21 3d 7f 9f 4d 51 58                        ··7·!=··MQX
//    FO ML K--K--K--K  P--P--P--P--P
//
// Bytes that are not explained have their numbers instead of letters.
//
// A digit is half a byte, and so are FIN with the reserved bits, and the opcode: byte 0 has two letters, and byte 1 as
// well.

import Capture
import TerminalUI
import WebSocketProtocol

enum WirePane {
    static func wantedHeight(_ scene: FrameScene, width: Int) -> Int {
        let rows = layout(scene, width: width).rowCount(scene.placeCount)
        return 1 + min(rows, 64) * 2 + (innerReads(scene).isEmpty ? 0 : 1)
    }

    static func draw(_ scene: FrameScene, in area: Rect, into grid: inout Grid, isFocused: Bool) {
        grid.paneRule("wire", isFocused: isFocused, in: area)
        if scene.hasLegend { drawLegend(in: area.row(0), from: isFocused ? 10 : 8, into: &grid) }
        let (_, body) = area.splitTop(1)
        guard scene.isKept else { return drawNotKept(scene, in: body, into: &grid) }
        let reads = innerReads(scene)
        let hasReadLine = !reads.isEmpty && body.height >= 3
        let layout = layout(scene, width: body.width)
        let height = (body.height - (hasReadLine ? 1 : 0)) / 2
        let rows = layout.visibleRows(count: scene.placeCount, around: scene.byte, height: height)
        let first = rows.lowerBound * layout.perRow
        guard let bytes = scene.bytes(from: first, count: rows.count * layout.perRow) else {
            return drawNotKept(scene, in: body, into: &grid)
        }
        for row in rows {
            let start = (row - rows.lowerBound) * layout.perRow
            let part = bytes[min(start, bytes.count)..<min(start + layout.perRow, bytes.count)]
            let y = body.y + (row - rows.lowerBound) * 2
            layout.draw(
                row: row, bytes: part, selected: scene.byte..<scene.byte + 1, y: y, in: body, into: &grid,
                target: ClickTarget.byte
            ) { (style(scene, bit: $0 * 8), style(scene, bit: $0 * 8 + 4)) }
            layout.drawRest(
                from: scene.frame.received, to: scene.placeCount, row: row, selected: scene.byte, y: y, in: body,
                into: &grid, value: scene.value(ofByte:))
            if scene.rest.isPlain { drawPositions(scene, layout, row: row, y: y + 1, in: body, into: &grid) }
            let range = first + part.startIndex..<first + part.endIndex
            drawLetters(scene, layout, of: range, y: y + 1, in: body, into: &grid)
            for read in reads where range.contains(read) {
                let x = body.x + layout.column(of: read) - layout.cell + 2
                if grid[x, y].character == " " { grid.put("│", x: x, y: y, style: Style(.warning), in: body) }
                grid.put("│", x: x, y: y + 1, style: Style(.warning), in: body)
            }
        }
        guard hasReadLine else { return }
        grid.put(
            readWords(reads, width: body.width - 3), x: body.x + 2, y: body.y + rows.count * 2, width: body.width - 3,
            style: Style(.warning))
    }

    private static func layout(_ scene: FrameScene, width: Int) -> HexRows {
        layout(scene.placeCount, isProjector: scene.isProjector, width: width)
    }

    private static func layout(_ count: Int, isProjector: Bool, width: Int) -> HexRows {
        let wide = HexRows(count: count, width: width, isWide: true, longest: 32)
        let isWide = isProjector || (wide.perRow == 32 && wide.hasText)
        return isWide ? wide : HexRows(count: count, width: width, longest: 32)
    }

    /// How many bytes stand in a row of the pane, `count` being those of the frame.
    static func bytesPerRow(_ count: Int, isProjector: Bool, width: Int) -> Int {
        layout(count, isProjector: isProjector, width: width).perRow
    }

    private static func style(_ scene: FrameScene, bit: Int) -> Style {
        scene.field(atBit: bit).map { Style($0.role) } ?? .text
    }

    private static func drawLetters(
        _ scene: FrameScene, _ layout: HexRows, of range: Range<Int>, y: Int, in area: Rect, into grid: inout Grid
    ) {
        for index in range {
            let halves = (scene.field(atBit: index * 8), scene.field(atBit: index * 8 + 4))
            guard let high = halves.0 else { continue }
            let x = area.x + layout.column(of: index)
            let isMidStream =
                index + 1 < range.upperBound && scene.field(atBit: index * 8 + 8) == high && halves.1 == high
            grid.target(Rect(x: x, y: y, width: 2, height: 1), ClickTarget.byte(index))
            let line = isMidStream ? String(repeating: "-", count: layout.cell - 1) : ""
            grid.put("\(high.letter)\(line)", x: x, y: y, style: Style(high.role), in: area)
            if let low = halves.1, low != high {
                grid.put("\(low.letter)", x: x + 1, y: y, style: Style(low.role), in: area)
            }
        }
    }

    /// The numbers of the bytes that no letter explains, where they fit.
    private static func drawPositions(
        _ scene: FrameScene, _ layout: HexRows, row: Int, y: Int, in area: Rect, into grid: inout Grid
    ) {
        let end = scene.frame.received + scene.rest.values.count
        for index in layout.indices(from: scene.frame.received, to: end, row: row) {
            let position = String(index)
            guard position.count < layout.cell else { continue }
            grid.put(position, x: area.x + layout.column(of: index), y: y, style: Style(.muted), in: area)
        }
    }

    private static func drawLegend(in row: Rect, from start: Int, into grid: inout Grid) {
        var legend = StyledText(" ")
        for (field, name) in FrameField.legend {
            legend +=
                StyledText("\(field.letter)", Style(field.role, bold: true))
                + StyledText(" \(name)  ", Style(field.role))
        }
        legend.spans[legend.spans.count - 1].text.removeLast()
        let x = row.maxX - legend.width - 1
        if x >= row.x + start { grid.put(legend, x: x, y: row.y, in: row) }
    }

    /// The bytes at which a read began, except the frame's first.
    private static func innerReads(_ scene: FrameScene) -> [Int] {
        scene.conversation.readStarts(in: scene.frame).filter { $0 > 0 }
    }

    /// Where reads begin, listing as many places as there is room for.
    private static func readWords(_ reads: [Int], width: Int) -> String {
        let places = (1...max(1, min(reads.count, 6))).reversed().map { count in
            let shown = reads.prefix(count).map(\.grouped).joined(separator: ", ")
            let more = reads.count > count ? " and \((reads.count - count).grouped) more" : ""
            return "│ \(reads.count == 1 ? "a new read starts at byte" : "new reads start at bytes") \(shown)\(more)"
        }
        let forms = places.map { "\($0): a frame is not the same as a read." } + places.map { "\($0)." }
        return forms.first { $0.count <= width } ?? forms.last ?? ""
    }

    private static func drawNotKept(_ scene: FrameScene, in area: Rect, into grid: inout Grid) {
        let header = scene.headerBytes.isEmpty ? "" : "; its header was \(Hex.string(scene.headerBytes))"
        let words =
            "The bytes of this frame are no longer kept\(header). Memory is limited, so the oldest bytes are dropped first."
        grid.putParagraph(StyledText(words, Style(.warning)), in: area.inset(horizontally: 1))
    }
}

// The picture of RFC 6455 §5.2, 32 bits per row, filled with the bits of this frame, and its fields beside or below it:
//
//    0                   1                   2                   3
//    0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1      1... ....  F  FIN is 1: this frame ends …
//   +-+-+-+-+-------+-+-------------+-------------------------------+     .000 ....
//   |1|0|0|0|0 0 0 1|1|0 0 0 0 1 0 1[0 0 1 1 0 1 1 1]1 1 1 1 1 0 1 0|
//   |F|R|R|R|opcode |M|   length    |          masking key          |
//   +-+-+-+-+-------+-+-------------+-------------------------------+

import TerminalUI
import WebSocketProtocol

enum BitsBox {
    private static let bitsPerRow = 32

    /// The columns from one bit to the next: one more where the fields beside it have room all the same.
    private static func step(in area: Rect) -> Int { area.width >= 170 ? 3 : 2 }

    private static func width(_ step: Int) -> Int { step * bitsPerRow + 1 }

    /// Whether the pane is large enough for at least one row of the picture, with the fields beside it or below.
    static func fits(_ area: Rect) -> Bool { area.width >= width(2) + 2 && area.height >= 6 }

    static func wantedHeight(_ scene: FrameScene) -> Int { 3 + 3 * min(rowCount(scene), 4) }

    static func draw(_ scene: FrameScene, in area: Rect, into grid: inout Grid) {
        let step = step(in: area)
        let (left, beside) = area.splitLeft(width(step) + 4)
        let isBeside = beside.width >= 30
        let rows = max(1, min(rowCount(scene), (area.height - 3) / 3))
        let firstRow = max(0, min(scene.byte / 4 - rows / 2, rowCount(scene) - rows))
        let box = left.columns(2..<left.width)
        drawRuler(step, in: box, into: &grid)
        for row in firstRow..<firstRow + rows {
            drawRow(
                scene, row, step, isFirst: row == firstRow, in: box, y: box.y + 2 + (row - firstRow) * 3, into: &grid)
        }
        drawBorder(boundaries(scene, row: firstRow + rows - 1), step, in: box, y: box.y + 2 + rows * 3, into: &grid)
        let list = isBeside ? beside : area.rows(3 + rows * 3 + 1..<max(3 + rows * 3 + 1, area.height))
        drawFields(scene, in: list, into: &grid)
    }

    private static func rowCount(_ scene: FrameScene) -> Int { (scene.placeCount + 3) / 4 }

    private static func drawRuler(_ step: Int, in box: Rect, into grid: inout Grid) {
        for bit in 0..<bitsPerRow {
            let x = box.x + 1 + step * bit
            if bit % 10 == 0 { grid.put("\(bit / 10)", x: x, y: box.y, style: Style(.muted), in: box) }
            grid.put("\(bit % 10)", x: x, y: box.y + 1, style: Style(.muted), in: box)
        }
    }

    /// The bits of a row before which a field starts, and the end of the bytes received.
    private static func boundaries(_ scene: FrameScene, row: Int) -> Set<Int> {
        let start = row * bitsPerRow
        let there = max(0, min(bitsPerRow, min(scene.placeCount, row * 4 + 4) * 8 - start))
        var found: Set<Int> = there > 0 ? [0, there] : []
        for bit in 1..<max(1, there) {
            let field = scene.field(atBit: start + bit)
            // Bytes that are not explained stand apart.
            guard field != scene.field(atBit: start + bit - 1) || (field == nil && bit % 8 == 0) else { continue }
            found.insert(bit)
        }
        return found
    }

    private static func drawBorder(
        _ boundaries: Set<Int>, _ step: Int, in box: Rect, y: Int, into grid: inout Grid
    ) {
        for bit in 0...(boundaries.max() ?? 0) {
            let line = (boundaries.contains(bit) ? "+" : "-") + String(repeating: "-", count: step - 1)
            grid.put(line, x: box.x + step * bit, y: y, style: Style(.border), in: box)
        }
        if let end = boundaries.max() {
            grid.put(
                "+" + String(repeating: " ", count: step - 1), x: box.x + step * end, y: y, style: Style(.border),
                in: box)
        }
    }

    private static func drawRow(
        _ scene: FrameScene, _ row: Int, _ step: Int, isFirst: Bool, in box: Rect, y: Int, into grid: inout Grid
    ) {
        let here = boundaries(scene, row: row)
        let above = isFirst ? [] : boundaries(scene, row: row - 1)
        drawBorder(here.union(above), step, in: box, y: y, into: &grid)
        for offset in 0..<max(0, min(4, scene.placeCount - row * 4)) {
            let index = row * 4 + offset
            guard let digits = scene.digits(ofByte: index) else { return }
            for (bit, digit) in digits.enumerated() {
                let isCursor = index == scene.byte && (scene.bit ?? bit) == bit
                let field = scene.field(atBit: index * 8 + bit).map { Style($0.role) } ?? .text
                let x = box.x + 1 + step * (offset * 8 + bit)
                grid.put(String(digit), x: x, y: y + 1, style: isCursor ? Style(.cursor) : field, in: box)
                guard index < scene.frame.received + scene.rest.values.count else { continue }
                grid.target(Rect(x: x, y: y + 1, width: 1, height: 1), ClickTarget.bit(bit, byte: index))
            }
        }
        let marks = here.sorted()
        for (start, end) in zip(marks, marks.dropFirst()) {
            guard let field = scene.field(atBit: row * bitsPerRow + start) else { continue }
            let room = step * (end - start) - 1
            let label = field.label(width: room)
            let x = box.x + 1 + step * start + (room - label.count) / 2
            grid.put(label, x: x, y: y + 2, style: Style(field.role), in: box)
        }
        for mark in marks {
            for line in 1...2 { grid.put("|", x: box.x + step * mark, y: y + line, style: Style(.border), in: box) }
        }
        drawBrackets(scene, row, step, in: box, y: y + 1, into: &grid)
    }

    private static func drawBrackets(
        _ scene: FrameScene, _ row: Int, _ step: Int, in box: Rect, y: Int, into grid: inout Grid
    ) {
        guard scene.byte / 4 == row else { return }
        let first = scene.byte % 4 * 8 + (scene.bit ?? 0)
        let last = scene.bit.map { scene.byte % 4 * 8 + $0 } ?? first + 7
        grid.put("[", x: box.x + step * first, y: y, in: box)
        grid.put("]", x: box.x + step * (last + 1), y: y, in: box)
    }

    /// The fields with their bits in the notation of protocol analysers; whole bytes in hex.
    private static func drawFields(_ scene: FrameScene, in area: Rect, into grid: inout Grid) {
        let here = scene.byte * 8 + (scene.bit ?? 0)
        let indent = 16
        var rows: [StyledText] = []
        for reading in scene.explanation.fields {
            let isHere = scene.bit == nil ? reading.bytes.contains(scene.byte) : reading.bits.contains(here)
            let notation = notation(reading, scene)
            let start =
                StyledText(isHere ? "▸ " : "  ", Style(.title))
                + StyledText(
                    notation + String(repeating: " ", count: max(1, 11 - notation.count)), Style(reading.field.role))
                + StyledText("\(reading.field.letter)  ", Style(reading.field.role, bold: true))
            let words = TextWrap.lines(
                scene.explanation.sentence(of: reading).text, width: max(10, area.width - indent - 1))
            for (index, line) in words.enumerated() {
                rows.append((index == 0 ? start : StyledText(String(repeating: " ", count: indent))) + StyledText(line))
            }
        }
        grid.putLines(rows, in: area.columns(0..<max(0, area.width - 1)))
    }

    private static func notation(_ reading: FieldReading, _ scene: FrameScene) -> String {
        let bytes = scene.bytes(from: reading.bytes.lowerBound, count: min(5, reading.bytes.count)) ?? []
        if reading.bits.count < 8, let byte = bytes.first {
            return reading.notation(ofByte: reading.bytes.lowerBound, byte)
        }
        return Hex.string(bytes.prefix(4)) + (bytes.count > 4 ? "…" : "")
    }
}

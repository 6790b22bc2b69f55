// The bits of compressed data in the order in which they are read, each byte from its lowest bit on, with the symbols apart:
//
//    byte     f2           48          cd
//    bits     010│01111 000[10010 101]10011 101…
//    symbol   block H       e         l

import TerminalUI
import WebSocketProtocol

enum InflatingBits {
    static let labelWidth = 11

    /// Draws the rows: bits and symbols, and above them the bytes where there are three rows.
    static func draw(_ scene: FrameScene, _ deflate: DeflateScene, in area: Rect, into grid: inout Grid) {
        let names = ["byte", "bits", "symbol"].suffix(area.height)
        for (y, name) in names.enumerated() {
            grid.put(name, x: area.x + 2, y: area.y + y, style: Style(.muted), in: area)
        }
        let body = area.columns(min(labelWidth, area.width)..<area.width)
        let page = page(scene, deflate, width: body.width - 1)
        let bits = body.y + (area.height < 3 ? 0 : 1)
        var labelEnd = body.x
        var x = body.x
        var last: Int?
        for index in page {
            if area.height >= 3 {
                let isHere = index == scene.deflateByte
                let style = isHere ? Style(.cursor) : deflate.bytes.contains(index) ? Style(.field6) : Style(.muted)
                grid.put(Hex.byte(deflate.trace.data[index]), x: x + 1, y: body.y, style: style, in: body)
            }
            for (place, bit) in deflate.trace.bits(ofByte: index).enumerated() {
                let begins = bit.step != last || (place == 0 && index == page.lowerBound)
                if begins || place == 0 {
                    let isFirst = place == 0 && index == page.lowerBound
                    let isEdge =
                        place == 0 && !isFirst && [deflate.bytes.lowerBound, deflate.bytes.upperBound].contains(index)
                    drawGap(
                        from: last, to: bit.step, isFirst: isFirst, isEdge: isEdge, scene, x: x, y: bits, in: body,
                        into: &grid)
                    x += 1
                }
                drawBit(bit, byte: index, scene, deflate, x: x, y: bits, in: body, into: &grid)
                if begins, let step = bit.step, area.height >= 2 {
                    drawLabel(step, scene, deflate, x: x, end: &labelEnd, in: body.row(bits + 1 - body.y), into: &grid)
                }
                last = bit.step
                x += 1
            }
        }
        // Behind the page, only a bracket.
        let next = deflate.trace.firstStep(ofByte: page.upperBound)
        if let last, last != next, scene.deflateSteps.contains(last) { grid.put("]", x: x, y: bits, in: body) }
    }

    /// The bytes that are shown: a page of them, so that they do not move while the cursor does.
    private static func page(_ scene: FrameScene, _ deflate: DeflateScene, width: Int) -> Range<Int> {
        let count = deflate.trace.readCount
        let perPage = max(1, width / 10)
        let here = scene.deflateByte ?? deflate.bytes.lowerBound
        var first = here / perPage * perPage
        // Bytes with many symbols are wide.
        while first < here, columns(first...here, deflate) > width { first += 1 }
        var end = min(count, here + 1)
        while end < count, columns(first...end, deflate) <= width { end += 1 }
        return min(first, end)..<end
    }

    private static func columns(_ bytes: ClosedRange<Int>, _ deflate: DeflateScene) -> Int {
        var last: Int?
        return bytes.reduce(0) { sum, index in
            let bits = deflate.trace.bits(ofByte: index)
            return sum
                + bits.enumerated().reduce(0) { sum, bit in
                    defer { last = bit.element.step }
                    return sum + (bit.offset == 0 || bit.element.step != last ? 2 : 1)
                }
        }
    }

    /// The column between two bytes, or between two symbols: brackets around the symbols under the cursor, a line between symbols, a
    /// dotted one where a frame begins or ends inside one.
    private static func drawGap(
        from last: Int?, to next: Int?, isFirst: Bool, isEdge: Bool, _ scene: FrameScene, x: Int, y: Int, in area: Rect,
        into grid: inout Grid
    ) {
        let steps = scene.deflateSteps
        let (wasLit, isLit) = (!isFirst && last.map(steps.contains) == true, next.map(steps.contains) == true)
        let isBoundary = !isFirst && last != next
        let text = isLit && !wasLit ? "[" : wasLit && !isLit ? "]" : isBoundary ? "│" : isEdge ? "┊" : " "
        grid.put(text, x: x, y: y, style: text == "│" || text == "┊" ? Style(.border) : .text, in: area)
    }

    private static func drawBit(
        _ bit: DeflateTrace.Bit, byte: Int, _ scene: FrameScene, _ deflate: DeflateScene, x: Int, y: Int, in area: Rect,
        into grid: inout Grid
    ) {
        let isCursor = byte == scene.deflateByte && bit.place == scene.bit
        let isLit = bit.step.map(scene.deflateSteps.contains) == true
        let role = bit.step.map { deflate.trace.steps[$0].symbol.role } ?? .muted
        // What other frames brought, or inflating adds, is there as well.
        let isOwn = deflate.bytes.contains(byte)
        let style = isCursor ? Style(.cursor) : isLit ? Style(.selection) : isOwn ? Style(role) : Style(.muted)
        grid.put(bit.isSet ? "1" : "0", x: x, y: y, style: style, in: area)
        guard isOwn else { return }
        let own = (scene.frame.header?.headerLength ?? 0) + byte - deflate.bytes.lowerBound
        grid.target(area.intersection(Rect(x: x, y: y, width: 1, height: 1)), ClickTarget.bit(bit.place, byte: own))
    }

    /// The name of a symbol, in the room that its bits have.
    private static func drawLabel(
        _ step: Int, _ scene: FrameScene, _ deflate: DeflateScene, x: Int, end: inout Int, in row: Rect,
        into grid: inout Grid
    ) {
        guard x >= end else { return }
        let symbol = deflate.trace.steps[step]
        let room = symbol.bits.count + deflate.trace.byteEnds(in: step)
        let shown = min(room, row.maxX - x)
        guard let label = deflate.trace.labels(of: step).first(where: { $0.count <= shown }) else { return }
        let isLit = scene.deflateSteps.contains(step)
        end = grid.put(label, x: x, y: row.y, style: Style(isLit ? .title : symbol.symbol.role), in: row) + 1
    }
}

extension DeflateSymbol {
    /// The role in which its bits are drawn: bytes, copies, codes, and what blocks consist of otherwise.
    var role: Role {
        switch self {
        case .literal, .stored: .field6
        case .copy: .field4
        case .counts, .lengthCodeLength, .codeLength, .codeLengths: .field2
        case .block, .padding, .storedLength, .endOfBlock: .field5
        }
    }
}

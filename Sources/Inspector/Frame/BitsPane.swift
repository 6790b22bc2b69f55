// The frame as bits: one line of RFC 6455's picture, as many bytes as there is room for, and the place of the cursor
// below:
//
//    F R R R  op    M  length   masking key
//    1 0 0 0  0001  1  0000101 [00110111] 11111010 00100001 00111101
//    byte 0         byte 1      byte 2    byte 3   byte 4   byte 5
//
// With room for it, the picture itself (BitsBox.swift). For a projector, the byte in large letters above (LargeByte.swift).

import TerminalUI
import WebSocketProtocol

enum BitsPane {
    static func wantedHeight(_ scene: FrameScene, in area: Rect) -> Int {
        let large = scene.isProjector ? LargeByte.height(scene, width: area.width) : 0
        return 1 + large + (BitsBox.fits(area) ? BitsBox.wantedHeight(scene) : 3)
    }

    static func draw(_ scene: FrameScene, in area: Rect, into grid: inout Grid, isFocused: Bool) {
        grid.paneRule("bits", isFocused: isFocused, in: area)
        let (_, body) = area.splitTop(1)
        guard !body.isEmpty else { return }
        guard scene.isKept else {
            grid.put("Not kept.", x: body.x + 2, y: body.y, style: Style(.muted), in: body)
            return
        }
        let (large, rest) = body.splitTop(
            scene.isProjector ? min(LargeByte.height(scene, width: area.width), body.height) : 0)
        if !large.isEmpty { LargeByte.draw(scene, in: large, into: &grid) }
        if BitsBox.fits(rest) { return BitsBox.draw(scene, in: rest, into: &grid) }
        if rest.height > 1 { drawLine(scene, in: rest, into: &grid) }
    }

    /// The bits of one field in one byte, and their column.
    private struct Piece {
        let field: FrameField?
        let byte: Int
        let bits: Range<Int>
        var x = 0
        var width = 0
    }

    private static func drawLine(_ scene: FrameScene, in area: Rect, into grid: inout Grid) {
        let pieces = page(scene, width: area.width - 2)
        drawLabels(pieces, in: area, into: &grid)
        for piece in pieces {
            let isHere = piece.byte == scene.byte
            guard let digits = scene.digits(ofByte: piece.byte) else { return }
            for bit in piece.bits {
                let isCursor = isHere && (scene.bit ?? bit) == bit
                let style = isCursor ? Style(.cursor) : piece.field.map { Style($0.role) } ?? .text
                let x = area.x + piece.x + (bit - piece.bits.lowerBound) * step(scene)
                grid.put(String(digits[bit]), x: x, y: area.y + 1, style: style, in: area)
                if piece.byte < scene.frame.received {
                    let place = Rect(x: x, y: area.y + 1, width: 1, height: 1)
                    grid.target(area.intersection(place), ClickTarget.bit(bit, byte: piece.byte))
                }
                if isCursor, scene.bit != nil { drawCaret(bit, x: x, in: area.row(2), into: &grid) }
            }
            if isHere, piece.bits.lowerBound == 0 { grid.put("[", x: area.x + piece.x - 1, y: area.y + 1, in: area) }
            if isHere, piece.bits.upperBound == 8 {
                grid.put("]", x: area.x + piece.x + piece.width, y: area.y + 1, in: area)
            }
            if scene.bit == nil, piece.bits.lowerBound == 0 {
                let room = pieces.filter { $0.byte == piece.byte }.reduce(0) { max($0, $1.x + $1.width - piece.x) }
                let name = ["byte \(piece.byte)", "\(piece.byte)"].first { $0.count <= room } ?? ""
                let x = area.x + piece.x
                let end = grid.put(name, x: x, y: area.y + 2, style: Style(isHere ? .text : .muted), in: area)
                if piece.byte < scene.frame.received {
                    let place = Rect(x: x, y: area.y + 2, width: end - x, height: 1)
                    grid.target(area.intersection(place), ClickTarget.byte(piece.byte))
                }
            }
        }
    }

    private static func drawCaret(_ bit: Int, x: Int, in row: Rect, into grid: inout Grid) {
        let words = "bit \(bit)"
        let isRoom = x + 2 + words.count <= row.maxX
        grid.put("^", x: x, y: row.y, style: Style(.cursor), in: row)
        grid.put(words, x: isRoom ? x + 2 : x - 1 - words.count, y: row.y, in: row)
    }

    private static func drawLabels(_ pieces: [Piece], in area: Rect, into grid: inout Grid) {
        var index = 0
        while index < pieces.count {
            var end = index + 1
            while end < pieces.count, pieces[end].field == pieces[index].field { end += 1 }
            if let field = pieces[index].field {
                let room = pieces[end - 1].x + pieces[end - 1].width - pieces[index].x
                grid.put(
                    field.label(width: room), x: area.x + pieces[index].x, y: area.y, style: Style(field.role), in: area
                )
            }
            index = end
        }
    }

    /// Columns from one bit to the next.
    private static func step(_ scene: FrameScene) -> Int { scene.isProjector ? 2 : 1 }

    /// The pieces of the page that holds the cursor: pages are filled from the frame's first byte on, so that bytes
    /// don't move while the cursor does. The first page may hold fewer bytes, as its fields are apart; all others hold
    /// equally many.
    private static func page(_ scene: FrameScene, width: Int) -> [Piece] {
        var page = fill(scene, from: 0, width: width)
        guard let last = page.last?.byte, scene.byte > last else { return page }
        let inner = max(1, width / (8 * step(scene) + 1))
        var start = last + 1
        // The header's fields take more room, so its pages are counted one by one; it has 14 bytes at most.
        while scene.byte > (page.last?.byte ?? 0), start < FrameHeader.maximumLength {
            page = fill(scene, from: start, width: width)
            start = (page.last?.byte ?? start) + 1
        }
        guard scene.byte > (page.last?.byte ?? 0) else { return page }
        return fill(scene, from: start + (scene.byte - start) / inner * inner, width: width)
    }

    private static func fill(_ scene: FrameScene, from start: Int, width: Int) -> [Piece] {
        var page: [Piece] = []
        var x = 2
        for byte in start..<max(start, scene.placeCount) {
            var pieces = pieces(scene, ofByte: byte)
            for index in pieces.indices {
                if let before = index > 0 ? pieces[index - 1] : page.last {
                    let areFlags = index > 0 && before.bits.count == 1 && pieces[index].bits.count == 1
                    x += areFlags || before.field == pieces[index].field ? 1 : 2
                }
                pieces[index].x = x
                pieces[index].width = pieces[index].bits.count * step(scene) - step(scene) + 1
                x += pieces[index].width
            }
            guard x <= width || page.isEmpty else { break }
            page += pieces
        }
        return page
    }

    private static func pieces(_ scene: FrameScene, ofByte byte: Int) -> [Piece] {
        var pieces: [Piece] = []
        var start = 0
        for bit in 1...8 where bit == 8 || scene.field(atBit: byte * 8 + bit) != scene.field(atBit: byte * 8 + start) {
            pieces.append(Piece(field: scene.field(atBit: byte * 8 + start), byte: byte, bits: start..<bit))
            start = bit
        }
        return pieces
    }
}

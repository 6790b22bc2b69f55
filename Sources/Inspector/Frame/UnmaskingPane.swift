// Unmasking as arithmetic, one column per byte (RFC 6455 §5.3):
//
//     i      0        1        2        3        4
//     wire   7f       9f       4d       51       58
//     key    37 [0]   fa [1]   21 [2]   3d [3]   37 [0]
//     xor    48       65       6c       6c       6f
//     char   H        e        l        l        o
//
// A code point of several bytes spans their columns. A frame without a key has no arithmetic, and says so. Where the message is compressed,
// there is no last row, and what comes out is below (UnmaskingPane+Compressed.swift).

import TerminalUI
import WebSocketProtocol

enum UnmaskingPane {
    private static let labelWidth = 9
    private static let cell = 9

    static func wantedHeight(_ scene: FrameScene, width: Int) -> Int {
        if let deflate = compressed(scene) { return wantedHeight(scene, compressed: deflate, width: width) }
        return 1 + PayloadWords.lines(scene, width: width - 4).count
            + (scene.frame.payloadRange.isEmpty ? 0 : rowNames(scene).count)
            + (XORBits.isShown(scene) ? XORBits.height : 0)
    }

    static func draw(_ scene: FrameScene, in area: Rect, into grid: inout Grid, isFocused: Bool) {
        if let deflate = compressed(scene) {
            return drawCompressed(scene, deflate, in: area, into: &grid, isFocused: isFocused)
        }
        let isMasked = scene.frame.header?.maskingKey != nil
        grid.paneRule(isMasked ? "unmasking" : "payload", isFocused: isFocused, in: area)
        let (_, body) = area.splitTop(1)
        let columnRows = scene.frame.payloadRange.isEmpty || !scene.isKept ? 0 : rowNames(scene).count
        let bitRows = XORBits.isShown(scene) ? XORBits.height : 0
        let words = PayloadWords.lines(scene, width: body.width - 4, textRows: body.height - columnRows - bitRows - 2)
        let (top, rest) = body.splitTop(min(words.count, max(0, body.height - columnRows)))
        grid.putLines(words, in: top.inset(horizontally: 2))
        guard columnRows > 0 else { return }
        let (columns, bits) = rest.splitTop(columnRows)
        drawColumns(scene, in: columns, into: &grid)
        if bitRows > 0, bits.height >= XORBits.leastHeight { XORBits.draw(scene, in: bits, into: &grid) }
    }

    /// The symbols of the payload; nil where there is none of them to show.
    private static func compressed(_ scene: FrameScene) -> DeflateScene? {
        scene.isKept && !scene.frame.payloadRange.isEmpty ? scene.deflate : nil
    }

    static func rowNames(_ scene: FrameScene) -> [String] {
        let last = scene.isCompressed ? [] : [scene.isText ? "char" : "ascii"]
        return (scene.frame.header?.maskingKey == nil ? ["i", "byte"] : ["i", "wire", "key", "xor"]) + last
    }

    static func drawColumns(_ scene: FrameScene, in area: Rect, into grid: inout Grid) {
        guard let header = scene.frame.header, !area.isEmpty else { return }
        let count = scene.frame.received - header.headerLength
        let shown = max(1, (area.width - labelWidth) / cell)
        // Behind the code of a Close whose reason is hidden, the code stays.
        let selected =
            scene.hidesText ? min(scene.byte - header.headerLength, count - 1) : scene.byte - header.headerLength
        let start = max(0, selected) / shown * shown
        // Characters may begin before the page and end after it: UTF-8 has four bytes at most.
        let from = max(0, start - 3)
        guard let wire = scene.bytes(from: header.headerLength + from, count: start - from + shown + 3) else { return }
        let columns = columns(of: wire, from: from, scene)
        // When rows are short, the position goes first: the cursor shows it.
        let rows = Array(rowNames(scene).enumerated().suffix(area.height))
        for (y, (row, name)) in rows.enumerated() {
            grid.put(name, x: area.x + 2, y: area.y + y, style: Style(.muted), in: area)
            if row == 0, start + shown < count {
                grid.put("›", x: area.maxX - 1, y: area.y + y, style: Style(.muted), in: area)
            }
            var end = area.x
            if name == "char" {
                drawBegun(
                    columns, scene, before: start, x: area.x + labelWidth, y: area.y + y, end: &end, in: area,
                    into: &grid)
            }
            drawRest(name, scene, behind: count, columns: start..<start + shown, y: area.y + y, in: area, into: &grid)
            for column in columns where column.index >= start && column.index < start + shown {
                let x = area.x + labelWidth + (column.index - start) * cell
                let isHere = column.index == selected
                let place = Rect(x: x, y: area.y + y, width: cell, height: 1)
                grid.target(area.intersection(place), ClickTarget.byte(header.headerLength + column.index))
                let style = isHere ? Style(.cursor) : name == "key" ? Style(FrameField.maskingKey.role) : Style(.field6)
                if name == "char" || name == "ascii" {
                    drawCharacter(
                        column, span(at: column, columns, scene, from: start), x: x, y: area.y + y, style: style,
                        end: &end,
                        in: area, into: &grid)
                } else {
                    grid.put(
                        text(column, name), x: x, y: area.y + y, style: row == 0 && !isHere ? Style(.muted) : style,
                        in: area)
                }
            }
        }
    }

    /// Payload bytes that are shown and not explained: which key byte they meet is what they mean.
    private static func drawRest(
        _ name: String, _ scene: FrameScene, behind count: Int, columns: Range<Int>, y: Int, in area: Rect,
        into grid: inout Grid
    ) {
        guard let header = scene.frame.header else { return }
        let first = max(count, columns.lowerBound)
        for index in first..<max(first, min(count + scene.rest.values.count, columns.upperBound)) {
            let byte = scene.value(ofByte: header.headerLength + index).map { Hex.byte($0) } ?? "··"
            let text = name == "i" ? "\(index)" : name == "wire" || name == "byte" ? byte : "··"
            let isHere = header.headerLength + index == scene.byte
            let style = isHere ? Style(.cursor) : name == "i" || text == "··" ? Style(.muted) : .text
            grid.put(text, x: area.x + labelWidth + (index - columns.lowerBound) * cell, y: y, style: style, in: area)
        }
    }

    /// The code of a Close is a number, not text.
    private static func columns(of wire: [UInt8], from start: Int, _ scene: FrameScene) -> [UnmaskingColumn] {
        let key = scene.frame.header?.maskingKey
        let codeEnd = scene.frame.header?.opcode == .close ? min(wire.count, max(0, 2 - start)) : 0
        return UnmaskingColumn.columns(of: wire.prefix(codeEnd), from: start, key: key, asText: false)
            + UnmaskingColumn.columns(
                of: wire.dropFirst(codeEnd), from: start + codeEnd, key: key, asText: scene.isText)
    }

    private static func text(_ column: UnmaskingColumn, _ name: String) -> String {
        switch name {
        case "i": String(column.index)
        case "wire", "byte": Hex.byte(column.wire)
        case "key": column.key.map { "\(Hex.byte($0)) [\(column.keyIndex)]" } ?? ""
        default: Hex.byte(column.plain)
        }
    }

    /// What starts at a column, and how many bytes it has: a code point, or the code of a Close. `start` is the column with which the page
    /// begins.
    private static func span(
        at column: UnmaskingColumn, _ columns: [UnmaskingColumn], _ scene: FrameScene, from start: Int
    ) -> (String, Int)? {
        if column.index == 0, scene.frame.header?.opcode == .close, columns.count > 1 {
            return ("\(ClosePayload(columns.prefix(2).map(\.plain)).code.rawValue)", 2)
        }
        return column.scalar.map { scalar in
            let bytes = String(scalar).utf8.count
            return (words(for: scalar, room: (column.index + bytes - max(start, column.index)) * cell - 1), bytes)
        }
    }

    /// A code point over its bytes: itself where it can be seen, its name, and its role where it has room for it.
    private static func words(for scalar: Unicode.Scalar, room: Int) -> String {
        let isVisible = Sanitizer.standIn(for: Character(scalar)) == nil
        if scalar.isASCII { return scalar == " " ? "space" : String(scalar) }
        let name = (isVisible ? "\(scalar) " : "") + scalar.codePointName
        guard let role = scalar.role?.name, CharacterWidth.columns(of: name) + role.count < room else { return name }
        return "\(name) \(role)"
    }

    /// The rest of a character that begins on the page before: "‹é─".
    private static func drawBegun(
        _ columns: [UnmaskingColumn], _ scene: FrameScene, before start: Int, x: Int, y: Int, end: inout Int,
        in area: Rect, into grid: inout Grid
    ) {
        for column in columns where column.index < start {
            guard let (text, bytes) = span(at: column, columns, scene, from: start),
                column.index + bytes > start
            else { continue }
            let rest = column.index + bytes - start
            grid.put("‹", x: x - 1, y: y, style: Style(.muted), in: area)
            let line = String(repeating: "─", count: (rest - 1) * cell + 2)
            grid.put(line, x: x, y: y, style: Style(.field6), in: area)
            grid.put(text, x: x, y: y, style: Style(.field6), in: area)
            end = x + rest * cell
        }
    }

    /// A character, with a line to the last of its bytes; a byte that is part of none shows as a point, or as ASCII
    /// if it is. `end` is the column up to which the character before it reaches.
    private static func drawCharacter(
        _ column: UnmaskingColumn, _ span: (text: String, bytes: Int)?, x: Int, y: Int, style: Style, end: inout Int,
        in area: Rect, into grid: inout Grid
    ) {
        if let span {
            let (text, bytes) = span
            end = x + bytes * cell
            let line = String(repeating: "─", count: bytes == 1 ? 0 : (bytes - 1) * cell + 2)
            grid.put(line, x: x, y: y, style: Style(.field6), in: area)
            grid.put(text, x: x, y: y, style: style, in: area)
        } else if x >= end {
            grid.put(column.plain == 0x20 ? "space" : column.plain.printable, x: x, y: y, style: style, in: area)
        } else {
            grid.restyle(Rect(x: x, y: y, width: 2, height: 1)) { $0 = style }
        }
    }
}

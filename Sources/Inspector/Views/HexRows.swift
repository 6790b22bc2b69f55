// Rows of bytes in hexadecimal, with brackets around what is selected:
//
//    16  81 85[37]fa 21 3d 7f 9f 4d 51 58                 ··7·!=··MQX
//
// Positions are decimal, like those in the sentences. A row knows the column of each byte, so that letters can be put
// below.

import TerminalUI
import WebSocketProtocol

struct HexRows {
    /// Bytes in a row.
    let perRow: Int
    /// Columns of a byte with the blanks before it.
    let cell: Int
    /// Columns of the positions at the start of each row; 0 for none.
    let positionWidth: Int
    /// Whether there is room for the characters on the right.
    let hasText: Bool

    /// The layout for `count` bytes in `width` columns, with `longest` bytes in a row at most. Wide bytes have two blanks
    /// between them.
    init(count: Int, width: Int, isWide: Bool = false, longest: Int = 16) {
        cell = isWide ? 4 : 3
        positionWidth = count <= 16 ? 0 : String(count - 1).count + 1
        let room = width - positionWidth - 2
        let lengths = [32, 16, 8].filter { $0 <= (count <= 16 ? 16 : longest) }
        perRow = lengths.first { [cell] in room >= $0 * cell } ?? max(1, room / cell)
        hasText = room >= perRow * (cell + 1) + cell
    }

    /// The column of the first digit of a byte.
    func column(of index: Int) -> Int { 1 + positionWidth + index % perRow * cell + cell - 2 }

    /// The rows that `count` bytes take.
    func rowCount(_ count: Int) -> Int { (count + perRow - 1) / perRow }

    /// The rows to show of them, `height` at most, so that byte `index` is in the middle where the ends allow it.
    func visibleRows(count: Int, around index: Int, height: Int) -> Range<Int> {
        let rows = rowCount(count)
        let shown = min(rows, max(1, height))
        let first = max(0, min(index / perRow - shown / 2, rows - shown))
        return first..<first + shown
    }

    /// Draws a row. `styles` are those of a byte's two digits, and `target` is what a click on a byte means.
    func draw(
        row: Int, bytes: ArraySlice<UInt8>, selected: Range<Int>, isCursor: Bool = true, y: Int, in area: Rect,
        into grid: inout Grid, target: ((Int) -> ClickTarget)? = nil, styles: (Int) -> (Style, Style)
    ) {
        if positionWidth > 0 {
            let position = String(row * perRow)
            grid.put(position, x: area.x + positionWidth - position.count, y: y, style: Style(.muted), in: area)
        }
        let marked = Style(isCursor ? .cursor : .selection)
        for (offset, byte) in bytes.enumerated() {
            let index = row * perRow + offset
            let isSelected = selected.contains(index)
            let (high, low) = isSelected ? (marked, marked) : styles(index)
            let digits = Hex.byte(byte)
            let x = area.x + column(of: index)
            grid.put(digits.prefix(1), x: x, y: y, style: high, in: area)
            grid.put(digits.suffix(1), x: x + 1, y: y, style: low, in: area)
            if isSelected, index == selected.lowerBound { grid.put("[", x: x - 1, y: y, in: area) }
            if isSelected, index == selected.upperBound - 1 { grid.put("]", x: x + 2, y: y, in: area) }
            if let target = target?(index) {
                grid.target(area.intersection(Rect(x: x - 1, y: y, width: 3, height: 1)), target)
            }
            if hasText {
                let textX = area.x + 1 + positionWidth + perRow * cell + cell + offset
                grid.put(byte.printable, x: textX, y: y, style: isSelected ? marked : low, in: area)
                if let target = target?(index) { grid.target(Rect(x: textX, y: y, width: 1, height: 1), target) }
            }
        }
    }

    /// The bytes of a row, of those from `start` to the one before `end`.
    func indices(from start: Int, to end: Int, row: Int) -> Range<Int> {
        let first = max(start, row * perRow)
        return first..<max(first, min(end, (row + 1) * perRow))
    }

    /// Draws the places of a row whose bytes are not explained, from byte `start` to the one before `end`: the byte as it came, points
    /// where it is hidden.
    func drawRest(
        from start: Int, to end: Int, row: Int, selected: Int, y: Int, in area: Rect, into grid: inout Grid,
        value: (Int) -> UInt8?
    ) {
        for index in indices(from: start, to: end, row: row) {
            let (byte, x) = (value(index), area.x + column(of: index))
            let style = index == selected ? Style(.cursor) : byte == nil ? Style(.muted) : .text
            grid.put(byte.map { Hex.byte($0) } ?? "··", x: x, y: y, style: style, in: area)
            guard index == selected else { continue }
            grid.put("[", x: x - 1, y: y, in: area)
            grid.put("]", x: x + 2, y: y, in: area)
        }
    }
}

extension UInt8 {
    /// The ASCII character of the byte, or a point.
    var printable: String { (0x20...0x7e).contains(self) ? String(Character(Unicode.Scalar(self))) : "·" }
}

extension Grid {
    /// The rule above a pane, with a mark on the one that has the focus.
    mutating func paneRule(_ label: String, isFocused: Bool, in area: Rect) {
        guard !area.isEmpty else { return }
        rule(y: area.y, x: area.x..<area.maxX, label: (isFocused ? "▸ " : "") + label)
    }
}

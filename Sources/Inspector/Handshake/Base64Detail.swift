// A group of Base64: the same 24 bits cut into three bytes above and into four numbers below (RFC 4648 §4).
//
//    bytes        b3              7a              4f
//    8 bits      |1 0 1 1 0 0 1 1|0 1 1 1 1 0 1 0|0 1 0 0 1 1 1 1|
//    6 bits      |1 0 1 1 0 0|1 1 0 1 1 1|1 0 1 0 0 1|0 0 1 1 1 1|
//    numbers      44          55          41          15
//    characters   s           3           p           P

import TerminalUI
import WebSocketProtocol

enum Base64Detail {
    static func draw(
        _ trace: AcceptTrace, group index: Int, isVeiled: Bool, in area: Rect, into grid: inout Grid
    ) {
        guard trace.groups.indices.contains(index) else { return }
        let group = trace.groups[index]
        let rest = ComputationPane.say([group.sentence], in: area, into: &grid)
        let (_, body) = rest.splitTop(rest.height > 6 ? 1 : 0)
        for (row, name) in ["bytes", "8 bits", "6 bits", "numbers", "characters"].enumerated() {
            grid.put(name, x: body.x + 2, y: body.y + row, style: Style(.muted), in: body)
        }
        let left = body.x + 14
        drawBits(group.bytes.map { Binary.digits($0) }, x: left, y: body.y + 1, in: body, into: &grid)
        drawBits(group.sextets.map { Binary.digits($0, count: 6) }, x: left, y: body.y + 2, in: body, into: &grid)
        for (column, byte) in group.bytes.enumerated() {
            grid.put(Hex.byte(byte), x: left + 1 + column * 16, y: body.y, style: Style(Role.fields[column]), in: body)
        }
        for (column, character) in group.characters.enumerated() {
            let x = left + 1 + column * 12
            let style = Style(Role.fields[column])
            if column < group.sextets.count {
                grid.put("\(group.sextets[column])", x: x, y: body.y + 3, style: style, in: body)
            }
            grid.put("\(character)", x: x, y: body.y + 4, style: Style(style.role, bold: true), in: body)
        }
        let known = isVeiled ? trace.groups.prefix(index + 1) : trace.groups[...]
        drawText(known, group: index, y: body.y + 6, in: body, into: &grid)
    }

    private static func drawBits(_ groups: [[Character]], x: Int, y: Int, in area: Rect, into grid: inout Grid) {
        var x = x
        for (index, digits) in groups.enumerated() {
            grid.put("|", x: x, y: y, style: Style(.border), in: area)
            let text = digits.map(String.init).joined(separator: " ")
            x = grid.put(text, x: x + 1, y: y, style: Style(Role.fields[index % Role.fields.count]), in: area)
        }
        grid.put("|", x: x, y: y, style: Style(.border), in: area)
    }

    /// The whole text, with brackets around the group.
    private static func drawText(
        _ groups: ArraySlice<Base64Group>, group: Int, y: Int, in area: Rect, into grid: inout Grid
    ) {
        var x = grid.put("all", x: area.x + 2, y: y, style: Style(.muted), in: area) + 10
        for (index, part) in groups.enumerated() {
            let isHere = index == group
            // The bracket that closes the group takes the place of the blank before the next one.
            grid.put(isHere ? "[" : index == group + 1 ? "]" : " ", x: x, y: y, in: area)
            x = grid.put(part.characters, x: x + 1, y: y, style: isHere ? Style(.cursor) : .text, in: area)
        }
        if group == groups.count - 1 { grid.put("]", x: x, y: y, in: area) }
    }
}

// The table of states as a picture, for both endpoints at once: they have the same machine. The boxes have fixed places; the arrows are
// those of the table. An arrow that an endpoint went along has its letter, c or s.
//
//  c client ╭─────────────────────────────────────────────────╮
//  s server │                 ╭────────────────────────╮      │
//           │          ╭──╮   │        ╭cs╮            │      │
//  ┌────────┴───┐    ┌─┴──▼───┴─┐    ┌─┴──▼─────┐    ┌─▼──────▼─┐
//  │ CONNECTING ├cs─▶│ OPEN     ├cs─▶│ CLOSING  ├───▶│ CLOSED   │
//  │            │    │          │    │ ● both   │    │          │
//  └──┬─────────┘    └──┬────▲──┘    └──┬────▲──┘    └───────▲──┘
//     │                 │    │          │    │               │
//  ┌──▼─────────────────▼────┴──────────▼────┴───────────────┴──┐
//  │ unknown  what the log does not show                        │
//  └────────────────────────────────────────────────────────────┘

import TerminalUI
import WebSocketProtocol

struct StateDiagram {
    /// The rows that it takes.
    static let height = 11
    /// The columns that it takes at least.
    static let minimumWidth = boxWidths.reduce(0, +) + 3 * gaps.lowerBound

    private static let boxWidths = [14, 12, 12, 12]
    /// The columns between two boxes: two letters and the head of an arrow at least.
    private static let gaps = 4...9
    private static let boxTop = 3, nameRow = 4, endpointRow = 5, boxBottom = 6, unknownTop = 8

    private let area: Rect
    /// The left edge of each box.
    private let lefts: [Int]

    /// The picture in the middle of the top of `area`.
    init(in area: Rect) {
        let boxes = Self.boxWidths.reduce(0, +)
        let gap = min(Self.gaps.upperBound, max(Self.gaps.lowerBound, (area.width - boxes) / 3))
        let width = boxes + 3 * gap
        self.area = Rect(
            x: area.x + max(0, (area.width - width) / 2), y: area.y, width: min(width, area.width),
            height: min(Self.height, area.height))
        var left = self.area.x
        lefts = Self.boxWidths.map { width in
            defer { left += width + gap }
            return left
        }
    }

    // MARK: Arrows

    /// The line of an arrow, from its tail to its head, and where its letters stand.
    struct Path {
        fileprivate(set) var cells: [(point: Point, character: Character)] = []
        fileprivate(set) var letters = Point(x: 0, y: 0)
    }

    /// The path of an arrow; nil where the picture has no place for such a one.
    func path(of arrow: StateArrow) -> Path? {
        let from = ConnectionState.names.firstIndex(of: arrow.from)
        let to = ConnectionState.names.firstIndex(of: arrow.to)
        return switch (from, to) {
        case (let box?, nil): vertical(box, column: 3, isDown: true)
        case (nil, let box?): vertical(box, column: Self.boxWidths[box] - 4, isDown: false)
        case (let box?, let other?) where box == other: loop(box)
        case (let box?, let other?) where other == box + 1: straight(box)
        case (let box?, let other?) where other > box: above(box, other)
        default: nil
        }
    }

    private func straight(_ box: Int) -> Path {
        var path = Path()
        let (start, end) = (lefts[box] + Self.boxWidths[box] - 1, lefts[box + 1])
        path.add(start, y(Self.nameRow), "├")
        for x in start + 1..<end - 1 { path.add(x, y(Self.nameRow), "─") }
        path.add(end - 1, y(Self.nameRow), "▶")
        path.letters = Point(x: (start + end - 2) / 2, y: y(Self.nameRow))
        return path
    }

    /// From a state to itself, above its box.
    private func loop(_ box: Int) -> Path {
        let top = y(Self.boxTop), left = lefts[box] + 2
        var path = Path()
        path.add(left, top, "┴")
        path.add(left, top - 1, "╭")
        for x in left + 1..<left + 3 { path.add(x, top - 1, "─") }
        path.add(left + 3, top - 1, "╮")
        path.add(left + 3, top, "▼")
        path.letters = Point(x: left + 1, y: top - 1)
        return path
    }

    /// Past other boxes: the further, the higher.
    private func above(_ box: Int, _ other: Int) -> Path {
        let lane = y(max(0, Self.boxWidths.count - 1 - (other - box))), top = y(Self.boxTop)
        let (start, end) = (lefts[box] + 9, lefts[other] + (box == 0 ? 9 : 2))
        var path = Path()
        path.add(start, top, "┴")
        for y in (lane + 1..<top).reversed() { path.add(start, y, "│") }
        path.add(start, lane, "╭")
        for x in start + 1..<end { path.add(x, lane, "─") }
        path.add(end, lane, "╮")
        for y in lane + 1..<top { path.add(end, y, "│") }
        path.add(end, top, "▼")
        path.letters = Point(x: (start + end) / 2, y: lane)
        return path
    }

    /// To `unknown`, or from it.
    private func vertical(_ box: Int, column: Int, isDown: Bool) -> Path {
        let x = lefts[box] + column
        var path = Path()
        path.add(x, y(Self.boxBottom), isDown ? "┬" : "▲")
        path.add(x, y(Self.boxBottom + 1), "│")
        path.add(x, y(Self.unknownTop), isDown ? "▼" : "┴")
        path.letters = Point(x: x + 1, y: y(Self.boxBottom + 1))
        return path
    }

    private func y(_ row: Int) -> Int { area.y + row }

    // MARK: Drawing

    /// Draws the boxes and the arrows as they are at a row; the arrow with the number `selected` has a double line.
    func draw(_ history: StateHistory, selected: Int, into grid: inout Grid) {
        for (index, name) in ConnectionState.names.enumerated() {
            let box = Rect(x: lefts[index], y: y(Self.boxTop), width: Self.boxWidths[index], height: 4)
            drawBox(name, box, history, &grid)
        }
        for (row, endpoint) in Endpoint.allCases.enumerated() {
            let words = "\(endpoint.rawValue.prefix(1)) \(endpoint.rawValue)"
            grid.put(words, x: area.x, y: y(row), style: Style(endpoint.role), in: area)
        }
        let unknown = Rect(x: area.x, y: y(Self.unknownTop), width: area.width, height: 3)
        drawBox(ConnectionState.unknown.name, unknown, history, &grid)
        // The selected one is the last, so that nothing lies over it.
        let numbers = StateArrow.all.indices.filter { $0 != selected } + [selected]
        for number in numbers where StateArrow.all.indices.contains(number) {
            draw(StateArrow.all[number], history, isSelected: number == selected, &grid)
        }
    }

    private func drawBox(_ name: String, _ box: Rect, _ history: StateHistory, _ grid: inout Grid) {
        let here = Endpoint.allCases.filter { history.state(of: $0).name == name }
        let style = Style(Self.role(of: here) ?? .border, bold: !here.isEmpty)
        let line = String(repeating: "─", count: max(0, box.width - 2))
        grid.put("┌\(line)┐", x: box.x, y: box.y, style: style, in: area)
        for row in box.y + 1..<box.maxY - 1 {
            grid.put("│", x: box.x, y: row, style: style, in: area)
            grid.put("│", x: box.maxX - 1, y: row, style: style, in: area)
        }
        grid.put("└\(line)┘", x: box.x, y: box.maxY - 1, style: style, in: area)
        grid.put(
            name, x: box.x + 2, y: box.y + 1, style: Style(here.isEmpty ? .muted : .title, bold: !here.isEmpty),
            in: area)
        let words = here.count > 1 ? "● both" : here.first.map { "● \($0.rawValue)" } ?? ""
        // The flat box has one row for both.
        let isFlat = box.height < 4
        grid.put(words, x: box.x + (isFlat ? name.count + 4 : 2), y: box.y + (isFlat ? 1 : 2), style: style, in: area)
        if isFlat, here.isEmpty {
            grid.put(
                "what the log does not show", x: box.x + name.count + 4, y: box.y + 1, style: Style(.muted), in: area)
        }
    }

    private func draw(_ arrow: StateArrow, _ history: StateHistory, isSelected: Bool, _ grid: inout Grid) {
        guard let path = path(of: arrow) else { return }
        let visitors = history.visitors(of: arrow)
        let role = Self.role(of: visitors) ?? .border
        let style = isSelected ? Style(.cursor) : Style(role, bold: !visitors.isEmpty)
        for (point, character) in path.cells {
            let shown = isSelected ? Self.double[character] ?? character : character
            grid.put(String(shown), x: point.x, y: point.y, style: style, in: area)
        }
        let letters = visitors.map { String($0.rawValue.prefix(1)) }.joined()
        grid.put(letters, x: path.letters.x, y: path.letters.y, style: style, in: area)
    }

    /// How what belongs to these endpoints is shown; nil for none.
    private static func role(of endpoints: [Endpoint]) -> Role? {
        endpoints.count > 1 ? .title : endpoints.first?.role
    }

    private static let double: [Character: Character] = [
        "─": "═", "│": "║", "╭": "╔", "╮": "╗", "├": "╞", "┴": "╨", "┬": "╥",
    ]
}

extension StateDiagram.Path {
    fileprivate mutating func add(_ x: Int, _ y: Int, _ character: Character) {
        cells.append((Point(x: x, y: y), character))
    }
}

// The picture that a view draws: rows of cells. It knows nothing about terminals. Tests compare its `lines`; the
// terminal shows it; `--print` prints it.
//
// Two things hold always: a wide character has both of its cells or none, and no cell holds a character
// that could steer a terminal.

/// A picture made of cells.
public struct Grid: Sendable, Equatable {
    /// Its columns and rows.
    public let size: Size
    private var cells: [Cell]
    /// What clicks mean, the lowest first.
    public internal(set) var targets: [Target] = []

    /// A grid of blanks.
    public init(size: Size) {
        self.size = size
        cells = Array(repeating: .blank, count: size.width * size.height)
    }

    /// The whole of it.
    public var area: Rect { Rect(size) }

    /// The cell in column `x` of row `y`; a blank outside of the grid.
    public subscript(x: Int, y: Int) -> Cell {
        area.contains(Point(x: x, y: y)) ? cells[y * size.width + x] : .blank
    }

    /// The cells of row `y` from left to right; none outside of the grid.
    public func row(_ y: Int) -> ArraySlice<Cell> {
        guard y >= 0, y < size.height else { return [] }
        return cells[(y * size.width)..<((y + 1) * size.width)]
    }

    /// The rows as plain text without the spaces at their ends.
    public var lines: [String] {
        (0..<size.height).map { y in
            let cells = row(y).filter { !$0.isContinuation }
            let length = cells.lastIndex { $0.character != " " }.map { $0 + 1 } ?? 0
            return String(cells[..<length].map(\.character))
        }
    }

    /// Changes the style of every cell in the rectangle.
    public mutating func restyle(_ rect: Rect, _ change: (inout Style) -> Void) {
        let rect = area.intersection(rect)
        for y in rect.y..<rect.maxY {
            for x in rect.x..<rect.maxX { change(&cells[y * size.width + x].style) }
        }
    }

    /// Fills the rectangle with one character. A wide one is put into every second column.
    public mutating func fill(_ rect: Rect, with character: Character = " ", style: Style = .text) {
        let rect = area.intersection(rect)
        guard !rect.isEmpty else { return }
        let safe = Sanitizer.standIn(for: character)?.first ?? character
        let width = max(1, CharacterWidth.columns(of: safe))
        for y in rect.y..<rect.maxY {
            for x in stride(from: rect.x, to: rect.maxX, by: width) {
                set(safe, width: width, x: x, y: y, style: style, in: rect)
            }
        }
    }

    /// Puts one character that needs no stand-in where it lies in `area`, a rectangle inside the grid. Half of a wide
    /// character, at an edge or under what is written now, becomes a space.
    mutating func set(_ character: Character, width: Int, x: Int, y: Int, style: Style, in area: Rect) {
        guard width == 2 else {
            if area.contains(Point(x: x, y: y)) { replace(x, y, with: Cell(character, style)) }
            return
        }
        let left = area.contains(Point(x: x, y: y))
        let right = area.contains(Point(x: x + 1, y: y))
        if left { replace(x, y, with: right ? Cell(character, style) : Cell(" ", style)) }
        if right { replace(x + 1, y, with: Cell(" ", style, isContinuation: left)) }
    }

    /// Replaces a cell, and blanks the other half of a wide character that it was a part of.
    private mutating func replace(_ x: Int, _ y: Int, with cell: Cell) {
        let index = y * size.width + x
        if cells[index].isContinuation, !cell.isContinuation {
            cells[index - 1] = Cell(" ", cells[index - 1].style)
        }
        if x + 1 < size.width, cells[index + 1].isContinuation {
            cells[index + 1] = Cell(" ", cells[index + 1].style)
        }
        cells[index] = cell
    }
}

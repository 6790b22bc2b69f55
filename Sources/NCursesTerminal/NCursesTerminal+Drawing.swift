// Drawing a grid. Rows that are already shown are skipped; of the others, ncurses writes what has changed.
//
// A row with characters that some terminals give another width is drawn in two steps: first with blanks in their
// place, then those characters one by one, each followed by an absolute movement of the cursor. So a terminal that
// disagrees shows one odd character, and everything else stays in its column.

internal import CNCurses
internal import TerminalUI

extension NCursesTerminal {
    func paint(_ grid: Grid) {
        var doubtful: [Point] = []
        if shown == nil { clearok(shim_curscr(), true) }
        for y in 0..<size.height {
            if let shown, shown.row(y) == grid.row(y) { continue }
            for x in 0..<size.width where !paintCell(of: grid, x, y, doubtfulToo: false) {
                doubtful.append(Point(x: x, y: y))
            }
        }
        shown = grid
        wrefresh(shim_stdscr())
        for point in doubtful {
            _ = paintCell(of: grid, point.x, point.y, doubtfulToo: true)
            wmove(shim_stdscr(), Int32(point.y), Int32(point.x))
            wrefresh(shim_stdscr())
            shim_move(Int32(point.y), Int32(point.x))
        }
    }

    /// Puts a cell on the screen that ncurses prepares. Returns false if it put a blank there instead, because the
    /// character's width is doubtful.
    private func paintCell(of grid: Grid, _ x: Int, _ y: Int, doubtfulToo: Bool) -> Bool {
        let cell = grid[x, y]
        let look = painter.look(of: cell.style)
        if cell.isContinuation {
            let isBlank = !doubtfulToo && painter.glyph(of: grid[x - 1, y].character, columns: 2).isDoubtful
            if isBlank { put(TerminalForm.blank, x, y, look) }
            return true
        }
        let isWide = grid[x + 1, y].isContinuation
        if isWide, x + 1 >= size.width {
            put(TerminalForm.blank, x, y, look)
            return true
        }
        let glyph = painter.glyph(of: cell.character, columns: isWide ? 2 : 1)
        if glyph.isDoubtful, !doubtfulToo {
            put(TerminalForm.blank, x, y, look)
            return false
        }
        var column = x
        for scalars in glyph.cells {
            put(scalars, column, y, look)
            column += 1
        }
        return true
    }

    private func put(_ scalars: [Unicode.Scalar], _ x: Int, _ y: Int, _ look: (attributes: attr_t, pair: Int16)) {
        var cell = cchar_t()
        guard setcchar(&cell, scalars.map { wchar_t($0.value) } + [0], look.attributes, look.pair, nil) == OK else {
            return
        }
        mvwadd_wch(shim_stdscr(), Int32(y), Int32(x), &cell)
    }
}

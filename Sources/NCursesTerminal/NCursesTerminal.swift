// The screen: shows grids, and waits for keys.

public import TerminalUI

/// The terminal that the program runs in, drawn on with ncurses.
@MainActor
public final class NCursesTerminal {
    /// Its columns and rows.
    public private(set) var size = Size(width: 80, height: 24)
    /// The theme; a change shows with the next `draw`.
    public var theme: ThemeName

    private init(_ options: TerminalOptions) { theme = options.theme }

    /// Takes over the terminal.
    public static func open(_ options: TerminalOptions) throws(TerminalError) -> NCursesTerminal {
        throw .notATerminal
    }

    /// Shows the grid.
    public func draw(_ grid: Grid) {}

    /// The next event; nil when none came in that time.
    public func nextEvent(timeoutMilliseconds: Int) -> TerminalEvent? { nil }

    /// Gives the terminal back as it was.
    public func close() {}
}

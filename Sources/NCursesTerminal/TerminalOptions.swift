// How a terminal is to be opened, and why that may fail.

public import TerminalUI

/// What the user asked for.
public struct TerminalOptions: Sendable, Hashable {
    /// The theme to begin with.
    public var theme: ThemeName
    /// The most colours to use; nil for as many as the terminal has.
    public var colours: Int?
    /// Whether to do without colours, as the environment variable `NO_COLOR` asks.
    public var noColour: Bool
    /// Whether to draw with ASCII only; nil to do so if the locale's character set is not UTF-8.
    public var ascii: Bool?
    /// Whether clicks and the wheel are reported.
    public var mouse: Bool

    /// The dark theme, all the colours there are, the locale's character set and the mouse by default.
    public init(
        theme: ThemeName = .dark, colours: Int? = nil, noColour: Bool = false, ascii: Bool? = nil, mouse: Bool = true
    ) {
        self.theme = theme
        self.colours = colours
        self.noColour = noColour
        self.ascii = ascii
        self.mouse = mouse
    }
}

/// Why there is no terminal to draw on.
public enum TerminalError: Error, Hashable, CustomStringConvertible {
    /// Standard input or standard output is a file or a pipe.
    case notATerminal
    /// The environment variable `TERM` is not set, or is empty.
    case noTerminalType
    /// The system does not know a terminal of that type.
    case unknownTerminal(String)
    /// The terminal of that type cannot move its cursor.
    case dumbTerminal(String)
    /// There is no database of terminal types.
    case noTerminalDatabase
    /// The screen is already open: a process has one terminal.
    case alreadyOpen
    /// The terminal of that type could not be set up.
    case cannotStart(String)

    /// One line: what happened and what to do.
    public var description: String {
        switch self {
        case .notATerminal:
            "Standard input and output must be a terminal; one of them is a file or a pipe."
        case .noTerminalType:
            "TERM is not set, so the type of the terminal is unknown; set it, for example TERM=xterm-256color."
        case .unknownTerminal(let name):
            "TERM is \(Sanitizer.sanitize(name)), which this system does not know; try TERM=xterm-256color."
        case .dumbTerminal(let name):
            "A terminal of the type \(Sanitizer.sanitize(name)) cannot move its cursor; try TERM=xterm-256color."
        case .noTerminalDatabase:
            "The database of terminal types is missing; install the package ncurses-base, or set TERMINFO to it."
        case .alreadyOpen:
            "This program already uses the terminal."
        case .cannotStart(let name):
            "The terminal of the type \(Sanitizer.sanitize(name)) could not be set up; try TERM=xterm-256color."
        }
    }
}

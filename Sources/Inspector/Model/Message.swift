// What reaches the inspector from outside, and what it asks the outside to do.

public import Capture
public import TerminalUI

/// Something that happened.
public enum Message: Sendable {
    /// A key was pressed.
    case key(Key)
    /// The terminal changed its size.
    case resize(Size)
    /// Events were taken from the log.
    case events([LoggedEvent])
    /// Time passed; the log's clock shows this many seconds.
    case tick(Double)
    /// The run loop has something to tell the reader.
    case notice(String)
}

/// Something for the run loop to do.
public enum Command: Sendable, Hashable {
    /// End the program.
    case quit
    /// Draw with another theme.
    case setTheme(ThemeName)
    /// Connect the built-in demonstration client.
    case startDemonstration
}

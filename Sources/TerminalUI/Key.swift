// What a terminal reports: keys, the mouse, and changes of its size.

/// A key press.
public enum Key: Sendable, Hashable {
    /// A printable character. A combining mark that is typed arrives as a character of its own.
    case character(Character)
    /// The arrow keys.
    case left, right, up, down
    /// A page and an end; a presenter's clicker sends the first two.
    case pageUp, pageDown, home, end
    /// Return or Enter.
    case enter
    /// Escape.
    case escape
    /// Tab, and Shift-Tab.
    case tab, backTab
    /// The key that deletes backwards, and the one that deletes forwards.
    case backspace, delete
    /// Insert.
    case insert
    /// F1 is `function(1)`.
    case function(Int)
    /// Ctrl and a lower-case letter or one of `@ \ ] ^ _`.
    case control(Character)
}

/// Something the terminal reports to the program.
public enum TerminalEvent: Sendable, Equatable {
    /// A key was pressed.
    case key(Key)
    /// The mouse was used.
    case mouse(MouseEvent)
    /// The terminal has this size now.
    case resize(Size)
}

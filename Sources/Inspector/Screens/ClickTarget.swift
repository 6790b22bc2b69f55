// What a click can lead to. The views say where each of these is drawn (`Grid.target`); a screen says what a click on it does.

import TerminalUI

/// What stands at a place of the screen.
enum ClickTarget: Sendable, Hashable {
    /// The name of a key; a click presses it.
    case key(Key)
    /// A pane, by its position in the order of Tab.
    case pane(Int)
    /// A row of the ladder.
    case row(Int)
    /// A connection in the list, by its number.
    case connection(Int)
    /// A byte of the frame under the cursor, and a bit of it.
    case byte(Int)
    case bit(Int, byte: Int)
    /// A step of the exchange on Handshake: a line of a head, or a part of the computation.
    case step(HandshakeStep)
    /// A line of what is picked from on Lessons: a lesson, a choice, a field.
    case item(Int)

    /// Whether a second click opens it.
    var canOpen: Bool {
        switch self {
        case .row, .connection: true
        default: false
        }
    }
}

extension Grid {
    /// Says where a pane is.
    mutating func target<Pane: CaseIterable & Equatable>(_ area: Rect, pane: Pane) where Pane.AllCases == [Pane] {
        if let number = Pane.allCases.firstIndex(of: pane) { target(area, ClickTarget.pane(number)) }
    }
}

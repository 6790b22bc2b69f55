// Colours, the projector, and the mouse.

import TerminalUI

/// How the screens are drawn.
struct Look: Sendable {
    /// The colours.
    private(set) var theme: ThemeName
    /// Whether the screen is drawn for the back row: large letters, wider bytes, fewer words.
    private(set) var isProjector: Bool
    /// Whether the terminal shows block characters: what is drawn with them has another form where it does not.
    let hasBlocks: Bool
    /// Whether the terminal shows colours.
    let hasColours: Bool
    /// Whether the terminal reports clicks and the wheel.
    var hasMouse: Bool
    /// The theme to go back to when the projector is off.
    private var themeBeforeProjector: ThemeName

    init(theme: ThemeName, isProjector: Bool, hasBlocks: Bool, hasColours: Bool, hasMouse: Bool) {
        self.hasColours = hasColours
        self.hasBlocks = hasBlocks
        self.hasMouse = hasMouse
        self.theme = theme
        self.isProjector = isProjector
        themeBeforeProjector = theme
    }

    mutating func nextTheme() { theme = theme.next }

    mutating func toggleProjector() {
        isProjector.toggle()
        if isProjector { themeBeforeProjector = theme }
        theme = isProjector ? .contrast : themeBeforeProjector
    }
}

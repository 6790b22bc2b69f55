// The options that every command with a screen has.

public import ArgumentParser
import NCursesTerminal
public import TerminalUI

extension ThemeName: ExpressibleByArgument {}

struct ScreenOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The colours: dark, light, high-contrast or monochrome. T switches them.", valueName: "name")
    )
    var theme: ThemeName?

    @Flag(help: "For the back row: large letters, wide bytes and high contrast. P switches it.")
    var projector = false

    @Flag(help: "Draw with ASCII characters only.")
    var ascii = false

    @Flag(help: "Leave the mouse to the terminal. M switches it.")
    var noMouse = false

    /// The theme asked for; a projector wants contrast.
    var resolvedTheme: ThemeName { theme ?? (projector ? .contrast : .dark) }

    var terminalOptions: TerminalOptions {
        // https://no-color.org: present and not empty.
        let noColour = Platform.environment("NO_COLOR") != nil
        return TerminalOptions(theme: resolvedTheme, noColour: noColour, ascii: ascii ? true : nil, mouse: !noMouse)
    }
}

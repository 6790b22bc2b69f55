// Before the terminal is taken over: does it exist, and can it do what is needed? And its settings afterwards.

internal import CNCurses
internal import CSignals
internal import TerminalUI

extension NCursesTerminal {
    /// Whether the environment's character set is UTF-8, and so, presumably, the terminal's.
    public nonisolated static func isUTF8() -> Bool { shim_take_locale() }

    /// The type of the terminal, if it can be drawn on.
    static func usableType() throws(TerminalError) -> String {
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { throw .notATerminal }
        guard let variable = getenv("TERM"), variable.pointee != 0 else { throw .noTerminalType }
        let type = String(cString: variable)
        var canMove = false
        switch shim_lookup(variable, &canMove) {
        case 1 where canMove: return type
        case 1: throw .dumbTerminal(type)
        case 0: throw .unknownTerminal(type)
        default: throw .noTerminalDatabase
        }
    }

    /// Sets the locale, and decides whether to draw with ASCII only.
    static func usesASCII(_ options: TerminalOptions) -> Bool {
        let isUTF8 = shim_take_locale()
        switch options.ascii {
        case true?: return true
        case false?: return !isUTF8 && !shim_force_utf8()
        case nil: return !isUTF8
        }
    }

    /// The settings: keys arrive one by one and are not shown, Ctrl-C and Ctrl-Z stay signals.
    static func prepare() {
        cbreak()
        noecho()
        nonl()
        curs_set(0)
        let window = shim_stdscr()
        intrflush(window, false)
        keypad(window, true)
        wtimeout(window, 0)
        // How long the rest of a key's sequence may take after its ESC, in milliseconds; after that, it was the Escape
        // key.
        set_escdelay(25)
        Key.teachCommonSequences()
        MouseReport.teachSequences()
    }

    /// Whether the terminal understands sequences that begin with `ESC [`; one that does not would show those that turn the mouse on.
    static var isANSI: Bool { sequence("cup").starts(with: [0x1B, UInt8(ascii: "[")]) }

    /// Whether the program has a screen of its own, which goes away with it.
    static var hasSecondScreen: Bool { !sequence("rmcup").isEmpty }

    /// Arranges for the terminal to be restored after a crash: attributes, colours, keys and cursor are reset, and the
    /// full screen is left.
    static func arm() {
        let leave = ["sgr0", "op", "rmkx", "cnorm", "rmcup"].flatMap(sequence)
        signals_arm(leave, leave.count)
    }

    /// A sequence of the terminal's description, without the padding that slow terminals needed, written `$<5>`.
    private static func sequence(_ name: String) -> [UInt8] {
        guard let text = shim_string(name) else { return [] }
        var rest = String(cString: text).utf8[...]
        var sequence: [UInt8] = []
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "$"), rest.first == UInt8(ascii: "<"),
                let end = rest.firstIndex(of: UInt8(ascii: ">"))
            {
                rest = rest[rest.index(after: end)...]
            } else {
                sequence.append(byte)
            }
        }
        return sequence
    }
}

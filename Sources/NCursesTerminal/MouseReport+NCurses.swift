// How a report of the mouse comes through ncurses: its first characters are taught as a key, and the rest is read like typed characters.
// ncurses' own reading knows only the form that the description of the terminal names, which often is the older one.

internal import CNCurses
internal import TerminalUI

extension MouseReport {
    /// Makes ncurses recognise the start of a report. Also where the mouse is off: a late report is not a key press.
    static func teachSequences() {
        define_key("\u{1B}[<", Form.sgrCode)
        // On some terminals these characters are F1.
        let defined = key_defined("\u{1B}[M")
        if defined == 0 || defined == KEY_MOUSE { define_key("\u{1B}[M", Form.charactersCode) }
    }
}

extension MouseReport.Form {
    /// Codes far above those of all keys: those that only the description of a terminal names have the first above KEY_MAX.
    fileprivate static let sgrCode = Int32(KEY_MAX) + 0x4000, charactersCode = sgrCode + 1

    /// The form of the report that such a code begins; nil if it begins none.
    init?(keypad code: Int32) {
        switch code {
        case Self.sgrCode: self = .sgr
        case Self.charactersCode: self = .characters
        default: return nil
        }
    }
}

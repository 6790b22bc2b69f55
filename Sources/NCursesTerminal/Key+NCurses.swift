// From what ncurses reads to keys.

internal import CNCurses
internal import TerminalUI

extension Key {
    /// The key of a typed code point; nil if it is not one.
    init?(scalar value: UInt32) {
        switch value {
        case 0x09: self = .tab
        case 0x0A, 0x0D: self = .enter
        case 0x1B: self = .escape
        case 0x08, 0x7F: self = .backspace
        case 0x00..<0x20:
            // Ctrl takes the two upper bits off a letter: Ctrl-A is 1, and A is 0x41.
            guard let letter = Unicode.Scalar(value + 0x40) else { return nil }
            self = .control(Character(Character(letter).lowercased()))
        default:
            guard let scalar = Unicode.Scalar(value), scalar.properties.generalCategory != .control else { return nil }
            self = .character(Character(scalar))
        }
    }

    /// The key of a code from the keypad, which in ncurses is every key that sends a sequence.
    init?(keypad code: Int32) {
        if code > KEY_F0, code <= KEY_F0 + 63 {
            self = .function(Int(code - KEY_F0))
            return
        }
        switch code {
        case KEY_LEFT, KEY_SLEFT: self = .left
        case KEY_RIGHT, KEY_SRIGHT: self = .right
        case KEY_UP, KEY_SR: self = .up
        case KEY_DOWN, KEY_SF: self = .down
        case KEY_PPAGE, KEY_A3: self = .pageUp
        case KEY_NPAGE, KEY_C3: self = .pageDown
        case KEY_HOME, KEY_A1, KEY_FIND, KEY_SHOME: self = .home
        case KEY_END, KEY_C1, KEY_SELECT, KEY_SEND: self = .end
        case KEY_ENTER: self = .enter
        case KEY_BACKSPACE: self = .backspace
        case KEY_DC, KEY_SDC: self = .delete
        case KEY_IC: self = .insert
        case KEY_BTAB: self = .backTab
        default: return nil
        }
    }

    /// Many terminals send xterm's sequences, whatever their type says, so those are understood on all of them.
    static func teachCommonSequences() {
        let sequences: [(String, Int32)] = [
            ("\u{1B}[A", KEY_UP), ("\u{1B}[B", KEY_DOWN), ("\u{1B}[C", KEY_RIGHT), ("\u{1B}[D", KEY_LEFT),
            ("\u{1B}OA", KEY_UP), ("\u{1B}OB", KEY_DOWN), ("\u{1B}OC", KEY_RIGHT), ("\u{1B}OD", KEY_LEFT),
            ("\u{1B}[H", KEY_HOME), ("\u{1B}[F", KEY_END), ("\u{1B}OH", KEY_HOME), ("\u{1B}OF", KEY_END),
            ("\u{1B}[1~", KEY_HOME), ("\u{1B}[4~", KEY_END), ("\u{1B}[7~", KEY_HOME), ("\u{1B}[8~", KEY_END),
            ("\u{1B}[2~", KEY_IC), ("\u{1B}[3~", KEY_DC), ("\u{1B}[5~", KEY_PPAGE), ("\u{1B}[6~", KEY_NPAGE),
            ("\u{1B}[Z", KEY_BTAB),
        ]
        for (sequence, code) in sequences {
            let known = key_defined(sequence)
            // Above KEY_MAX are keys that only the description of this terminal names.
            if known == 0 || known > KEY_MAX { define_key(sequence, code) }
        }
    }
}

// Sequences of keys that no description of a terminal names, and keys that were typed.

import Testing
import TerminalUI

@Suite struct KeySequenceTests {
    @Test func sequencesAndTypedKeysDiffer() {
        let table: [(String, KeySequence.Progress)] = [
            // Ctrl-Right, Shift-Up, Ctrl-PgUp, the middle of the keypad twice.
            ("[1;5C", .ended), ("[1;2A", .ended), ("[5;5~", .ended), ("[E", .ended), ("OE", .ended),
            ("[", .unfinished), ("O", .unfinished), ("[1;", .unfinished),
            // Esc, and then keys of the program.
            ("[[", .broken), ("[]", .broken), ("[~", .broken), ("q", .broken), ("O1", .broken), ("[\u{1B}", .broken),
            ("[é", .broken), ("[111111111111111111", .broken),
        ]
        for (text, expected) in table {
            var sequence = KeySequence()
            var progress = KeySequence.Progress.unfinished
            for scalar in text.unicodeScalars where progress == .unfinished { progress = sequence.take(scalar.value) }
            #expect(progress == expected, "\(text)")
        }
    }
}

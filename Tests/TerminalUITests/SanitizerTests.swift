// Nothing that a peer sends steers the terminal.

import Testing

import TerminalUI

@Suite struct SanitizerTests {
    @Test(
        arguments: [
            ("plain text, ünïcode and 漢字 👨‍👩‍👧‍👦 🇳🇱", "plain text, ünïcode and 漢字 👨‍👩‍👧‍👦 🇳🇱"),
            ("\u{1B}[2J", "␛[2J"),
            ("\u{1B}]0;title\u{7}", "␛]0;title␇"),
            ("\u{9B}2J", "\u{FFFD}2J"),
            ("line\nline\r\n\tend\u{7F}", "line␊line␍␊␉end␡"),
            ("\u{0}", "␀"),
            ("exe\u{202E}txt.", "exe\u{FFFD}txt."),
            ("\u{2066}a\u{2069}\u{200F}", "\u{FFFD}a\u{FFFD}\u{FFFD}"),
            ("a\u{200B}b\u{FEFF}c\u{AD}d", "a·b·c·d"),
            ("\u{2028}", "\u{FFFD}"),
            ("\u{301}x", "\u{25CC}\u{301}x"),
            ("\u{FFFF}", "\u{FFFD}"),
            // Tags spell out the flag of England after a black flag, and hide text anywhere else.
            ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"),
            ("a\u{E0062}", "a·"),
        ] as [(String, String)])
    func `Controls are shown as stand-ins`(text: String, shown: String) {
        #expect(Sanitizer.sanitize(text) == shown)
        var grid = Grid(size: Size(width: 60, height: 1))
        grid.put(text, x: 0, y: 0)
        #expect(grid.lines == [shown])
    }

    @Test func `No code point leaves a control in the result`() {
        let escaped = (UInt32(0)...0x10FFFF).compactMap(Unicode.Scalar.init).filter { scalar in
            Sanitizer.sanitize("a" + String(Character(scalar))).unicodeScalars.contains {
                $0.properties.generalCategory == .control || $0.properties.isBidiControl
            }
        }
        #expect(escaped.isEmpty)
    }
}

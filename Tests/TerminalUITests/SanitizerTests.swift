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
            ("\u{93F}x", "\u{25CC}\u{93F}x"),
            ("\u{1019}\u{102C}", "\u{1019}\u{102C}"),
            ("\u{FFFF}", "\u{FFFD}"),
            // Tags spell out the flag of England after a black flag, and hide text anywhere else.
            ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"),
            ("a\u{E0062}", "a·"),
            ("🏴\u{E0067}\u{E0062}", "🏴··"),
            ("🏴\u{E0062}\u{E0075}\u{E0079}\u{E0020}\u{E0069}\u{E0074}\u{E007F}", "🏴·······"),
            // A selector asks for a form; several, or one after a character without such forms, hide something.
            (
                "❤\u{FE0F} 👁\u{FE0F}\u{200D}🗨\u{FE0F} 1\u{FE0F}\u{20E3}",
                "❤\u{FE0F} 👁\u{FE0F}\u{200D}🗨\u{FE0F} 1\u{FE0F}\u{20E3}"
            ),
            ("葛\u{E0100}", "葛\u{E0100}"),
            ("a\u{E0100}", "a·"),
            ("a\u{FE00}\u{FE01}\u{FE02}", "a\u{FE00}··"),
            ("\u{FE0F}", "·"),
            ("a\u{200D}\u{200C}\u{200D}b", "a\u{200D}··b"),
            ("a\u{34F}\u{34F}", "a\u{34F}·"),
            ("\u{1100}\u{1160} \u{1160}\u{3164}\u{FFA0}", "\u{1100}\u{1160} ···"),
            ("\u{61C}\u{200E}\u{FFF9}\u{2061}\u{2065}", "\u{FFFD}\u{FFFD}··\u{FFFD}"),
            ("\u{FFFE}\u{1FFFE}\u{10FFFF}", "\u{FFFD}\u{FFFD}\u{FFFD}"),
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

    @Test func `Text is judged character by character`() {
        let different = Self.assigned.filter { scalar in
            let character = Character(scalar)
            return Sanitizer.sanitize(String(character)) != Sanitizer.standIn(for: character) ?? String(character)
        }
        #expect(different.isEmpty)
    }

    /// All the code points that Unicode calls Default_Ignorable: invisible if not supported.
    @Test func `Invisible code points are shown, except one that changes the character before it`() {
        let invisible = Self.assigned.filter(Self.isInvisible)
        #expect(invisible.count > 4000)
        for scalar in invisible {
            for base in ["", "a", "葛", "\u{1820}", "\u{1100}", "🏴", "\n"] {
                let text = base + String(repeating: Character(scalar), count: 5)
                let left = Sanitizer.sanitize(text).unicodeScalars.count(where: Self.isInvisible)
                #expect(left <= (base.isEmpty || base == "\n" ? 0 : 1), "\(base) \(String(scalar.value, radix: 16))")
            }
        }
    }

    /// Text of a report is made safe when it is quoted, and again when it is printed.
    @Test func `Safe text stays as it is`() {
        let changed = Self.assigned.filter { scalar in
            let safe = Sanitizer.sanitize("a\(scalar)b")
            return safe != Sanitizer.sanitize(safe)
        }
        #expect(changed.isEmpty)
    }

    @Test(
        arguments: [
            ("one\ntwo\n", "one\ntwo\n", "one\ntwo\n"),
            ("\n\n\u{1B}[2J\r\n\u{7F}", "\n\n␛[2J␍\n␡", "\n\n^[[2J^M\n^?"),
            ("│ · … §5.1 → \"ś\u{9B}é\" ?", "│ · … §5.1 → \"ś\u{FFFD}é\" ?", "| . ~ s5.1 > \"\\u{15b}?\\u{e9}\" ?"),
            ("\u{301}", "\u{25CC}\u{301}", "\\u{25cc}\\u{301}"), ("e\u{301}", "e\u{301}", "e\\u{301}"),
        ] as [(String, String, String)])
    func `Lines stay lines, and need no more than ASCII`(text: String, lines: String, ascii: String) {
        #expect(Sanitizer.lines(text) == lines)
        #expect(Sanitizer.lines(text, ascii: true) == ascii)
    }

    @Test func `An 8-bit terminal gets only ASCII`() {
        let all = Self.assigned.map { "a\($0)\n" }.joined()
        #expect(Sanitizer.lines(all, ascii: true).utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F || $0 == 0x0A })
    }

    /// The planes of Unicode that have more than ideographs.
    private static let assigned = (Array(UInt32(0)...0x1FFFF) + Array(0xE0000...0xE0FFF)).compactMap(
        Unicode.Scalar.init)

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isDefaultIgnorableCodePoint }
}

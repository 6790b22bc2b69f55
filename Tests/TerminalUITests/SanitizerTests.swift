// Nothing that a peer sends steers the terminal.

import Testing

import TerminalUI

@Suite struct SanitizerTests {
    @Test(
        arguments: [
            ("plain text, ünïcode and 漢字 😀 ❤", "plain text, ünïcode and 漢字 😀 ❤"),
            ("\u{1B}[2J", "␛[2J"),
            ("\u{1B}]0;title\u{7}", "␛]0;title␇"),
            ("\u{9B}2J", "[U+009B]2J"),
            ("line\nline\r\n\tend\u{7F}", "line␊line␍␊␉end␡"),
            ("\u{0}", "␀"),
            ("exe\u{202E}txt.", "exe[U+202E]txt."),
            ("\u{2066}a\u{2069}\u{200F}", "[U+2066]a[U+2069][U+200F]"),
            ("a\u{200B}b\u{FEFF}c\u{AD}d", "a[U+200B]b[U+FEFF]c[U+00AD]d"),
            ("\u{2028}", "[U+2028]"),
            ("\u{FFFF}\u{10FFFF}", "[U+FFFF][U+10FFFF]"),
            // What was sent stays what it is, the replacement character too.
            ("\u{FFFD}", "\u{FFFD}"),
            // Marks, joiners and selectors alone.
            ("\u{301}x", "[U+0301]x"),
            ("\u{93F}x", "[U+093F]x"),
            ("\u{FE0F}", "[U+FE0F]"),
            ("\u{1160}", "[U+1160]"),
            ("\u{200D}", "[U+200D]"),
            // Characters of several code points.
            ("🇬🇷", "[U+1F1EC U+1F1F7]"),
            ("🇬", "[U+1F1EC]"),
            ("👩\u{200D}🚀", "[U+1F469 U+200D U+1F680]"),
            ("👍🏽", "[U+1F44D U+1F3FD]"),
            ("1\u{FE0F}\u{20E3}", "[U+0031 U+FE0F U+20E3]"),
            ("❤\u{FE0F}", "[U+2764 U+FE0F]"),
            // Letters with their marks are drawn: e with an acute, Vietnamese, Cyrillic, Hebrew, Arabic, Hindi, Thai.
            ("e\u{301} é", "e\u{301} é"),
            ("e\u{302}\u{301}", "e\u{302}\u{301}"), ("и\u{306}", "и\u{306}"),
            ("ש\u{5C1}\u{5B8}", "ש\u{5C1}\u{5B8}"), ("ب\u{64E}", "ب\u{64E}"), ("ह\u{947}", "ह\u{947}"),
            ("ท\u{E35}\u{E48}", "ท\u{E35}\u{E48}"),
            // But not where terminals disagree about the columns, or could lose a mark.
            ("e\u{302}\u{301}\u{323}", "[U+0065 U+0302 U+0301 U+0323]"),
            ("ह\u{93F}", "[U+0939 U+093F]"), ("स\u{94D}ते", "[U+0938 U+094D U+0924 U+0947]"),
            ("ก\u{E33}", "[U+0E01 U+0E33]"), ("e\u{E35}", "[U+0065 U+0E35]"), ("漢\u{301}", "[U+6F22 U+0301]"),
            ("1\u{301}", "[U+0031 U+0301]"), ("\"\u{301}", "[U+0022 U+0301]"), ("e\u{34F}", "[U+0065 U+034F]"),
            ("e\u{301}\u{200D}", "[U+0065 U+0301 U+200D]"), ("×\u{301}", "[U+00D7 U+0301]"),
            ("a\u{200D}b", "[U+0061 U+200D]b"),
            ("ab\u{E0062}", "a[U+0062 U+E0062]"),
            (
                "x" + String(repeating: "\u{301}", count: 1000),
                "[U+0078" + String(repeating: " U+0301", count: 9) + " and 991 more]"
            ),
        ] as [(String, String)])
    func `What cannot be seen on its own is named`(text: String, shown: String) {
        #expect(Sanitizer.sanitize(text) == shown)
        var grid = Grid(size: Size(width: 120, height: 1))
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

    /// Invisible are all the code points that Unicode calls Default_Ignorable.
    @Test func `No invisible code point is left, and none vanishes`() {
        let invisible = Self.assigned.filter(Self.isInvisible)
        #expect(invisible.count > 4000)
        for scalar in invisible {
            for base in ["", "a", "葛", "\u{1820}", "\u{1100}", "🏴", "\n"] {
                let shown = Sanitizer.sanitize(base + String(Character(scalar)))
                #expect(!shown.unicodeScalars.contains(where: Self.isInvisible))
                #expect(shown.contains("U+" + String(scalar.value, radix: 16, uppercase: true).padded), "\(base)")
            }
        }
    }

    /// A terminal that draws code points one by one, and one that knows about characters, show the same columns.
    @Test func `What is shown is one code point to a character, or a letter and nonspacing marks`() {
        for base in ["a", "1", "ש", "ب", "ह", "ท", "漢", "👍"] {
            let text = Self.assigned.map { "\(base)\($0)" }.joined()
            #expect(
                Sanitizer.sanitize(text).allSatisfy { character in
                    character.unicodeScalars.dropFirst().allSatisfy {
                        $0.properties.generalCategory == .nonspacingMark
                            && $0.properties.canonicalCombiningClass != .virama
                    }
                })
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
            (
                "│ · … §5.1 → \"ś\u{9B}é\" ?", "│ · … §5.1 → \"ś[U+009B]é\" ?",
                "| . ~ s5.1 > \"\\u{15b}[U+009B]\\u{e9}\" ?"
            ),
            ("\u{301}", "[U+0301]", "[U+0301]"), ("e\u{301}", "e\u{301}", "e\\u{301}"),
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

extension String {
    /// With zeros to four digits.
    fileprivate var padded: String { String(repeating: "0", count: Swift.max(0, 4 - count)) + self }
}

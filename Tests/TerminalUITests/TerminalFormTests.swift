// What is sent to a terminal for a character, and its ASCII forms.

import Testing

import TerminalUI

@Suite struct TerminalFormTests {
    /// The widths that a system of some years ago gives code points: it does not know the newest emoji.
    private func systemWidth(_ scalar: Unicode.Scalar) -> Int {
        switch scalar {
        case "漢", "👍": 2
        case "\u{1FAE8}": -1
        case "\u{301}", "\u{302}": 0
        default: 1
        }
    }

    @Test(
        arguments: [
            ("a", 1, "a", false), ("é", 1, "é", false), ("─", 1, "─", false), ("漢", 2, "漢", true), ("👍", 2, "👍", true),
            ("e\u{301}", 1, "e\u{301}", true), ("e\u{302}\u{301}", 1, "e\u{302}\u{301}", true),
            // The system gives this mark a column.
            ("e\u{303}", 1, "\u{FFFD}", true),
            ("⌚", 2, "⌚  ", true), ("👍", 1, "\u{FFFD}", false), ("\u{1FAE8}", 2, "\u{FFFD}  ", true),
        ] as [(Character, Int, String, Bool)])
    func `Only what all terminals agree on is sent`(character: Character, columns: Int, sent: String, doubtful: Bool) {
        let form = TerminalForm(character, columns: columns, ascii: false, width: systemWidth)
        var scalars = String.UnicodeScalarView()
        for (index, cell) in form.cells.enumerated() {
            if index > 0 { scalars.append(" ") }
            scalars.append(contentsOf: cell)
        }
        #expect(Array(scalars) == Array(sent.unicodeScalars))
        #expect(form.isDoubtful == doubtful)
    }

    @Test(
        arguments: [
            ("─", 1, "-"), ("│", 1, "|"), ("┌", 1, "+"), ("┼", 1, "+"), ("═", 1, "="), ("→", 1, ">"), ("◀", 1, "<"),
            ("▲", 1, "^"), ("█", 1, "#"), ("▐", 1, "["), ("▌", 1, "]"), ("…", 1, "~"), ("§", 1, "s"),
            ("•", 1, "*"), ("é", 1, "?"), ("e\u{301}", 1, "?"),
            ("漢", 2, "? "), ("~", 1, "~"), ("␛", 1, "^"), ("␀", 1, "."),
        ] as [(Character, Int, String)])
    func `ASCII takes the same columns`(character: Character, columns: Int, sent: String) {
        let form = TerminalForm(character, columns: columns, ascii: true) { _ in 1 }
        #expect(form.cells.joined().map(Character.init) == Array(sent))
        #expect(!form.isDoubtful)
    }

    @Test func `All line drawing, blocks and arrows have an ASCII form of their own`() {
        let ranges: [ClosedRange<UInt32>] = [0x2190...0x2193, 0x2500...0x2588]
        for value in ranges.joined() {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let replacement = AsciiArt.replacement(for: Character(scalar))
            #expect(replacement.isASCII && replacement != "?", "U+\(String(value, radix: 16)) \(scalar)")
        }
    }
}

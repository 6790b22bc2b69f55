// Breaking text into lines.

import Testing

import TerminalUI

@Suite struct TextWrapTests {
    @Test(
        arguments: [
            ("", 10, [""]),
            ("fits", 10, ["fits"]),
            ("exactly ten", 11, ["exactly ten"]),
            ("one two three", 7, ["one two", "three"]),
            ("one two three", 8, ["one two", "three"]),
            ("one   two", 4, ["one", "two"]),
            ("a\n\nb", 10, ["a", "", "b"]),
            ("a\r\nb\n", 10, ["a", "b", ""]),
            ("  indented text", 10, ["  indented", "text"]),
            ("overlongword is broken", 5, ["overl", "ongwo", "rd is", "broke", "n"]),
            ("漢字漢字", 5, ["漢字", "漢字"]),
            ("a 漢字", 4, ["a", "漢字"]),
            ("漢字", 1, ["漢", "字"]),
            ("a 🇳🇱", 12, ["a [U+1F1F3", "U+1F1F1]"]), ("a\u{200D}\nb", 20, ["[U+0061 U+200D]", "b"]),
            ("ab", 0, ["a", "b"]),
            ("trailing  ", 8, ["trailing"]),
        ] as [(String, Int, [String])])
    func `Lines break at spaces`(text: String, width: Int, lines: [String]) {
        #expect(TextWrap.lines(text, width: width) == lines)
    }

    @Test(
        arguments: [
            ("a: one two three", 8, 3, ["a: one", "   two", "   three"]),
            ("a: one\nb: two three", 8, 3, ["a: one", "b: two", "   three"]),
            ("one two", 3, 9, ["one", " tw", " o"]), ("one two", 1, 5, ["o", "n", "e", "t", "w", "o"]),
            ("one two", 7, -2, ["one two"]),
        ] as [(String, Int, Int, [String])])
    func `Lines after the first are indented`(text: String, width: Int, indent: Int, lines: [String]) {
        #expect(TextWrap.lines(StyledText(text), width: width, indent: indent).map(\.plain) == lines)
    }

    @Test func `Styles survive line breaks`() {
        let text = "The key " + StyledText("37 fa", Style(.field5)) + " is random."
        let lines = TextWrap.lines(text, width: 10)
        #expect(lines.map(\.plain) == ["The key 37", "fa is", "random."])
        #expect(lines[1].spans == [Span("fa", Style(.field5)), Span(" is", .text)])
    }
}

// How many columns characters take.

import Testing

import TerminalUI

@Suite struct CharacterWidthTests {
    @Test(
        arguments: [
            ("a", 1), ("é", 1), ("ß", 1), ("→", 1), ("─", 1), ("█", 1), ("§", 1), ("…", 1),
            ("漢", 2), ("字", 2), ("あ", 2), ("Ａ", 2), ("한", 2), ("\u{20000}", 2),
            ("👍", 2), ("⌚", 2), ("❤", 1), ("e\u{301}", 1), ("ท\u{E35}\u{E48}", 1),
        ] as [(Character, Int)])
    func `A code point takes one or two columns`(character: Character, columns: Int) {
        #expect(CharacterWidth.columns(of: character) == columns)
    }

    @Test(
        arguments: [
            ("e\u{302}\u{301}\u{323}", 29), ("👍🏽", 17), ("🇳🇱", 17), ("❤\u{FE0F}", 15), ("👨\u{200D}👩", 24), ("\u{301}", 8),
            ("का", 15),
        ] as [(Character, Int)])
    func `A character of several takes the columns of their names`(character: Character, columns: Int) {
        #expect(CharacterWidth.columns(of: character) == columns)
    }

    @Test(
        arguments: [
            ("", 0), ("Hello", 5), ("héllo", 5), ("漢字", 4), ("a漢b", 4),
            // A control character is shown as a picture of one column, and CR LF as two.
            ("\u{1B}[31m", 5), ("\t", 1), ("\r\n", 2), ("\u{0}", 1), ("\u{7F}", 1), ("\u{9B}", 8), ("a\u{200B}b", 10),
        ] as [(String, Int)])
    func `A text takes the columns of what is shown for it`(text: String, columns: Int) {
        #expect(CharacterWidth.columns(of: text) == columns)
        var grid = Grid(size: Size(width: 20, height: 1))
        #expect(grid.put(text, x: 0, y: 0) == columns)
    }
}

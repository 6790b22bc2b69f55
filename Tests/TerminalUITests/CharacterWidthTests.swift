// How many columns characters take.

import Testing

import TerminalUI

@Suite struct CharacterWidthTests {
    @Test(
        arguments: [
            ("a", 1), ("é", 1), ("e\u{301}", 1), ("ß", 1), ("→", 1), ("─", 1), ("█", 1), ("§", 1), ("…", 1),
            ("漢", 2), ("字", 2), ("あ", 2), ("Ａ", 2), ("한", 2), ("\u{1112}\u{1161}\u{11AB}", 2), ("\u{20000}", 2),
            ("👍", 2), ("👍🏽", 2), ("🇳🇱", 2), ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2), ("⌚", 2),
            ("❤", 1), ("❤\u{FE0F}", 2), ("1\u{FE0F}\u{20E3}", 2), ("का", 2), ("กำ", 2),
        ] as [(Character, Int)])
    func `A character takes one or two columns`(character: Character, columns: Int) {
        #expect(CharacterWidth.columns(of: character) == columns)
    }

    @Test(
        arguments: [
            ("👨‍👩‍👧‍👦", 8), ("👩🏽‍🚀", 4), ("🏳\u{FE0F}‍🌈", 4), ("🤷‍♀\u{FE0F}", 4), ("👨\u{200D}", 2),
            ("क्‍ष", 2), ("ه\u{200D}", 1), ("a\u{200D}\u{301}", 1),
        ] as [(Character, Int)])
    func `A character made by joiners takes the columns of its parts`(character: Character, columns: Int) {
        #expect(CharacterWidth.columns(of: character) == columns)
    }

    @Test(
        arguments: [
            ("", 0), ("Hello", 5), ("héllo", 5), ("漢字", 4), ("a漢b", 4),
            // A control character is shown as a picture of one column, and CR LF as two.
            ("\u{1B}[31m", 5), ("\t", 1), ("\r\n", 2), ("\u{0}", 1), ("\u{7F}", 1), ("\u{9B}", 1), ("a\u{200B}b", 3),
        ] as [(String, Int)])
    func `A text takes the columns of what is shown for it`(text: String, columns: Int) {
        #expect(CharacterWidth.columns(of: text) == columns)
        var grid = Grid(size: Size(width: 20, height: 1))
        #expect(grid.put(text, x: 0, y: 0) == columns)
    }
}

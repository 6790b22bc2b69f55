// Lists, the pager and big text.

import Testing

import TerminalUI

@Suite struct WidgetTests {
    @Test(
        arguments: [
            // count, selected, height, offset before, rows
            (3, 0, 10, 0, 0..<3), (3, 2, 10, 5, 0..<3),
            (10, 0, 4, 0, 0..<4), (10, 3, 4, 0, 0..<4), (10, 4, 4, 0, 1..<5), (10, 9, 4, 1, 6..<10),
            (10, 7, 4, 6, 6..<10), (10, 5, 4, 6, 5..<9), (10, 99, 4, 0, 6..<10), (10, -1, 4, 6, 0..<4),
            (10, 5, 4, 9, 5..<9), (10, 5, 1, 0, 5..<6), (0, 0, 4, 0, 0..<0), (10, 5, 0, 0, 0..<0),
        ] as [(Int, Int, Int, Int, Range<Int>)])
    func `A list moves no further than it must`(
        count: Int, selected: Int, height: Int, offset: Int, rows: Range<Int>
    ) {
        #expect(ListWindow.visible(count: count, selected: selected, height: height, offset: offset) == rows)
    }

    @Test func `A pager shows its position, and fits any height`() {
        var pager = Pager((1...9).map { StyledText("row \($0)") })
        func screen(_ height: Int) -> [String] {
            var grid = Grid(size: Size(width: 20, height: height))
            pager.draw(into: &grid, in: grid.area)
            return grid.lines
        }
        let size = Size(width: 20, height: 4)
        #expect(screen(4) == ["row 1", "row 2", "row 3", "line 1-3 of 9"])
        let movesOn = pager.handle(.pageDown, size: size)
        #expect(movesOn)
        #expect(screen(4) == ["row 3", "row 4", "row 5", "line 3-5 of 9"])
        let goesToEnd = pager.handle(.end, size: size)
        #expect(goesToEnd)
        #expect(screen(4) == ["row 7", "row 8", "row 9", "line 7-9 of 9"])
        #expect(screen(1) == ["row 7"])
        #expect(screen(0) == [])
        #expect(screen(9) == (1...9).map { "row \($0)" })
        let takesEscape = pager.handle(.escape, size: size)
        #expect(!takesEscape)
    }

    @Test func `Big text shows an address in three rows`() {
        var grid = Grid(size: Size(width: 80, height: 3))
        BigText.draw("http://localhost:1338/", x: 0, y: 0, in: grid.area, into: &grid)
        #expect(
            grid.lines == [
                "█   ▄█▄ ▄█▄ ▄▄  ▄   █   █ █  ▄   ▄▄  ▄▄ █ █    ▄  ▄▀▀ ▄█▄ ▄ ▄█ ▀▀█ ▀▀█ █▀█   █",
                "█▀▄  █   █  █ █    █   █  █ █ █ █   █ █ █ █▀▄ █ █  ▀▄  █     █  ▀█  ▀█ █▀█  █",
                "▀ ▀  ▀▀  ▀▀ █▀  ▀ ▀   ▀   ▀  ▀   ▀▀  ▀▀ ▀ ▀ ▀  ▀  ▀▀   ▀▀ ▀  ▀ ▀▀▀ ▀▀▀ ▀▀▀ ▀",
            ])
        #expect(BigText.size(of: "http://localhost:1338/") == Size(width: 78, height: 3))
        #expect(BigText.size(of: "") == Size(width: 0, height: 0))
    }

    /// The letters that have a picture: all of ASCII, and those of Latin-1 that German, French, Spanish and the Scandinavian languages need.
    private static let large =
        (0x21...0x7e).map { Character(Unicode.Scalar($0)) }
        + "≠…·¡¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝßàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿ"

    /// With blocks, and where a terminal has ASCII only.
    @Test(arguments: [BigText.Scale.normal, .double], [true, false])
    func `Big letters all differ`(scale: BigText.Scale, hasBlocks: Bool) {
        var pictures: [[String]: Character] = [:]
        for letter in Self.large {
            var grid = Grid(size: Size(width: 10, height: scale.height))
            BigText.draw(String(letter), x: 0, y: 0, scale: scale, in: grid.area, into: &grid)
            let picture = hasBlocks ? grid.lines : grid.lines.map { String($0.map(AsciiArt.replacement)) }
            #expect(BigText.size(of: String(letter), scale: scale).height == scale.height)
            // What is drawn small is a character of its own; a large letter is blocks only.
            #expect(grid.lines.joined().allSatisfy { " █▀▄".contains($0) }, "\(letter)")
            if let other = pictures.updateValue(letter, forKey: picture) {
                Issue.record("\(letter) looks like \(other).")
            }
        }
    }

    @Test func `What has no large letter stands among them as it is`() {
        var grid = Grid(size: Size(width: 60, height: 3))
        BigText.draw("a日👋b e\u{301} é", x: 0, y: 0, in: grid.area, into: &grid)
        #expect(
            grid.lines == [
                " ▄▄       █▄            ▀",
                "█ █ 日 👋 █ █    e\u{301}    ▄█▀",
                " ▀▀       ▀▀           ▀▀",
            ])
        #expect(BigText.size(of: "日") == Size(width: 2, height: 3))
        #expect(BigText.size(of: "🇬🇧") == Size(width: 17, height: 3))
    }

    @Test func `Big letters with marks, and of punctuation`() {
        var grid = Grid(size: Size(width: 84, height: 7))
        BigText.draw("äöüßÄÖÜ éèêàâ ñç åæø", x: 0, y: 0, in: grid.area, into: &grid)
        BigText.draw("{$x} `~^ \\", x: 0, y: 4, in: grid.area, into: &grid)
        #expect(
            grid.lines == [
                "▀ ▀ ▀ ▀ ▀ ▀ ▄▀▄ ▀ ▀ ▀ ▀ ▀ ▀      ▀ ▀   ▄▀▄ ▀   ▄▀▄    ▄▀▄▀  ▄▄     ▀  ▀▀▄▀▄  ▄ ▄",
                "▄▀█ ▄▀▄ █ █ █▀▄ ▄█▄ █▀█ █ █    ▄█▀ ▄█▀ ▄█▀ ▄▀█ ▄▀█    █▀▄  █      ▄▀█ ▄▀█▀▀ █▄▀█",
                " ▀▀  ▀   ▀▀ █▀  ▀ ▀ ▀▀▀ ▀▀▀     ▀▀  ▀▀  ▀▀  ▀▀  ▀▀    ▀ ▀   █▀     ▀▀  ▀ ▀▀ ▀ ▀",
                "",
                " █▀  ▄█▄▄ ▄ ▄ ▀█     ▀▄      ▄▀▄    █",
                "▀█  ▀▄█▄   █   █▀       ▄▀▄▀         █",
                " █▄ ▄▄█▄▀ ▀ ▀ ▄█                      ▀",
            ])
    }

    @Test func `Big letters of twice the size`() {
        var grid = Grid(size: Size(width: 40, height: 6))
        BigText.draw("85 é", x: 0, y: 0, scale: .double, in: grid.area, into: &grid)
        #expect(
            grid.lines == [
                "██████  ██████            ██",
                "██  ██  ██",
                "██████  ██████          ████",
                "██  ██      ██        ████",
                "██████  ██████          ████",
                "",
            ])
        #expect(BigText.fitting("length 5", width: 60, scale: .double) == "length 5")
        #expect(BigText.fitting("length 5", width: 40, scale: .double) == "leng…")
    }

    @Test func `Big text on a terminal with ASCII only`() {
        var grid = Grid(size: Size(width: 48, height: 3))
        BigText.draw("0x85 length 5", x: 0, y: 0, in: grid.area, into: &grid)
        #expect(
            grid.lines.map { String($0.map(AsciiArt.replacement)) } == [
                "#\"# _ _ #\"# #\"\"    # _\"_ __   __ _#_ #      #\"\"",
                "# #  #  #\"# \"\"#    # #\"\" # # \"_#  #  #\"_    \"\"#",
                "\"\"\" \" \" \"\"\" \"\"\"    \"  \"\" \" \" __\"  \"\" \" \"    \"\"\"",
            ])
    }

    @Test func `Big text is cut where there is no room`() {
        #expect(BigText.fitting("length 5", width: 30) == "length 5")
        #expect(BigText.fitting("length 5", width: 20) == "leng…")
        #expect(BigText.lines("0123456789", width: 19, maximum: 2) == ["01234", "56789"])
        #expect(BigText.lines("0123456789a", width: 19, maximum: 2) == ["01234", "567…"])
        #expect(BigText.lines("", width: 19, maximum: 2).isEmpty)
        #expect(BigText.lines("abc", width: 1, maximum: 2) == ["", "…"])
    }
}

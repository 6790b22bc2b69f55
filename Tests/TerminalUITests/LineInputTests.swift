// The line editor. `|` marks the cursor.

import Testing

import TerminalUI

@Suite struct LineInputTests {
    @Test(
        arguments: [
            ("abc", [], "abc|"), ("abc", [.left, .left, .character("x")], "ax|bc"),
            ("abc", [.backspace], "ab|"), ("abc", [.home, .backspace], "|abc"),
            ("abc", [.home, .delete], "|bc"), ("abc", [.delete], "abc|"),
            ("abc", [.home, .right, .right, .right, .right], "abc|"), ("abc", [.home, .end], "abc|"),
            ("one two ", [.control("w")], "one |"), ("one two", [.left, .control("k")], "one tw|"),
            ("one two", [.left, .control("u")], "|o"), ("e", [.character("\u{301}")], "e\u{301}|"),
            ("👨‍👩‍👧‍👦x", [.left, .backspace], "|x"), ("漢字", [.left, .left, .left], "|漢字"),
        ] as [(String, [Key], String)])
    func `A line is edited by characters`(text: String, keys: [Key], expected: String) {
        var input = LineInput(text)
        for key in keys { _ = input.handle(key) }
        #expect(input.text.prefix(input.cursor) + "|" + input.text.dropFirst(input.cursor) == expected)
    }

    @Test(arguments: [Key.enter, .escape, .tab, .backTab, .up, .down, .pageUp, .function(1), .control("c")])
    func `A line leaves other keys alone`(key: Key) {
        var input = LineInput("abc")
        let before = input
        let isTaken = input.handle(key)
        #expect(!isTaken)
        #expect(input == before)
    }

    @Test func `A line scrolls so that its cursor shows`() {
        var input = LineInput("0123456789")
        var grid = Grid(size: Size(width: 8, height: 1))
        input.draw(into: &grid, in: Rect(x: 1, y: 0, width: 5, height: 1))
        #expect(grid.lines == [" 6789"])
        #expect(grid[5, 0].style.role == .cursor)
        _ = input.handle(.home)
        input.draw(into: &grid, in: Rect(x: 1, y: 0, width: 5, height: 1))
        #expect(grid.lines == [" 01234"])
        #expect(grid[1, 0].style.role == .cursor)
    }
}

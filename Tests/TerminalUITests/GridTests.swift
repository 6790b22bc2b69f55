// Writing into the grid and its edges.

import Testing

import TerminalUI

@Suite struct GridTests {
    private func grid(_ width: Int, _ height: Int = 1) -> Grid { Grid(size: Size(width: width, height: height)) }

    @Test(
        arguments: [
            ("abc", 0, "abc", 3), ("abc", 2, "  abc", 5), ("abc", 4, "    ab", 6), ("abc", -1, "bc", 2),
            ("abc", 7, "", 7),
            ("漢字", 0, "漢字", 4), ("漢字", 3, "   漢", 6), ("漢字", -1, " 字", 3), ("漢字漢字", 0, "漢字漢", 6),
            ("a漢字漢", 0, "a漢字", 6), ("👍!", 0, "👍!", 3), ("🇳🇱", 0, "[U+1F1", 6),
        ] as [(String, Int, String, Int)])
    func `Text is cut at the edges, and half a wide character is a space`(
        text: String, x: Int, line: String, end: Int
    ) {
        var grid = grid(6)
        #expect(grid.put(text, x: x, y: 0) == end)
        #expect(grid.lines == [line])
    }

    @Test func `Text stays in its area`() {
        var grid = grid(10, 3)
        let area = Rect(x: 2, y: 1, width: 3, height: 1)
        grid.put("outside", x: 2, y: 0, in: area)
        grid.put("abcdef", x: 1, y: 1, in: area)
        grid.put("outside", x: 2, y: 2, in: area)
        grid.put("far away", x: 0, y: 9)
        #expect(grid.lines == ["", "  bcd", ""])
    }

    @Test(arguments: [(0, "x 字漢"), (1, " x字漢"), (2, "漢x 漢"), (3, "漢 x漢"), (5, "漢字 x")])
    func `Writing over half of a wide character blanks the other half`(x: Int, line: String) {
        var grid = grid(6)
        grid.put("漢字漢", x: 0, y: 0)
        grid.put("x", x: x, y: 0)
        #expect(grid.lines == [line])
    }

    @Test func `A wide character has a continuation to its right`() {
        var grid = grid(4)
        grid.put("a漢", x: 0, y: 0)
        #expect((0..<4).map { grid[$0, 0].isContinuation } == [false, false, true, false])
        grid.put("漢", x: 0, y: 0)
        #expect((0..<4).map { grid[$0, 0].isContinuation } == [false, true, false, false])
        #expect(grid.lines == ["漢"])
    }

    @Test func `A character of several code points is named in cells of one column`() {
        var grid = grid(20)
        grid.put("<🇳🇱>", x: 0, y: 0)
        #expect(grid.lines == ["<[U+1F1F3 U+1F1F1]>"])
        #expect((0..<20).allSatisfy { !grid[$0, 0].isContinuation })
        grid.fill(Rect(x: 0, y: 0, width: 4, height: 1), with: "👨\u{200D}👩")
        #expect((0..<4).map { grid[$0, 0].character } == ["[", "[", "[", "["])
    }

    @Test(
        arguments: [
            ("Hello", 5, "Hello|"), ("Hello", 4, "Hel…|"), ("Hello", 1, "…|"), ("Hello", 0, "|"), ("Hi", 5, "Hi   |"),
            ("漢字漢", 6, "漢字漢|"), ("漢字漢", 5, "漢字…|"), ("漢字漢", 4, "漢 …|"),
            ("👍👍", 4, "👍👍|"), ("👍👍", 3, "👍…|"),
        ] as [(String, Int, String)])
    func `Text that does not fit ends in an ellipsis`(text: String, width: Int, line: String) {
        var grid = grid(10)
        let end = grid.put(text, x: 0, y: 0, width: width)
        #expect(end <= width)
        grid.put("|", x: width, y: 0)
        #expect(grid.lines == [line])
    }

    @Test func `A rule carries its label`() {
        var grid = grid(16, 3)
        grid.rule(y: 0, x: 0..<16, label: "wire")
        grid.rule(y: 1, x: 2..<12, label: "a long label")
        grid.rule(y: 2, x: 0..<4, label: nil)
        #expect(grid.lines == ["─ wire ─────────", "  ─ a lon… ─", "────"])
        #expect(grid[0, 0].style == Style(.border))
        #expect(grid[2, 0].style == Style(.title))
    }

    @Test func `Fill and restyle change only their rectangle`() {
        var grid = grid(6, 3)
        grid.fill(Rect(x: 1, y: 1, width: 9, height: 9), with: "#")
        grid.restyle(Rect(x: 0, y: 0, width: 2, height: 2)) { $0.role = .selection }
        grid.fill(Rect(x: 2, y: 2, width: 3, height: 1), with: "漢")
        #expect(grid.lines == ["", " #####", " #漢 #"])
        #expect(grid[1, 1].style.role == .selection)
        #expect(grid[2, 1].style.role == .text)
    }

    @Test func `Styled text keeps the style of each piece`() {
        var grid = grid(8)
        let text: StyledText = "FIN " + StyledText("1", Style(.field1)) + "."
        #expect(text.width == 6)
        grid.put(text, x: 0, y: 0)
        #expect(grid.lines == ["FIN 1."])
        #expect((3...5).map { grid[$0, 0].style.role } == [.text, .field1, .text])
        grid.put(text, x: 0, y: 0, width: 5)
        #expect(grid.lines == ["FIN …."])
    }

    @Test func `A grid without cells accepts any drawing`() {
        var grid = grid(0, 0)
        grid.put("text", x: 0, y: 0)
        grid.put("text", x: 0, y: 0, width: 3)
        grid.fill(Rect(x: -1, y: -1, width: 5, height: 5))
        grid.rule(y: 0, x: 0..<10, label: "label")
        #expect(grid.lines.isEmpty)
    }
}

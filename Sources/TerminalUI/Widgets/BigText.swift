// Letters three rows high, for what the back row of a classroom has to read. Each letter is a picture of at
// most 5 by 6 points; a half block (▀ ▄ █) shows two points, one above the other, so that points are about square and
// `http://localhost:1338/` fits in 78 columns. Where a terminal shows no blocks, `AsciiArt` makes "_# of them.

/// Text in large letters.
public enum BigText {
    /// The rows of a letter.
    public static let height = 3

    /// The columns and rows that the text takes.
    public static func size(of text: String) -> Size {
        let widths = text.map { glyph($0)[0].count }
        return Size(width: widths.reduce(0, +) + max(0, widths.count - 1), height: text.isEmpty ? 0 : height)
    }

    /// Draws the text with its top left corner in that cell, as far as it lies in `area`. A
    /// character without a picture becomes a small box.
    public static func draw(
        _ text: String, x: Int, y: Int, style: Style = .text, in area: Rect, into grid: inout Grid
    ) {
        var left = x
        for character in text {
            let points = glyph(character)
            for row in 0..<height {
                let blocks = zip(points[2 * row], points[2 * row + 1]).map {
                    HalfBlock.character(upper: $0 == "#", lower: $1 == "#")
                }
                grid.put(String(blocks), x: left, y: y + row, style: style, in: area)
            }
            left += points[0].count + 1
        }
    }

    /// The text, or as much of it as fits in `width` columns with `…` behind it.
    public static func fitting(_ text: String, width: Int) -> String {
        lines(text, width: width, maximum: 1).first ?? ""
    }

    /// The text cut into lines of `width` columns, wherever a line is full; at most `maximum` lines, of which the last ends in
    /// `…` if there is more.
    public static func lines(_ text: String, width: Int, maximum: Int) -> [String] {
        var lines: [String] = []
        var rest = Substring(text)
        while !rest.isEmpty, lines.count < maximum {
            if size(of: String(rest)).width <= width { return lines + [String(rest)] }
            let isLast = lines.count == maximum - 1
            let line = prefix(of: rest, width: isLast ? width - size(of: "…").width - 1 : width)
            // A line holds one character at least, so that lines come to an end.
            rest = rest.dropFirst(max(1, line.count))
            lines.append(isLast ? line + "…" : line)
        }
        return lines
    }

    private static func prefix(of text: Substring, width: Int) -> String {
        var taken = ""
        var used = 0
        for character in text {
            used += glyph(character)[0].count + (taken.isEmpty ? 0 : 1)
            guard used <= width else { break }
            taken.append(character)
        }
        return taken
    }

    /// The points of a character: six rows of the same length, `#` for a point.
    private static func glyph(_ character: Character) -> [Substring] {
        glyphs[character] ?? ["###", "#.#", "#.#", "#.#", "###", "..."]
    }
}

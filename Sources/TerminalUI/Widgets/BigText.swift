// Letters three rows high, for an address that the back row of a classroom has to type. Each letter is a picture of at
// most 3 by 6 points; a half block (▀ ▄ █) shows two points, one above the other, so that points are about square and
// `http://localhost:1338/` fits in 78 columns.

/// Text in large letters.
public enum BigText {
    /// The rows of a letter.
    public static let height = 3

    /// The columns and rows that the text takes.
    public static func size(of text: String) -> Size {
        let widths = text.map { glyph($0)[0].count }
        return Size(width: widths.reduce(0, +) + max(0, widths.count - 1), height: text.isEmpty ? 0 : height)
    }

    /// Draws the text with its top left corner in that cell, as far as it lies in `area`. Letters are drawn as lower
    /// case; a character without a picture becomes a small box.
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

    /// The points of a character: six rows of the same length, `#` for a point.
    private static func glyph(_ character: Character) -> [Substring] {
        let key = Character(character.lowercased().prefix(1).description)
        return glyphs[key] ?? ["###", "#.#", "#.#", "#.#", "###", "..."]
    }
}

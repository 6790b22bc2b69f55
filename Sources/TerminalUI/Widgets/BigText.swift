// Letters three rows high, for what the back row of a classroom has to read. Each letter is a picture of at
// most 5 by 6 points; a half block (▀ ▄ █) shows two points, one above the other, so that points are about square and
// `http://localhost:1338/` fits in 78 columns. Where a terminal shows no blocks, `AsciiArt` makes "_# of them.
// On a large screen a point is two full cells side by side, so that letters are twice as high and as wide.

/// Text in large letters. A character without a picture stands among them as it is, in its own cells: never as another letter.
public enum BigText {
    /// The rows of a letter.
    public static let height = 3

    /// How large the letters are.
    public enum Scale: Int, Sendable {
        /// Letters of three rows.
        case normal = 1
        /// Letters of six rows.
        case double

        /// The rows of a letter.
        public var height: Int { BigText.height * rawValue }
    }

    /// The columns and rows that the text takes.
    public static func size(of text: String, scale: Scale = .normal) -> Size {
        let widths = text.map { width(of: $0, scale) }
        return Size(
            width: widths.reduce(0, +) + scale.rawValue * max(0, widths.count - 1),
            height: text.isEmpty ? 0 : scale.height)
    }

    /// Draws the text with its top left corner in that cell, as far as it lies in `area`.
    public static func draw(
        _ text: String, x: Int, y: Int, scale: Scale = .normal, style: Style = .text, in area: Rect,
        into grid: inout Grid
    ) {
        var left = x
        for character in text {
            if let points = picture(character) {
                for (row, line) in lines(points, scale).enumerated() {
                    grid.put(line, x: left, y: y + row, style: style, in: area)
                }
            } else {
                // Small letters are read in the middle of the large ones.
                grid.put(String(character), x: left, y: y + scale.height / 2, style: style, in: area)
            }
            left += width(of: character, scale) + scale.rawValue
        }
    }

    /// The text, or as much of it as fits in `width` columns with `…` behind it.
    public static func fitting(_ text: String, width: Int, scale: Scale = .normal) -> String {
        lines(text, width: width, maximum: 1, scale: scale).first ?? ""
    }

    /// The text cut into lines of `width` columns, wherever a line is full; at most `maximum` lines, of which the last ends in
    /// `…` if there is more.
    public static func lines(_ text: String, width: Int, maximum: Int, scale: Scale = .normal) -> [String] {
        var lines: [String] = []
        var rest = Substring(text)
        while !rest.isEmpty, lines.count < maximum {
            if size(of: String(rest), scale: scale).width <= width { return lines + [String(rest)] }
            let isLast = lines.count == maximum - 1
            let mark = size(of: "…", scale: scale).width + scale.rawValue
            let line = prefix(of: rest, width: isLast ? width - mark : width, scale)
            // A line holds one character at least, so that lines come to an end.
            rest = rest.dropFirst(max(1, line.count))
            lines.append(isLast ? line + "…" : line)
        }
        return lines
    }

    private static func prefix(of text: Substring, width room: Int, _ scale: Scale) -> String {
        var taken = ""
        var used = 0
        for character in text {
            used += width(of: character, scale) + (taken.isEmpty ? 0 : scale.rawValue)
            guard used <= room else { break }
            taken.append(character)
        }
        return taken
    }

    private static func width(of character: Character, _ scale: Scale) -> Int {
        picture(character).map { $0[0].count * scale.rawValue } ?? CharacterWidth.columns(of: character)
    }

    /// The rows of a letter in characters.
    private static func lines(_ points: [Substring], _ scale: Scale) -> [String] {
        guard scale == .normal else {
            return points.map { line in line.map { $0 == "#" ? "██" : "  " }.joined() }
        }
        return (0..<height).map { row -> String in
            let pairs = zip(points[2 * row], points[2 * row + 1])
            return String(pairs.map { HalfBlock.character(upper: $0 == "#", lower: $1 == "#") })
        }
    }

    /// The points of a character: six rows of the same length, `#` for a point. Nil if there is no picture of it, or if it is made of
    /// several code points, which the small text names one by one.
    private static func picture(_ character: Character) -> [Substring]? {
        character.unicodeScalars.dropFirst().isEmpty ? glyphs[character] : nil
    }
}

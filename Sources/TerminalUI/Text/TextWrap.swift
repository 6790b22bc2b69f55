// Breaking text into lines that fit a number of columns.

/// Breaks text into lines.
public enum TextWrap {
    /// The lines of a text, none wider than `width` columns.
    ///
    /// Lines break at spaces, and the spaces at a break are dropped. A word that is wider than a line is broken
    /// anywhere. What is shown as a stand-in (see `Sanitizer`) becomes one. Newlines stay: two in a row give an empty line. A width below 1
    /// counts as 1; a wide character takes a line of its own when the width is 1.
    public static func lines(_ text: String, width: Int) -> [String] {
        lines(StyledText(text), width: width).map(\.plain)
    }

    /// The lines of a text in several styles, none wider than `width` columns.
    ///
    /// - Parameter indent: How many columns the lines of a paragraph after its first are indented by; at most half of the
    ///   width.
    public static func lines(_ text: StyledText, width: Int, indent: Int = 0) -> [StyledText] {
        var characters: [(Character, Style)] = []
        for span in text.spans {
            for character in span.text {
                let isBreak = character == "\n" || character == "\r\n"
                let shown = (isBreak ? nil : Sanitizer.standIn(for: character)) ?? String(character)
                characters += shown.map { ($0, span.style) }
            }
        }
        return characters.split(omittingEmptySubsequences: false) { $0.0 == "\n" || $0.0 == "\r\n" }
            .flatMap { paragraph in
                let indent = max(0, min(indent, width / 2))
                let margin = StyledText(String(repeating: " ", count: indent))
                return wrap(paragraph, width: max(1, width), indent: indent).enumerated().map { number, line in
                    number == 0 || indent == 0 ? styled(line) : margin + styled(line)
                }
            }
    }

    private typealias Piece = ArraySlice<(Character, Style)>

    /// Breaks one paragraph.
    private static func wrap(_ paragraph: Piece, width: Int, indent: Int) -> [Piece] {
        var lines: [Piece] = []
        var start = paragraph.startIndex
        var columns = 0
        /// Where the spaces begin at which the line can still be broken.
        var gap: Int?
        var index = start
        while index < paragraph.endIndex {
            let isSpace = paragraph[index].0 == " "
            if isSpace, index > start, paragraph[index - 1].0 != " " { gap = index }
            columns += CharacterWidth.columns(of: paragraph[index].0)
            guard columns > (lines.isEmpty ? width : width - indent), index > start else {
                index += 1
                continue
            }
            let end = gap ?? index
            lines.append(paragraph[start..<end])
            start = end
            while start < paragraph.endIndex, gap != nil, paragraph[start].0 == " " { start += 1 }
            (index, columns, gap) = (start, 0, nil)
        }
        if start < paragraph.endIndex || lines.isEmpty { lines.append(paragraph[start...]) }
        return lines
    }

    private static func styled(_ line: Piece) -> StyledText {
        var spans: [Span] = []
        for (character, style) in line {
            if let last = spans.indices.last, spans[last].style == style {
                spans[last].text.append(character)
            } else {
                spans.append(Span(String(character), style))
            }
        }
        return StyledText(spans)
    }
}

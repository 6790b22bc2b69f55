// Writing text into the grid.

extension Grid {
    /// Writes text from column `x` of row `y` on, as far as it lies in `area` (by default the whole grid).
    ///
    /// What could steer a terminal or hide is shown as a stand-in (see `Sanitizer`), a newline too. A wide character that is
    /// cut by the edge becomes a space. Returns the column after the last one written; `x` when the row is outside.
    @discardableResult
    public mutating func put(
        _ text: some StringProtocol, x: Int, y: Int, style: Style = .text, in area: Rect? = nil
    ) -> Int {
        let clip = area.map(self.area.intersection) ?? self.area
        guard !clip.isEmpty, y >= clip.y, y < clip.maxY else { return x }
        var column = x
        for character in text {
            guard column < clip.maxX else { break }
            if let standIn = Sanitizer.standIn(for: character) {
                for safe in standIn { column = put(safe: safe, x: column, y: y, style: style, in: clip) }
            } else {
                column = put(safe: character, x: column, y: y, style: style, in: clip)
            }
        }
        return max(x, min(column, clip.maxX))
    }

    /// Writes text into `width` columns from column `x` of row `y` on. Text that does not fit ends in `…`.
    ///
    /// Returns the column after the last one written.
    @discardableResult
    public mutating func put(_ text: some StringProtocol, x: Int, y: Int, width: Int, style: Style = .text) -> Int {
        put(StyledText(String(text), style), x: x, y: y, width: width)
    }

    /// Writes text in several styles; otherwise like `put(_:x:y:style:in:)`.
    @discardableResult
    public mutating func put(_ text: StyledText, x: Int, y: Int, in area: Rect? = nil) -> Int {
        text.spans.reduce(x) { column, span in put(span.text, x: column, y: y, style: span.style, in: area) }
    }

    /// Writes text in several styles into `width` columns; otherwise like `put(_:x:y:width:style:)`.
    @discardableResult
    public mutating func put(_ text: StyledText, x: Int, y: Int, width: Int) -> Int {
        guard width > 0 else { return x }
        let room = Rect(x: x, y: y, width: width, height: 1)
        guard text.width > width else { return put(text, x: x, y: y, in: room) }
        let end = put(text, x: x, y: y, in: room.columns(0..<(width - 1)))
        let lastStyle = self[max(x, end - 1), y].style
        return put("…", x: x + width - 1, y: y, style: width == 1 ? text.spans.first?.style ?? .text : lastStyle)
    }

    /// Draws a horizontal line over the columns `x` of row `y`, with a label near its left end: `─ label ──────`.
    public mutating func rule(y: Int, x: Range<Int>, label: String?, style: Style = Style(.border)) {
        fill(Rect(x: x.lowerBound, y: y, width: x.count, height: 1), with: "─", style: style)
        guard let label, x.count > 4 else { return }
        put(" ", x: x.lowerBound + 1, y: y, style: style)
        let end = put(label, x: x.lowerBound + 2, y: y, width: x.count - 4, style: Style(.title))
        put(" ", x: end, y: y, style: style)
    }

    private mutating func put(safe character: Character, x: Int, y: Int, style: Style, in clip: Rect) -> Int {
        let width = CharacterWidth.columnsOfSafe(character)
        set(character, width: width, x: x, y: y, style: style, in: clip)
        return x + width
    }
}

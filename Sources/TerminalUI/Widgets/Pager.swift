// Text that may be longer than the screen: help, a lesson. It scrolls, so it never needs more rows than there are.

/// Scrolled text.
public struct Pager: Sendable, Hashable {
    /// Text that is wrapped to the width there is.
    public struct Paragraph: Sendable, Hashable, ExpressibleByStringLiteral {
        /// The text.
        public let text: StyledText
        /// How many columns its lines after the first are indented by.
        public let indent: Int

        /// A paragraph.
        public init(_ text: StyledText, indent: Int = 0) { (self.text, self.indent) = (text, indent) }

        /// A paragraph of plain text.
        public init(stringLiteral text: String) { self.init(StyledText(text)) }
    }

    private let indented: [Paragraph]
    /// The first line shown, counted in wrapped lines from 0.
    public private(set) var top = 0

    /// The text, before it is wrapped.
    public var paragraphs: [StyledText] { indented.map(\.text) }

    /// A pager at the top of its text.
    public init(_ paragraphs: [Paragraph]) { indented = paragraphs }

    /// A pager at the top of its text.
    public init(_ paragraphs: [StyledText]) { self.init(paragraphs.map { Paragraph($0) }) }

    /// Scrolls by lines, pages or to an end. `size` is that of the area it is drawn into. False for any other key.
    public mutating func handle(_ key: Key, size: Size) -> Bool {
        let count = lines(width: size.width).count
        let page = Self.textHeight(count: count, height: size.height)
        switch key {
        case .down, .character("j"): top += 1
        case .up, .character("k"): top -= 1
        case .pageDown, .character(" "), .control("d"): top += max(1, page - 1)
        case .pageUp, .control("u"): top -= max(1, page - 1)
        case .home: top = 0
        case .end: top = count
        default: return false
        }
        top = max(0, min(top, count - page))
        return true
    }

    /// Draws the text. When not all of it fits, the last row says which lines these are: `line 1-20 of 40`.
    public func draw(into grid: inout Grid, in area: Rect) {
        let lines = lines(width: area.width)
        let height = Self.textHeight(count: lines.count, height: area.height)
        let first = max(0, min(top, lines.count - height))
        let last = min(lines.count, first + height)
        for (row, line) in lines[first..<last].enumerated() {
            grid.put(line, x: area.x, y: area.y + row, in: area)
        }
        guard height < lines.count, area.height > 1 else { return }
        grid.put(
            "line \(first + 1)-\(last) of \(lines.count)", x: area.x, y: area.maxY - 1, width: area.width,
            style: Style(.muted))
    }

    private func lines(width: Int) -> [StyledText] {
        indented.flatMap { TextWrap.lines($0.text, width: width, indent: $0.indent) }
    }

    /// The rows for text: all, or all but the one that shows the position. A single row is for text.
    private static func textHeight(count: Int, height: Int) -> Int {
        count <= height ? max(0, height) : max(min(1, height), height - 1)
    }
}

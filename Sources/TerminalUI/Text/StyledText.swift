// Text in several styles on one line: what a sentence with a coloured field name in it is made of.

/// A piece of text in one style.
public struct Span: Sendable, Hashable {
    /// The text, of one line.
    public var text: String
    /// Its style.
    public var style: Style

    /// A piece of text; ordinary unless a style is given.
    public init(_ text: String, _ style: Style = .text) {
        self.text = text
        self.style = style
    }
}

/// A line of text in several styles. A string literal is such a line in the ordinary style.
public struct StyledText: Sendable, Hashable, ExpressibleByStringLiteral {
    /// The pieces from left to right.
    public var spans: [Span]

    /// A line made of pieces.
    public init(_ spans: [Span] = []) {
        self.spans = spans
    }

    /// A line in one style.
    public init(_ text: String, _ style: Style = .text) {
        self.init([Span(text, style)])
    }

    /// A line in the ordinary style.
    public init(stringLiteral value: String) {
        self.init(value)
    }

    /// The columns it takes.
    public var width: Int { spans.reduce(0) { $0 + CharacterWidth.columns(of: $1.text) } }

    /// The text without its styles.
    public var plain: String { spans.map(\.text).joined() }

    /// One line after the other.
    public static func + (left: StyledText, right: StyledText) -> StyledText {
        StyledText(left.spans + right.spans)
    }

    /// Adds a line at the end.
    public static func += (left: inout StyledText, right: StyledText) {
        left.spans += right.spans
    }
}

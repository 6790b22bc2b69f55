// How a style looks on a terminal.

/// The colours and attributes of a piece of text.
public struct Appearance: Sendable, Hashable {
    /// The index of the text's colour in the terminal's palette; nil for the terminal's own.
    public var foreground: Int?
    /// The index of the background's colour; nil for the terminal's own.
    public var background: Int?
    /// Bold.
    public var bold: Bool
    /// Underlined.
    public var underline: Bool
    /// Foreground and background change places.
    public var reverse: Bool

    /// An appearance; by default the terminal's own colours without attributes.
    public init(
        foreground: Int? = nil, background: Int? = nil, bold: Bool = false, underline: Bool = false,
        reverse: Bool = false
    ) {
        self.foreground = foreground
        self.background = background
        self.bold = bold
        self.underline = underline
        self.reverse = reverse
    }
}

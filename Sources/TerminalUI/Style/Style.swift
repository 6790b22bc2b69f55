// What a piece of text is, as opposed to how it looks. A view says "this is the third field"; the theme knows its
// colour.

/// The role of a piece of text on the screen.
public enum Role: Sendable, Hashable, CaseIterable {
    /// Ordinary text.
    case text
    /// Text that matters less; still readable from the back row.
    case muted
    /// The title of a screen or a pane.
    case title
    /// Lines between panes and around boxes.
    case border
    /// The name of a key that can be pressed.
    case key
    /// What belongs to the client.
    case client
    /// What belongs to the server.
    case server
    /// A verdict: as it should be.
    case good
    /// A verdict: worth a look.
    case warning
    /// A verdict: a rule is broken.
    case bad
    /// The first of the six hues that distinguish the fields of a frame.
    case field1
    /// The second field hue.
    case field2
    /// The third field hue.
    case field3
    /// The fourth field hue.
    case field4
    /// The fifth field hue.
    case field5
    /// The sixth field hue.
    case field6
    /// The selected row.
    case selection
    /// The byte or bit under the cursor.
    case cursor
    /// A place the reader has marked.
    case mark
    /// A QR code: black on white in every theme, as its readers expect.
    case code

    /// The six field hues, in order.
    public static let fields: [Role] = [.field1, .field2, .field3, .field4, .field5, .field6]
}

/// A role, with the emphasis that a view adds to it.
public struct Style: Sendable, Hashable {
    /// What the text is.
    public var role: Role
    /// Whether it is set in bold, whatever the theme does for the role.
    public var bold: Bool
    /// Whether it is underlined.
    public var underline: Bool
    /// Whether foreground and background change places.
    public var reverse: Bool

    /// A style; by default plain text.
    public init(_ role: Role = .text, bold: Bool = false, underline: Bool = false, reverse: Bool = false) {
        self.role = role
        self.bold = bold
        self.underline = underline
        self.reverse = reverse
    }

    /// Ordinary text.
    public static let text = Style()
}

// One cell of the grid.

/// What is in one column of one row.
public struct Cell: Sendable, Hashable {
    /// What is shown. A continuation holds a space.
    public let character: Character
    /// How it is shown.
    public internal(set) var style: Style
    /// Whether this is the right half of the wide character in the cell to the left.
    public let isContinuation: Bool

    init(_ character: Character, _ style: Style, isContinuation: Bool = false) {
        self.character = character
        self.style = style
        self.isContinuation = isContinuation
    }

    static let blank = Cell(" ", .text)
}

// The code points that are sent for one character of the grid: one, or a letter with its marks (see Sanitizer). Terminals disagree
// with the system's tables about some, such as the newest emoji, and a disagreement of one column shifts the rest of the row. So only what fits is sent, and the columns that remain are filled
// with spaces. Plain text output keeps the characters.

/// What is sent to a terminal for a character.
public struct TerminalForm: Sendable, Hashable {
    /// The code points from the left, a cell at a time. A wide one fills the cell to its right as well, which is not listed.
    public let cells: [[Unicode.Scalar]]
    /// Whether a terminal may still give it another width, so that the cursor has to be placed again after it.
    public let isDoubtful: Bool

    /// A blank cell.
    public static let blank: [Unicode.Scalar] = [" "]

    /// The form of a character of the grid.
    ///
    /// - Parameters:
    ///   - columns: The columns that the character takes on the grid, 1 or 2.
    ///   - ascii: Whether to use ASCII only.
    ///   - width: The columns that the system gives a code point, below 1 for one that it does not know.
    public init(_ character: Character, columns: Int, ascii: Bool, width: (Unicode.Scalar) -> Int) {
        let scalars = Array((ascii ? AsciiArt.replacement(for: character) : character).unicodeScalars)
        // A character that the system does not know, or finds wider than the grid does, has a stand-in.
        let used = scalars.first.map(width) ?? 0
        let isKnown = (1...max(1, columns)).contains(used) && scalars.dropFirst().allSatisfy { width($0) == 0 }
        cells =
            [isKnown ? scalars : ["\u{FFFD}"]]
            + Array(repeating: Self.blank, count: max(0, columns - (isKnown ? used : 1)))
        isDoubtful = !ascii && (columns == 2 || scalars.count > 1)
    }
}

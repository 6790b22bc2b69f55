// The code points that are sent for one character. Terminals disagree with each other and with the system's tables
// about the width of characters that are made of several code points (flags, skin tones, emoji variants), and a
// disagreement of one column shifts the rest of the row. So only what all agree on is sent: an emoji without what
// joins or varies it, the letters of a flag, a base with its accents. The columns that remain are filled with spaces.
// Plain text output keeps the characters.

/// What is sent to a terminal for a character.
public struct TerminalForm: Sendable, Hashable {
    /// The code points from the left, a cell at a time: one with a width, followed by those that join it. A wide one
    /// fills the cell to its right as well, which is not listed.
    public private(set) var cells: [[Unicode.Scalar]] = []
    /// Whether a terminal may still give it another width, so that the cursor has to be placed again after it.
    public let isDoubtful: Bool

    /// A blank cell.
    public static let blank: [Unicode.Scalar] = [" "]

    /// The most code points that a cell of ncurses holds.
    private static let mostPerCell = 5

    /// The form of a character of the grid.
    ///
    /// - Parameters:
    ///   - columns: The columns that the character takes on the grid, 1 or 2.
    ///   - ascii: Whether to use ASCII only.
    ///   - width: The columns that the system gives a code point: 0 for one that joins the one before, and below 0 for
    ///     one that it does not know.
    public init(_ character: Character, columns: Int, ascii: Bool, width: (Unicode.Scalar) -> Int) {
        var used = 0
        let scalars = ascii ? AsciiArt.replacement(for: character).unicodeScalars : character.unicodeScalars
        for scalar in scalars {
            let scalar = Self.letterOfFlag(scalar) ?? scalar
            let room = width(scalar)
            if room > 0 {
                guard used + room <= columns else { break }
                cells.append([scalar])
                used += room
            } else if room == 0, let last = cells.indices.last, cells[last].count < Self.mostPerCell,
                scalar.properties.generalCategory != .format, !scalar.properties.isVariationSelector
            {
                cells[last].append(scalar)
            }
        }
        // A character that the system does not know, or finds wider than the grid does.
        if cells.isEmpty {
            cells = [["\u{FFFD}"]]
            used = 1
        }
        isDoubtful = !ascii && (columns == 2 || cells[0].count > 1)
        while used < columns {
            cells.append(Self.blank)
            used += 1
        }
    }

    /// The letter of a regional indicator; two of them are a flag to some terminals and two letters to others.
    private static func letterOfFlag(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        guard CharacterWidth.regionalIndicators.contains(scalar.value) else { return nil }
        return Unicode.Scalar(scalar.value - CharacterWidth.regionalIndicators.lowerBound + 0x41)
    }
}

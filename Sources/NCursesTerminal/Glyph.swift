// The code points that are sent for one character. ncurses and terminals disagree about the width of characters that are
// made of several code points (flags, families, emoji variants), and a disagreement of one column shifts the rest of the row.
// So only what both agree on is sent: the first emoji of a sequence, the letters of a flag, a base with its accents. The
// columns that remain are filled with spaces.

internal import CNCurses
internal import TerminalUI

/// What is drawn for a character.
struct Glyph {
    /// The code points of each cell from the left: one with a width, followed by those that join it.
    private(set) var cells: [[wchar_t]] = []
    /// Whether a terminal may think that it has another width.
    let isDoubtful: Bool

    /// The code points of a blank cell.
    static let blank: [wchar_t] = [0x20]

    /// The most code points in a cell of ncurses.
    private static let mostPerCell = 5

    /// The form of a character that takes `columns` columns on the grid.
    init(_ character: Character, columns: Int, ascii: Bool) {
        if ascii || character.isASCII {
            cells = [Self.scalars(AsciiArt.replacement(for: character))]
            if columns == 2 { cells.append(Self.blank) }
            isDoubtful = false
            return
        }
        var used = 0
        for scalar in character.unicodeScalars {
            let scalar = Self.letterOfFlag(scalar) ?? scalar
            let code = wchar_t(scalar.value)
            let width = Int(shim_width(code))
            if width > 0 {
                guard used + width <= columns else { break }
                cells.append([code])
                used += width
            } else if width == 0, let last = cells.indices.last, cells[last].count < Self.mostPerCell,
                scalar.properties.generalCategory != .format, !scalar.properties.isVariationSelector
            {
                cells[last].append(code)
            }
        }
        // A character that the system does not know, or gives another width.
        if cells.isEmpty {
            cells = [Self.scalars("\u{FFFD}")]
            used = 1
        }
        while used < columns {
            cells.append(Self.blank)
            used += 1
        }
        isDoubtful = columns == 2 || cells[0].count > 1
    }

    private static func scalars(_ character: Character) -> [wchar_t] {
        character.unicodeScalars.map { wchar_t($0.value) }
    }

    /// The letter of a regional indicator; two of them are shown as a flag by some terminals and as letters by others.
    private static func letterOfFlag(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        (0x1F1E6...0x1F1FF).contains(scalar.value) ? Unicode.Scalar(scalar.value - 0x1F1E6 + 0x41) : nil
    }
}

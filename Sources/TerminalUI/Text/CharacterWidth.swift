// How many columns a character takes. A terminal shows a grid of columns, and a code point takes one or two of them.
// Unicode Standard Annex 11 says which are wide, and Unicode Technical Standard 51 which are emoji, which are always wide.
// A character of several code points is shown by their names (see Sanitizer), unless it is a letter with its marks.

/// The number of columns that text takes on the grid.
public enum CharacterWidth {
    /// The columns of one character: 2 for East Asian wide characters and for emoji, 1 for nearly all others.
    ///
    /// A character that the grid shows as a stand-in (see `Sanitizer`) takes the columns of its stand-in.
    public static func columns(of character: Character) -> Int {
        if let ascii = character.asciiValue, ascii >= 0x20, ascii < 0x7f { return 1 }
        if let standIn = Sanitizer.standIn(for: character) {
            return standIn.reduce(0) { $0 + columnsOfSafe($1) }
        }
        return columnsOfSafe(character)
    }

    /// The columns of a text on one line: the sum of those of its characters.
    public static func columns(of text: some StringProtocol) -> Int {
        text.reduce(0) { $0 + columns(of: $1) }
    }

    /// The columns of a character that needs no stand-in: those of its first code point, since marks take none.
    static func columnsOfSafe(_ character: Character) -> Int {
        character.unicodeScalars.first.map { columns(of: $0) } ?? 0
    }

    /// The columns of a code point on its own: 0 for one that joins the character before it.
    static func columns(of scalar: Unicode.Scalar) -> Int {
        if scalar.value < 0x300 { return 1 }
        if isJoining(scalar) { return 0 }
        return scalar.properties.isEmojiPresentation || isEastAsianWide(scalar.value) ? 2 : 1
    }

    /// Whether a code point is drawn over or into the one before it: a combining mark, a joiner, or a vowel or final
    /// consonant that completes a Hangul syllable.
    static func isJoining(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: true
        default: (0x1160...0x11FF).contains(scalar.value) || (0xD7B0...0xD7FB).contains(scalar.value)
        }
    }

    /// The letters A to Z that make a flag in pairs: terminals draw one of them in one column or in two.
    static let regionalIndicators: ClosedRange<UInt32> = 0x1F1E6...0x1F1FF

    private static func isEastAsianWide(_ value: UInt32) -> Bool {
        guard value >= 0x1100 else { return false }
        return wide.contains { $0.contains(value) }
    }

    /// The ranges with East_Asian_Width W or F (UAX 11) that are not emoji; those carry Emoji_Presentation.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F,  // Hangul leading consonants
        0x2329...0x232A,  // angle brackets
        0x2E80...0x303E,  // CJK radicals, symbols and punctuation
        0x3041...0x3247,  // Hiragana, Katakana, Bopomofo, Hangul compatibility letters
        0x3250...0x4DBF,  // enclosed CJK, extension A
        0x4E00...0xA4C6,  // CJK unified ideographs, Yi
        0xA960...0xA97C,  // Hangul leading consonants, extended
        0xAC00...0xD7A3,  // Hangul syllables
        0xF900...0xFAD9,  // CJK compatibility ideographs
        0xFE10...0xFE19,  // vertical forms
        0xFE30...0xFE6B,  // CJK compatibility and small forms
        0xFF01...0xFF60,  // fullwidth ASCII
        0xFFE0...0xFFE6,  // fullwidth signs
        0x16FE0...0x1B2FB,  // Tangut, Khitan, Kana supplements
        0x1F200...0x1F265,  // enclosed ideographs
        0x20000...0x3FFFD,  // CJK extensions B and beyond
    ]
}

// A letter with its marks, the one kind of character of several code points that is drawn: é that was sent as U+0065 U+0301, Hebrew with
// points, ไทย with vowels and tones above and below. Every terminal gives the letter one column and the marks none.
//
// All else stays named, because terminals disagree about its columns, or could lose a part of it:
//
//   U+0915 U+093F           a spacing mark (Mc): one column more, or none where a terminal counts by character
//   U+0E01 U+0E33           SARA AM, a letter for the tables of widths and a mark for Unicode's characters
//   U+0915 U+094D U+0937    a virama, which makes one character of two letters
//   e and three marks       xterm keeps two per cell
//   other scripts' marks    newer tables know them, older ones give them a column

enum MarkedLetter {
    /// The most marks over a letter: xterm keeps two.
    private static let mostMarks = 2

    /// Whether a character is a letter of one column with nonspacing marks (Mn) of its own script behind it.
    static func isOne(_ scalars: String.UnicodeScalarView) -> Bool {
        guard let letter = scalars.first, let script = scripts.first(where: { $0.letters.contains(letter.value) }),
            letter.properties.isAlphabetic
        else { return false }
        // A character may have a million marks: no more are looked at than may be there.
        let marks = scalars.dropFirst().prefix(mostMarks + 1)
        return (1...mostMarks).contains(marks.count)
            && marks.allSatisfy { mark in script.marks.contains { $0.contains(mark.value) } }
    }

    /// Letters, and the marks that are drawn over or under them.
    private static let scripts: [(letters: ClosedRange<UInt32>, marks: [ClosedRange<UInt32>])] = [
        (0x41...0x24F, [accents]),  // Latin
        (0x370...0x3FF, [accents]),  // Greek
        (0x400...0x52F, [accents]),  // Cyrillic
        (0x1E00...0x1FFF, [accents]),  // more of Latin and Greek
        (0x5D0...0x5EA, [0x5B0...0x5BD, 0x5BF...0x5BF, 0x5C1...0x5C2]),  // Hebrew and its points
        (0x620...0x64A, [0x64B...0x652, 0x670...0x670]),  // Arabic and its vowels
        (0x904...0x939, [0x900...0x902, 0x93C...0x93C, 0x941...0x948]),  // Devanagari: vowel signs above and below
        (0xE01...0xE2E, [0xE31...0xE31, 0xE34...0xE39, 0xE47...0xE4D]),  // Thai: vowels and tones
    ]

    /// The accents of European letters. U+034F is invisible, and those from U+035C on reach over two letters.
    private static let accents: ClosedRange<UInt32> = 0x300...0x345
}

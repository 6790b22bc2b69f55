// Bytes from the network must never steer the terminal that shows them. An ESC could start a sequence that recolours
// the screen or types as if from the keyboard, and a bidirectional override could show "exe.txt" where "txt.exe" was
// sent. Nor may anything that was sent vanish, or look like something else: terminals draw the flag U+1F1EC U+1F1F7 as a
// flag, as two letters, or as nothing, and U+200D is seen nowhere. So code points are shown one by one, but for letters
// with their marks (see MarkedLetter), and what is not plainly visible on its own is named:
//
//   U+0000-001F, 007F                ␀ ... ␟ ␡          their control pictures
//   any other that is not visible    [U+200D]           C1 and bidirectional controls, joiners, selectors, marks, ...
//   a character of several           [U+1F1EC U+1F1F7]  flags, families, skin tones, keycaps, letters with many marks

/// Replaces characters that could steer a terminal, or hide from the reader, by visible ones.
public enum Sanitizer {
    /// The text with stand-ins; what the grid shows, for printing without one. The result has one line.
    public static func sanitize(_ text: String) -> String {
        // Most text is plain, and there may be much of it.
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7f }) || text.unicodeScalars.allSatisfy(isPlain) { return text }
        var result = ""
        for character in text {
            if let standIn = standIn(for: character) { result += standIn } else { result.append(character) }
        }
        return result
    }

    /// Whether a code point is one of those that need no closer look: visible, and combined with nothing. They are most
    /// of the text of reports.
    static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        // ASCII, Latin, Cyrillic, punctuation, arrows to technical signs, control pictures, line art to dingbats, kana,
        // ideographs, Hangul.
        case 0x20...0x7E, 0xA1...0xAC, 0xAE...0x2FF, 0x400...0x482, 0x48A...0x52F, 0x2010...0x2027, 0x2030...0x205E,
            0x2190...0x2426, 0x2460...0x27BF, 0x3041...0x3096, 0x30A0...0x30FF, 0x4E00...0x9FFF, 0xAC00...0xD7A3:
            true
        default: false
        }
    }

    /// What is shown in place of that character; nil when it can be shown as it is.
    public static func standIn(for character: Character) -> String? {
        if let ascii = character.asciiValue, ascii >= 0x20, ascii < 0x7f { return nil }
        let scalars = character.unicodeScalars
        guard let first = scalars.first else { return nil }
        // A line break of two code points is one character.
        if scalars.allSatisfy({ controlPicture(of: $0) != nil }) {
            return scalars.compactMap(controlPicture).joined()
        }
        guard scalars.dropFirst().isEmpty else { return MarkedLetter.isOne(scalars) ? nil : names(of: scalars) }
        return isVisible(first) ? nil : names(of: scalars)
    }

    /// The most code points that are named of one character: it may have a million marks.
    private static let mostNamed = 10

    /// "[U+1F1EC U+1F1F7]".
    private static func names(of scalars: String.UnicodeScalarView) -> String {
        let rest = scalars.dropFirst(mostNamed).count
        let names = scalars.prefix(mostNamed).map { name(of: $0) }.joined(separator: " ")
        return "[" + names + (rest > 0 ? " and \(rest) more" : "") + "]"
    }

    /// "U+200D": the name of a code point, as Unicode writes it.
    private static func name(of scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    /// Whether a reader sees a code point on its own, in columns on which terminals agree.
    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        switch properties.generalCategory {
        case .control, .format, .surrogate, .unassigned, .lineSeparator, .paragraphSeparator, .nonspacingMark,
            .enclosingMark, .spacingMark:
            return false
        default:
            return !properties.isDefaultIgnorableCodePoint && CharacterWidth.columns(of: scalar) > 0
                && !CharacterWidth.regionalIndicators.contains(scalar.value)
        }
    }

    private static func controlPicture(of scalar: Unicode.Scalar) -> String? {
        switch scalar.value {
        case 0..<0x20: Unicode.Scalar(0x2400 + scalar.value).map { String(Character($0)) }
        case 0x7F: "\u{2421}"
        default: nil
        }
    }
}

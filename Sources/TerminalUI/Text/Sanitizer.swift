// Bytes from the network must never steer the terminal that shows them. An ESC could start a sequence that recolours
// the screen or types as if from the keyboard, and a bidirectional override could show "exe.txt" where "txt.exe" was
// sent. So everything that is not plainly visible is shown as a visible stand-in:
//
//   U+0000-001F, 007F          ␀ ... ␟ ␡   their control pictures
//   U+0080-009F                �           the C1 controls: some terminals obey them like ESC sequences
//   bidirectional controls     �
//   line, paragraph separators �
//   unassigned, non-characters �
//   what is invisible          ·           soft hyphen, zero-width space, byte order mark, tags, fillers, ...
//   a combining mark alone     ◌ + mark    so that it does not change the character before it
//
// Inside a character some invisible code points have a use: a joiner makes one emoji of several, a variation selector
// asks for another form, tags spell out the flag of a region. One after something visible stays; more could carry
// hidden text, and are shown.

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
        guard let base = scalars.first else { return nil }
        let isFlag = base == blackFlag && spellsRegion(scalars.dropFirst())
        var result = ""
        var changed = false
        var previous: Unicode.Scalar?
        for scalar in scalars {
            if let picture = picture(of: scalar, behind: previous, isInFlag: isFlag) {
                result += picture
                changed = true
            } else {
                result.unicodeScalars.append(scalar)
            }
            previous = scalar
        }
        return changed ? result : nil
    }

    /// What is shown for a code point; nil if it is shown as it is.
    private static func picture(
        of scalar: Unicode.Scalar, behind previous: Unicode.Scalar?, isInFlag: Bool
    ) -> String? {
        let properties = scalar.properties
        switch properties.generalCategory {
        case .control:
            return controlPicture(of: scalar)
        case .unassigned, .surrogate, .lineSeparator, .paragraphSeparator:
            return "\u{FFFD}"
        case .format where properties.isBidiControl:
            return "\u{FFFD}"
        case .nonspacingMark, .enclosingMark, .spacingMark:
            if properties.isDefaultIgnorableCodePoint { break }
            // Some vowel signs, such as those of Burmese, stand on their own.
            return previous == nil && "a\(scalar)".count == 1 ? "\u{25CC}\(scalar)" : nil
        default:
            guard properties.isDefaultIgnorableCodePoint || properties.generalCategory == .format else { return nil }
        }
        guard let previous else { return "·" }
        return isInFlag && isTag(scalar) || isOfUse(scalar, behind: previous) ? nil : "·"
    }

    /// Whether an invisible code point changes what is before it.
    private static func isOfUse(_ scalar: Unicode.Scalar, behind previous: Unicode.Scalar) -> Bool {
        let before = previous.properties
        let isJoiner = scalar == "\u{200C}" || scalar == "\u{200D}"
        if before.isDefaultIgnorableCodePoint { return isJoiner && before.isVariationSelector }
        return switch scalar.value {
        // The selectors of ideographs, and those of Mongolian letters.
        case 0xE0100...0xE01EF: before.isIdeographic
        case 0x180B...0x180F: (0x1800...0x18AF).contains(previous.value)
        // A syllable of Hangul without its vowel.
        case 0x1160: (0x1100...0x115F).contains(previous.value)
        default: isJoiner || scalar.properties.generalCategory == .nonspacingMark
        }
    }

    private static let blackFlag: Unicode.Scalar = "\u{1F3F4}"

    private static func isTag(_ scalar: Unicode.Scalar) -> Bool { (0xE0020...0xE007F).contains(scalar.value) }

    /// Whether tags spell out a region, such as in the flag of England: three to six letters and digits, and the tag
    /// that ends them (UTS 51, emoji tag sequences).
    private static func spellsRegion(_ tags: Substring.UnicodeScalarView) -> Bool {
        guard (4...7).contains(tags.count), tags.last == "\u{E007F}" else { return false }
        return tags.dropLast().allSatisfy { tag in
            (0xE0030...0xE0039).contains(tag.value) || (0xE0061...0xE007A).contains(tag.value)
        }
    }

    private static func controlPicture(of scalar: Unicode.Scalar) -> String {
        switch scalar.value {
        case 0..<0x20: Unicode.Scalar(0x2400 + scalar.value).map { String(Character($0)) } ?? "\u{FFFD}"
        case 0x7F: "\u{2421}"
        default: "\u{FFFD}"
        }
    }
}

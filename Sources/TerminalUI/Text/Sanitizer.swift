// Bytes from the network must never steer the terminal that shows them. An ESC could start a sequence that recolours
// the screen or types on the keyboard's behalf, and a bidirectional override could show "exe.txt" where "txt.exe" was
// sent. So everything that is not plainly visible is shown as a visible stand-in:
//
//   U+0000-001F, 007F          ␀ ... ␟ ␡   their control pictures
//   U+0080-009F                �           the C1 controls: some terminals obey them like ESC sequences
//   bidirectional controls     �
//   unassigned, non-characters �
//   zero-width controls        ·           soft hyphen, zero-width space, byte order mark, ...
//   a combining mark alone     ◌ + mark    so that it does not change the character before it

/// Replaces characters that could steer a terminal, or hide from the reader, by visible ones.
public enum Sanitizer {
    /// The text with stand-ins; what the grid shows, for printing without one. The result has one line.
    public static func sanitize(_ text: String) -> String {
        // Most text is plain ASCII, and there may be much of it.
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7f }) { return text }
        var result = ""
        for character in text {
            if let standIn = standIn(for: character) { result += standIn } else { result.append(character) }
        }
        return result
    }

    /// What is shown in place of that character; nil when it can be shown as it is.
    public static func standIn(for character: Character) -> String? {
        if let ascii = character.asciiValue, ascii >= 0x20, ascii < 0x7f { return nil }
        let scalars = character.unicodeScalars
        guard let base = scalars.first else { return nil }
        var result = ""
        var changed = false
        for (index, scalar) in scalars.enumerated() {
            if let picture = picture(of: scalar, first: index == 0, base: base) {
                result += picture
                changed = true
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return changed ? result : nil
    }

    private static func picture(of scalar: Unicode.Scalar, first: Bool, base: Unicode.Scalar) -> String? {
        let properties = scalar.properties
        switch properties.generalCategory {
        case .control:
            return controlPicture(of: scalar)
        case .unassigned, .surrogate, .lineSeparator, .paragraphSeparator:
            return "\u{FFFD}"
        case .nonspacingMark, .enclosingMark, .spacingMark:
            guard first else { return nil }
            return properties.isDefaultIgnorableCodePoint ? "·" : "\u{25CC}\(scalar)"
        case .format where properties.isBidiControl:
            return "\u{FFFD}"
        default:
            guard properties.isDefaultIgnorableCodePoint || properties.generalCategory == .format else { return nil }
            return !first && joins(scalar, base: base) ? nil : "·"
        }
    }

    /// Whether an invisible code point has a use inside a character: the joiners that make up emoji and shape some
    /// scripts, and the tags that spell out the flags of regions after a black flag.
    private static func joins(_ scalar: Unicode.Scalar, base: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x200C, 0x200D: true
        case 0x1160...0x11FF: true
        case 0xE0020...0xE007F: base.value == 0x1F3F4
        default: false
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

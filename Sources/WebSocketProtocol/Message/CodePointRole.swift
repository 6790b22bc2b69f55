// Code points that a reader does not see on their own: with others they make what looks like one character (Unicode Standard Annex 29).
//
//   U+1F1EC U+1F1F7          a flag, of two letters
//   U+1F469 U+200D U+1F680   a joiner between two pictures
//   U+2764 U+FE0F            a selector that asks for the picture
//   U+1F44D U+1F3FD          a modifier that gives a skin tone
//   U+0065 U+0301            a letter with its accent

/// What a code point does to its neighbours.
public enum CodePointRole: Sendable, Hashable {
    /// One of the letters of which two make a flag: A to Z.
    case regionalIndicator(Character)
    /// U+200D.
    case joiner
    /// One of U+FE00 to U+FE0F or U+E0100 to U+E01EF; `form` says what it asks for, where that is always the same.
    case variationSelector(form: String?)
    /// One of U+1F3FB to U+1F3FF.
    case skinTone
    /// An accent, a vowel sign, a frame.
    case combining

    /// What the code point is, in two or three words.
    public var name: String {
        switch self {
        case .regionalIndicator(let letter): "regional indicator \(letter)"
        case .joiner: "zero-width joiner"
        case .variationSelector: "variation selector"
        case .skinTone: "modifier"
        case .combining: "combining"
        }
    }

    /// What it is and does: "zero-width joiner: it joins …".
    var words: String {
        switch self {
        case .regionalIndicator: "\(name): half of a flag"
        case .joiner: "\(name): it joins the characters on both sides, emoji into one picture"
        case .variationSelector(let form?): "\(name): it asks for the character before it as \(form)"
        case .variationSelector(nil): "\(name): it selects a form of the character before it"
        case .skinTone: "\(name): it gives the picture before it a skin tone"
        case .combining: "\(name): it is drawn with the character before it"
        }
    }
}

extension Unicode.Scalar {
    /// What it does to its neighbours; nil for one that stands on its own.
    public var role: CodePointRole? {
        switch value {
        case 0x1F1E6...0x1F1FF: .regionalIndicator(Character(Unicode.Scalar(UInt8(0x41 + value - 0x1F1E6))))
        case 0x200D: .joiner
        case 0xFE0E: .variationSelector(form: "text")
        case 0xFE0F: .variationSelector(form: "a picture")
        case 0xFE00...0xFE0D, 0xE0100...0xE01EF: .variationSelector(form: nil)
        case 0x1F3FB...0x1F3FF: .skinTone
        default:
            switch properties.generalCategory {
            case .nonspacingMark, .spacingMark, .enclosingMark: .combining
            default: nil
            }
        }
    }
}

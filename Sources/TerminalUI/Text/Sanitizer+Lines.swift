// Lines that are printed rather than drawn. They go to a terminal as bytes, and what the bytes mean depends on its
// character set. In UTF-8 ś is c5 9b; a terminal with an 8-bit set sees two characters, and treats 9b as the C1 control
// CSI, which begins a sequence as ESC [ does. So for those everything is written in ASCII.

extension Sanitizer {
    /// Text of several lines with stand-ins: only its line feeds stay.
    ///
    /// - Parameter ascii: Whether to use ASCII only: controls become ^[ and the like, line art its look-alikes, and anything
    ///   else names its code points, as in \u{15b}.
    public static func lines(_ text: String, ascii: Bool = false) -> String {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7f || $0 == 0x0A }) { return text }
        if !ascii, text.unicodeScalars.allSatisfy({ $0 == "\n" || isPlain($0) }) { return text }
        return text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { line in
                let safe = sanitize(String(Substring(line)))
                return ascii ? inASCII(safe) : safe
            }
            .joined(separator: "\n")
    }

    /// Safe text in ASCII.
    private static func inASCII(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
        var result = ""
        for character in text {
            let replacement = AsciiArt.replacement(for: character)
            if let control = caret(character) {
                result += control
            } else if replacement != "?" || character == "\u{FFFD}" || character == "?" {
                result.append(replacement)
            } else {
                for scalar in character.unicodeScalars {
                    result += scalar.isASCII ? String(scalar) : "\\u{\(String(scalar.value, radix: 16))}"
                }
            }
        }
        return result
    }

    /// The name of a control that a control picture stands for: ^[ for ESC.
    private static func caret(_ picture: Character) -> String? {
        guard let value = picture.unicodeScalars.first?.value else { return nil }
        return switch value {
        case 0x2400...0x241F: Unicode.Scalar(value - 0x2400 + 0x40).map { "^\($0)" }
        case 0x2421: "^?"
        default: nil
        }
    }
}

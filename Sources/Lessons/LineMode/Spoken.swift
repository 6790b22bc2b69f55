// Words for the ear: the same sentences as on the screen, without what only the eye can use. "RFC 6455 §5.2" is read as "RFC 6455,
// section 5.2", arrows and dots go, and no line is so long that a screen reader or a pipe loses it.

import WebSocketProtocol

/// Turns the course's texts into lines to be read aloud.
public enum Spoken {
    /// No line has more characters; a longer paragraph goes on in the next one.
    static let lineLimit = 400

    /// A text without signs that are drawn rather than read, and with single spaces. Letters stay, of whatever script.
    static func plain(_ text: String) -> String {
        var plain = ""
        for character in text {
            switch character {
            case "§":
                let words = plain.split(separator: " ").suffix(2)
                if plain.last == " ", words.count == 2, ["RFC", "FIPS"].contains(words.first.map { trimmedStart($0) }) {
                    plain.removeLast()
                    plain += ","
                    plain += " "
                }
                plain += "section "
            case "…": plain += "..."
            case "“", "”": plain += "\""
            case "‘", "’": plain += "'"
            case "–", "—", "−": plain += "-"
            case "×": plain += "times"
            case "→", "·": continue
            case _ where character.isWhitespace:
                if plain.last != " ", !plain.isEmpty { plain += " " }
            case _ where isDrawn(character): continue
            default: plain.append(character)
            }
        }
        while plain.last == " " { plain.removeLast() }
        return plain
    }

    /// Whether a character steers a terminal, or is for drawing.
    private static func isDrawn(_ character: Character) -> Bool {
        character.unicodeScalars.contains { scalar in
            scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value) || (0x2190...0x21ff).contains(scalar.value)
                || (0x2500...0x25ff).contains(scalar.value)
        }
    }

    private static func trimmedStart(_ word: Substring) -> String { String(word.drop { $0 == "(" || $0 == "\"" }) }

    /// A text as a sentence: with a capital letter and an end. Where it begins with what is typed, such as a letter of an item, or with
    /// code, it stays as it is.
    public static func sentence(_ text: String, capital: Bool = true) -> String {
        // What stands in backticks is code; they are not read.
        var sentence = withoutKeys(plain(text.replacing("`", with: "")))
        guard !sentence.isEmpty else { return "" }
        if capital, !beginsWithCode(sentence) { sentence = sentence.prefix(1).uppercased() + sentence.dropFirst() }
        return isEnded(sentence) || endsInValue(sentence) ? sentence : sentence + "."
    }

    /// Whether the last word is something to which a full stop would seem to belong, such as a key in Base64, HTTP/1.1 or an address.
    static func endsInValue(_ sentence: String) -> Bool {
        let word = sentence.split(separator: " ").last ?? ""
        return word.contains("=") || word.hasSuffix("/") || word.contains("/") && word.contains(".")
    }

    /// Whether the first word is a name in a program, a value or a place, such as close(), byteLength or c0.
    private static func beginsWithCode(_ text: String) -> Bool {
        let word = text.prefix { $0 != " " }
        return word.dropFirst().contains { $0.isUppercase || $0.isNumber || "()[]_=".contains($0) }
    }

    private static func isEnded(_ sentence: String) -> Bool {
        let inside = sentence.last.map { "\")".contains($0) } == true ? sentence.dropLast() : sentence[...]
        return inside.last.map { ".?!:".contains($0) } == true
    }

    /// Sentences one after the other, in as few lines as they fit.
    static func lines(_ sentences: [String]) -> [String] {
        cut(sentences.filter { !$0.isEmpty }.joined(separator: " "))
    }

    /// A paragraph in lines of at most `lineLimit` characters, which end where a sentence does, else between two words.
    static func cut(_ paragraph: String) -> [String] {
        var lines: [String] = []
        var rest = paragraph[...]
        while rest.count > lineLimit {
            let part = rest.prefix(lineLimit)
            let end = sentenceEnd(in: part) ?? part.lastIndex(of: " ") ?? part.endIndex
            lines.append(String(rest[..<end]))
            rest = rest[end...].drop { $0 == " " }
        }
        return rest.isEmpty ? lines : lines + [String(rest)]
    }

    /// Behind the last sentence that ends in a text.
    private static func sentenceEnd(in text: Substring) -> Substring.Index? {
        let places = zip(text.indices, zip(text, text.dropFirst())).filter { ".?!".contains($1.0) && $1.1 == " " }
        return places.last.map { text.index(after: $0.0) }
    }

    /// "RFC 6455, section 5.2."
    static func section(_ citation: Citation?) -> String { citation.map { sentence($0.text) } ?? "" }

    /// Several words as a list: "a, b and c".
    static func list(_ words: [String]) -> String {
        words.count < 2 ? words.first ?? "" : words.dropLast().joined(separator: ", ") + " and " + (words.last ?? "")
    }
}

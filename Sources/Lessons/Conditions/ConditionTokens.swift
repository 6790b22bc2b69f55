// A condition cut into words, quoted texts, comparisons and parentheses. Nothing is judged here but what cannot be any of them.

/// A piece of a condition, and where it is.
struct ConditionToken: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case word(String)
        /// A text without its quotes, as UTF-8.
        case text([UInt8])
        case comparison(Comparison)
        case open, close
        case end
    }

    let kind: Kind
    /// The position of its first character, from 0.
    let position: Int

    /// As it is quoted in messages.
    var words: String {
        switch kind {
        case .word(let word): "\"\(word.cut(to: 40))\""
        case .text: "a text in quotes"
        case .comparison(let comparison): "\"\(comparison.rawValue)\""
        case .open: "\"(\""
        case .close: "\")\""
        case .end: "the end"
        }
    }

    /// The pieces of a text, the end among them.
    static func all(of text: String) throws(ConditionError) -> [ConditionToken] {
        var reader = TokenReader(text)
        var tokens: [ConditionToken] = []
        while let token = try reader.next() { tokens.append(token) }
        return tokens + [ConditionToken(kind: .end, position: reader.position(of: text.unicodeScalars.count))]
    }
}

/// Walks over the text by code points: a mark that is put on top of a quote must not hide it.
private struct TokenReader {
    private let scalars: [Unicode.Scalar]
    private var index = 0

    init(_ text: String) { scalars = Array(text.unicodeScalars) }

    /// The position of a code point in characters.
    func position(of index: Int) -> Int {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[..<index])
        return String(text).count
    }

    mutating func next() throws(ConditionError) -> ConditionToken? {
        while index < scalars.count, scalars[index].properties.isWhitespace { index += 1 }
        guard index < scalars.count else { return nil }
        let start = index
        let kind = try kind()
        return ConditionToken(kind: kind, position: position(of: start))
    }

    private mutating func kind() throws(ConditionError) -> ConditionToken.Kind {
        switch scalars[index] {
        case "(":
            index += 1
            return .open
        case ")":
            index += 1
            return .close
        case "\"": return .text(try text())
        case "=", "!", "<", ">": return .comparison(try comparison())
        default:
            let word = scalars[index...].prefix { !Self.endsWord($0) }
            index += word.count
            var text = String.UnicodeScalarView()
            text.append(contentsOf: word)
            return .word(String(text))
        }
    }

    private static func endsWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || "()\"=!<>".unicodeScalars.contains(scalar)
    }

    private mutating func comparison() throws(ConditionError) -> Comparison {
        let sign = scalars[index...].prefix { "=!<>".unicodeScalars.contains($0) }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: sign)
        guard let comparison = Comparison(rawValue: String(text)) else {
            let advice =
                switch String(text) {
                case "=": "write \"==\""
                case "!": "write \"not\", or \"!=\""
                default: "write ==, !=, >=, <=, > or <"
                }
            throw ConditionError(
                position: position(of: index), words: "\"\(String(text).cut(to: 8))\" is not a comparison; \(advice)")
        }
        index += sign.count
        return comparison
    }

    /// A text in quotes; a backslash stands before a quote or a backslash in it.
    private mutating func text() throws(ConditionError) -> [UInt8] {
        let start = index
        var text = String.UnicodeScalarView()
        index += 1
        while index < scalars.count, scalars[index] != "\"" {
            if scalars[index] == "\\" {
                index += 1
                guard index < scalars.count, scalars[index] == "\"" || scalars[index] == "\\" else {
                    throw ConditionError(
                        position: position(of: index - 1),
                        words: "a backslash stands only before a quote or a backslash; write \\\\ for one backslash")
                }
            }
            text.append(scalars[index])
            index += 1
        }
        guard index < scalars.count else {
            throw ConditionError(
                position: position(of: start), words: "the text that begins here does not end; put a quote behind it")
        }
        index += 1
        return Array(String(text).utf8)
    }
}

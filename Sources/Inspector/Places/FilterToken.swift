// A filter is typed as words. What stands in quotes is one phrase, which is found only as it stands:
//
//    hello number 2      three words, each anywhere in the row
//    "number 2"          a phrase; !"number 2" excludes it
//    "type":"ping"       a phrase too: a quote ends one only where a space or nothing follows

/// A word or a phrase of a filter, in lower case.
struct FilterToken: Hashable {
    let text: String
    let isPhrase: Bool
    /// Whether it must not match: "!ping".
    let isExcluded: Bool

    /// The words and phrases of a filter, in order. A phrase whose last quote is still to be typed goes on to the end.
    static func tokens(_ text: String) -> [FilterToken] {
        var rest = text.lowercased()[...]
        var tokens: [FilterToken] = []
        while true {
            rest = rest.drop { $0 == " " }
            guard let first = rest.first else { return tokens }
            let isExcluded = first == "!" && rest.dropFirst().first.map { $0 != " " } ?? false
            let body = isExcluded ? rest.dropFirst() : rest
            let isPhrase = body.first == "\""
            let word = isPhrase ? phrase(body.dropFirst()) : body.prefix { $0 != " " }
            rest = body.dropFirst(word.count + (isPhrase ? 2 : 0))
            if !word.isEmpty {
                tokens.append(FilterToken(text: String(word), isPhrase: isPhrase, isExcluded: isExcluded))
            }
        }
    }

    /// What comes before the quote that ends a phrase.
    private static func phrase(_ text: Substring) -> Substring {
        let end = text.indices.first {
            text[$0] == "\"" && text[text.index(after: $0)...].first.map { $0 == " " } ?? true
        }
        return text[..<(end ?? text.endIndex)]
    }
}

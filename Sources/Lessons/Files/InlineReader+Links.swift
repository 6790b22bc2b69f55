// Links: [text](address) and <https://…> (CommonMark 0.31, sections 6.3 and 6.5).

extension InlineReader {
    mutating func readClosingBracket() {
        guard let bracket = openBrackets.popLast(), bracket.isUsable, let target = linkTarget(at: index + 1) else {
            return append("]")
        }
        if bracket.place + 1 == index || target.text.isEmpty {
            report("a link needs a text and an address; write [text](address)", at: bracket.place)
        }
        pairRuns(from: bracket.runs)
        replace(bracket.piece, with: .linkStart(target: target.text))
        push(.linkEnd)
        if target.hasTitle {
            report("a link has no title here; write [text](address)", at: index)
        }
        index = target.end
        // There are no links inside links.
        for place in openBrackets.indices { openBrackets[place].isUsable = false }
    }

    /// What stands between the parentheses after a link's text; nil if it is not a link's address.
    private func linkTarget(at start: Int) -> (text: String, hasTitle: Bool, end: Int)? {
        guard scalar(start) == "(" else { return nil }
        var place = afterBlanks(start + 1)
        var target = String.UnicodeScalarView()
        let isInAngles = scalar(place) == "<"
        if isInAngles { place += 1 }
        var depth = 0
        while let next = scalar(place) {
            if next == "\\", let escaped = scalar(place + 1), escaped.isASCII, escaped.isPunctuation {
                target.append(escaped)
                place += 2
                continue
            }
            if isInAngles ? next == ">" || next == "\n" : next.properties.isWhitespace { break }
            if !isInAngles {
                if next == "(" { depth += 1 }
                if next == ")" { depth -= 1 }
                guard depth <= 4 else { return nil }
                if depth < 0 { break }
            }
            target.append(next)
            place += 1
        }
        if isInAngles {
            guard scalar(place) == ">" else { return nil }
            place += 1
        }
        place = afterBlanks(place)
        if scalar(place) == ")", depth <= 0 { return (String(target), false, place + 1) }
        guard depth == 0, let quote = scalar(place), quote == "\"" || quote == "'",
            let close = source[(place + 1)...].firstIndex(of: quote), scalar(afterBlanks(close + 1)) == ")"
        else { return nil }
        return (String(target), true, afterBlanks(close + 1) + 1)
    }

    private func afterBlanks(_ start: Int) -> Int {
        var place = start
        while let next = scalar(place), next == " " || next == "\t" || next == "\n" { place += 1 }
        return place
    }

    /// An address in angle brackets; HTML is reported.
    mutating func readAngle() {
        let inner = source[(index + 1)...].prefix { $0 != ">" && $0 != "<" }
        let end = index + 1 + inner.count
        guard scalar(end) == ">", let first = inner.first else { return append("<") }
        let scheme = inner.prefix {
            $0.isASCII && ($0.properties.isAlphabetic || $0.isDigit || "+.-".unicodeScalars.contains($0))
        }
        if first.isASCII, first.properties.isAlphabetic, (2...32).contains(scheme.count),
            scalar(index + 1 + scheme.count) == ":",
            !inner.contains(where: \.properties.isWhitespace)
        {
            let address = String(String.UnicodeScalarView(inner))
            push(.whole(.link([.text(address)], target: address)))
            index = end + 1
            return
        }
        if (first.isASCII && first.properties.isAlphabetic) || "/!?".unicodeScalars.contains(first) {
            report("HTML is not supported; write Markdown, or \\< for the sign itself", at: index)
        }
        append("<")
    }
}

// libyaml's errors in plain English. It names a place and what it had hoped for; what the author did is mostly seen from
// the line.

/// An error of libyaml's, with the text that it is about. Lines and columns count from 0, columns in code points.
struct YAMLTrouble {
    let problem: String
    let context: String
    let line: Int
    let column: Int
    /// Where that began which is broken.
    let contextLine: Int
    private let lines: [[Unicode.Scalar]]

    init(problem: String, context: String, line: Int, column: Int, contextLine: Int, source: [Unicode.Scalar]) {
        (self.problem, self.context) = (problem, context)
        (self.line, self.column, self.contextLine) = (line, column, contextLine)
        lines = source.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
    }

    /// What is wrong and what to do, and the line to look at.
    func inWords() -> (words: String, line: Int) {
        if sign == "\t" || problem.contains("violates indentation") || isIndentedByTab {
            return ("a tab is used for indentation; use spaces", line)
        }
        if context.contains("quoted scalar") { return inQuotes() }
        if let apostrophe { return apostrophe }
        if context.contains("flow") { return inBrackets() }
        if problem.contains("mapping values are not allowed") { return strayColon() }
        if problem.contains("could not find expected ':'") {
            return notAKey(contextLine)
        }
        if problem.contains("expected key") || problem.contains("'-' indicator") { return wrongPlace() }
        if problem.contains("block sequence entries") {
            return ("\"- \" begins an entry of a list and needs a line of its own; put a text into quotes", line)
        }
        if problem.contains("document start") { return afterTheEnd() }
        return unexpectedSign()
    }

    private func inQuotes() -> (words: String, line: Int) {
        if problem.contains("escape") {
            let words = "a backslash in double quotes begins an escape that YAML does not know"
            return ("\(words); write \\\\ for a backslash, or use single quotes", line)
        }
        return ("the quote that opens here is never closed; end the text with the same quote", contextLine)
    }

    private func inBrackets() -> (words: String, line: Int) {
        if let unclosed = unclosedQuote { return unclosed }
        let isInBraces = problem.contains("'}'")
        let (open, close) = isInBraces ? ("{", "}") : ("[", "]")
        guard problem.contains("',' or") else { return unexpectedSign() }
        if line > contextLine, indentation(line) <= indentation(contextLine) {
            return ("the \"\(open)\" that opens here is never closed; write \"\(close)\" at its end", contextLine)
        }
        switch sign {
        case ":": return ("\": \" stands inside a text without quotes; put the text into quotes", line)
        case "]", "}":
            return ("\"\(sign ?? " ")\" closes what \"\(open)\" opened; write \"\(close)\" instead", line)
        default: return ("a comma or \"\(close)\" is missing; put quotes around the whole of a text", line)
        }
    }

    /// A colon where no key can be: inside a text, or in a line that is indented too far.
    private func strayColon() -> (words: String, line: Int) {
        let before = String(String.UnicodeScalarView(text(line).prefix(column)))
        if let colon = before.place(of: ": ") {
            let key = before[..<colon].trimmed(of: " -{")
            let words = "\": \" stands inside a text without quotes; put the text after \"\(key):\" into quotes"
            return (words, line)
        }
        let above = (0..<line).last { !trimmed($0).isEmpty && indentation($0) <= indentation(line) && !isComment($0) }
        guard let above, indentation(above) == indentation(line) else {
            let words = "this line is indented too far: the key above it already has a value"
            return ("\(words); indent both alike, or put a text that goes on here into quotes", line)
        }
        return notAKey(above)
    }

    private func notAKey(_ line: Int) -> (words: String, line: Int) {
        let isClose = text(line).contains(":")
        let advice = isClose ? "a space must follow the colon" : "indent it if it belongs to the text above"
        return ("this line is not a \"key: value\"; \(advice)", line)
    }

    /// Something that is neither a key nor an entry of a list, where one of the two must come.
    private func wrongPlace() -> (words: String, line: Int) {
        if let unclosed = unclosedQuote { return unclosed }
        guard indentation(line) >= column else {
            return (
                "nothing may follow the quote or bracket that closes here; put the whole text into quotes, with \\\" for one inside",
                line
            )
        }
        let isEntry = text(line).dropFirst(column).starts(with: "- ".unicodeScalars)
        if problem.contains("'-' indicator") {
            return ("an entry of the list is expected here; begin it with \"- \", or check the indentation", line)
        }
        if isEntry {
            return ("\"- \" begins an entry of a list where a key is expected; check the indentation", line)
        }
        return ("the indentation of this line fits none above; indent it like the keys that it belongs to", line)
    }

    /// The first value has ended: a line `...` says so, or one with less indentation.
    private func afterTheEnd() -> (words: String, line: Int) {
        let above = (0..<line).last { !trimmed($0).isEmpty && !isComment($0) }
        guard let above, trimmed(above) == "..." else { return wrongPlace() }
        return ("a line \"...\" ends a YAML document; remove it", above)
    }

    private func unexpectedSign() -> (words: String, line: Int) {
        if context.contains("block scalar") {
            return ("nothing may follow \"|\" or \">\" in its line; put a text that begins with it into quotes", line)
        }
        guard let sign, sign != " " else { return ("this is not YAML (\(problem)); put a text into quotes", line) }
        if ",]}".unicodeScalars.contains(sign) {
            return ("there is nothing in front of this \"\(sign)\"; remove it, or put a text into quotes", line)
        }
        let start = text(line).dropFirst(column).first == sign ? String(sign) : problem
        return ("a text that begins with \"\(start)\" must stand in quotes", line)
    }

    /// An apostrophe in a text in single quotes, which it ends: a letter stands right behind it.
    private var apostrophe: (words: String, line: Int)? {
        let text = text(line)
        let before = text.prefix(column)
        guard let sign, sign.properties.isAlphabetic, before.last == "'",
            before.dropLast().last?.properties.isAlphabetic == true
        else { return nil }
        return (
            "the single quote in this line ends the text that one began; put the text into double quotes, or write '' for one inside",
            line
        )
    }

    /// The line with a double quote too many, up to the place of the error. Lines with an odd number of them make pairs
    /// where a text goes on in the next line.
    private var unclosedQuote: (words: String, line: Int)? {
        let odd = (0...line).filter { quotes(in: text($0)) % 2 == 1 }
        guard odd.count % 2 == 1, let last = odd.last else { return nil }
        return ("a double quote in this line is never closed; close it, or write \\\" for one inside a text", last)
    }

    private func quotes(in text: [Unicode.Scalar]) -> Int {
        var count = 0
        var last: Unicode.Scalar = " "
        for scalar in text {
            if scalar == "#", last == " ", count % 2 == 0 { break }
            if scalar == "\"", last != "\\" { count += 1 }
            last = scalar
        }
        return count
    }

    /// The character at the place of the error.
    private var sign: Unicode.Scalar? { text(line).dropFirst(column).first }

    private func text(_ line: Int) -> [Unicode.Scalar] { lines.indices.contains(line) ? lines[line] : [] }

    private func indentation(_ line: Int) -> Int { text(line).prefix { $0 == " " }.count }

    private var isIndentedByTab: Bool {
        !context.contains("flow") && text(line).prefix { $0 == " " || $0 == "\t" }.contains("\t")
    }

    private func isComment(_ line: Int) -> Bool { trimmed(line).hasPrefix("#") }

    private func trimmed(_ line: Int) -> String { String(String.UnicodeScalarView(text(line)))[...].trimmed(of: " \r") }
}

extension Substring {
    /// Without these characters at either end.
    fileprivate func trimmed(of characters: String) -> String {
        let start = drop { characters.contains($0) }
        return String(start.reversed().drop { characters.contains($0) }.reversed())
    }
}

extension String {
    /// Where another text stands first.
    fileprivate func place(of other: String) -> String.Index? {
        indices.first { self[$0...].hasPrefix(other) }
    }
}

// From a line to its words. A quote that opens a value, right behind a colon or an equals sign, makes all up to the next such quote one value.

/// A word of a script, its quotes taken off.
struct ScriptWord {
    /// A character of a word.
    struct Letter {
        let character: Character
        /// Where it stands in the line, from 1.
        let column: Int
        /// Whether it stood in quotes, where a colon separates nothing.
        let isQuoted: Bool
    }

    private(set) var letters: [Letter] = []
    /// The columns of the word in the line, its quotes included.
    private(set) var columns: ClosedRange<Int>

    /// The words of a line.
    static func words(of line: String) throws(ScriptProblem) -> [ScriptWord] {
        var words: [ScriptWord] = []
        let characters = Array(line)
        var index = 0
        while index < characters.count {
            guard !characters[index].isWhitespace else {
                index += 1
                continue
            }
            words.append(try ScriptWord(characters, from: &index, offset: 1, endsAtSpace: true))
        }
        return words
    }

    /// A word that stands alone, and begins at a column.
    init(_ text: String, column: Int) throws(ScriptProblem) {
        var index = 0
        try self.init(Array(text), from: &index, offset: column, endsAtSpace: false)
    }

    private init(
        _ characters: [Character], from index: inout Int, offset: Int, endsAtSpace: Bool
    ) throws(ScriptProblem) {
        let start = index
        var canOpen = false
        columns = offset + start...offset + start
        while index < characters.count, !(endsAtSpace && characters[index].isWhitespace) {
            let character = characters[index]
            if canOpen, "\"'".contains(character) {
                try readQuoted(characters, from: &index, offset: offset)
                guard index == characters.count || characters[index].isWhitespace else {
                    throw ScriptProblem(column: offset + index, "a space belongs behind the closing quote")
                }
                continue
            }
            letters.append(Letter(character: character, column: offset + index, isQuoted: false))
            canOpen = character == ":" || character == "="
            index += 1
        }
        columns = offset + start...offset + max(start, index - 1)
    }

    /// Reads from an opening quote to behind the closing one.
    private mutating func readQuoted(
        _ characters: [Character], from index: inout Int, offset: Int
    ) throws(ScriptProblem) {
        let (opening, quote) = (index, characters[index])
        index += 1
        while index < characters.count, characters[index] != quote {
            var character = characters[index]
            let column = offset + index
            if character == "\\", index + 1 < characters.count, let escaped = Self.escapes[characters[index + 1]] {
                character = escaped
                index += 1
            }
            letters.append(Letter(character: character, column: column, isQuoted: true))
            index += 1
        }
        guard index < characters.count else {
            throw ScriptProblem(column: offset + opening, "this quote is not closed; \(quote) closes it")
        }
        index += 1
    }

    private static let escapes: [Character: Character] = ["\"": "\"", "'": "'", "\\": "\\", "n": "\n", "t": "\t"]
}

extension ScriptWord {
    /// A part of a word: what stands before or behind a separator.
    struct Value {
        let letters: ArraySlice<Letter>
        /// Where it begins, or would begin.
        let column: Int

        var text: String { String(letters.map(\.character)) }

        var bytes: [UInt8] { Array(text.utf8) }

        /// What stands before the first colon, and what stands behind it; nil where there is no colon.
        var split: (head: Value, rest: Value?) {
            guard let colon = letters.firstIndex(where: { $0.character == ":" && !$0.isQuoted }) else {
                return (self, nil)
            }
            return (
                Value(letters: letters[..<colon], column: column),
                Value(letters: letters[(colon + 1)...], column: letters[colon].column + 1)
            )
        }

        /// The column of its character at a position from 0; behind its end, that of its end.
        func column(at position: Int) -> Int {
            let index = letters.startIndex + position
            return letters.indices.contains(index)
                ? letters[index].column : (letters.last.map { $0.column + 1 } ?? column)
        }
    }

    /// The name, the separator behind it, and the value; the last two are nil for a word of one part.
    var parts: (name: Value, separator: Character?, value: Value?) {
        let start = columns.lowerBound
        guard let end = letters.firstIndex(where: { !$0.isQuoted && ":=".contains($0.character) }) else {
            return (Value(letters: letters[...], column: start), nil, nil)
        }
        return (
            Value(letters: letters[..<end], column: start), letters[end].character,
            Value(letters: letters[(end + 1)...], column: letters[end].column + 1)
        )
    }
}

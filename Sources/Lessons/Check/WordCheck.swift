// Words that are used before they are explained. A word is explained where it stands in bold, in the lesson that words.yml names for it; from there
// on that lesson may use it, and every lesson that needs that one. What stands in *emphasis* is only mentioned, and code is code. A heading may
// name what its section explains.

/// Holds lessons to the list of words.
struct WordCheck {
    private let words: [LessonWords.Word]
    private let terms: [Term]
    private let file: String
    private let course: Course

    init(_ words: [LessonWords.Word], file: String, _ course: Course) {
        (self.words, self.file, self.course) = (words, file, course)
        terms = words.map { Term($0.word) }
    }

    /// Checks all lessons.
    ///
    /// - Parameter unread: The ids of lessons that could not be read.
    func check(_ documents: [LessonDocument], unread: UnreadLessons, _ report: inout CheckReport) {
        var seen: Set<String> = []
        for word in words {
            if !seen.insert(word.word).inserted {
                report.problem("\(word.word.inQuotes) is listed twice; remove one of the two", file, word.line)
            }
            if course.lesson(word.lesson)?.id != word.lesson, !unread.contains(word.lesson) {
                report.problem(
                    "\(word.word.inQuotes) is explained in the lesson \(word.lesson.inQuotes), which there is not",
                    file,
                    word.line)
            }
        }
        for lesson in course.lessons {
            guard let document = documents.first(where: { $0.file == lesson.file }) else { continue }
            check(lesson, document, &report)
        }
    }

    private func check(_ lesson: Lesson, _ document: LessonDocument, _ report: inout CheckReport) {
        let needed = course.needed(by: lesson)
        // A word of a lesson that there is not was reported once; that is enough.
        var state = State(known: words.map { needed.contains($0.lesson) || course.lesson($0.lesson) == nil })
        var headings: [(text: String, line: Int)] = []
        /// Takes a text, and says which unexplained words are in it.
        func use(_ text: String, _ file: String, _ line: Int) {
            for index in terms(in: Token.tokens(text)) where !state.known[index] {
                guard state.reported.insert(index).inserted else { continue }
                state.uses.append((index, file, line))
            }
        }
        func closeSection() {
            for heading in headings { use(heading.text, lesson.file, heading.line) }
            headings = []
        }
        for block in document.blocks {
            switch block {
            case .show: break
            case .exercise(let node):
                for text in node.authorTexts { use(Template(text.text).filled { _ in "…" }, text.file, text.line) }
            case .prose(let prose):
                for passage in prose.passages {
                    if passage.isHeading {
                        closeSection()
                        headings = [(passage.text, passage.line)]
                        continue
                    }
                    for piece in passage.pieces where piece.style == .plain || piece.style == .strong {
                        if piece.style == .strong { explain(piece.text, lesson.id, passage.line, &state) }
                        use(piece.text, lesson.file, passage.line)
                    }
                }
            }
        }
        closeSection()
        for (index, file, line) in state.uses {
            if let words = sentence(index, lesson, state) { report.problem(words, file, line) }
        }
        for (index, word) in words.enumerated() where word.lesson == lesson.id && state.explained[index] == nil {
            report.problem(
                "\(word.word.inQuotes) never stands in **bold** in \(lesson.file), which is to explain it", self.file,
                word.line)
        }
    }

    /// The words of the list that are used in a text. A "masking key" is not "masking".
    private func terms(in tokens: [Token]) -> [Int] {
        var found: [Int] = []
        var start = 0
        while start < tokens.count {
            let here = terms.indices.filter { terms[$0].begins(tokens[start...]) }
            let longest = here.max { terms[$0].count < terms[$1].count }
            if let longest { found.append(longest) }
            start += longest.map { terms[$0].count } ?? 1
        }
        return found
    }

    private struct State {
        var known: [Bool]
        var explained: [Int: Int] = [:]
        var reported: Set<Int> = []
        var uses: [(word: Int, file: String, line: Int)] = []
    }

    private func explain(_ text: String, _ lesson: String, _ line: Int, _ state: inout State) {
        let tokens = Token.tokens(text)
        for index in terms.indices
        where words[index].lesson == lesson && terms[index].count == tokens.count && terms[index].begins(tokens[...]) {
            state.known[index] = true
            if state.explained[index] == nil { state.explained[index] = line }
        }
    }

    private func sentence(_ index: Int, _ lesson: Lesson, _ state: State) -> String? {
        let word = words[index]
        let advice = "explain it first, say it otherwise, or write *\(word.word)* if it is only mentioned"
        guard word.lesson == lesson.id else {
            return
                "\(word.word.inQuotes) is explained in the lesson \(word.lesson), which this one does not need; \(advice)"
        }
        return state.explained[index].map { "\(word.word.inQuotes) is used before line \($0) explains it; \(advice)" }
    }
}

extension WordCheck {
    /// A word of a text.
    struct Token: Sendable, Hashable {
        let text: String
        /// Whether it is the first of its sentence, and may have a capital letter for that.
        let beginsSentence: Bool

        /// The words of a text. Signs stand between them, hyphens and apostrophes too.
        static func tokens(_ text: String) -> [Token] {
            var tokens: [Token] = []
            var word = ""
            var begins = true
            for character in text {
                if character.isLetter || character.isNumber {
                    word.append(character)
                    continue
                }
                if !word.isEmpty {
                    tokens.append(Token(text: word, beginsSentence: begins))
                    (word, begins) = ("", false)
                }
                if ".?!:".contains(character) { begins = true }
            }
            if !word.isEmpty { tokens.append(Token(text: word, beginsSentence: begins)) }
            return tokens
        }
    }

    /// A word of the list, in the forms in which it may be used.
    struct Term: Sendable {
        /// Its words but the last one.
        private let head: [String]
        /// The forms of the last.
        private let forms: Set<String>
        /// A name such as RSV or XOR, which may have a number or an ending.
        private let name: String?

        init(_ word: String) {
            let parts = Token.tokens(word).map(\.text)
            let last = parts.last ?? ""
            head = Array(parts.dropLast())
            var forms: Set = [last, last + "s", last + "es"]
            if last.hasSuffix("y") { forms.insert(last.dropLast() + "ies") }
            self.forms = forms
            name = last.count > 1 && last.allSatisfy { $0.isUppercase } ? last : nil
        }

        /// How many words it has.
        var count: Int { head.count + 1 }

        /// Whether a text begins with it.
        func begins(_ tokens: ArraySlice<Token>) -> Bool {
            guard tokens.count >= count else { return false }
            return isLast(tokens[tokens.startIndex + head.count], isFirst: head.isEmpty)
                && zip(tokens, head).enumerated().allSatisfy { Self.equal($1.0, $1.1, isFirst: $0 == 0) }
        }

        private func isLast(_ token: Token, isFirst: Bool) -> Bool {
            if let name, token.text.hasPrefix(name) {
                let rest = token.text.dropFirst(name.count)
                return rest.allSatisfy(\.isNumber) || ["s", "ed", "ing"].contains(rest)
            }
            return forms.contains(token.text)
                || isFirst && token.beginsSentence && forms.contains(Self.lowercasedFirst(token.text))
        }

        private static func equal(_ token: Token, _ word: String, isFirst: Bool) -> Bool {
            token.text == word || isFirst && token.beginsSentence && lowercasedFirst(token.text) == word
        }

        private static func lowercasedFirst(_ text: String) -> String { text.prefix(1).lowercased() + text.dropFirst() }
    }
}

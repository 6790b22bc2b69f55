// lessons/words.yml: the words that lessons explain, and those of which drawn texts are made.
//
//    words:
//      - { word: frame, lesson: first-frame, means: "What one side sends at a time." }
//    texts: [Ada, Alan]

/// The words of a folder of lessons.
struct WordList: Sendable {
    /// A word that a lesson explains.
    struct Word: Sendable, Hashable {
        /// As it stands in the middle of a sentence: "frame", "FIN", "masking key".
        let word: String
        /// The id of the lesson.
        let lesson: String
        /// What it means, in one sentence.
        let meaning: String
        let line: Int
    }

    let words: [Word]
    /// First names and short words.
    let texts: [String]

    init(_ text: String, file: String) throws(LessonProblem) {
        var fields = try Fields(try Node.parse(text, file: file, firstLine: 1), "the list of words")
        var words: [Word] = []
        for node in try fields.list("words") ?? [] {
            var word = try Fields(node, "a word")
            words.append(
                Word(
                    word: try word.requiredText("word"), lesson: try word.requiredText("lesson"),
                    meaning: try word.requiredText("means"), line: node.line))
            try word.finish()
        }
        self.words = words
        texts = try fields.texts("texts") ?? []
        try fields.finish()
    }
}

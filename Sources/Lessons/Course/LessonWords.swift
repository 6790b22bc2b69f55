// lessons/words.yml: the words that lessons explain, and the texts from which frames are drawn.
//
//     words:
//       - { word: byte, lesson: bits, means: "A number from 0 to 255; everything that crosses a network is a row of bytes." }
//     texts: [Ada, Al, Alan]

/// The words of a course.
public struct LessonWords: Sendable, Hashable {
    /// A word that a lesson explains.
    public struct Word: Sendable, Hashable {
        /// The word itself.
        public let word: String
        /// The id of the lesson that explains it.
        public let lesson: String
        /// What it means, in one sentence.
        public let means: String
        /// Where it stands in the file, from 1.
        public let line: Int
    }

    /// The words in the order in which they are explained.
    public let words: [Word]
    /// The texts that random frames are made of.
    public let texts: [String]

    /// None, where a file cannot be read.
    public static let none = LessonWords(words: [], texts: [])

    private init(words: [Word], texts: [String]) { (self.words, self.texts) = (words, texts) }

    /// The same words with other texts.
    public func with(texts: [String]) -> LessonWords { LessonWords(words: words, texts: texts) }

    /// How many texts there may be.
    private static let textLimit = 10_000

    /// Reads a file.
    ///
    /// - Parameter file: The name that messages give it.
    /// - Throws: what is wrong with it, with the line.
    public init(_ bytes: [UInt8], file: String) throws(LessonProblem) {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw LessonProblem("the file is not UTF-8; save it as UTF-8", file: file)
        }
        var fields = try Fields(try Node.parse(text, file: file, firstLine: 1), "the list of words")
        var words: [Word] = []
        for node in try fields.list("words") ?? [] {
            var entry = try Fields(node, "a word")
            words.append(
                Word(
                    word: try entry.requiredText("word"), lesson: try entry.requiredText("lesson"),
                    means: try entry.requiredText("means"), line: node.line))
            try entry.finish()
        }
        let texts = try fields.texts("texts") ?? []
        if texts.count > Self.textLimit {
            throw fields.problem("there are \(texts.count) texts; \(Self.textLimit) are enough", key: "texts")
        }
        if let odd = texts.first(where: { text in text.isEmpty || !text.allSatisfy { $0.isASCII && $0.isLetter } }) {
            throw fields.problem(
                "texts have the letters A to Z and a to z only, one byte each, not \(odd.inQuotes)", key: "texts")
        }
        (self.words, self.texts) = (words, texts)
        try fields.finish()
    }
}

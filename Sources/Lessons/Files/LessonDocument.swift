// A lesson file in its parts, before anybody asks what they mean.
//
//   ---
//   id: first-frame          front matter, in YAML
//   ---
//   Prose in Markdown.
//
//   ```show                  a block that shows something, in YAML
//   ```
//   ```exercise              an exercise, in YAML
//   ```

/// The parts of a lesson file, with all that is wrong with their form.
struct LessonDocument: Sendable {
    /// A part of a lesson.
    enum Block: Sendable, Hashable {
        case prose(Prose)
        case show(Node)
        case exercise(Node)

        /// The line of the file in which it begins, from 1; of a block, that of its first key.
        var line: Int {
            switch self {
            case .prose(let prose): prose.line
            case .show(let node), .exercise(let node): node.line
            }
        }
    }

    /// The words behind backticks that make a block one of ours.
    static let blockWords = ["show", "exercise"]
    /// How many problems of a file are reported.
    static let problemLimit = 100

    let file: String
    /// What stands between the lines `---`; nil where that could not be read, which is reported.
    private(set) var frontMatter: Node?
    /// The blocks that could be read, in order.
    private(set) var blocks: [Block] = []
    /// What is wrong, in the order of the lines.
    private(set) var problems: [LessonProblem] = []

    /// What may well be meant as it is: texts that a comment cuts.
    private(set) var remarks: [LessonProblem] = []

    /// Reads a lesson file. What can't be read is left out and reported.
    static func parse(_ bytes: [UInt8], file: String) -> LessonDocument {
        let source = SourceText(bytes, file: file)
        var document = LessonDocument(file: file, problems: source.problems)
        if source.lines.isEmpty {
            if source.problems.isEmpty { document.report("the file is empty; write a lesson into it", at: 1) }
        } else {
            let start = document.readFrontMatter(source.lines)
            document.readBlocks(Array(source.lines[start...]))
        }
        let sorted = document.problems.enumerated().sorted {
            ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset)
        }
        document.problems = sorted.prefix(problemLimit).map(\.element)
        return document
    }

    private init(file: String, problems: [LessonProblem]) {
        (self.file, self.problems) = (file, problems)
    }

    /// Whether a line of YAML has a text without quotes that ends where a comment begins: `goal: Which rule is #1?`
    private static func cutsText(_ line: String) -> Bool {
        var rest = Substring(line).drop { $0 == " " }
        if rest.hasPrefix("- ") { rest = rest.dropFirst(2).drop { $0 == " " } }
        let key = rest.prefix { $0.isLetter || $0 == "-" }
        if !key.isEmpty, rest.dropFirst(key.count).hasPrefix(": ") {
            rest = rest.dropFirst(key.count + 2).drop { $0 == " " }
        }
        guard let first = rest.first, !"\"'{[#".contains(first), let mark = rest.firstRange(of: " #") else {
            return false
        }
        // What stands before it is a text, and no value such as `byte 0`.
        return rest[..<mark.lowerBound].split(separator: " ").count >= 3
    }

    /// The same with other parts, as a translation has.
    func with(_ blocks: [Block], frontMatter: Node?, file: String? = nil) -> LessonDocument {
        var document = LessonDocument(file: file ?? self.file, problems: problems)
        (document.blocks, document.frontMatter) = (blocks, frontMatter)
        return document
    }

    private mutating func report(_ words: String, at line: Int) {
        problems.append(LessonProblem(words, file: file, line: line))
    }

    /// Reads the front matter, and gives the line after it.
    private mutating func readFrontMatter(_ lines: [SourceLine]) -> Int {
        guard Self.isRule(lines[0]) else {
            report("a lesson begins with a line \"---\", then keys such as \"id: …\", then another line \"---\"", at: 1)
            // Where only the first of the two is missing, the other is not the underline of a heading.
            let end = lines.firstIndex { Self.isRule($0) || $0.isBlank }
            return end.map { Self.isRule(lines[$0]) ? $0 + 1 : 0 } ?? 0
        }
        let end = lines.dropFirst().firstIndex { Self.isRule($0) || Fence($0) != nil }
        guard let end, Self.isRule(lines[end]) else {
            report("the front matter that opens here is never closed; end it with a line \"---\"", at: 1)
            return end ?? lines.count
        }
        frontMatter = node(lines[1..<end], "the front matter", at: 1)
        return end + 1
    }

    private static func isRule(_ line: SourceLine) -> Bool { line.text.hasPrefix("---") && line.trimmed.count == 3 }

    private mutating func readBlocks(_ lines: [SourceLine]) {
        var reader = ProseReader(lines, file: file)
        var prose: [Prose.Block] = []
        func endProse(_ blocks: inout [Block]) {
            if let first = prose.first { blocks.append(.prose(Prose(blocks: prose, line: first.line))) }
            prose = []
        }
        _ = reader.skipBlanks()
        while let line = reader.line {
            if let fence = Fence(line), Self.blockWords.contains(fence.word) {
                endProse(&blocks)
                if fence.info != fence.word {
                    reader.report("nothing may follow \"\(fence.word)\" in this line; move it below", at: line.number)
                }
                let body = reader.body(of: fence)
                if body.isClosed, let node = node(body.lines[...], "the block \"\(fence.word)\"", at: line.number) {
                    blocks.append(fence.word == "show" ? .show(node) : .exercise(node))
                }
            } else if let content = reader.block(line) {
                prose.append(Prose.Block(content: content, line: line.number))
            }
            _ = reader.skipBlanks()
        }
        endProse(&blocks)
        problems += reader.problems
    }

    /// The YAML below a line; nil if it can't be read.
    private mutating func node(_ lines: ArraySlice<SourceLine>, _ what: String, at line: Int) -> Node? {
        do {
            for line in lines where Self.cutsText(line.text) {
                remarks.append(
                    LessonProblem(
                        "what stands behind \" #\" is a comment, and not part of the text; put the text into quotes if it is one",
                        file: file, line: line.number))
            }
            let text = lines.map { $0.text + "\n" }.joined()
            let node = try Node.parse(text, file: file, firstLine: line + 1)
            if node.value != .missing { return node }
            report("\(what) is empty; write its keys below this line, such as \"id: …\"", at: line)
            return nil
        } catch {
            problems.append(error)
            return nil
        }
    }
}

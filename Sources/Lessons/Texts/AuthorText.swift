// The sentences of an exercise, wherever they stand in its block: what is checked for its length and its words, and what a translation
// replaces. All else in the block is structure, bytes and answers.

/// A sentence of an exercise, with its place.
struct AuthorText: Sendable, Hashable {
    /// What it is for, which decides how long it may be.
    enum Role: Sendable, Hashable {
        case goal, hint, say
        /// The goal of a recorded twin.
        case twinGoal
        /// One of several answers to pick from.
        case choice
        /// A line to put in order.
        case line
        /// A good answer to an `explain`.
        case sample
        case other
    }

    let role: Role
    /// The keys and the positions in lists that lead to it: ["wrong", "0", "say"].
    let path: [String]
    let text: String
    let line: Int
    let file: String

    /// What it is called in a message.
    var name: String {
        switch role {
        case .goal, .twinGoal: "a goal"
        case .hint: "a hint"
        case .say: "a \"say\""
        case .choice: "a choice"
        case .line: "a line"
        case .sample: "a sample"
        case .other: "this text"
        }
    }

    /// How many characters it may have with its placeholders filled; nil where there is no limit.
    var limit: Int? {
        switch role {
        case .goal, .twinGoal: 220
        case .hint, .say, .sample: 190
        case .choice, .line: 76
        case .other: nil
        }
    }
}

/// Where sentences stand in a value of a block.
indirect enum TextShape: Sendable {
    /// The value is one.
    case text(AuthorText.Role)
    /// A list of values.
    case list(TextShape)
    /// A map. Where a text stands in its place, it is that of the key `short`; nil where a text there is not a sentence.
    case map([String: TextShape], short: String?)
    /// A map by names of the author's.
    case named(TextShape)
    /// A text, or a condition and a text.
    case pair
    /// A list or a map by names.
    case either(list: TextShape, named: TextShape)

    /// An exercise.
    static let exercise: TextShape = {
        let said = TextShape.map(["say": .text(.say)], short: "say")
        let choice = TextShape.map(["text": .text(.choice), "say": .text(.say)], short: "text")
        let goals = TextShape.list(.pair)
        return .map(
            [
                "goal": .text(.goal), "hints": .list(.text(.hint)), "do": .text(.other), "predict": .text(.other),
                "then": .text(.say),
                "sample": .text(.sample),
                "choices": .list(choice),
                "why": .map(["ask": .text(.other), "choices": .list(choice)], short: nil),
                "wrong": .list(said), "line": said,
                "meet": goals, "should": goals, "until": goals, "bins": goals,
                "items": .list(.map(["text": .text(.other), "say": .text(.say)], short: "say")),
                "headings": .list(.map(["when": .text(.other)], short: "when")),
                "lines": .named(.text(.line)),
                "not": .named(.map(["line": .text(.line), "say": .text(.say)], short: nil)),
                "say": .either(list: said, named: said),
                "mutants": .list(.map(["text": .text(.choice), "say": .text(.say)], short: nil)),
                "recorded": .map(["goal": .text(.twinGoal), "hints": .list(.text(.hint))], short: "goal"),
            ], short: nil)
    }()

    /// The sentences in a value, in the order in which they stand there.
    func texts(in node: Node, path: [String] = []) -> [AuthorText] {
        switch (self, node.value) {
        case (.text(let role), .scalar(let text)):
            [AuthorText(role: role, path: path, text: text, line: node.line, file: node.file)]
        case (.list(let shape), .list(let nodes)), (.either(let shape, _), .list(let nodes)):
            nodes.enumerated().flatMap { shape.texts(in: $1, path: path + ["\($0)"]) }
        case (.map(let shapes, _), .map(let entries)):
            entries.flatMap { entry in shapes[entry.key]?.texts(in: entry.value, path: path + [entry.key]) ?? [] }
        case (.map(let shapes, let short?), .scalar):
            shapes[short]?.texts(in: node, path: path) ?? []
        case (.named(let shape), .map(let entries)), (.either(_, let shape), .map(let entries)):
            entries.flatMap { shape.texts(in: $0.value, path: path + [$0.key]) }
        case (.pair, .list(let nodes)) where nodes.count == 2:
            TextShape.text(.other).texts(in: nodes[1], path: path)
        case (.pair, .scalar): TextShape.text(.other).texts(in: node, path: path)
        default: []
        }
    }
}

extension Node {
    /// The sentences of the exercise that this is.
    var authorTexts: [AuthorText] { TextShape.exercise.texts(in: self) }

    /// The value of a key; nil where this is not a map, or does not have it.
    subscript(key: String) -> Node? {
        guard case .map(let entries) = value else { return nil }
        return entries.first { $0.key == key }?.value
    }

    /// The text of a key; nil where it has none.
    func text(_ key: String) -> String? {
        guard case .scalar(let text)? = self[key]?.value else { return nil }
        return text
    }

    /// The values of a list under a key; none where there is no such list.
    func nodes(_ key: String) -> [Node] {
        guard case .list(let nodes)? = self[key]?.value else { return [] }
        return nodes
    }
}

// The keys of a YAML map, asked for by name; what nobody asked for is a mistake of the author's.

import WebSocketProtocol

/// Reads the keys of a map, and knows which ones were asked for.
struct Fields {
    private let entries: [Node.Entry]
    /// What the map is, such as "an exercise".
    private let what: String
    private var known: [String] = []
    /// Where the map begins, in the file, from 1.
    let line: Int
    let file: String

    /// The fields of a map.
    ///
    /// - Parameter what: What it is, with its article: "an exercise".
    init(_ node: Node, _ what: String) throws(LessonProblem) {
        let advice = "write lines such as \"key: value\", or {key: value}"
        switch node.value {
        case .map(let entries): self.entries = entries
        case .missing: throw node.problem("\(what) is empty; \(advice)")
        case .scalar(let text):
            throw node.problem("\(what) has keys with values, and this is the text \(text.inQuotes); \(advice)")
        case .list: throw node.problem("\(what) has keys with values, and this is a list; \(advice)")
        }
        (self.what, line, file) = (what, node.line, node.file)
    }

    /// A problem with the map, at one of its lines or where it begins.
    func problem(_ words: String, at line: Int? = nil) -> LessonProblem {
        LessonProblem(words, file: file, line: line ?? self.line)
    }

    /// A problem with the value of a key, at the line of the key; where the map begins if it does not have it.
    func problem(_ words: String, key: String) -> LessonProblem { problem(words, at: lines[key]) }

    /// The lines of the keys.
    var lines: [String: Int] { Dictionary(entries.map { ($0.key, $0.line) }) { first, _ in first } }

    /// The value of a key, which is known from now on; nil if the map does not have it.
    mutating func node(_ key: String) -> Node? {
        if !known.contains(key) { known.append(key) }
        return entries.first { $0.key == key }?.value
    }

    /// The value of a key that must be there.
    ///
    /// - Parameter besides: Keys that are meant as they are written, and no slip for this one.
    mutating func required(_ key: String, besides: Set<String> = []) throws(LessonProblem) -> Node {
        if let node = node(key) { return node }
        let others = entries.filter { !known.contains($0.key) && !besides.contains($0.key) }
        guard let near = NearestWord.to(key, among: others.map(\.key)),
            let entry = others.first(where: { $0.key == near })
        else { throw problem("\(what) needs \(key.inQuotes); add a line \"\(key): …\"") }
        throw unknown(entry, hint: key)
    }

    /// A text; nil if the map does not have the key.
    mutating func text(_ key: String) throws(LessonProblem) -> String? {
        guard let node = node(key) else { return nil }
        return try node.asText(key.inQuotes)
    }

    /// A text that must be there. It may be empty.
    mutating func requiredText(_ key: String) throws(LessonProblem) -> String {
        try required(key).asText(key.inQuotes)
    }

    /// A decimal whole number in a range.
    mutating func number(_ key: String, in range: ClosedRange<Int>) throws(LessonProblem) -> Int? {
        guard let node = node(key) else { return nil }
        let text = try node.asText(key.inQuotes)
        let isDigits = !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard isDigits, let number = Int(text), range.contains(number) else {
            let wanted = "a whole number from \(range.lowerBound) to \(range.upperBound)"
            throw node.problem("\(key.inQuotes) must be \(wanted), not \(text.inQuotes)")
        }
        return number
    }

    /// Yes or no.
    mutating func flag(_ key: String) throws(LessonProblem) -> Bool? {
        guard let node = node(key) else { return nil }
        let text = try node.asText(key.inQuotes)
        switch text {
        case "yes", "true", "1": return true
        case "no", "false", "0": return false
        default: throw node.problem("\(key.inQuotes) must be yes or no, not \(text.inQuotes)")
        }
    }

    /// A list of values.
    mutating func list(_ key: String) throws(LessonProblem) -> [Node]? {
        guard let node = node(key) else { return nil }
        return try node.asList(key.inQuotes)
    }

    /// A list of texts.
    mutating func texts(_ key: String) throws(LessonProblem) -> [String]? {
        guard let nodes = try list(key) else { return nil }
        var texts: [String] = []
        for node in nodes { texts.append(try node.asText("each entry of \(key.inQuotes)")) }
        return texts
    }

    /// Says that all keys have been asked for: one that is left is unknown.
    consuming func finish() throws(LessonProblem) {
        guard let entry = entries.first(where: { !known.contains($0.key) }) else { return }
        let unused = known.filter { key in !entries.contains { $0.key == key } }
        throw unknown(entry, hint: NearestWord.to(entry.key, among: unused))
    }

    private func unknown(_ entry: Node.Entry, hint: String?) -> LessonProblem {
        let advice = hint.map { "did you mean \($0.inQuotes)?" } ?? "\(what) can have: " + known.joined(separator: ", ")
        return problem("unknown key \(entry.key.inQuotes); \(advice)", at: entry.line)
    }
}

struct Fields {
    let nodeOf: Node
    var asked: Set<String> = []
    let entries: [Node.Entry]
    init(_ node: Node, _ what: String) throws(LessonProblem) {
        guard case .map(let entries) = node.value else { throw node.problem("\(what) is a map") }
        (nodeOf, self.entries) = (node, entries)
    }
    var line: Int { nodeOf.line }
    var file: String { nodeOf.file }
    func has(_ key: String) -> Bool { entries.contains { $0.key == key } }
    mutating func node(_ key: String) -> Node? { asked.insert(key); return entries.first { $0.key == key }?.value }
    mutating func required(_ key: String) throws(LessonProblem) -> Node {
        if let node = node(key) { return node }; throw problem("missing \(key)")
    }
    mutating func text(_ key: String) throws(LessonProblem) -> String? {
        try node(key).map { node throws(LessonProblem) in try node.asText(key) }
    }
    mutating func requiredText(_ key: String) throws(LessonProblem) -> String { try required(key).asText(key) }
    mutating func number(_ key: String, in range: ClosedRange<Int>) throws(LessonProblem) -> Int? {
        guard let text = try text(key) else { return nil }
        guard let number = Int(text), range.contains(number) else { throw problem("\(key) number") }
        return number
    }
    mutating func flag(_ key: String) throws(LessonProblem) -> Bool? {
        try text(key).map { ["yes", "1", "true"].contains($0) }
    }
    mutating func list(_ key: String) throws(LessonProblem) -> [Node]? {
        try node(key).map { node throws(LessonProblem) in try node.asList(key) }
    }
    mutating func texts(_ key: String) throws(LessonProblem) -> [String]? {
        guard let list = try list(key) else { return nil }
        var all: [String] = []
        for node in list { all.append(try node.asText(key)) }
        return all
    }
    func problem(_ words: String, at line: Int? = nil) -> LessonProblem {
        LessonProblem(words, file: file, line: line ?? self.line)
    }
    func finish() throws(LessonProblem) {
        if let key = entries.first(where: { !asked.contains($0.key) }) { throw problem("unknown \(key.key)") }
    }
}

struct Node: Sendable, Hashable {
    enum Value: Sendable, Hashable { case scalar(String), list([Node]), map([Entry]) }
    struct Entry: Sendable, Hashable { let key: String; let line: Int; let value: Node }
    let value: Value
    let line: Int
    let file: String
    func problem(_ words: String) -> LessonProblem { LessonProblem(words, file: file, line: line) }
    func asText(_ what: String) throws(LessonProblem) -> String {
        if case .scalar(let text) = value { return text }; throw problem("\(what) is a text")
    }
    func asList(_ what: String) throws(LessonProblem) -> [Node] {
        if case .list(let list) = value { return list }; throw problem("\(what) is a list")
    }
}

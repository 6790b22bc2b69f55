// A YAML value of a lesson file, and where it stands.

/// A YAML value with its place. Texts are what the file says, never YAML's guess: `00000000`, `no` and `0102` stay as
/// they were written.
struct Node: Sendable, Hashable {
    /// What a value is.
    enum Value: Sendable, Hashable {
        case scalar(String)
        case list([Node])
        case map([Entry])
        /// Nothing, as after `key:` at the end of a line. (`""` is an empty text.)
        case missing
    }

    /// A key with its value. No two keys of a map are equal.
    struct Entry: Sendable, Hashable {
        let key: String
        /// The key's line in the file, from 1.
        let line: Int
        let value: Node
    }

    let value: Value
    /// The line of the file in which the value begins, from 1.
    let line: Int
    let file: String
}

extension Node {
    /// A problem with this value.
    func problem(_ words: String) -> LessonProblem { LessonProblem(words, file: file, line: line) }

    /// The text that this is.
    ///
    /// - Parameter what: What the value is, at the start of a sentence: `"goal"`, `a wrong answer`.
    func asText(_ what: String) throws(LessonProblem) -> String {
        switch value {
        case .scalar(let text): return text
        case .missing: throw problem("\(what) has no value; write one, or \"\" for an empty text")
        case .list: throw problem("\(what) must be a text, not a list; put quotes around a text that begins with \"[\"")
        case .map:
            let advice = "put quotes around a text that has \": \" in it or begins with \"{\""
            throw problem("\(what) must be a text, not keys with values; \(advice)")
        }
    }

    /// The values of the list that this is.
    ///
    /// - Parameter what: What the value is, at the start of a sentence.
    func asList(_ what: String) throws(LessonProblem) -> [Node] {
        let advice = "write it as [a, b], or as lines that begin with \"- \""
        switch value {
        case .list(let nodes): return nodes
        case .missing: throw problem("\(what) has no value; \(advice)")
        case .scalar: throw problem("\(what) must be a list, not a single text; \(advice)")
        case .map: throw problem("\(what) must be a list, not keys with values; \(advice)")
        }
    }
}

extension String {
    /// The text in quotes for a message, cut after 40 characters.
    var inQuotes: String {
        let line = prefix(40).map { $0.isNewline ? " " : String($0) }.joined()
        return "\"" + line + (count > 40 ? "…" : "") + "\""
    }
}

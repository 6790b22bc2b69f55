// The sentences of an exercise, replaced by those of a translation; all else stays.

import WebSocketProtocol

/// Lays a translated exercise over the English one.
struct TextOverlay {
    /// The English file, for messages.
    let english: String
    private(set) var problems: [LessonProblem] = []

    init(english: String) { self.english = english }

    /// The exercise with the other's sentences.
    mutating func exercise(_ node: Node, _ other: Node) -> Node {
        // What the translation says about itself.
        guard case .map(let entries) = other.value else { return node }
        let own = entries.filter { !["id", "source"].contains($0.key) }
        return overlay(.exercise, node, Node(value: .map(own), line: other.line, file: other.file))
    }

    private mutating func overlay(_ shape: TextShape, _ node: Node, _ other: Node) -> Node {
        switch (shape, node.value, other.value) {
        case (_, _, .missing), (_, _, .scalar("")): return node
        case (.text, .scalar, .scalar): return other
        case (.list(let shape), .list(let nodes), .list(let others)),
            (.either(let shape, _), .list(let nodes), .list(let others)):
            guard nodes.count == others.count else {
                problems.append(
                    other.problem(
                        "this list has \(Count.words(others.count, "entry", plural: "entries")), and \(nodes.count) in \(english); translate each, "
                            + "in the same order, or leave \"\" for one that stays"))
                return node
            }
            var merged: [Node] = []
            for (node, other) in zip(nodes, others) { merged.append(overlay(shape, node, other)) }
            return Node(value: .list(merged), line: node.line, file: node.file)
        case (.map(let shapes, _), .map(let entries), .map(let others)):
            return map(node, entries, others) { shapes[$0] }
        case (.named(let shape), .map(let entries), .map(let others)),
            (.either(_, let shape), .map(let entries), .map(let others)):
            return map(node, entries, others) { _ in shape }
        case (.map(let shapes, let short?), .map(let entries), .scalar):
            let entry = Node.Entry(key: short, line: other.line, value: other)
            return map(node, entries, [entry]) { shapes[$0] }
        case (.map(let shapes, let short?), .scalar, .scalar):
            return shapes[short].map { overlay($0, node, other) } ?? node
        case (.pair, .list(let nodes), _) where nodes.count == 2:
            var words = other
            if case .list(let others) = other.value, others.count == 2 { words = others[1] }
            let merged = overlay(.text(.other), nodes[1], words)
            return Node(value: .list([nodes[0], merged]), line: node.line, file: node.file)
        case (.pair, .scalar, _): return overlay(.text(.other), node, other)
        case (.map(_, nil), .scalar(let own), .scalar(let theirs)) where own == theirs: return node
        default:
            problems.append(other.problem("this is written in another way than in \(english); write it as it is there"))
            return node
        }
    }

    private mutating func map(
        _ node: Node, _ entries: [Node.Entry], _ others: [Node.Entry], _ shape: (String) -> TextShape?
    ) -> Node {
        var entries = entries
        for other in others {
            guard let index = entries.firstIndex(where: { $0.key == other.key }) else {
                let near = NearestWord.to(other.key, among: entries.map(\.key)).map { "; did you mean \"\($0)\"?" }
                problems.append(
                    LessonProblem(
                        "\(english) has no \(other.key.inQuotes) here" + (near ?? "; leave it out"),
                        file: other.value.file, line: other.line))
                continue
            }
            let entry = entries[index]
            if let shape = shape(other.key) {
                entries[index] = Node.Entry(
                    key: entry.key, line: entry.line, value: overlay(shape, entry.value, other.value))
            } else if !entry.value.says(other.value) {
                // Whoever copies the whole block and replaces its sentences does nothing wrong.
                problems.append(
                    LessonProblem(
                        "\(other.key.inQuotes) comes from \(english), and is another there; leave it out",
                        file: other.value.file, line: other.line))
            }
        }
        return Node(value: .map(entries), line: node.line, file: node.file)
    }
}

extension Node {
    /// Whether both say the same, wherever they stand.
    fileprivate func says(_ other: Node) -> Bool {
        switch (value, other.value) {
        case (.scalar(let one), .scalar(let two)): one == two
        case (.missing, .missing): true
        case (.list(let one), .list(let two)): one.count == two.count && zip(one, two).allSatisfy { $0.says($1) }
        case (.map(let one), .map(let two)):
            one.count == two.count && zip(one, two).allSatisfy { $0.key == $1.key && $0.value.says($1.value) }
        default: false
        }
    }
}

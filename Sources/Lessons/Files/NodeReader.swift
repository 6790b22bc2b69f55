// A tree of nodes from libyaml's events.

extension Node {
    /// How deep lists and maps may nest.
    static let depthLimit = 16

    /// The value that a YAML text is: one document without anchors, tags and doubled keys. A text without a value is
    /// `missing`.
    ///
    /// - Parameter firstLine: The line of the file in which the text begins, from 1.
    static func parse(_ text: String, file: String, firstLine: Int) throws(LessonProblem) -> Node {
        var line = firstLine
        for scalar in text.unicodeScalars {
            if scalar == "\n" { line += 1 }
            guard scalar != "\r" && SourceText.isUnreadable(scalar) else { continue }
            throw LessonProblem(SourceText.words(unreadable: scalar), file: file, line: line)
        }
        let reader = NodeReader(events: YAMLEvents(text, file: file, firstLine: firstLine), file: file)
        return try reader.document(firstLine: firstLine)
    }
}

/// Reads one document.
private struct NodeReader {
    let events: YAMLEvents
    let file: String

    func document(firstLine: Int) throws(LessonProblem) -> Node {
        _ = try events.next()  // the start of the text
        var root = Node(value: .missing, line: firstLine, file: file)
        var isFirst = true
        while true {
            let event = try events.next()
            guard case .document(let isMarked) = event.kind else { return root }
            guard isFirst, !isMarked else {
                let words = "a line \"---\" or \"%…\" begins a YAML document, and there is only one here; remove it"
                throw LessonProblem(words, file: file, line: event.line)
            }
            isFirst = false
            root = try node(try events.next(), depth: 0)
            _ = try events.next()  // the end of the document
        }
    }

    private func node(_ event: YAMLEvents.Event, depth: Int) throws(LessonProblem) -> Node {
        let value: Node.Value
        switch event.kind {
        case .scalar(_, isMissing: true): value = .missing
        case .scalar(let text, _): value = .scalar(try readable(text, at: event.line))
        case .list: value = .list(try list(event, depth: depth + 1))
        case .map(let isInBraces): value = .map(try map(event, isInBraces: isInBraces, depth: depth + 1))
        default: throw LessonProblem("the text ends too early here", file: file, line: event.line)
        }
        return Node(value: value, line: event.line, file: file)
    }

    private func check(_ depth: Int, at start: YAMLEvents.Event) throws(LessonProblem) {
        guard depth <= Node.depthLimit else {
            throw LessonProblem(
                "lists and maps nest deeper than \(Node.depthLimit) here; is a bracket missing?", file: file,
                line: start.line)
        }
    }

    private func list(_ start: YAMLEvents.Event, depth: Int) throws(LessonProblem) -> [Node] {
        try check(depth, at: start)
        var nodes: [Node] = []
        while true {
            let event = try events.next()
            if event.kind == .endOfList { return nodes }
            nodes.append(try node(event, depth: depth))
        }
    }

    private func map(
        _ start: YAMLEvents.Event, isInBraces: Bool, depth: Int
    ) throws(LessonProblem) -> [Node.Entry] {
        try check(depth, at: start)
        var entries: [Node.Entry] = []
        var lines: [String: Int] = [:]
        while true {
            let event = try events.next()
            if event.kind == .endOfMap { return entries }
            let key = try key(event)
            if let line = lines[key] {
                throw LessonProblem(
                    "\(key.inQuotes) is already in line \(line); remove one of the two", file: file, line: event.line)
            }
            lines[key] = event.line
            let next = try events.next()
            if isInBraces, case .scalar(_, isMissing: true) = next.kind { try checkColon(event, next, key: key) }
            entries.append(Node.Entry(key: key, line: event.line, value: try node(next, depth: depth)))
        }
    }

    private func key(_ event: YAMLEvents.Event) throws(LessonProblem) -> String {
        guard case .scalar(let key, _) = event.kind, !key.isEmpty else {
            throw LessonProblem("a key is expected here, such as \"key: value\"", file: file, line: event.line)
        }
        return try readable(key, at: event.line)
    }

    /// In `{say: Yes, it is}` the comma ends the text.
    private func checkColon(
        _ key: YAMLEvents.Event, _ value: YAMLEvents.Event, key name: String
    ) throws(LessonProblem) {
        let between = key.place.upperBound..<max(key.place.upperBound, value.place.lowerBound)
        guard !events.source[between.clamped(to: events.source.indices)].contains(":") else { return }
        let advice =
            name.contains(":") ? "a space must follow the colon" : "put quotes around a text that has a comma in it"
        throw LessonProblem("\(name.inQuotes) has no value; \(advice)", file: file, line: key.line)
    }

    /// An escape such as `\0` can make characters that the file itself may not have.
    private func readable(_ text: String, at line: Int) throws(LessonProblem) -> String {
        guard let odd = text.unicodeScalars.first(where: SourceText.isUnreadable) else { return text }
        throw LessonProblem(SourceText.words(unreadable: odd), file: file, line: line)
    }
}

// An exercise out of its block.

import WebSocketProtocol

extension Exercise {
    /// Reads a block.
    ///
    /// - Parameter lesson: The id of the lesson that it stands in.
    init(_ node: Node, lesson: String) throws(LessonProblem) {
        var fields = try Fields(node, "an exercise")
        self.lesson = lesson
        (file, line, keyLines) = (node.file, node.line, fields.lines)
        // Without it nothing is known about the other keys, not even that `find` is not a slip for it.
        let kindNode = try fields.required("kind", besides: ["find"])
        let name = try kindNode.asText("kind".inQuotes)
        guard let kind = ExerciseKind(rawValue: name) else {
            let all = ExerciseKind.allCases.map(\.rawValue)
            let near = NearestWord.to(name, among: all).map { "did you mean \($0.inQuotes)?" }
            throw kindNode.problem(
                "unknown kind \(name.inQuotes); " + (near ?? "the kinds are " + all.joined(separator: ", ")))
        }
        self.kind = kind
        id = try fields.requiredText("id")
        guard !id.isEmpty, id.allSatisfy({ $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }) else {
            throw fields.problem(
                "an id has small letters, digits and hyphens, such as echo-first-byte, not \"\(id)\"", key: "id")
        }
        was = try fields.texts("was") ?? []
        goal = try fields.requiredText("goal")
        hints = try fields.texts("hints") ?? []
        source = try Self.source(&fields)
        visibility = try fields.text("bytes").map { name throws(LessonProblem) in
            guard let visibility = Visibility(rawValue: name) else {
                throw fields.problem("bytes is shown, hidden or none, not \"\(name)\"", key: "bytes")
            }
            return visibility
        }
        // In a live exercise these are its goals.
        until = kind == .live ? nil : try fields.byte("until")
        why = try fields.node("why").map { node throws(LessonProblem) in try Choices(node, asks: true) }
        body = try Body(kind, &fields, node)
        var wrongs: [Wrong] = []
        for node in try fields.list("wrong") ?? [] { wrongs.append(try Wrong(node)) }
        self.wrongs = wrongs
        try fields.finish()
    }

    /// `of`, or its short form for drawn frames, `random`.
    private static func source(_ fields: inout Fields) throws(LessonProblem) -> Source? {
        if let node = fields.node("of") { return try Source(node) }
        guard let random = fields.node("random") else { return nil }
        let entry = Node.Entry(key: "random", line: random.line, value: random)
        return try Source(Node(value: .map([entry]), line: random.line, file: random.file))
    }
}

extension Exercise.Body {
    fileprivate init(_ kind: ExerciseKind, _ fields: inout Fields, _ node: Node) throws(LessonProblem) {
        switch kind {
        case .predict:
            self = .predict(try Question(try fields.required("ask")), by: try fields.mutant("by"))
        case .decode:
            var asks: [Question] = []
            for node in try fields.list("ask") ?? [] { asks.append(try Question(node)) }
            guard !asks.isEmpty else {
                throw fields.problem("decode needs ask: a list such as [fin, opcode, masked, length, text]", key: "ask")
            }
            self = .decode(asks)
        case .find: self = .find(try FindTask(&fields))
        case .build: self = .build(try BuildTask(&fields, node))
        case .choose: self = .choose(try Choices(&fields, ask: ""))
        case .sort: self = .sort(try SortTask(&fields))
        case .order: self = .order(try OrderTask(&fields))
        case .mutant: self = .mutant(try MutantTask(&fields, node))
        case .diagnose: self = .diagnose(try DiagnoseTask(&fields))
        case .live: self = .live(try LiveTask(&fields))
        case .explain: self = .explain(sample: try fields.text("sample"))
        }
    }
}

extension Question {
    /// Reads a question.
    init(_ node: Node) throws(LessonProblem) {
        let text = try node.asText("ask")
        guard let question = Question(text) else {
            let near = Question.nearest(to: text).map { "did you mean \($0.inQuotes)?" }
            throw node.problem(
                "\(text.inQuotes) is not a question; " + (near ?? "the questions are: \(Question.spellings)"))
        }
        self = question
    }
}

extension Condition {
    /// Reads a condition.
    init(_ node: Node, _ text: String) throws(LessonProblem) {
        do throws(ConditionError) {
            try self.init(text)
        } catch {
            throw node.problem("in the condition \"\(text)\", character \(error.position + 1): \(error.words)")
        }
    }
}

extension Condition {
    /// The same condition, where it can hold at one place and not at another, as one of `find:` must.
    func ofPlace(_ node: Node) throws(LessonProblem) -> Condition {
        guard !namesPlace else { return self }
        throw node.problem(
            "\(description.inQuotes) is about all of the recording, so it is met at every place or at none; find: needs "
                + "frame(…), message(…), byte(…), row(…), or words of a frame such as opcode == close")
    }
}

extension [Node] {
    /// What to do where a comma makes more than two of a pair.
    var commaAdvice: String { count > 2 ? "; put quotes around words with a comma in them" : "" }
}

extension Goal {
    /// The goals of a list: [[valid, "No rule is broken"], …].
    static func list(_ key: String, _ fields: inout Fields) throws(LessonProblem) -> [Goal] {
        var goals: [Goal] = []
        for node in try fields.list(key) ?? [] {
            let pair = try node.asList("a goal")
            guard pair.count == 2 else {
                throw node.problem(
                    "a goal is a condition and your words for it: [length == 0, \"Its payload has 0 bytes\"]"
                        + pair.commaAdvice)
            }
            goals.append(
                Goal(
                    condition: try Condition(pair[0], try pair[0].asText("a condition")),
                    words: try pair[1].asText("the words of a goal")))
        }
        guard goals.count <= 6 else {
            throw fields.problem("\(key) has \(goals.count) goals; a screen has room for 6", key: key)
        }
        return goals
    }
}

extension Wrong {
    init(_ node: Node) throws(LessonProblem) {
        var fields = try Fields(node, "a wrong answer")
        line = node.line
        field = try fields.node("field").map { node throws(LessonProblem) in try Question(node) }
        say = try fields.requiredText("say")
        misconception = try fields.misconception()
        let ask = try fields.node("ask").map { node throws(LessonProblem) in try Question(node) }
        let of = fields.node("of")
        let mutant = try fields.mutant("mutant")
        let way = try fields.text("as")
        let find = try fields.node("find").map { node throws(LessonProblem) in
            try Condition(node, try node.asText("find")).ofPlace(node)
        }
        let by = try fields.text("by")
        let typed = try fields.text("answer")
        let meet = try fields.node("meet").map { node throws(LessonProblem) in
            try Condition(node, try node.asText("meet"))
        }
        try fields.checkWays()
        if let find {
            answer = .place(find)
        } else if let by {
            guard by == "real" else {
                throw fields.problem(
                    "by can only be real, the codec; for a wrong decoder write mutant: \(by)", key: "by")
            }
            answer = .real(ask)
        } else if let of {
            answer = .of(try Source.Change(of), ask)
        } else if let ask {
            answer = .ask(ask)
        } else if let mutant {
            answer = .mutant(mutant)
        } else if let way {
            guard let spelling = WrongSpelling(way) else {
                throw fields.problem("as is \(WrongSpelling.names), not \(way.inQuotes)", key: "as")
            }
            answer = .otherwise(spelling)
        } else if let typed {
            answer = .typed(typed)
        } else if let meet {
            answer = .condition(meet)
        } else {
            throw fields.problem(
                "what is the wrong answer? Give ask:, of:, mutant:, by: real, as:, find:, meet:, or answer:")
        }
        try fields.finish()
    }
}

extension Fields {
    /// A byte, such as "byte 5".
    mutating func byte(_ key: String) throws(LessonProblem) -> Int? {
        guard let text = try text(key) else { return nil }
        guard case .byte(let place)? = Question(text) else {
            throw problem("\(key) is a byte, such as byte 5, not \"\(text)\"", key: key)
        }
        return place
    }

    /// Says that there is only one way to an answer. A question may stand beside other bytes, and beside another reader.
    fileprivate func checkWays() throws(LessonProblem) {
        let ways = ["ask", "of", "mutant", "by", "as", "find", "answer", "meet"].filter { lines[$0] != nil }
        guard ways.count > 1, ways != ["ask", "of"], ways != ["ask", "by"] else { return }
        throw problem(
            "this says in \(ways.count) ways what the wrong answer is; write only one of "
                + ways.map { "\($0):" }.joined(separator: ", "), key: ways[1])
    }

    /// The belief that a wrong answer comes from; nil where it is not said.
    mutating func misconception() throws(LessonProblem) -> Misconception? {
        guard let node = node("misconception") else { return nil }
        let name = try node.asText("misconception".inQuotes)
        guard let misconception = Misconception(rawValue: name) else {
            let names = Misconception.allCases
            throw node.problem(
                "misconception is one of \(names[0].rawValue) to \(names[names.count - 1].rawValue), which `wslens lessons check` "
                    + "lists, not \(name.inQuotes)")
        }
        return misconception
    }

    /// The id of a mutant that exists.
    mutating func mutant(_ key: String) throws(LessonProblem) -> String? {
        guard let name = try text(key) else { return nil }
        guard Mutants.named(name) != nil else { throw problem(Mutants.unknownWords(name), key: key) }
        return name
    }

    /// An endpoint; nil where it is not said.
    mutating func endpoint(_ key: String) throws(LessonProblem) -> Endpoint? {
        guard let node = node(key) else { return nil }
        return try node.endpoint(try node.asText(key))
    }
}

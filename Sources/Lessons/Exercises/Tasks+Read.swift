// What differs from kind to kind, out of the block of an exercise.

import WebSocketProtocol

extension Choices {
    /// Reads a question with its answers.
    init(_ node: Node, asks: Bool) throws(LessonProblem) {
        var fields = try Fields(node, "a question")
        let ask = try fields.requiredText("ask")
        try self.init(&fields, ask: ask)
        try fields.finish()
    }

    /// Reads the answers, `choices`, with the number of the right one, from 1; without it, it is the one without a `say`.
    init(_ fields: inout Fields, ask: String) throws(LessonProblem) {
        self.ask = ask
        var choices: [Choice] = []
        for node in try fields.required("choices").asList("choices") {
            if case .scalar(let text) = node.value {
                choices.append(Choice(text: text, say: nil, misconception: nil, line: node.line))
                continue
            }
            var choice = try Fields(node, "a choice")
            choices.append(
                Choice(
                    text: try choice.requiredText("text"), say: try choice.text("say"),
                    misconception: try choice.misconception(), line: node.line))
            try choice.finish()
        }
        guard (2...6).contains(choices.count) else {
            throw fields.problem("choices has \(Count.words(choices.count, "answer")); write 2 to 6", key: "choices")
        }
        let silent = choices.indices.filter { choices[$0].say == nil }
        if let number = try fields.number("right", in: 1...choices.count) {
            right = number - 1
        } else if silent.count == 1 {
            right = silent[0]
        } else {
            throw fields.problem(
                "which choice is right? Say right: N, counted from 1, or give each of the others a say")
        }
        self.choices = choices
    }
}

extension FindTask {
    init(_ fields: inout Fields) throws(LessonProblem) {
        let named = try fields.required("in")
        recording = try named.asText("in".inQuotes)
        line = named.line
        start = try fields.place("at") ?? .request
        startLine = fields.lines["at"] ?? named.line
        let node = try fields.required("find")
        conditionLine = node.line
        condition = try Condition(node, try node.asText("find")).ofPlace(node)
        reference = try fields.place("reference")
        let decoder = try fields.text("decoder") ?? "on"
        guard ["on", "off"].contains(decoder) else {
            throw fields.problem("decoder must be on or off, not \(decoder.inQuotes)", key: "decoder")
        }
        isPlain = decoder == "off"
        goal = nil
    }

    /// The recorded twin of a live exercise, which has a goal of its own.
    fileprivate init(twin fields: inout Fields) throws(LessonProblem) {
        let goal = try fields.requiredText("goal")
        self.init(try FindTask(&fields), goal: goal)
    }

    private init(_ task: FindTask, goal: String) {
        (recording, start, condition, reference) = (task.recording, task.start, task.condition, task.reference)
        (line, startLine, conditionLine) = (task.line, task.startLine, task.conditionLine)
        isPlain = task.isPlain
        self.goal = goal
    }
}

extension Fields {
    fileprivate mutating func place(_ key: String) throws(LessonProblem) -> Place? {
        guard let node = node(key) else { return nil }
        let text = try node.asText(key.inQuotes)
        guard let place = Place(text) else {
            throw node.problem("\(key) is a place such as c0, s3, c2 byte 5, 101 or client-fin, not \"\(text)\"")
        }
        return place
    }
}

extension BuildTask {
    init(_ fields: inout Fields, _ node: Node) throws(LessonProblem) {
        guard let from = try fields.endpoint("from") else {
            throw fields.problem("build needs from: client or server, since a client's frames are masked")
        }
        self.from = from
        meet = try Goal.list("meet", &fields)
        should = try Goal.list("should", &fields)
        guard !meet.isEmpty else {
            throw fields.problem("build needs meet: the goals, such as [[valid, \"No rule is broken\"]]")
        }
        reference = try fields.requiredText("reference")
        _ = try fields.hex(reference, key: "reference")
    }
}

extension SortTask {
    init(_ fields: inout Fields) throws(LessonProblem) {
        let from = try fields.endpoint("from")
        var bins: [Bin] = []
        for node in try fields.required("bins").asList("bins") {
            if case .scalar(let words) = node.value {
                bins.append(Bin(condition: nil, words: words, line: node.line))
                continue
            }
            let pair = try node.asList("a bin")
            guard pair.count == 2 else {
                throw node.problem(
                    "a bin is its words, or a condition and its words: [control, \"a control frame\"]"
                        + pair.commaAdvice)
            }
            bins.append(
                Bin(
                    condition: try Condition(pair[0], try pair[0].asText("a condition")),
                    words: try pair[1].asText("a bin"), line: node.line))
        }
        guard (2...4).contains(bins.count) else {
            throw fields.problem("sort has \(Count.words(bins.count, "bin")); write 2 to 4", key: "bins")
        }
        var items: [Item] = []
        for node in try fields.required("items").asList("items") {
            var item = try Fields(node, "an item")
            let source = try item.node("of").map { node throws(LessonProblem) in try SortTask.source(node, from: from) }
            let text = try item.text("text")
            let number = try item.number("bin", in: 1...bins.count)
            guard source != nil || text != nil else {
                throw node.problem("an item has of: bytes, or text: words, or both: words for bytes that are not shown")
            }
            if source != nil, number != nil, bins.allSatisfy({ $0.condition != nil }) {
                throw item.problem(
                    "the conditions say which bin these bytes belong into; leave bin: out", key: "bin")
            }
            if source == nil || bins.contains(where: { $0.condition == nil }), number == nil {
                throw node.problem("this item needs bin: the number of its bin, since no condition can say it")
            }
            items.append(
                Item(
                    source: source, text: text, say: try item.text("say"), bin: number.map { $0 - 1 },
                    misconception: try item.misconception(), line: node.line))
            try item.finish()
        }
        guard (3...10).contains(items.count) else {
            throw fields.problem("sort has \(Count.words(items.count, "item")); write 3 to 10", key: "items")
        }
        (self.bins, self.items) = (bins, items)
    }

    /// The bytes of an item; who sent them may be said once for all items.
    private static func source(_ node: Node, from: Endpoint?) throws(LessonProblem) -> Source {
        guard let from, case .map(let entries) = node.value, !entries.contains(where: { $0.key == "from" }),
            !entries.contains(where: { ["frame", "frames", "read", "stream", "random"].contains($0.key) })
        else { return try Source(node) }
        let sender = Node(value: .scalar(from.rawValue), line: node.line, file: node.file)
        return try Source(
            Node(
                value: .map(entries + [Node.Entry(key: "from", line: node.line, value: sender)]), line: node.line,
                file: node.file))
    }
}

extension MutantTask {
    init(_ fields: inout Fields, _ node: Node) throws(LessonProblem) {
        guard let mutant = try fields.mutant("mutant") else { throw fields.problem("which mutant? Write mutant: X2") }
        self.mutant = mutant
        let name = try fields.text("input") ?? "bytes"
        guard let input = MutantInput(rawValue: name) else {
            throw fields.problem("input is bytes, reads, cuts, text or number, not \"\(name)\"", key: "input")
        }
        let program = Mutants.named(mutant)
        if let program, !program.inputs.contains(input) {
            let fitting = MutantInput.allCases.filter(program.inputs.contains).map(\.rawValue)
            throw fields.problem("\(mutant) takes input: \(fitting.joined(separator: " or "))", key: "input")
        }
        self.input = input
        let sender = program?.family.sender
        from = try fields.endpoint("from") ?? sender ?? .client
        if let sender, from != sender {
            throw fields.problem(
                "\(mutant) is a \(sender.peer.rawValue), so that its bytes come from the \(sender.rawValue)",
                key: "from")
        }
        let want = try fields.text("want") ?? "differ"
        guard ["differ", "agree"].contains(want) else {
            throw fields.problem("want is differ or agree, not \"\(want)\"", key: "want")
        }
        differs = want == "differ"
        meet = try Goal.list("meet", &fields)
        if !meet.isEmpty, program?.family == .accept {
            throw fields.problem("of a key there are no conditions; leave meet: out", key: "meet")
        }
        reference = try fields.requiredText("reference")
        line = try fields.node("line").map { node throws(LessonProblem) in
            var line = try Fields(node, "line")
            let say = try line.requiredText("say")
            try line.finish()
            return say
        }
        if input == .cuts, fields.node("of") == nil, fields.node("random") == nil {
            throw fields.problem("input: cuts needs of: or random:, the bytes that are cut", key: "input")
        }
    }
}

extension DiagnoseTask {
    init(_ fields: inout Fields) throws(LessonProblem) {
        var suspects: [Suspect] = []
        for node in try fields.required("mutants").asList("mutants") {
            if case .scalar(let id) = node.value {
                guard Mutants.named(id) != nil else { throw node.problem(Mutants.unknownWords(id)) }
                suspects.append(Suspect(mutant: id, text: "", say: nil, misconception: nil, line: node.line))
                continue
            }
            var suspect = try Fields(node, "a mutant")
            guard let id = try suspect.mutant("id") else { throw node.problem("which mutant? Write id: X1") }
            suspects.append(
                Suspect(
                    mutant: id, text: try suspect.text("text") ?? "", say: try suspect.text("say"),
                    misconception: try suspect.misconception(), line: node.line))
            try suspect.finish()
        }
        let name = try fields.requiredText("right")
        guard let right = suspects.firstIndex(where: { $0.mutant == name }) else {
            throw fields.problem("right is one of the mutants, not \"\(name)\"", key: "right")
        }
        if let says = fields.node("say") {
            if case .map(let entries) = says.value,
                let other = entries.first(where: { entry in !suspects.contains { $0.mutant == entry.key } })
            {
                throw other.value.problem(
                    "\(other.key) is not one of the mutants here, which are "
                        + suspects.map(\.mutant).joined(separator: ", "))
            }
            var say = try Fields(says, "say")
            suspects = try suspects.map { suspect throws(LessonProblem) in
                try say.node(suspect.mutant).map { node throws(LessonProblem) in try suspect.with(node) } ?? suspect
            }
            try say.finish()
        }
        let families = Set(suspects.compactMap { Mutants.named($0.mutant)?.family })
        guard families.count == 1 else {
            throw fields.problem(
                "these mutants are different kinds of programs, and not all of them can have made the report",
                key: "mutants")
        }
        guard Set(suspects.map(\.mutant)).count == suspects.count, (2...6).contains(suspects.count) else {
            throw fields.problem("mutants are 2 to 6 different ones", key: "mutants")
        }
        (self.suspects, self.right) = (suspects, right)
    }
}

extension DiagnoseTask.Suspect {
    /// The suspect with what is said about it: a sentence, or { say, misconception }.
    fileprivate func with(_ node: Node) throws(LessonProblem) -> Self {
        guard case .map = node.value else {
            let say = try node.asText(mutant.inQuotes)
            return Self(mutant: mutant, text: text, say: say, misconception: misconception, line: node.line)
        }
        var fields = try Fields(node, "what is said about a mutant")
        let suspect = Self(
            mutant: mutant, text: text, say: try fields.requiredText("say"),
            misconception: try fields.misconception() ?? misconception, line: node.line)
        try fields.finish()
        return suspect
    }
}

extension LiveTask {
    init(_ fields: inout Fields) throws(LessonProblem) {
        action = try fields.requiredText("do")
        needsScreen = try fields.flag("screen") ?? false
        predict = try fields.text("predict")
        then = try fields.text("then")
        until = try Goal.list("until", &fields)
        guard !until.isEmpty else { throw fields.problem("live needs until: the goals") }
        var twin = try Fields(try fields.required("recorded"), "recorded")
        recorded = try FindTask(twin: &twin)
        twinHints = try twin.texts("hints") ?? []
        try twin.finish()
    }
}

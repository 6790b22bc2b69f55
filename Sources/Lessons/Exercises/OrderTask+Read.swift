// Lines to put in order, out of the block of an exercise.

import WebSocketProtocol

extension OrderTask {
    init(_ fields: inout Fields) throws(LessonProblem) {
        let lines = try Self.lines(try fields.required("lines"))
        let names = Set(lines.map(\.name))
        func known(_ name: String, _ node: Node) throws(LessonProblem) -> String {
            guard names.contains(name) else { throw node.problem("no line is called \"\(name)\"") }
            return name
        }
        var distractors: [Distractor] = []
        if let node = fields.node("not") {
            guard case .map(let entries) = node.value else {
                throw node.problem("not is a map of names: { name: { line, say } }")
            }
            for entry in entries {
                var line = try Fields(entry.value, "a line")
                distractors.append(
                    Distractor(
                        line: Line(name: entry.key, text: try line.requiredText("line"), line: entry.line),
                        say: try line.requiredText("say"), misconception: try line.misconception()))
                try line.finish()
            }
        }
        guard lines.count >= 3 else {
            throw fields.problem(
                "order has \(Count.words(lines.count, "line")) that belong; write more lines, at least 3", key: "lines")
        }
        guard lines.count + distractors.count <= 10 else {
            throw fields.problem(
                "order has \(lines.count + distractors.count) lines; write 3 to 10 in all", key: "lines")
        }
        var headings: [Heading] = []
        for node in try fields.list("headings") ?? [] {
            var heading = try Fields(node, "a heading")
            var own: [String] = []
            for name in try heading.texts("lines") ?? [] { own.append(try known(name, node)) }
            headings.append(Heading(words: try heading.requiredText("when"), lines: own))
            try heading.finish()
        }
        guard headings.count <= 3 else {
            throw fields.problem("order has \(headings.count) headings; a screen has room for 3", key: "headings")
        }
        var pairs: [Pair] = []
        for node in try fields.required("before").asList("before") {
            let chain = try node.asText("before").split(separator: "<").map { AnswerForm.trimmed(String($0)) }
            guard chain.count >= 2 else {
                throw node.problem("before is names with < between them, such as [header < size]")
            }
            for name in chain { _ = try known(name, node) }
            pairs += zip(chain, chain.dropFirst()).map { Pair(first: $0, then: $1) }
        }
        var remarks: [Remark] = []
        for node in try fields.list("say") ?? [] {
            var remark = try Fields(node, "a sentence for two lines")
            remarks.append(
                Remark(
                    first: try known(try remark.requiredText("first"), node),
                    then: try known(try remark.requiredText("then"), node),
                    say: try remark.requiredText("say"), misconception: try remark.misconception(), line: node.line))
            try remark.finish()
        }
        (self.lines, self.distractors, self.headings, before, self.remarks) = (
            lines, distractors, headings, pairs, remarks
        )
        if lineOrder == nil {
            throw fields.problem("no order of the lines respects before: it goes in a circle", key: "before")
        }
    }

    private static func lines(_ node: Node) throws(LessonProblem) -> [Line] {
        guard case .map(let entries) = node.value else {
            throw node.problem("lines is a map of names: { header: \"read the header\" }")
        }
        var lines: [Line] = []
        for entry in entries {
            lines.append(Line(name: entry.key, text: try entry.value.asText("a line"), line: entry.line))
        }
        return lines
    }

    /// An order that respects `before`, by names; nil where there is none.
    var lineOrder: [String]? {
        var order: [String] = []
        while order.count < lines.count {
            // Headings first: their lines stand together.
            let sequence = headings.flatMap(\.lines) + lines.map(\.name)
            guard
                let next = sequence.first(where: { name in
                    !order.contains(name) && before.allSatisfy { $0.then != name || order.contains($0.first) }
                })
            else { return nil }
            order.append(next)
        }
        return order
    }
}

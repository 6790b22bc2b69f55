// Answers that are typed in parts: the fields of a form one after the other, one item of a sort after the others.

/// What has been typed of an answer so far.
struct TypedAnswer: Sendable {
    /// The fields of a form; nil for those that are still to be typed.
    private var fields: [String?] = []
    /// The bins of a sort's items, as digits; "-" for those in none.
    private var digits: [Character] = []

    /// What a line makes of it.
    enum Outcome {
        /// It is complete.
        case answer(String)
        /// What to say, and what comes next.
        case more([String])
    }

    /// Takes a line.
    mutating func take(_ line: String, _ assignment: Assignment, _ step: Step) -> Outcome {
        guard step == .main else { return .answer(line) }
        switch assignment.exercise.body {
        case .decode(let questions): return take(line, fieldsOf: questions)
        case .sort: return .answer(sorted(line, count: assignment.order.count))
        default: return .answer(line)
        }
    }

    /// Takes in what was said about the answer: right fields stay, wrong ones are asked again.
    mutating func learn(_ feedback: Feedback) {
        guard feedback.verdict == .notYet, feedback.parts.count == fields.count else { return }
        for (index, part) in feedback.parts.enumerated() where part.state != .right { fields[index] = nil }
    }

    /// What is to be typed next.
    func prompt(_ assignment: Assignment, _ step: Step, isTwin: Bool = false) -> String {
        guard step == .main, case .decode(let questions) = assignment.exercise.body else {
            return assignment.prompt(step, isTwin: isTwin)
        }
        let question = questions[open(questions)]
        return Spoken.sentence("\(question.label): type \(question.form.expected)", capital: false)
    }

    // MARK: Forms

    /// The position of the field that is asked for.
    private func open(_ questions: [Question]) -> Int {
        fields.count == questions.count ? fields.firstIndex(of: nil) ?? 0 : 0
    }

    private mutating func take(_ line: String, fieldsOf questions: [Question]) -> Outcome {
        if fields.count != questions.count { fields = Array(repeating: nil, count: questions.count) }
        let index = open(questions)
        let isLast = !fields.enumerated().contains { $0.offset != index && $0.element == nil }
        if line.contains(";"), !(isLast && questions[index].form == .text) {
            fields = Assignment.fields(line, count: questions.count)
            return .answer(line)
        }
        do throws(UnreadableAnswer) {
            _ = try questions[index].form.read(line)
        } catch {
            return .more([Spoken.sentence("\(questions[index].label): \(error.words)", capital: false)])
        }
        fields[index] = line
        guard let next = fields.firstIndex(of: nil) else {
            return .answer(fields.map { $0 ?? "" }.joined(separator: "; "))
        }
        let question = questions[next]
        return .more([Spoken.sentence("\(question.label): type \(question.form.expected)", capital: false)])
    }

    // MARK: Bins

    /// The digits after a line: a row of digits, or letters with a digit each, which change the row before.
    private mutating func sorted(_ line: String, count: Int) -> String {
        guard let changes = Self.changes(line, count: count) else {
            let typed = line.filter { !$0.isWhitespace && $0 != "," }
            if typed.count <= count { digits = Array(typed) }
            return line
        }
        if digits.count != count { digits += Array(repeating: "-", count: max(0, count - digits.count)) }
        for (item, digit) in changes { digits[item] = digit }
        return digits.map(String.init).joined(separator: " ")
    }

    /// "d2", "d2 f1": items by their positions, each with a digit; nil for something else.
    private static func changes(_ line: String, count: Int) -> [(Int, Character)]? {
        let characters = Array(line.lowercased().filter { !$0.isWhitespace && $0 != "," })
        guard !characters.isEmpty, characters.count % 2 == 0 else { return nil }
        var changes: [(Int, Character)] = []
        for index in stride(from: 0, to: characters.count, by: 2) {
            guard let letter = characters[index].asciiValue, letter >= UInt8(ascii: "a"),
                letter < UInt8(ascii: "a") + UInt8(clamping: count), characters[index + 1].isASCII,
                characters[index + 1].isNumber
            else { return nil }
            changes.append((Int(letter - UInt8(ascii: "a")), characters[index + 1]))
        }
        return changes
    }
}

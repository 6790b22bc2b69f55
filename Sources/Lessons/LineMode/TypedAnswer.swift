// Answers that are typed in parts: the fields of a form one after the other, one item of a sort after the others.

/// What has been typed of an answer so far.
struct TypedAnswer: Sendable {
    /// The fields of a form; nil for those that are still to be typed.
    private var fields: [String?] = []
    /// The bins of a sort's items, from 0; nil for those in none. Empty before the first.
    private var bins: [Int?] = []

    /// Nothing.
    init() {}

    /// What was typed of an exercise before: the bins of a sort.
    init(_ work: Work?) {
        guard let work, work.step == .main, case .sort = work.exercise.body else { return }
        let bins = work.assignment.binned(work.draft)
        if bins.contains(where: { $0 != nil }) { self.bins = bins }
    }

    /// What a line makes of it.
    enum Outcome {
        /// It is complete.
        case answer(String)
        /// What to say, and what comes next.
        case more([String])
    }

    /// Takes a line.
    mutating func take(_ line: String, _ assignment: Assignment, _ step: Step) -> Outcome {
        switch (step, assignment.exercise.body) {
        case (.line, _): return .answer(Self.lineNumber(line))
        case (.main, .decode(let questions)): return take(line, fieldsOf: questions)
        case (.main, .sort): return take(line, binsOf: assignment)
        case (.main, .find), (.main, .live):
            guard let meant = Self.place(meantBy: line) else { return .answer(line) }
            let typed = Spoken.plain(AnswerForm.trimmed(line).cut(to: 20).inQuotes)
            return .more(["There is no place \(typed). Type \(meant.name) for \(meant.words)."])
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

    // MARK: Lines and places

    /// "line 11" is 11.
    static func lineNumber(_ line: String) -> String {
        let typed = AnswerForm.trimmed(line)
        return typed.lowercased().hasPrefix("line") ? AnswerForm.trimmed(String(typed.dropFirst(4))) : line
    }

    /// The byte that is meant by a frame and a number: "c0 4", which without its space would be a frame; nil for anything else.
    private static func place(meantBy line: String) -> Place? {
        let words = line.split(whereSeparator: { $0.isWhitespace || $0 == "," })
        guard words.count == 2, Int(words[1]) != nil else { return nil }
        let place = Place("\(words[0]) byte \(words[1])")
        return place?.isByte == true ? place : nil
    }

    // MARK: Bins

    /// The bins so far, as they are kept; nil before the first.
    var draft: String? { bins.isEmpty ? nil : Assignment.draft(ofBins: bins) }

    /// Which items are in which bins so far: "So far: bin 1: b; bin 3: a and d; in no bin: c." Empty before the first.
    func soFar(_ assignment: Assignment) -> [String] {
        guard case .sort(let task) = assignment.exercise.body, bins.count == assignment.order.count else { return [] }
        func items(_ bin: Int?) -> String {
            Spoken.list(bins.indices.filter { bins[$0] == bin }.map { Assignment.letter($0) })
        }
        let all = task.bins.indices.map { ("bin \($0 + 1)", items($0)) } + [("in no bin", items(nil))]
        let words = all.filter { !$1.isEmpty }.map { "\($0): \($1)" }
        return ["So far: \(words.joined(separator: "; "))."]
    }

    /// Takes a row of digits, or letters with a digit each, which change the row before. What is not complete is said, and not graded.
    private mutating func take(_ line: String, binsOf assignment: Assignment) -> Outcome {
        let (count, binCount) = (assignment.order.count, assignment.bins.count)
        if let changes = Self.changes(line, count: count) {
            if let odd = changes.first(where: { !(1...binCount).contains($0.bin) }) {
                return .more(["There is no bin \(odd.bin); they are 1 to \(binCount). \(prompt(assignment, .main))"])
            }
            if bins.count != count { bins = Array(repeating: nil, count: count) }
            for change in changes { bins[change.item] = change.bin - 1 }
        } else {
            guard let typed = Assignment.digits(line, items: count, bins: binCount),
                typed.contains(where: { $0 != nil })
            else { return .answer(line) }
            bins = typed
        }
        guard bins.contains(nil) else { return .answer(Assignment.draft(ofBins: bins)) }
        return .more(soFar(assignment) + [prompt(assignment, .main)])
    }

    /// "d2", "d2 f1": items by their positions, each with a digit; nil for something else.
    private static func changes(_ line: String, count: Int) -> [(item: Int, bin: Int)]? {
        let characters = Array(line.lowercased().filter { !$0.isWhitespace && $0 != "," })
        guard !characters.isEmpty, characters.count % 2 == 0 else { return nil }
        var changes: [(item: Int, bin: Int)] = []
        for index in stride(from: 0, to: characters.count, by: 2) {
            guard let letter = characters[index].asciiValue, letter >= UInt8(ascii: "a"),
                letter < UInt8(ascii: "a") + UInt8(clamping: count), characters[index + 1].isASCII,
                let bin = characters[index + 1].wholeNumberValue
            else { return nil }
            changes.append((Int(letter - UInt8(ascii: "a")), bin))
        }
        return changes
    }
}

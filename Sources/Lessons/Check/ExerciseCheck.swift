// One exercise, drawn many times and answered in every way that its author thought of.

import WebSocketProtocol

/// Checks an exercise.
struct ExerciseCheck {
    let exercise: Exercise
    let library: Library
    /// Its sentences, with their places in the file.
    private let texts: [AuthorText]
    private let seeds: Int
    private var found: [LessonProblem] = []
    /// What was reported, so that it is not reported again for each draw.
    private var reported: Set<String> = []
    /// The positions of the wrong answers that were met.
    var met: Set<Int> = []
    /// The hints that contain the answer, by their positions: in how many of the different draws, and such an answer.
    private var leaks: [Int: (count: Int, secret: String)] = [:]
    /// An answer that happens to stand in a hint is not a leak; one that does with one draw in so many is.
    private static let leakShare = 2

    /// The address that stands in for that of a server.
    static let url = "http://127.0.0.1:1338/"

    init(_ exercise: Exercise, _ texts: [AuthorText], _ library: Library, seeds: Int) {
        (self.exercise, self.texts, self.library, self.seeds) = (exercise, texts, library, seeds)
    }

    /// All that is wrong with it.
    mutating func problems() -> [LessonProblem] {
        checkOnce()
        // Grading depends on nothing but what was drawn, so that it is done once for each draw that differs.
        var mains: Set<DrawnParts> = []
        var whys: Set<[Int]> = []
        for round in rounds {
            let assignment: Assignment
            do throws(LessonProblem) {
                assignment = try Assignment(exercise, library, round: round, url: Self.url)
            } catch {
                found.append(error)
                return found
            }
            if mains.insert(DrawnParts(assignment)).inserted { checkMain(assignment) }
            if whys.insert(assignment.whyOrder).inserted { checkWhy(assignment) }
        }
        checkMet()
        for (index, leak) in leaks.sorted(by: { $0.key < $1.key })
        where leak.count * Self.leakShare >= mains.count {
            guard let hint = texts.first(where: { $0.path == ["hints", "\(index)"] }) else { continue }
            report(
                hint,
                "this hint says the answer, such as \(leak.secret.inQuotes); only the last one may nearly give it away",
                kind: "leak", nil)
        }
        return found
    }

    /// The sentences alone, for a translation.
    mutating func textProblems() -> [LessonProblem] {
        for round in rounds.prefix(seeds) {
            guard let assignment = try? Assignment(exercise, library, round: round, url: Self.url) else { break }
            checkTexts(assignment, wrongValues(assignment))
        }
        return found
    }

    /// A draw for each seed, and the orders that some of them have after wrong answers.
    var rounds: [Round] {
        (0..<max(1, seeds)).map { Round(seed: "\($0)") }
            + (exercise.kind.isPicked || exercise.why != nil ? 0..<3 : 0..<0).flatMap { seed in
                (1...4).map { shuffle in
                    var round = Round(seed: "\(seed)")
                    round.shuffle = shuffle
                    return round
                }
            }
    }

    // MARK: Reporting

    /// Reports something at a line, once for each kind of it.
    mutating func report(_ words: String, line: Int, kind: String? = nil, _ assignment: Assignment? = nil) {
        guard reported.insert("\(line) \(kind ?? words)").inserted else { return }
        let seed = assignment.map { exercise.isDrawn ? " (with --seed \($0.round.seed))" : "" } ?? ""
        found.append(LessonProblem(words + seed, file: exercise.file, line: line))
    }

    /// What was said about an answer, in one line.
    static func words(_ feedback: Feedback) -> String {
        let parts =
            [feedback.about].compactMap(\.self) + feedback.gap.map { "\($0.label): \($0.text)" }
            + [feedback.say].compactMap(\.self)
        return feedback.verdict.rawValue.inQuotes + (parts.isEmpty ? "" : " (\(parts.joined(separator: "; ")))")
    }

    // MARK: One draw

    private mutating func checkMain(_ assignment: Assignment) {
        var isFair = true
        if let until = exercise.until, let words = assignment.material?.unknownByte(until) {
            report(words, line: exercise.line(of: "until"), kind: "until", assignment)
        }
        if let source = assignment.source, let material = assignment.material,
            let unfair = exercise.unfairness(source, material, library)
        {
            report(unfair.words, line: unfair.line, kind: "unfair", assignment)
            isFair = false
            met.formUnion(exercise.wrongs.indices)
        }
        for step in assignment.steps where step != .why && !assignment.hasItemInNoBin {
            checkReference(assignment, step)
        }
        if isFair { checkWrongs(assignment) }
        switch exercise.body {
        case .choose(let choices): check(choices, assignment, .main)
        case .sort(let task): check(task, assignment)
        case .order(let task): check(task, assignment)
        case .diagnose(let task): check(task, assignment)
        default: break
        }
        checkTexts(assignment, wrongValues(assignment))
        checkHints(assignment)
    }

    private mutating func checkWhy(_ assignment: Assignment) {
        guard let why = exercise.why else { return }
        checkReference(assignment, .why)
        check(why, assignment, .why)
    }

    /// What the codec answers must pass, and no answer must not be one.
    private mutating func checkReference(_ assignment: Assignment, _ step: Step) {
        let name = step == .main ? "" : " of \(step.rawValue)"
        guard let reference = assignment.reference(step) else {
            return report(
                "there is no answer\(name) that is right", line: exercise.line, kind: "none\(name)", assignment)
        }
        let feedback = assignment.grade(reference, step)
        if feedback.verdict == .nonStrict,
            let goal = texts.first(where: { $0.path.first == "should" && assignment.fill($0.text) == feedback.say })
        {
            report(
                "the reference, \(reference.inQuotes), misses this goal of should:, so it passes only as \"non-strict\"; change one of the two",
                line: goal.line, kind: "should", assignment)
        } else if feedback.verdict != .ok, feedback.verdict != .kept {
            report(
                "the right answer\(name), \(reference.inQuotes), gets \(Self.words(feedback))",
                line: exercise.line(of: step == .main ? "reference" : step.rawValue),
                kind: "reference\(name)", assignment)
        }
        for empty in ["", " "] where assignment.grade(empty, step).verdict != .unreadable {
            report("the empty answer\(name) counts as one", line: exercise.line)
        }
    }

    // MARK: Sentences

    /// Reports sentences that say nothing.
    mutating func checkEmptyTexts() {
        for text in texts where AnswerForm.trimmed(text.text).isEmpty {
            report(text, "\(text.name) is empty; write a sentence, or leave the key out", kind: "empty", nil)
        }
    }

    /// Counts the hints in which the answer stands, but for the last one.
    private mutating func checkHints(_ assignment: Assignment) {
        // A word of a few, such as broken, may well be in a hint.
        let secrets = assignment.secrets.filter { secret in
            secret.contains(where: \.isNumber) || exercise.asksForText
        }
        for (index, hint) in assignment.hints.dropLast().enumerated() {
            guard let secret = secrets.first(where: { hint.hasWord($0) || hint.hasWord("0x\($0)") }) else { continue }
            leaks[index] = ((leaks[index]?.count ?? 0) + 1, secret)
        }
    }

    /// Fills all sentences, and measures them.
    ///
    /// - Parameter values: The wrong answers of this draw, by their positions.
    private mutating func checkTexts(_ assignment: Assignment, _ values: [Int: Value]) {
        for text in texts {
            let names = Template(text.text).names
            var yours: Value?
            if text.path.first == "wrong", text.path.count > 1, let index = Int(text.path[1]) {
                yours = values[index]
                // A wrong answer without a value here is not met here either.
                if !names.isEmpty, yours == nil, exercise.wrongs[index].hasValue { continue }
            }
            for name in names where assignment.fill("{\(name)}", yours: yours) == "{\(name)}" {
                report(text, "{\(name)} has no value here", kind: name, assignment)
            }
            guard let limit = text.limit else { continue }
            let count = (names.isEmpty ? text.text : assignment.fill(text.text, yours: yours)).count
            guard count > limit else { continue }
            report(
                text,
                "\(text.name) has \(count) characters" + (names.isEmpty ? "" : " with its placeholders filled")
                    + "; a screen has room for \(limit)", kind: "length", names.isEmpty ? nil : assignment)
        }
    }

    private mutating func report(_ text: AuthorText, _ words: String, kind: String, _ assignment: Assignment?) {
        guard reported.insert("\(text.path.joined(separator: "/")) \(kind)").inserted else { return }
        let seed = assignment.map { exercise.isRandom ? " (with --seed \($0.round.seed))" : "" } ?? ""
        found.append(LessonProblem(words + seed, file: text.file, line: text.line))
    }
}

extension Exercise {
    /// Whether a text is asked for, alone or in a form.
    fileprivate var asksForText: Bool {
        func isText(_ question: Question) -> Bool { question.form == .text }
        switch body {
        case .predict(let question, _): return isText(question)
        case .decode(let questions): return questions.contains(where: isText)
        default: return false
        }
    }
}

extension String {
    /// Whether a text stands in it with neither letters nor digits beside it.
    func hasWord(_ word: String) -> Bool {
        guard !word.isEmpty else { return false }
        func isPart(_ character: Character?) -> Bool { character.map { $0.isLetter || $0.isNumber } ?? false }
        var rest = self[...]
        while let range = rest.firstRange(of: word) {
            if !isPart(self[..<range.lowerBound].last), !isPart(self[range.upperBound...].first) { return true }
            rest = self[index(after: range.lowerBound)...]
        }
        return false
    }
}

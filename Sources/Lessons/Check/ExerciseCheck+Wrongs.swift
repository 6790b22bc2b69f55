// The answers that an author says are wrong: each must be graded so, with its own sentence, and be met at all.

import Capture
import WebSocketProtocol

extension Wrong {
    /// Whether it is one value, and not any of several places or answers.
    var hasValue: Bool {
        switch answer {
        case .place, .condition: false
        default: true
        }
    }
}

extension ExerciseCheck {
    /// The values of the wrong answers of a draw, by their positions.
    func wrongValues(_ assignment: Assignment) -> [Int: Value] {
        guard let source = assignment.source, let material = assignment.material else { return [:] }
        var values: [Int: Value] = [:]
        for (index, wrong) in exercise.wrongs.enumerated() {
            guard let question = question(of: wrong) else { continue }
            values[index] = exercise.value(of: wrong, question, source, material, library)
        }
        return values
    }

    /// The question that a wrong answer answers; nil where there is none.
    private func question(of wrong: Wrong) -> Question? {
        switch exercise.body {
        case .predict(let question, _): wrong.field == nil ? question : nil
        case .decode(let questions): questions.first { $0 == wrong.field }
        default: nil
        }
    }

    /// Grades the wrong answers of a draw.
    mutating func checkWrongs(_ assignment: Assignment) {
        switch exercise.body {
        case .predict, .decode:
            for (index, value) in wrongValues(assignment).sorted(by: { $0.key < $1.key }) {
                let wrong = exercise.wrongs[index]
                guard let question = question(of: wrong) else { continue }
                let typed = question.form.spelled(value)
                check(wrong, index, typed, assignment.answer(typed, to: question, wrong), value, assignment)
            }
        case .build, .mutant, .find, .live:
            for (index, wrong) in exercise.wrongs.enumerated() {
                if case .typed(let text) = wrong.answer { check(wrong, index, text, text, nil, assignment) }
                // Whether any bytes meet a condition and are wrong cannot be seen from it.
                if case .condition = wrong.answer, [.build, .mutant, .live].contains(exercise.kind) {
                    met.insert(index)
                }
            }
        default: break
        }
    }

    private mutating func check(
        _ wrong: Wrong, _ index: Int, _ typed: String, _ answer: String, _ value: Value?, _ assignment: Assignment
    ) {
        met.insert(index)
        let feedback = assignment.grade(answer)
        switch feedback.verdict {
        case .ok, .nonStrict, .kept:
            report("this wrong answer, \(typed.inQuotes), is right", line: wrong.line, kind: "right", assignment)
        case .unreadable:
            report(
                "this wrong answer, \(typed.inQuotes), can't be typed: \(feedback.say ?? "")", line: wrong.line,
                kind: "unreadable", assignment)
        case .notYet:
            guard feedback.say != assignment.fill(wrong.say, yours: value) else { return }
            if let line = lineHiding(index, typed: answer) {
                report(
                    "this is never said: the condition in line \(line) holds for \(typed.inQuotes) too; put the narrow one first",
                    line: wrong.line, kind: "another", assignment)
                return
            }
            report(
                "this wrong answer, \(typed.inQuotes), gets another sentence: \((feedback.say ?? "none").inQuotes)",
                line: wrong.line, kind: "another", assignment)
        }
    }

    /// After all draws: a wrong answer that was never met says nothing to anybody.
    mutating func checkMet() {
        if let task = exercise.find { checkPlaces(task) }
        meetMore()
        for (index, wrong) in exercise.wrongs.enumerated() where !met.contains(index) {
            report(unmetWords(wrong), line: wrong.line)
        }
    }

    /// How many draws it takes to say that a wrong answer is never met, however few are checked.
    private static let drawsToMeet = 200

    /// Draws on until all wrong answers were met, or clearly are not.
    private mutating func meetMore() {
        guard exercise.isRandom else { return }
        for seed in rounds.count..<max(rounds.count, Self.drawsToMeet) where met.count < exercise.wrongs.count {
            guard
                let assignment = try? Assignment(
                    exercise, library, round: Round(seed: "\(seed)"), url: Self.url)
            else { return }
            met.formUnion(wrongValues(assignment).keys)
        }
    }

    private func unmetWords(_ wrong: Wrong) -> String {
        switch exercise.body {
        case .decode(let questions):
            guard let field = wrong.field else { return "which field is this wrong answer about? Add field:" }
            if !questions.contains(field) {
                return "the form does not ask for the field \(field.label.inQuotes); its fields are "
                    + questions.map(\.label).joined(separator: ", ")
            }
        case .predict where wrong.field != nil: return "a predict has one field; leave field: out"
        case .predict: break
        case .build:
            return "a wrong answer of build is what was typed, answer: \"81 05\", or a condition, meet: fin == 0"
        case .mutant:
            return "a wrong answer of mutant is what was typed, answer: \"81 05\", or a condition, meet: fin == 0"
        case .find, .live:
            guard case .place = wrong.answer else {
                return "a wrong answer of \(exercise.kind.rawValue) is a place: find: or answer:"
                    + (exercise.kind == .live ? "; or what a client did, meet:" : "")
            }
            return
                "no place of the recording meets this, or only places that are right or that a wrong answer above has"
        case .explain: return "explain is not graded, so nothing is said about a wrong answer; leave wrong: out"
        case .choose, .diagnose, .sort, .order:
            return "\(exercise.kind.rawValue) has no wrong:; what is said stands beside what is picked"
        }
        if case .typed(let text) = wrong.answer, let form = question(of: wrong)?.form {
            return "this wrong answer, \(text.inQuotes), can't be read; what is typed here is \(form.expected)"
        }
        switch wrong.answer {
        case .place:
            return
                "find: is for exercises in which a place is to be found; here it is ask:, of:, mutant:, by:, as: or answer:"
        case .condition:
            return "meet: is for build, mutant and live; here it is ask:, of:, mutant:, by:, as: or answer:"
        case .otherwise(let way): return "this wrong answer is never met; \(way.fit)"
        default: return "this wrong answer is never met: it has no value with any draw"
        }
    }

    // MARK: Places

    /// The places at which the wrong answers of a `find` are met, and the place at which it opens.
    private mutating func checkPlaces(_ task: FindTask) {
        guard let conversation = library.recording(task.recording) else { return }
        if !conversation.has(task.start) {
            report(
                "\(task.recording) has no place \(task.start.name), at which the cursor would stand",
                line: task.startLine)
        } else if task.condition.holds(at: task.start, in: conversation) {
            report(
                "the cursor stands at a right place from the beginning; choose another with at:, not \(task.start.name)",
                line: task.startLine)
        }
        guard let assignment = try? Assignment(exercise, library, round: Round(seed: "0"), url: Self.url) else {
            return
        }
        let wanted = Set(
            exercise.wrongs.indices.filter { if case .place = exercise.wrongs[$0].answer { true } else { false } })
        for place in conversation.places where !place.isTooWide(for: task.condition) {
            // A long recording has thousands of places.
            if wanted.isSubset(of: met) { break }
            if task.condition.holds(at: place, in: conversation) { continue }
            // The first that fits is said.
            let first = exercise.wrongs.indices.first {
                switch exercise.wrongs[$0].answer {
                case .typed(let text): Place(text) == place
                case .place(let condition): condition.holds(at: place, in: conversation)
                default: false
                }
            }
            guard let first, !met.contains(first) else { continue }
            check(exercise.wrongs[first], first, place.name, place.name, nil, assignment)
        }
    }
}

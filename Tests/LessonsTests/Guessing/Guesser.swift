// A program that knows the forms of answers, and reads nothing but verdicts.

import Lessons
import TestSupport
import Testing

/// Answers exercises by guessing.
struct Guesser {
    private var numbers: SeededNumbers
    /// What was tried since the bytes, choices or lines were drawn.
    private var tried: Set<String> = []

    init(seed: UInt64) { numbers = SeededNumbers(seed: seed) }

    /// How an exercise went.
    struct Outcome {
        var isClean = false
        var attempts = 0
        var isDone = false
    }

    /// Works on an exercise until it is done, or ten answers to a step were wrong.
    mutating func play(_ exercise: Exercise, seed: String) throws -> Outcome {
        var school = School(BuiltInCourse.course, progress: Progress(), seed: seed)
        let lesson = try #require(BuiltInCourse.course.lesson(exercise.lesson))
        school.open(lesson)
        let isThere = school.go(toExercise: exercise.id)
        #expect(isThere)
        var outcome = Outcome(isClean: true)
        var work = try #require(school.work)
        if work.isLive { work.toggleTwin() }
        var unreadable = 0
        while outcome.attempts < 10 {
            let round = work.assignment.round
            let answer = guess(work)
            guard let attempt = work.check(answer, time: "") else {
                unreadable += 1
                #expect(unreadable < 1_000, "\(exercise.fullID) reads nothing of what is guessed, such as \(answer)")
                if unreadable < 1_000 { continue } else { break }
            }
            outcome.attempts += 1
            if work.assignment.round != round { tried = [] }
            guard attempt.verdict.passes else {
                outcome.isClean = false
                continue
            }
            if work.isDone {
                outcome.isDone = attempt.verdict != .kept
                break
            }
            tried = []
            if !work.nextStep() { break }
        }
        outcome.isClean = outcome.isClean && outcome.isDone
        return outcome
    }

    private mutating func guess(_ work: Work) -> String {
        for _ in 0..<50 {
            let answer = anyAnswer(work)
            if tried.insert(answer).inserted { return answer }
        }
        return anyAnswer(work)
    }

    private mutating func anyAnswer(_ work: Work) -> String {
        let assignment = work.assignment
        switch work.step {
        case .why: return "\(1 + numbers.below(assignment.whyQuestion?.choices.count ?? 1))"
        case .line: return "\(1 + numbers.below(assignment.listing?.lines.count ?? 1))"
        case .main: break
        }
        switch assignment.exercise.kind {
        case .predict, .decode: return assignment.forms.map { value($0) }.joined(separator: "; ")
        case .find, .live:
            let rows = assignment.findRows.prefix(40)
            let row = rows[rows.startIndex + numbers.below(rows.count)]
            return row.bytes == nil || numbers.below(2) == 0
                ? row.place.name : "\(row.place.name) byte \(numbers.below(8))"
        case .build: return frame()
        case .mutant:
            switch assignment.mutantInput {
            case .cuts: return "\(1 + numbers.below(12))"
            case .text: return ["Upgrade", "Hello", "e", "upgrade, close"][numbers.below(4)]
            case .number: return "\(numbers.below(numbers.below(2) == 0 ? 130 : 70_000))"
            case .bytes, .reads, nil:
                // Of a program that reads a response first, the word for it is on the screen.
                return (assignment.readsRemark("").contains("101") ? "101 " : "") + frame()
            }
        case .choose, .diagnose: return "\(1 + numbers.below(assignment.choices.count))"
        case .sort:
            return assignment.sortItems.map { _ in "\(1 + numbers.below(assignment.bins.count))" }.joined(
                separator: " ")
        case .order:
            return assignment.lines.map(\.letter).shuffled(using: &numbers).prefix(
                assignment.lines.count - numbers.below(3)
            ).joined()
        case .explain: return "I do not know what to say."
        }
    }

    private mutating func value(_ form: AnswerForm) -> String {
        switch form {
        case .byte, .hexByte: hex(numbers.bytes(1))
        case .bits: (0..<8).map { _ in "\(numbers.below(2))" }.joined()
        case .bytes: hex(numbers.bytes(4))
        case .number: "\(numbers.below(numbers.below(2) == 0 ? 20 : 256))"
        case .flag: "\(numbers.below(2))"
        case .opcode: "\([1, 2, 8, 9, 10, 0][numbers.below(6)])"
        case .text: ["Hello", "Hi", "Ada", "Max"][numbers.below(4)]
        case .word(let words): words[numbers.below(words.count)]
        }
    }

    /// Some frame: masked or not, empty or short.
    private mutating func frame() -> String {
        let first = ["81", "82", "88", "89", "8a", "01", "80"][numbers.below(7)]
        let length = numbers.below(3)
        let payload = numbers.bytes(length)
        return numbers.below(2) == 0
            ? "\(first) 0\(length) \(hex(payload))" : "\(first) 8\(length) 00 00 00 00 \(hex(payload))"
    }
}

// A quiz: exercises of several lessons, drawn by a seed, one attempt each and no hints. An answer that cannot be read is asked for again.

/// A quiz in lines of text.
public struct LineQuiz: Sendable {
    /// The questions, drawn.
    private let questions: [Assignment]
    private var typed = TypedAnswer()
    /// How many questions have been answered or passed over.
    public private(set) var asked = 0
    /// How many answers were right.
    public private(set) var right = 0

    /// How many questions there are.
    public var count: Int { questions.count }

    /// Questions of lessons. Each exercise comes once before any comes again with other bytes.
    ///
    /// - Returns: nil where the lessons have no exercise that can be typed.
    public init?(_ course: Course, lessons: [Lesson], count: Int, seed: String) {
        let exercises = lessons.flatMap(\.exercises).filter { ![.live, .explain].contains($0.kind) }
        var draw = Draw("\(seed)|quiz")
        var questions: [Assignment] = []
        var number = 0
        while questions.count < count, !exercises.isEmpty {
            let shuffled = exercises.shuffled(using: &draw)
            let drawn = shuffled.compactMap {
                try? Assignment($0, course.library, round: Round(seed: "\(seed)|quiz \(number)"))
            }
            guard !drawn.isEmpty else { break }
            questions += drawn.prefix(count - questions.count)
            number += 1
        }
        guard !questions.isEmpty else { return nil }
        self.questions = questions
    }

    /// What can be typed everywhere.
    public static let keys =
        "One attempt each, and no hints. Type > to pass a question over, = to hear it again, card to look up ASCII and other lists, "
        + ". to stop."

    /// What is said first.
    public func begin() -> [String] {
        ["A quiz of \(questions.count == 1 ? "1 question" : "\(questions.count) questions").", Self.keys] + question
    }

    /// The present question, and what to type; empty at the end.
    public var question: [String] {
        guard questions.indices.contains(asked) else { return [] }
        let assignment = questions[asked]
        let title = "Question \(asked + 1) of \(questions.count), \(assignment.exercise.kind.rawValue)."
        return Spoken.lines([title, Spoken.sentence(assignment.goal)]) + assignment.spoken(.main)
            + typed.soFar(assignment) + [typed.prompt(assignment, .main)]
    }

    /// The exercise of the present question: "bits/and-7f". Nil at the end.
    public var exercise: String? { questions.indices.contains(asked) ? questions[asked].exercise.fullID : nil }

    /// "7 of 10."
    public var result: String { "\(right) of \(questions.count) right." }

    /// Takes a line.
    ///
    /// - Parameter time: When, as ISO 8601 in UTC.
    public mutating func take(_ line: String, time: String) -> LineSession.Reply {
        guard questions.indices.contains(asked) else { return LineSession.Reply(ended: true) }
        let assignment = questions[asked]
        if let card = Spoken.card(line, []) {
            return LineSession.Reply(lines: card + [typed.prompt(assignment, .main)])
        }
        switch AnswerForm.trimmed(line) {
        case ".": return LineSession.Reply(lines: Spoken.lines(["Stopped.", result]), ended: true)
        case "=": return LineSession.Reply(lines: question)
        case ">": return next(after: LineSession.Reply(lines: ["Passed over."]))
        case "?": return LineSession.Reply(lines: ["There are no hints in a quiz. \(typed.prompt(assignment, .main))"])
        default: break
        }
        let answer: String
        switch typed.take(line, assignment, .main) {
        case .more(let lines): return LineSession.Reply(lines: lines)
        case .answer(let whole): answer = whole
        }
        let feedback = assignment.grade(answer)
        let isCounted = feedback.verdict != .unreadable
        let verdict = VerdictRecord(
            exercise: assignment.exercise.fullID, step: .main, feedback: feedback, answer: answer,
            attempts: isCounted ? 1 : 0, hints: 0, isClean: feedback.verdict == .ok)
        var reply = LineSession.Reply(
            lines: Spoken.lines(feedback, assignment, .main, answer: answer), verdict: verdict)
        guard isCounted else {
            typed = TypedAnswer()
            reply.lines.append(typed.prompt(assignment, .main))
            return reply
        }
        reply.attempt = Attempt(
            id: assignment.exercise.fullID, verdict: feedback.verdict, answer: assignment.kept(answer),
            couldBeClean: true, time: time)
        if feedback.verdict.passes { right += 1 }
        return next(after: reply)
    }

    private mutating func next(after reply: LineSession.Reply) -> LineSession.Reply {
        var reply = reply
        (asked, typed) = (asked + 1, TypedAnswer())
        reply.ended = asked == questions.count
        reply.lines += reply.ended ? [result] : question
        return reply
    }
}

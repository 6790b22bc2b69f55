// Answers in a file, for graders: one per line, the exercise's name in front. Empty lines and those that begin with # are passed over.
//
//     good-morning: 14
//     read-a-frame: 1; 1; 0; 5; Hello
//     read-a-frame.why: 2
//     first-frame/one-bit-too-many: 8a 00
//     first-frame/one-bit-too-many.line: 4

import WebSocketProtocol

/// The answers of a file.
public struct AnswerFile: Sendable {
    /// An answer.
    public struct Answer: Sendable, Hashable {
        /// What it answers.
        public let exercise: Exercise
        /// Which step of it.
        public let step: Step
        /// As it would be typed.
        public let text: String
        /// The line of the file in which it stands, from 1.
        public let line: Int
    }

    /// A line that is not an answer.
    public struct Problem: Sendable, Hashable {
        /// Which line, from 1.
        public let line: Int
        /// What is wrong with it, and what to do, as a sentence.
        public let words: String
    }

    /// The answers in the order of the file.
    public let answers: [Answer]
    /// The lines that are not answers.
    public let problems: [Problem]

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - exercises: Those that can be answered without the name of their lesson.
    ///   - course: Where all others are.
    public init(_ text: String, exercises: [Exercise], course: Course) {
        var answers: [Answer] = []
        var problems: [Problem] = []
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let line = AnswerForm.trimmed(String(line))
            if line.isEmpty || line.hasPrefix("#") { continue }
            func note(_ words: String) { problems.append(Problem(line: index + 1, words: words)) }
            guard let colon = line.firstIndex(of: ":") else {
                note("There is no colon. Write the exercise, a colon and the answer, such as good-morning: 14.")
                continue
            }
            var name = AnswerForm.trimmed(String(line[..<colon]))
            var step = Step.main
            for other in [Step.line, .why] where name.hasSuffix(other.suffix) {
                step = other
                name = name.endingWithout(other.suffix)
            }
            guard let exercise = exercises.first(where: { $0.id == name }) ?? course.exercise(name) else {
                let near = NearestWord.to(name, among: exercises.map(\.id))
                note("There is no exercise \(name.inQuotes)." + (near.map { " Did you mean \($0)?" } ?? ""))
                continue
            }
            guard exercise.steps.contains(step) else {
                note("\(exercise.id) does not ask for \(step.rawValue). Leave out this line.")
                continue
            }
            var answer = AnswerForm.trimmed(String(line[line.index(after: colon)...]))
            if step == .line { answer = TypedAnswer.lineNumber(answer) }
            answers.append(Answer(exercise: exercise, step: step, text: answer, line: index + 1))
        }
        (self.answers, self.problems) = (answers, problems)
    }

    /// Grades all answers, each exercise with the bytes that a seed draws.
    ///
    /// - Parameter time: When, as ISO 8601 in UTC.
    public func grade(_ course: Course, seed: String, time: String) -> [(
        lines: [String], verdict: VerdictRecord, attempt: Attempt?
    )] {
        var assignments: [String: Assignment] = [:]
        var counts: [String: Int] = [:]
        return answers.compactMap { answer in
            let id = answer.exercise.fullID
            guard
                let assignment = assignments[id]
                    ?? (try? Assignment(answer.exercise, course.library, round: Round(seed: seed)))
            else { return nil }
            assignments[id] = assignment
            let feedback = assignment.grade(answer.text, answer.step)
            let name = id + answer.step.suffix
            let counted = feedback.verdict != .unreadable
            let isFirst = counts[name, default: 0] == 0
            if counted { counts[name, default: 0] += 1 }
            let verdict = VerdictRecord(
                exercise: id, step: answer.step, feedback: feedback, answer: answer.text,
                attempts: counts[name, default: 0],
                hints: 0, isClean: isFirst && feedback.verdict == .ok)
            let attempt = Attempt(
                id: name, verdict: feedback.verdict, answer: assignment.kept(answer.text, answer.step), hints: 0,
                couldBeClean: isFirst, time: time)
            let lines = Spoken.lines(feedback, assignment, answer.step, answer: answer.text)
            return (["\(name)."] + lines, verdict, counted ? attempt : nil)
        }
    }
}

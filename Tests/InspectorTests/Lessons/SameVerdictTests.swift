// Keys and lines are two ways to give the same answer: what is said about it must not depend on which.

import Lessons
import TerminalUI
import Testing

@testable import Inspector

@Suite struct SameVerdictTests {
    private static let exercises = LessonScreens.builtIn.lessons.flatMap(\.exercises).map(\.fullID)

    /// What became of an answer.
    private struct Outcome: Equatable, CustomStringConvertible {
        var verdict: Verdict?
        var say: String?
        var about: String?
        var parts: [Feedback.Part.State] = []
        var gap: [GapLine] = []
        /// What is kept for the teacher.
        var kept: String?

        init(_ work: Work?, _ attempt: Attempt?) {
            let feedback = work?.lastFeedback
            (verdict, say, about) = (feedback?.verdict, feedback?.say, feedback?.about)
            (parts, gap) = (feedback?.parts.map(\.state) ?? [], feedback?.gap ?? [])
            kept = attempt?.answer
        }

        var description: String {
            "\(verdict?.rawValue ?? "no verdict"), about \(about ?? "nothing"), says \(say ?? "nothing"), keeps \(kept ?? "nothing")"
        }
    }

    @Test(arguments: exercises) func onScreenAndInLines(id: String) throws {
        let work = try #require(LessonScreens.model(LessonScreens.builtIn, at: id).school?.work)
        for step in work.assignment.steps {
            let reference = try #require(work.assignment.reference(step))
            for answer in [reference] + wrongAnswers(work.assignment, step) {
                let screen = onScreen(id, step, answer), lines = try inLines(id, step, answer)
                #expect(screen == lines, "\(id)\(step.suffix): \(answer)")
                #expect(
                    (screen.verdict?.passes == true) == (answer == reference),
                    "\(id)\(step.suffix): \(answer): \(screen)")
            }
        }
    }

    /// Those that the author thought of; where something is to be found, also other places.
    private func wrongAnswers(_ assignment: Assignment, _ step: Step) -> [String] {
        let answers = assignment.wrongAnswers(step)
        guard step == .main, !assignment.findRows.isEmpty else { return answers }
        let places = assignment.findRows.flatMap { row in
            [row.place.name] + (row.bytes == nil ? [] : ["\(row.place.name) byte 1"])
        }
        // A long recording has hundreds of rows.
        return answers + places.prefix(40).filter { !assignment.grade($0).verdict.passes }
    }

    // MARK: Both ways

    /// Gives the answer with keys, after right ones to the steps before.
    private func onScreen(_ id: String, _ step: Step, _ answer: String) -> Outcome {
        var model = LessonScreens.model(LessonScreens.builtIn, at: id)
        // Past the guess, to the recording.
        if model.school?.work?.asksForPrediction == true { model.press([.enter]) }
        if model.school?.work?.isLive == true { model.press(.typing("b")) }
        for earlier in Step.allCases.prefix(while: { $0 != step }) {
            guard let work = model.school?.work, work.step == earlier, let right = work.assignment.reference(earlier)
            else { continue }
            model.press(Self.keys(right, work) + [.enter, .enter])
        }
        guard let work = model.school?.work, work.step == step else { return Outcome(nil, nil) }
        model.press(Self.keys(answer, work))
        var attempt: Attempt?
        for case .record(let recorded) in model.update(.key(.enter)) { attempt = recorded }
        return Outcome(model.school?.work, attempt)
    }

    /// Gives the answer as a line, after right ones to the steps before.
    private func inLines(_ id: String, _ step: Step, _ answer: String) throws -> Outcome {
        var school = School(
            LessonScreens.builtIn, progress: Progress(), seed: "test", url: "http://localhost:1338/")
        school.open(try #require(LessonScreens.builtIn.lessons.first { id.hasPrefix("\($0.id)/") }))
        let isThere = school.go(toExercise: String(id.split(separator: "/")[1]))
        try #require(isThere)
        var session = LineSession(school)
        let time = "2026-11-27T10:00:00Z"
        if session.school.work?.isLive == true { _ = session.take("b", time: time) }
        for earlier in Step.allCases.prefix(while: { $0 != step }) {
            guard let work = session.school.work, work.step == earlier, let right = work.assignment.reference(earlier)
            else { continue }
            _ = session.take(right, time: time)
            _ = session.take(">", time: time)
        }
        guard session.school.work?.step == step else { return Outcome(nil, nil) }
        let reply = session.take(answer, time: time)
        let feedback = session.school.work?.lastFeedback
        #expect(reply.verdict?.feedback == feedback, "\(id)\(step.suffix): \(answer)")
        return Outcome(session.school.work, reply.attempt)
    }

    /// The keys that give an answer, but for the last Enter.
    private static func keys(_ answer: String, _ work: Work) -> [Key] {
        guard work.step == .main else { return .typing(answer) }
        switch work.exercise.kind {
        case .decode:
            let fields = answer.split(separator: "; ", omittingEmptySubsequences: false).map {
                Array<Key>.typing(String($0))
            }
            return Array(fields.joined(separator: [Key.enter]))
        case .sort, .order: return .typing(answer.filter { $0 != " " })
        case .find, .live:
            guard let place = Lessons.Place(answer),
                let row = work.assignment.findRows.firstIndex(where: {
                    answer == $0.place.name || answer.hasPrefix($0.place.name + " ")
                })
            else { return .typing(answer) }
            var right = 0
            if case .byte(_, _, let byte) = place { right = byte + 1 }
            return [.home] + Array(repeating: .down, count: row) + Array(repeating: .right, count: right)
        default: return .typing(answer)
        }
    }
}

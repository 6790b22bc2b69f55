// What a student types and hears, as one text: lines that were typed stand behind "> ".

import Capture
import Lessons
import Testing

struct Transcript {
    private static let time = "2026-11-22T10:00:00Z"
    private var session: LineSession
    private var lines: [String]

    /// A session about one exercise, after the line that names the keys.
    init(_ exercise: Exercise, in course: Course = BuiltInCourse.course, seed: String = "anna") throws {
        var school = School(course, progress: Progress(), seed: seed, url: "http://localhost:1338/")
        school.open(try #require(course.lesson(exercise.lesson)))
        _ = school.go(toExercise: exercise.id)
        session = LineSession(school, isSingle: true)
        lines = session.begin().filter { $0 != LineSession.keys }
    }

    /// What is worked on.
    var work: Work? { session.school.work }
    /// All of it.
    var text: String { lines.joined(separator: "\n") }

    /// Types a line.
    mutating func type(_ line: String) {
        lines.append(line.isEmpty ? ">" : "> \(line)")
        lines += session.take(line, time: Self.time).lines
    }

    /// Lets the server see connections.
    mutating func see(_ conversations: [Conversation]) {
        lines += session.look(at: conversations, time: Self.time).lines
    }

    /// Says what is neither typed nor heard.
    mutating func note(_ words: String) { lines.append("(\(words))") }

    /// A session about one exercise.
    ///
    /// - Parameter typed: what is typed; "=right=" stands for the right answer to the present step.
    static func of(
        _ id: String, in course: Course = BuiltInCourse.course, seed: String = "anna", _ typed: [String]
    ) -> String {
        guard let exercise = course.exercise(id),
            var transcript = try? Transcript(exercise, in: course, seed: seed)
        else { return "There is no exercise \(id)." }
        for line in typed {
            let work = transcript.work
            transcript.type(line == "=right=" ? work?.assignment.reference(work?.step ?? .main) ?? "none" : line)
        }
        return transcript.text
    }

    /// All that is said about a lesson to somebody who answers everything wrong once, then right.
    static func all(of lesson: Lesson, seed: String) -> [String] {
        var school = School(BuiltInCourse.course, progress: Progress(), seed: seed, url: "http://localhost:1338/")
        school.open(lesson)
        var session = LineSession(school)
        var lines = session.begin()
        for _ in 0..<500 {
            let work = session.school.work
            var answers = [">"]
            if let work, !work.isPassed {
                if work.exercise.kind == .live, work.step == .main, !work.isTwin {
                    answers = ["b"]
                } else {
                    answers = ["nonsense", "", "?", "?", "=", "00", "1", "c0", "a b", "81 05", "1"]
                    answers += [work.assignment.reference(work.step) ?? "none"]
                }
            }
            for answer in answers {
                let line =
                    answer == answers.last && work?.isPassed == false && answers.count > 1
                    ? session.school.work.map { $0.assignment.reference($0.step) ?? "none" } ?? answer : answer
                let reply = session.take(line, time: Self.time)
                lines += reply.lines
                if reply.ended { return lines }
            }
        }
        return lines + ["It never ended."]
    }
}

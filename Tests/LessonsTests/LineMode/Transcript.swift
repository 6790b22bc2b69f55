// What a student types and hears, as one text: lines that were typed stand behind "> ".

import Lessons

enum Transcript {
    /// A session about one exercise, after the line that names the keys.
    ///
    /// - Parameter typed: what is typed; "=right=" stands for the right answer to the present step.
    static func of(
        _ id: String, in course: Course = BuiltInCourse.course, seed: String = "anna", _ typed: [String]
    ) -> String {
        guard let exercise = course.exercise(id), let lesson = course.lesson(exercise.lesson) else {
            return "There is no exercise \(id)."
        }
        var school = School(course, progress: Progress(), seed: seed, url: "http://localhost:1338/")
        school.open(lesson)
        _ = school.go(toExercise: exercise.id)
        var session = LineSession(school, isSingle: true)
        var lines = session.begin().filter { $0 != LineSession.keys }
        for line in typed {
            let work = session.school.work
            let answer = line == "=right=" ? work?.assignment.reference(work?.step ?? .main) ?? "none" : line
            lines.append(answer.isEmpty ? ">" : "> \(answer)")
            lines += session.take(answer, time: "2026-11-22T10:00:00Z").lines
        }
        return lines.joined(separator: "\n")
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
                let reply = session.take(line, time: "2026-11-22T10:00:00Z")
                lines += reply.lines
                if reply.ended { return lines }
            }
        }
        return lines + ["It never ended."]
    }
}

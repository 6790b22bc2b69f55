// The lessons that come with the program.

import BuiltInFiles
import Lessons
import Testing

@Suite struct CourseTests {
    @Test func allLessonsLoad() {
        #expect(BuiltInCourse.course.problems.map(\.description) == [])
        #expect(
            BuiltInCourse.course.lessons.map(\.id) == [
                "bits", "upgrade", "accept-hash", "first-frame", "masking", "lengths", "tcp-is-a-stream", "messages",
                "ping-and-pong", "closing", "text-and-binary", "extensions", "inside-a-server",
            ])
    }

    @Test(arguments: BuiltInCourse.course.lessons.flatMap(\.exercises).map(\.fullID))
    func referencesPass(_ id: String) throws {
        let exercise = try #require(BuiltInCourse.course.exercise(id))
        for seed in 0..<5 {
            let assignment = try Assignment(exercise, BuiltInCourse.library, round: Round(seed: "\(seed)"))
            for step in assignment.steps {
                let reference = try #require(assignment.reference(step))
                let feedback = assignment.grade(reference, step)
                #expect(feedback.verdict.passes, "\(step) \(reference): \(feedback)")
                #expect(assignment.grade("", step).verdict == .unreadable)
            }
        }
    }
}

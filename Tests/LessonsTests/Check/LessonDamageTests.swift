// Every kind of damage to a folder of lessons gives the file, the line, what is wrong and what to do; the other lessons are offered all the same.

import Lessons
import Testing

/// A change to the small course, and all that must be said of it.
struct LessonDamage: CustomTestStringConvertible, Sendable {
    enum File: String, Sendable {
        case one = "lessons/01-one.md"
        case two = "lessons/02-two.md"
        case words = "lessons/words.yml"
        case ids = "lessons/.ids"
    }

    let file: File
    /// What is replaced; all of it where this is empty.
    let old: String
    let new: String
    /// The lines of the report, without "lessons/".
    let lines: [String]

    init(_ file: File, _ old: String, _ new: String, _ lines: String...) {
        (self.file, self.old, self.new, self.lines) = (file, old, new, lines)
    }

    var testDescription: String { new.isEmpty ? "without \(old)" : "\(old.prefix(60)) -> \(new.prefix(80))" }

    /// The course with the change.
    func course() -> SmallCourse? {
        var course = SmallCourse()
        if old.isEmpty {
            course.add(new, as: file.rawValue)
        } else if !course.replace(old, new, in: file.rawValue) {
            return nil
        }
        return course
    }
}

@Suite struct LessonDamageTests {
    @Test func theSmallCourseIsFine() {
        let report = SmallCourse().report()
        #expect(report.problems.isEmpty)
        #expect(report.lines == [SmallCourse.remark])
        #expect(report.summary == "2 lessons, 11 exercises, 20 draws of each: no problems, 1 remark.")
    }

    @Test(
        arguments: LessonDamages.exercises + LessonDamages.wrongs + LessonDamages.kinds + LessonDamages.texts
            + LessonDamages.course + LessonDamages.silent)
    func damageIsReported(_ damage: LessonDamage) throws {
        let course = try #require(damage.course(), "the small course has no \(damage.old)")
        let lines = course.report().lines.filter { $0 != SmallCourse.remark && !$0.hasPrefix("lessons: remark") }
        #expect(lines == damage.lines.map { "lessons/\($0)" })
    }

    @Test func aFileThatCannotBeReadLeavesTheOthers() throws {
        let damage = LessonDamage(.one, "kind: choose", "kind: chose")
        let course = Course(try #require(damage.course()).all, BuiltInCourse.library)
        #expect(course.lessons.map(\.id) == ["two"])
        #expect(
            course.problems.map(\.description) == [
                #"lessons/01-one.md:36: unknown kind "chose"; did you mean "choose"?"#
            ])
    }
}

// An exercise that is called otherwise now, and a lesson: what was done under the old names counts.

import Capture
import Lessons
import Testing

@Suite struct FormerIDsTests {
    /// A lesson with an exercise that has a question after it, under names that they may have had before.
    private static func course(lesson: String = "new", was: String = "", exercise: String = "size", _ old: String = "")
        -> Course
    {
        Course(
            [
                (
                    "01-new.md",
                    Array(
                        """
                        ---
                        id: \(lesson)
                        title: Sizes
                        minutes: 10
                        \(was.isEmpty ? "" : "was: [\(was)]")
                        ---
                        ```exercise
                        id: \(exercise)
                        \(old.isEmpty ? "" : "was: [\(old)]")
                        kind: predict
                        goal: How many bytes?
                        of: { from: server, text: Hi }
                        ask: size
                        wrong: [{ ask: length, say: "That is the payload." }]
                        why: { ask: "Why?", choices: [{ text: a, say: "Not a." }, { text: b }] }
                        ```
                        ```exercise
                        id: other
                        kind: explain
                        goal: Why?
                        ```
                        """.utf8)
                )
            ], BuiltInCourse.library)
    }

    private static func attempt(
        _ id: String, _ verdict: Verdict = .ok, _ answer: String = "4", isClean: Bool = true, _ day: Int = 1
    )
        -> Attempt
    {
        Attempt(id: id, verdict: verdict, answer: answer, couldBeClean: isClean, time: "2026-11-0\(day)T10:00:00Z")
    }

    private static func progress(_ attempts: Attempt...) -> Progress {
        attempts.reduce(into: Progress()) { $0.record($1) }
    }

    private static let renamed = course(was: "old, older", exercise: "size", "bytes, count")

    @Test(arguments: [
        ("new/size", "new/size"), ("new/bytes", "new/size"), ("new/count.why", "new/size.why"),
        ("old/size", "new/size"), ("older/bytes", "new/size"), ("old/count.why", "new/size.why"),
        ("old/other", "new/other"),
        ("old", "new"), ("new", "new"), ("old/unknown", "old/unknown"), ("bytes", "bytes"),
        ("another/bytes", "another/bytes"),
    ])
    func namesOfNow(old: String, now: String) {
        #expect(Self.renamed.problems.map(\.description) == [])
        #expect(FormerIDs(Self.renamed).present(old) == now)
    }

    /// A name that an exercise has now is its own, even if another one was called so before.
    @Test func aNameOfNowIsNotAFormerOne() {
        let course = Self.course(exercise: "size", "other")
        #expect(FormerIDs(course).present("new/other") == "new/other")
    }

    @Test func whatWasDoneUnderAnOldNameIsDone() throws {
        let lesson = try #require(Self.renamed.lessons.first)
        let exercise = try #require(lesson.exercises.first)
        let old = Self.progress(Self.attempt("old/bytes"))
        var school = School(Self.renamed, progress: old, seed: "a")
        #expect(!school.isDone(exercise))
        school.merge(Self.progress(Self.attempt("old/bytes.why", .ok, "b")))
        #expect(school.isDone(exercise) && school.isClean(exercise))
        #expect(school.count(of: lesson) == (all: 2, done: 1, clean: 1, waiting: 0))
        // It opens where the student left off: at the other exercise.
        school.open(lesson)
        #expect(school.exercise(at: school.index)?.id == "other")
    }

    @Test func anExerciseThatWasBegunUnderAnOldNameGoesOn() throws {
        let lesson = try #require(Self.renamed.lessons.first)
        var school = School(
            Self.renamed, progress: Self.progress(Self.attempt("new/bytes", .notYet, "2", isClean: true)), seed: "a")
        school.open(lesson)
        let attempt = school.check("4", time: "2026-11-02T10:00:00Z")
        #expect(attempt?.id == "new/size" && attempt?.verdict == .ok)
        let entry = try #require(school.progress["new/size"])
        #expect(entry.verdict == .ok && entry.attempts == 2)
        #expect(entry.answers.map(\.text) == ["2", "4"])
        #expect(school.progress["new/bytes"] == nil)
    }

    /// The file has the old name and the new one: together they are one, whatever came first.
    @Test func bothNamesAreOne() throws {
        let file = Self.progress(
            Self.attempt("new/size", .notYet, "3", isClean: false, 3),
            Self.attempt("old/size", .notYet, "2", isClean: true, 1),
            Self.attempt("old/size", .ok, "4", isClean: false, 2), Self.attempt("new/other", .kept, "Because."),
            Self.attempt("elsewhere/old", .ok))
        let once = file.renamed(FormerIDs(Self.renamed))
        #expect(once.entries.map(\.id) == ["elsewhere/old", "new/other", "new/size"])
        let entry = try #require(once["new/size"])
        #expect(entry.verdict == .ok && !entry.isClean && entry.attempts == 2)
        #expect(entry.answers.map(\.text) == ["2", "4", "3"])
        #expect(once.renamed(FormerIDs(Self.renamed)) == once)
        // Neither merging twice matters, nor whether it is renamed before or after.
        var merged = file
        merged.merge(once)
        #expect(merged.renamed(FormerIDs(Self.renamed)) == once)
        // What has no other name stays as it is, byte by byte.
        #expect(file.renamed(.none) == file)
    }

    @Test func reportsHaveTheNamesOfNow() {
        let report = ProgressReport(
            [
                .init(
                    name: "anna",
                    progress: Self.progress(Self.attempt("old/bytes", .notYet, "7"), Self.attempt("new/size"))),
                .init(name: "ben", progress: Self.progress(Self.attempt("new/count", .notYet, "7"))),
            ], course: CourseOutline(Self.renamed))
        #expect(report.lessons.map(\.id) == ["new"])
        let exercise = report.lessons[0].exercises[0]
        #expect(exercise.id == "new/size" && exercise.tried == 2 && exercise.done == 1)
        #expect(report.lessons[0].exercises.map(\.id) == ["new/size", "new/size.why", "new/other"])
        #expect(report.wrongAnswers.map { "\($0.id) \($0.text) \($0.files)" } == ["new/size 7 2"])
        #expect(report.csv.dropFirst().allSatisfy { $0.contains(",new,new/size,") })
        #expect(report.json.allSatisfy { !$0.text.contains("old") && !$0.text.contains("count\"") })
    }

    /// Two exercises of earlier lessons open a lesson, unclean ones first; here the review names one as it was called before.
    @Test func aReviewKnowsFormerNames() throws {
        let other = """
            ---
            id: second
            title: More
            minutes: 10
            review: [old/bytes, new/other, new/third]
            ---
            Text.
            """
        let text = """
            ---
            id: new
            title: Sizes
            minutes: 10
            was: [old]
            ---
            ```exercise
            id: size
            was: [bytes]
            kind: explain
            goal: Why?
            ```
            ```exercise
            id: other
            kind: explain
            goal: Why?
            ```
            ```exercise
            id: third
            kind: explain
            goal: Why?
            ```
            """
        let course = Course(
            [("01-new.md", Array(text.utf8)), ("02-second.md", Array(other.utf8))], BuiltInCourse.library)
        let progress = Self.progress(
            Self.attempt("old/bytes"), Self.attempt("new/other", .kept, "x"), Self.attempt("new/third", .kept, "x"))
        var school = School(course, progress: progress, seed: "a")
        school.open(try #require(course.lesson("second")))
        #expect(school.stops.prefix(2) == [.review("new/other"), .review("new/third")])
    }
}

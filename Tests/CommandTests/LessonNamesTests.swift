// Lessons and exercises as the command line names them: by name, by number, by an earlier name.

import Lessons
import Testing

@testable import wslens

@Suite struct LessonNamesTests {
    private static func lesson(_ id: String, was: String, _ exercises: (id: String, was: String)...) -> [UInt8] {
        let blocks = exercises.map { exercise in
            """
            ```exercise
            id: \(exercise.id)
            was: [\(exercise.was)]
            kind: predict
            goal: How many bytes?
            of: { from: server, text: Hi }
            ask: size
            ```
            """
        }
        return Array(
            (["---", "id: \(id)", "title: Sizes", "minutes: 10", "was: [\(was)]", "---", "Text."] + blocks)
                .joined(separator: "\n").utf8)
    }

    private static let course = Course(
        [
            ("00-bits.md", lesson("bits", was: "digits", ("one", "uno"), ("two", "due"))),
            ("03-frames.md", lesson("frames", was: "old-frames", ("size", "bytes"))),
        ], Library(recordings: { _ in [] }, mutantSource: { _ in nil }, words: []))

    @Test(arguments: [
        ("bits", "bits/one bits/two"), ("0", "bits/one bits/two"), ("digits", "bits/one bits/two"),
        ("bits/two", "bits/two"), ("0/two", "bits/two"), ("bits/due", "bits/two"), ("digits/due", "bits/two"),
        ("3/bytes", "frames/size"),
    ])
    func aNameStandsForExercises(name: String, exercises: String) throws {
        #expect(Self.course.problems.map(\.description) == [])
        #expect(try NamedPart(name, in: Self.course).exercises.map(\.fullID).joined(separator: " ") == exercises)
    }

    @Test(arguments: ["old", "1", "bits/three", "bits/", "/one", "bits/one/two"])
    func aNameOfNothing(name: String) { #expect(throws: (any Error).self) { try NamedPart(name, in: Self.course) } }

    @Test(arguments: [
        ("bits", "bits/one bits/two"), ("0-3", "bits/one bits/two frames/size"),
        ("0-3,bits", "bits/one bits/two frames/size"), ("bits/two", "bits/two"), ("3,0/due", "bits/two frames/size"),
        ("bits/two,bits", "bits/one bits/two"), ("old-frames", "frames/size"),
    ])
    func aQuizHasEachExerciseOnce(range: String, exercises: String) throws {
        let lessons = try LessonsQuiz.lessons(range, of: Self.course)
        #expect(lessons.flatMap(\.exercises).map(\.fullID).joined(separator: " ") == exercises)
        #expect(Set(lessons.map(\.id)).count == lessons.count)
    }

    @Test(arguments: [("bits", nil), ("bits/two", "two"), ("bits/due", "two"), ("3/size", "size")])
    func theSchoolOpensAtAnExercise(name: String, exercise: String?) throws {
        var school = School(Self.course, progress: Progress(), seed: "a")
        school.open(try NamedPart(name, in: Self.course))
        #expect(school.work?.exercise.id == exercise)
    }

    @Test(arguments: [
        ("3", "frames"), ("frames", "frames"), ("3/size", "frames/size"), ("3/bytes.why", "frames/size.why"),
        ("old-frames/bytes", "frames/size"), ("digits", "bits"), ("7", "7"), ("7/size", "7/size"), ("", ""),
    ])
    func progressIsNamedByNumbersToo(name: String, id: String) { #expect(CourseOutline(Self.course).id(name) == id) }
}

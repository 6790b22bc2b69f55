// The report on the files of a class.

import Capture
import Synchronization
import Testing

@testable import Lessons

@Suite struct ProgressReportTests {
    private static let course = CourseOutline(
        lessons: [
            .init(id: "bits", title: "Bits", exercises: ["bits/size", "bits/why"]),
            .init(id: "first-frame", title: "The first frame", exercises: ["first-frame/fin"]),
        ]) { id, answer in id == "bits/size" && answer == "7" }

    private static func file(_ name: String, _ answers: (String, String, Verdict)...) -> ProgressReport.File {
        var progress = Progress()
        for (id, answer, verdict) in answers {
            progress.record(
                ProgressTests.attempt(answer, verdict, id: id, first: progress[id] == nil))
        }
        return .init(name: name, progress: progress)
    }

    private static let report = ProgressReport(
        [
            file("anna", ("bits/size", "11", .ok), ("bits/why", "=1+1, \"so\"\nthere", .kept)),
            file("ben", ("bits/size", "7", .notYet), ("bits/size", "7", .notYet), ("bits/size", " 0X0B  8", .notYet)),
            file("cleo", ("bits/size", "0x0b 8", .notYet), ("bits/size", "11", .ok), ("old/one", "1", .ok)),
            file("dora"),
        ], course: course)

    @Test func exercisesAreCounted() throws {
        let size = try #require(Self.report.lessons.first?.exercises.first)
        #expect((size.tried, size.done, size.clean) == (3, 2, 1))
        #expect((size.medianAttempts, size.mostAttempts, size.extraAttempts, size.stuck) == ("2", 3, 3, 1))
        #expect(Self.report.lessons.map(\.id) == ["bits", "first-frame", "old"])
        #expect(Self.report.lessons.map(\.finished) == [1, 0, 1])
        #expect(Self.report.pileUps.map(\.id) == ["bits/size"])
    }

    @Test(arguments: [([], "0"), ([3], "3"), ([1, 2], "1.5"), ([5, 1, 2], "2"), ([1, 1, 4, 6], "2.5")])
    func medians(attempts: [Int], median: String) {
        let files = attempts.map { count in
            var progress = Progress()
            for _ in 0..<count { progress.record(ProgressTests.attempt("1", .notYet, id: "bits/size")) }
            return ProgressReport.File(name: "x", progress: progress)
        }
        let report = ProgressReport(files, course: Self.course)
        #expect(report.lessons.first?.exercises.first?.medianAttempts == median)
    }

    @Test func frequentWrongAnswersWithoutASentence() {
        #expect(Self.report.wrongAnswers == [.init(id: "bits/size", text: "0x0b 8", files: 2, times: 2)])
    }

    /// Where bytes are drawn, nobody can tell later whether an answer had a sentence. What the course does not have has none.
    @Test func answersOfWhichThatCannotBeToldAreNotListed() throws {
        let course = Course(
            [
                (
                    "01-bits.md",
                    Array(
                        """
                        ---
                        id: bits
                        title: Bits
                        minutes: 10
                        ---
                        ```exercise
                        id: fixed
                        kind: predict
                        goal: How many bytes?
                        of: { from: server, text: Hi }
                        ask: size
                        wrong: [{ ask: length, say: "That is the payload." }]
                        ```
                        ```exercise
                        id: drawn
                        kind: predict
                        goal: How many bytes?
                        random: { from: server, text: 3..9 }
                        ask: size
                        wrong: [{ ask: length, say: "That is the payload." }]
                        ```
                        """.utf8)
                )
            ], BuiltInCourse.library)
        #expect(course.problems.map(\.description) == [])
        let answers = ["bits/fixed", "bits/drawn", "bits/gone"].flatMap { id in ["2", "2", "77", "77"].map { (id, $0) }
        }
        var progress = Progress()
        for (id, answer) in answers { progress.record(ProgressTests.attempt(answer, .notYet, id: id, first: false)) }
        let report = ProgressReport([.init(name: "anna", progress: progress)], course: CourseOutline(course))
        #expect(report.wrongAnswers.map { "\($0.id) \($0.text)" } == ["bits/fixed 77", "bits/gone 2", "bits/gone 77"])
    }

    @Test func eachAnswerIsGradedOnce() {
        let asked = Mutex<[String]>([])
        let course = CourseOutline(lessons: []) { id, answer in
            asked.withLock { $0.append("\(id) \(answer)") }
            return answer == "7"
        }
        let files = ["ben", "cleo"].map {
            Self.file(
                $0, ("bits/size", "7", .notYet), ("bits/size", "8", .notYet), ("bits/size", "8", .notYet),
                ("bits/other", "8", .notYet))
        }
        #expect(ProgressReport(files, course: course).wrongAnswers.map(\.times) == [4, 2])
        #expect(asked.withLock { $0.sorted() } == ["bits/other 8", "bits/size 7", "bits/size 8"])
    }

    @Test func explanationsThatWait() {
        #expect(
            Self.report.explanations == [
                .init(file: "anna", id: "bits/why", text: "=1+1, \"so\"\nthere", time: "2026-11-22T10:00:00Z")
            ])
    }

    @Test func json() {
        var output: [UInt8] = []
        Self.report.json.forEach { $0.write(to: &output) }
        #expect(
            String(decoding: output, as: UTF8.self) == """
                {"report":"file","file":"anna","exercises":2,"done":2,"clean":1}
                {"report":"file","file":"ben","exercises":1,"done":0,"clean":0}
                {"report":"file","file":"cleo","exercises":2,"done":2,"clean":1}
                {"report":"file","file":"dora","exercises":0,"done":0,"clean":0}
                {"report":"lesson","id":"bits","title":"Bits","exercises":2,"finished":1}
                {"report":"exercise","id":"bits/size","tried":3,"done":2,"clean":1,"medianAttempts":2.0,"mostAttempts":3,\
                "extraAttempts":3,"stuck":1}
                {"report":"exercise","id":"bits/why","tried":1,"done":1,"clean":0,"medianAttempts":1.0,"mostAttempts":1,\
                "extraAttempts":0,"stuck":0}
                {"report":"lesson","id":"first-frame","title":"The first frame","exercises":1,"finished":0}
                {"report":"exercise","id":"first-frame/fin","tried":0,"done":0,"clean":0,"medianAttempts":0.0,"mostAttempts":0,\
                "extraAttempts":0,"stuck":0}
                {"report":"lesson","id":"old","title":"","exercises":1,"finished":1}
                {"report":"exercise","id":"old/one","tried":1,"done":1,"clean":1,"medianAttempts":1.0,"mostAttempts":1,\
                "extraAttempts":0,"stuck":0}
                {"report":"wrong-answer","id":"bits/size","answer":"0x0b 8","files":2,"times":2}
                {"report":"explanation","id":"bits/why","file":"anna","answer":"=1+1, \\"so\\"\\nthere",\
                "time":"2026-11-22T10:00:00Z"}

                """)
    }

    /// What a spreadsheet would compute is text.
    @Test func csv() {
        #expect(
            Self.report.csv == [
                "file,lesson,exercise,verdict,done,clean,attempts,hints,time,\"last answer\"",
                "anna,bits,bits/size,ok,yes,yes,1,0,2026-11-22T10:00:00Z,11",
                "anna,bits,bits/why,kept,yes,no,1,0,2026-11-22T10:00:00Z,\"'=1+1, \"\"so\"\" there\"",
                "ben,bits,bits/size,\"not yet\",no,no,3,0,2026-11-22T10:00:00Z,\" 0X0B  8\"",
                "cleo,bits,bits/size,ok,yes,no,2,0,2026-11-22T10:00:00Z,11",
                "cleo,old,old/one,ok,yes,yes,1,0,2026-11-22T10:00:00Z,1",
            ])
    }

    @Test func withoutACourseTheFilesNameTheLessons() {
        let report = ProgressReport(Self.report.files, course: .empty)
        #expect(report.lessons.map(\.id) == ["bits", "old"])
        #expect(report.lessons.flatMap(\.exercises).map(\.id) == ["bits/size", "bits/why", "old/one"])
    }
}

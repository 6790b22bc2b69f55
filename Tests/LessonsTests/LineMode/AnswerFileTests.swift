// Answers in a file, and the quiz: what graders rely on.

import Capture
import Lessons
import Testing

@Suite struct AnswerFileTests {
    private static let time = "2026-11-22T10:00:00Z"
    private static let course = BuiltInCourse.course

    private static func file(_ text: String, _ lesson: String = "bits") -> AnswerFile {
        AnswerFile(text, exercises: course.lesson(lesson)?.exercises ?? [], course: course)
    }

    @Test func answersAreReadWithTheirSteps() {
        let file = Self.file(
            """
            # Anna

            and-7f: 0x0f
            and-7f.why : 2
            first-frame/one-bit-too-many.line:6\r
            why-hex: hex: two digits are a byte
            """)
        #expect(file.problems == [])
        #expect(
            file.answers.map { "\($0.line) \($0.exercise.fullID) \($0.step) \($0.text)" } == [
                "3 bits/and-7f main 0x0f", "4 bits/and-7f why 2", "5 first-frame/one-bit-too-many line 6",
                "6 bits/why-hex main hex: two digits are a byte",
            ])
    }

    @Test(arguments: [
        ("and-7: 1", "There is no exercise \"and-7\". Did you mean and-7f?"),
        ("and-7f 1", "There is no colon. Write the exercise, a colon and the answer, such as good-morning: 14."),
        ("its-bits.why: 1", "its-bits does not ask for why. Leave out this line."),
        ("bits/zzzzzz: 1", "There is no exercise \"bits/zzzzzz\"."),
    ])
    func whatIsNotAnAnswerIsSaid(line: String, words: String) {
        let problems = Self.file("\n" + line).problems
        #expect(problems.map(\.words) == [words] && problems.map(\.line) == [2])
    }

    @Test func attemptsAreCounted() {
        let graded = Self.file("its-bits: zz\nits-bits: 11111111\nits-bits: 11111110\n").grade(
            Self.course, seed: "a", time: Self.time)
        #expect(graded.map(\.verdict.attempts) == [0, 1, 2])
        #expect(graded.map { $0.attempt?.couldBeClean } == [nil, true, false])
    }

    @Test func aVerdictIsOneObjectWithKeysInOrder() throws {
        let graded = Self.file("good-morning: 100", "first-frame").grade(Self.course, seed: "a", time: Self.time)
        let text = try #require(graded.first).verdict.line.text
        #expect(
            text == #"""
                {"exercise":"first-frame/good-morning","step":"main","verdict":"not yet","answer":"100","reading":null,"about":null,"gap":[{"label":"yours","text":"100"}],"say":null,"section":"RFC 6455 §5.2","attempts":1,"hints":0,"clean":false}
                """#)
    }

    @Test func aQuizOfASeedIsTheSame() throws {
        func questions(_ seed: String) throws -> [String] {
            var quiz = try #require(LineQuiz(Self.course, lessons: Self.course.lessons, count: 40, seed: seed))
            var lines: [String] = []
            while quiz.asked < quiz.count {
                lines += [quiz.exercise ?? ""] + quiz.question
                _ = quiz.take(">", time: Self.time)
            }
            return lines
        }
        let questions = try (questions("a"), questions("a"), questions("b"))
        #expect(questions.0 == questions.1)
        #expect(questions.0 != questions.2)
        #expect(!questions.0.contains { $0.contains("live.") || $0.contains("explain.") })
    }

    @Test func aQuizGivesOneAttemptAndNoHints() throws {
        let lessons = try #require(Self.course.lesson("bits"))
        var quiz = try #require(LineQuiz(Self.course, lessons: [lessons], count: 20, seed: "a"))
        var right = 0
        while quiz.asked < quiz.count {
            let asked = quiz.asked
            #expect(quiz.take("?", time: Self.time).lines.first?.hasPrefix("There are no hints in a quiz.") == true)
            let unreadable = quiz.take("nonsense", time: Self.time)
            #expect(unreadable.attempt == nil && quiz.asked == asked)
            let graded = quiz.take("1", time: Self.time)
            if graded.attempt == nil { _ = quiz.take(">", time: Self.time) }
            if graded.attempt?.verdict == .ok { right += 1 }
            #expect(quiz.asked == asked + 1)
        }
        #expect(quiz.right == right)
        #expect(quiz.result == "\(right) of 20 right.")
        #expect(quiz.take("1", time: Self.time).ended)
    }

    @Test func everyExerciseIsSolved() throws {
        for exercise in Self.course.lessons.flatMap(\.exercises) {
            let lines = try Solution.lines(of: exercise, BuiltInCourse.library, seed: "anna")
            #expect(lines.contains { $0.hasPrefix("Answer: ") && $0 != "Answer: none." }, "\(exercise.fullID)")
            #expect(!lines.contains { $0.contains(": no bin.") || $0.hasPrefix("Wrong, no place") }, "\(lines)")
        }
    }
}

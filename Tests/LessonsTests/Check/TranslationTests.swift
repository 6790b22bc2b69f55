// A made-up translation of some exercises: what it has is shown, all else is English, and bytes and answers stay what they are.

import Testing

@testable import Lessons

@Suite struct TranslationTests {
    private static let file = "lessons/de/01-one.md"

    private static let german = """
        ---
        id: one
        title: Zahlen und Zeilen
        source: TITLE
        ---
        Über die Leitung gehen **Bytes**. Hier sind welche:

        ```show
        as: there
        ```

        ```exercise
        id: guess
        source: GUESS
        goal: Der Server sendet "{text}". Wie heißt das erste Byte?
        wrong:
          - "Das ist noch nicht das letzte."
          - { say: "Das ist das zweite, {yours}." }
        hints: ["Es ist ein Text.", ""]
        why:
          choices: ["Das wären binäre Daten", { text: "Das wäre zu groß", say: "Es ist eins mehr." }, ""]
        ```

        ```exercise
        id: steps
        source: STEPS
        goal: Ordne die Schritte.
        headings: ["Zuerst:", "Dann:"]
        lines: { wake: "aufwachen" }
        not:
          sleep: { line: "ins Bett gehen" }
        say: ["Nicht mit diesen Händen."]
        ```

        """

    /// The small course with the translation; the names of texts are replaced by what belongs there.
    private static func course(_ changes: [(old: String, new: String)] = []) throws -> SmallCourse {
        var course = SmallCourse()
        var text = german
        for (old, new) in changes + hashes(SmallCourse()) {
            let range = try #require(text.firstRange(of: old), "\(old)")
            text.replaceSubrange(range, with: new)
        }
        course.add(text, as: file)
        return course
    }

    private static func hashes(_ course: SmallCourse) -> [(String, String)] {
        let document = CourseFiles(course.all).lessons[0]
        let pages = Translation.Page.pages(of: document)
        return [
            ("TITLE", TextHash.of(["Numbers and lines"])), ("GUESS", pages[0].hash), ("STEPS", pages[2].hash),
        ]
    }

    private func lesson(_ course: SmallCourse, _ language: String?) throws -> Lesson {
        try #require(Course(course.all, BuiltInCourse.library, language: language).lesson("one"))
    }

    private func assignment(_ id: String, _ language: String?) throws -> Assignment {
        let lesson = try lesson(try Self.course(), language)
        let exercise = try #require(lesson.exercises.first { $0.id == id })
        return try Assignment(exercise, BuiltInCourse.library, round: Round(seed: "1"))
    }

    @Test func whatIsTranslatedIsShown() throws {
        let lesson = try lesson(try Self.course(), "de")
        #expect(lesson.title == "Zahlen und Zeilen")
        guard case .prose(let prose)? = lesson.pages[0].blocks.first else {
            Issue.record("no prose")
            return
        }
        #expect(prose.plainText == "Über die Leitung gehen Bytes. Hier sind welche:")
        let guess = try assignment("guess", "de")
        #expect(guess.goal == "Der Server sendet \"Hi\". Wie heißt das erste Byte?")
        #expect(guess.hints == ["Es ist ein Text.", "It is the last of its kind."])
        #expect(guess.grade("01").say == "Das ist noch nicht das letzte.")
        #expect(guess.grade("02").say == "Das ist das zweite, 02.")
        #expect(
            Set(try #require(guess.whyQuestion).choices) == [
                "Das wären binäre Daten", "Das wäre zu groß", "There is no such byte",
            ])
        #expect(guess.whyQuestion?.ask == "Why not 0x82?")
        let steps = try assignment("steps", "de")
        #expect(steps.headings.map(\.words) == ["Zuerst:", "Dann:"])
        #expect(Set(steps.lines.map(\.text)) == ["aufwachen", "wash", "have breakfast", "ins Bett gehen"])
    }

    @Test func bytesAndAnswersAreThoseOfTheEnglishLesson() throws {
        for id in ["guess", "pick", "steps"] {
            let (german, english) = (try assignment(id, "de"), try assignment(id, nil))
            #expect(german.material?.bytes == english.material?.bytes)
            for step in english.steps {
                #expect(german.reference(step) == english.reference(step))
                let answer = try #require(german.reference(step))
                #expect(german.grade(answer, step).verdict == .ok)
            }
        }
    }

    @Test func whatIsNotTranslatedIsEnglish() throws {
        #expect(try assignment("pick", "de").goal == "How many bits has a byte?")
        let course = try Self.course()
        #expect(try lesson(course, "fr").title == "Numbers and lines")
        #expect(
            Course(course.all, BuiltInCourse.library, language: "de").lessons.map(\.title) == [
                "Zahlen und Zeilen", "Frames",
            ])
        #expect(Course(course.all, BuiltInCourse.library).lessons.map(\.title) == ["Numbers and lines", "Frames"])
    }

    private func lines(_ course: SmallCourse) -> [String] {
        course.report(seeds: 5).lines.filter { $0 != SmallCourse.remark }
    }

    @Test func whatIsMissingIsListed() throws {
        #expect(
            lines(try Self.course()) == ["\(Self.file): remark: shown in English, since there is no translation: pick"])
    }

    @Test func whatHasDriftedIsListed() throws {
        var course = try Self.course()
        let isDone =
            course.replace("Here are some:", "Here are seven:", in: "lessons/01-one.md")
            && course.replace("title: Numbers", "title: Bytes", in: "lessons/01-one.md")
        #expect(isDone)
        let hashes = Self.hashes(course)
        let title = TextHash.of(["Bytes and lines"])
        #expect(
            lines(course) == [
                "\(Self.file): remark: shown in English, since there is no translation: pick",
                "\(Self.file):4: remark: the English title or the text behind the last exercise has changed since this was translated; "
                    + "translate it anew, and write source: \(title)",
                "\(Self.file):14: remark: the English text up to the exercise \"guess\" has changed since this was translated; "
                    + "translate it anew, and write source: \(hashes[1].1)",
            ])
        // What has drifted is still shown.
        #expect(try lesson(course, "de").title == "Zahlen und Zeilen")
    }

    @Test func whereLinesAreBrokenMakesNoDifference() {
        #expect(TextHash.of(["one two"]) == TextHash.of(["one\ntwo"]))
        #expect(TextHash.of(["one two"]) != TextHash.of(["onetwo"]))
        #expect(TextHash.of(["one two"]).count == 8)
    }

    @Test(arguments: [
        ("id: steps", "id: step", "25: lessons/01-one.md has no exercise \"step\"; did you mean \"steps\"?"),
        (
            "hints: [\"Es ist ein Text.\", \"\"]", "hints: [\"Es ist ein Text.\"]",
            "19: this list has 1 entry, and 2 in lessons/01-one.md; translate each, in the same order, or leave \"\" for one that stays"
        ),
        ("why:\n", "wy:\n", "20: lessons/01-one.md has no \"wy\" here; did you mean \"why\"?"),
        (
            "goal: Ordne", "before: [wake < eat]\ngoal: Ordne",
            "27: \"before\" comes from lessons/01-one.md, and is another there; leave it out"
        ),
        (
            "wake: \"aufwachen\"", "woke: \"aufwachen\"",
            "29: lessons/01-one.md has no \"woke\" here; did you mean \"wake\"?"
        ),
        (
            "\"Es ist ein Text.\"", "\"{texxt} ist ein Text.\"",
            "19: {texxt} stands for nothing; placeholders are {text}, {length}, {symbols}, {copy-bits}, {a}, {b}, {yours}, {yours as decimal}, {url}, and "
                + "questions such as {byte 1}"
        ),
        ("\"Es ist ein Text.\"", "\"Es ist {masking-key}.\"", "19: {masking-key} has no value here"),
        (
            "\"Es ist ein Text.\"", "\"Es sind 81 05.\"",
            "19: \"81 05\" are bytes in prose; write a placeholder such as {byte 1}, which the codec fills in, or say in words what they are"
        ),
        (
            "```show\nas: there\n```\n", "",
            "6: the text before the exercise \"guess\" has other blocks than lessons/01-one.md: text, show there, text here; put a block \"show\" where it has one"
        ),
        (
            "title: Zahlen und Zeilen", "title: Zahlen und Zeilen und vieles andere, was man so braucht",
            "3: the title has 55 characters; a list has room for 40"
        ),
        (
            "title: Zahlen", "minutes: 7\ntitle: Zahlen",
            "3: \"minutes\" comes from the English file; a translation has title and source"
        ),
    ])
    func whatDoesNotFitIsAProblem(_ old: String, _ new: String, _ problem: String) throws {
        let course = try Self.course([(old, new)])
        #expect(course.report(seeds: 5).problems.map(\.description) == ["\(Self.file):\(problem)"])
        // The lesson is offered all the same.
        #expect(Course(course.all, BuiltInCourse.library, language: "de").lessons.count == 2)
    }

    @Test func aTranslationOfNothing() {
        var course = SmallCourse()
        course.add(Self.german, as: "lessons/de/07-seven.md")
        #expect(
            course.report(seeds: 1).problems.map(\.description) == [
                "lessons/de/07-seven.md: there is no lessons/07-seven.md that this could translate; give it the name of a lesson"
            ])
    }

    @Test func aFolderMayBeCalledLikeALanguage() {
        let files = SmallCourse().all.map { (name: $0.name.replacing("lessons/", with: "de/"), bytes: $0.bytes) }
        #expect(Course(files, BuiltInCourse.library).lessons.map(\.id) == ["one", "two"])
    }
}

// A student's work on one exercise: what stays, what goes, and what counts.

import Capture
import Lessons
import TestSupport
import Testing
import WebSocketProtocol

@Suite struct WorkTests {
    /// A student with an exercise of a course before them.
    private final class Student {
        var work: Work

        init(_ id: String, of course: Course = BuiltInCourse.course) throws {
            let exercise = try #require(course.exercise(id))
            var school = School(course, progress: Progress(), seed: "anna", url: "http://localhost:1338/")
            school.open(try #require(course.lesson(exercise.lesson)))
            _ = school.go(toExercise: exercise.id)
            work = try #require(school.work)
        }

        func look(at conversations: Conversation...) -> Attempt? { work.look(at: conversations, time: "") }

        func goesOn() -> Bool { work.nextStep() }

        func check(_ answer: String) { _ = work.check(answer, time: "") }
    }

    // MARK: Another order

    /// After the third wrong answer the parts stand in another order; what was answered goes with them, and so does what is said.
    @Test(arguments: ["masking/who-masks", "bits/to-bits", "bits/only-xor", "first-frame/never-shown"])
    func theAnswerGoesWithItsParts(id: String) throws {
        let student = try Student(id)
        let wrong = try #require(student.work.assignment.wrongAnswers().first)
        for _ in 1...2 { student.check(wrong) }
        let (order, kept) = (Self.order(student.work.assignment), student.work.assignment.kept(wrong))
        let said = student.work.assignment.grade(wrong).say
        student.check(wrong)
        #expect(student.work.isShuffled)
        #expect(Self.order(student.work.assignment) != order)
        #expect(student.work.assignment.kept(student.work.draft) == kept)
        #expect(student.work.lastFeedback?.say == said)
        #expect(student.work.lastFeedback == student.work.assignment.grade(student.work.draft))
    }

    private static func order(_ assignment: Assignment) -> [String] {
        assignment.choices + assignment.sortItems.map(\.text) + assignment.lines.map(\.text)
    }

    /// Only the order is another: masking keys are drawn, and stay.
    @Test func theBytesStayInAnotherOrder() throws {
        let student = try Student("masking/who-masks")
        let before = Set(student.work.assignment.sortItems.map(\.text))
        let wrong = try #require(student.work.assignment.wrongAnswers().first)
        for _ in 1...3 { student.check(wrong) }
        #expect(student.work.isShuffled)
        #expect(Set(student.work.assignment.sortItems.map(\.text)) == before)
    }

    @Test func theAnswerToAQuestionGoesWithItToo() throws {
        let student = try Student("bits/and-7f")
        student.check(try #require(student.work.assignment.reference()))
        #expect(student.goesOn())
        let wrong = try #require(student.work.assignment.wrongAnswers(.why).first)
        let (kept, said) = (student.work.assignment.kept(wrong, .why), student.work.assignment.grade(wrong, .why).say)
        for _ in 1...3 { student.check(wrong) }
        #expect(student.work.isShuffled)
        #expect(student.work.assignment.kept(student.work.draft, .why) == kept)
        #expect(student.work.lastFeedback?.say == said)
    }

    // MARK: Live

    private static let live = Course(
        [
            (
                "lessons/00-live.md",
                Array(
                    """
                    ---
                    id: live
                    title: Live
                    minutes: 5
                    ---
                    A live exercise.

                    ```exercise
                    id: seven
                    kind: live
                    goal: Make the server send seven bytes.
                    do: "Open {url}."
                    predict: Which byte will be 07?
                    then: It is the second.
                    until:
                      - ["frame(from == server and length == 7)", "Seven bytes"]
                    wrong:
                      - { meet: "frame(from == server and opcode == text and length < 7)", say: "That was shorter." }
                      - { find: "frame(from == client)", say: "The client sent this." }
                    recorded:
                      goal: Find seven bytes.
                      in: lessons/greetings
                      find: "frame(from == server and length == 7)"
                      hints: [Look at the second byte.]
                    hints: [Open the address., Send seven letters.]
                    ```
                    """.utf8)
            )
        ], BuiltInCourse.library)

    private static func echo(_ texts: String..., number: Int = 1) -> Conversation {
        let session = texts.reduce(Session.upgraded) {
            $0.client(frame(.text, $1)).server(frame(.text, $1, from: .server))
        }
        return Session(session.kinds, number: number).conversation
    }

    @Test func theSampleIsFine() { #expect(Self.live.problems.isEmpty, "\(Self.live.problems)") }

    /// A short text is a known mistake: it is said, and no attempt is counted. The hint that was open makes way for both.
    @Test func whatAClientDoesWrongIsSaid() throws {
        let student = try Student("live/seven", of: Self.live)
        #expect(student.look() == nil)
        _ = student.work.showHint()
        #expect(student.look(at: Self.echo("Hi")) == nil)
        #expect(student.work.lastFeedback?.say == "That was shorter.")
        #expect(student.work.hint == nil)
        #expect(student.work.attempts == [:])
        // What was said stays until something new comes, also where nothing of it is a known mistake.
        #expect(student.look(at: Self.echo("Hi")) == nil)
        #expect(student.work.lastFeedback?.say == "That was shorter.")
        _ = student.work.showHint()
        let attempt = student.look(at: Self.echo("Hi", "Lessons"))
        #expect(attempt?.verdict == .ok)
        #expect(student.work.hint == nil)
        #expect(student.work.lastFeedback?.verdict == .ok)
    }

    /// Once it is done, the guess is compared with what was to be seen.
    @Test func theGuessIsAnswered() throws {
        let student = try Student("live/seven", of: Self.live)
        student.work.prediction = " the first "
        #expect(student.look() == nil)
        #expect(student.look(at: Self.echo("Lessons"))?.verdict == .ok)
        #expect(student.work.lastFeedback?.say == "Your guess: the first. It is the second.")
    }

    // MARK: Later

    /// Quitting and coming back is no way to a clean first attempt: until it is passed, attempts and hints go on counting.
    @Test func attemptsGoOnCountingInTheNextSession() throws {
        let course = BuiltInCourse.course, exercise = try #require(course.exercise("bits/first-letter"))
        var first = School(course, progress: Progress(), seed: "anna")
        first.open(course.lessons[0])
        _ = first.go(toExercise: exercise.id)
        _ = first.check("00", time: "")
        var later = School(course, progress: first.progress, seed: "anna")
        later.open(course.lessons[0])
        _ = later.go(toExercise: exercise.id)
        #expect(later.work?.attemptWords == "1st attempt")
        let attempt = later.check(try #require(later.work?.assignment.reference()), time: "")
        #expect(attempt?.verdict == .ok && attempt?.couldBeClean == false)
        #expect(later.work?.attemptWords == "2nd attempt")
        // With other bytes it begins anew; and once it is passed, a later session begins with the first attempt.
        later.redo()
        #expect(later.work?.attemptWords == nil)
        var last = School(course, progress: later.progress, seed: "anna")
        last.open(course.lessons[0])
        _ = last.go(toExercise: exercise.id)
        #expect(last.work?.attemptWords == nil)
    }

    /// What happened at the first attempt stays: beginning anew makes nothing clean, whether with the same bytes or with others.
    @Test(arguments: [("masked-hi", "81 02 48 69"), ("fifth-letter", "00")])
    func beginningAnewIsNoFirstAttempt(id: String, wrong: String) throws {
        var school = School(BuiltInCourse.course, progress: Progress(), seed: "anna")
        school.open(try #require(BuiltInCourse.course.lesson("masking")))
        _ = school.go(toExercise: id)
        _ = school.check(wrong, time: "")
        school.redo()
        let attempt = school.check(try #require(school.work?.assignment.reference()), time: "")
        #expect(attempt?.verdict == .ok && attempt?.couldBeClean == false)
        #expect(school.progress["masking/\(id)"]?.isClean == false)
    }

    /// The first wrong attempts say how many parts are right, and the third which are not.
    @Test(arguments: ["masking/who-masks", "masking/whole-frame"]) func whatIsWrongIsSaidLater(id: String) throws {
        let student = try Student(id)
        let wrong = try #require(student.work.assignment.wrongAnswers().first)
        let parts = student.work.assignment.grade(wrong).parts.count
        for _ in 1...2 {
            student.check(wrong)
            let feedback = try #require(student.work.lastFeedback)
            #expect(feedback.verdict == .notYet)
            #expect(feedback.about == nil && feedback.gap.isEmpty && feedback.parts.allSatisfy { $0.state == .open })
            #expect(feedback.say?.hasPrefix("Right so far: \(parts - 1) of \(parts) ") == true, "\(feedback.say ?? "")")
        }
        student.check(wrong)
        #expect(student.work.lastFeedback?.about != nil)
    }

    /// A hint is kept when it is shown, and not only with an answer.
    @Test func hintsAreKept() throws {
        let course = BuiltInCourse.course
        var school = School(course, progress: Progress(), seed: "anna")
        school.open(course.lessons[0])
        _ = school.go(toExercise: "its-bits")
        let shown = [school.showHint(time: ""), school.showHint(time: "")]
        #expect(shown.map { $0?.count } == [1, 2])
        var later = School(course, progress: school.progress, seed: "anna")
        later.open(course.lessons[0])
        _ = later.go(toExercise: "its-bits")
        let attempt = later.check(try #require(later.work?.assignment.reference()), time: "")
        #expect(attempt?.hints == 2 && attempt?.couldBeClean == false)
    }

    /// Without a server no address is said, and no placeholder either.
    @Test func withoutAServerThereIsNoAddress() throws {
        let exercise = try #require(BuiltInCourse.course.exercise("bits/first-name"))
        let assignment = try Assignment(exercise, BuiltInCourse.library, round: Round(seed: "a"))
        #expect(assignment.action.hasPrefix("Open the address of the server in a browser."))
    }

    /// Only what was done is asked for again.
    @Test func reviewsAreOfWhatWasDone() throws {
        let course = BuiltInCourse.course
        var school = School(course, progress: Progress(), seed: "anna")
        school.open(try #require(course.lesson("first-frame")))
        #expect(school.reviewWords == nil)
        let exercise = try #require(course.exercise("bits/its-bits"))
        school.open(course.lessons[0])
        _ = school.go(toExercise: exercise.id)
        _ = school.check(try #require(school.work?.assignment.reference()), time: "")
        school.open(try #require(course.lesson("first-frame")))
        #expect(school.stop == .review("bits/its-bits"))
        #expect(school.reviewWords?.hasPrefix("Before lesson 3 begins, an exercise of earlier lessons") == true)
    }

    /// A student who has done lessons 0 to 4 is asked what was shaky, then what has other bytes, of two lessons, and what is longest ago.
    @Test func reviewsAreWhatIsDue() throws {
        let course = BuiltInCourse.course
        let done = course.lessons[0...4].flatMap(\.exercises)
        var progress = Progress()
        func answer(_ exercise: Exercise, _ verdict: Verdict, _ minute: Int) {
            for id in School.ids(of: exercise) {
                progress.record(
                    Attempt(
                        id: id, verdict: verdict, answer: "x", couldBeClean: true,
                        time: "2026-11-27T10:\(minute + 10):00Z"))
            }
        }
        func reviews() -> [Exercise] {
            var school = School(course, progress: progress, seed: "anna")
            school.open(course.lessons[5])
            return school.stops.compactMap { if case .review(let id) = $0 { course.exercise(id) } else { nil } }
        }
        for (minute, exercise) in done.enumerated() { answer(exercise, .ok, minute % 49) }
        let first = reviews()
        #expect(first.count == 2)
        #expect(Set(first.map(\.lesson)).count == 2)
        #expect(first.count(where: { $0.drawsOtherBytes }) == 2)
        // What was reviewed is not due again; the second one is one that the lesson names.
        for exercise in first { answer(exercise, .ok, 49) }
        #expect(reviews().first != first.first)
        #expect(course.lessons[5].review.contains(first[1].fullID))
        // What was wrong at first is due until it was right twice in a row, and never clean.
        let shaky = try #require(done.first { $0.drawsOtherBytes && $0.lesson == "upgrade" || $0.kind == .sort })
        progress.forget(shaky.fullID)
        answer(shaky, .notYet, 49)
        answer(shaky, .ok, 49)
        #expect(reviews().first == shaky)
        answer(shaky, .ok, 49)
        #expect(!reviews().contains(shaky))
        #expect(progress[shaky.fullID]?.isClean == false)
    }

    /// It is said whether the bytes are others, and that is true.
    @Test func otherBytesAreOther() throws {
        for exercise in BuiltInCourse.course.lessons.flatMap(\.exercises) {
            let shown = try (0..<6).map { seed in
                let assignment = try Assignment(exercise, BuiltInCourse.library, round: Round(seed: "\(seed)"))
                return [assignment.material?.bytes.description ?? ""] + assignment.sortItems.map(\.text).sorted()
            }
            #expect((Set(shown).count > 1) == exercise.drawsOtherBytes, "\(exercise.fullID)")
        }
    }

    /// A look at the list does not change what is asked first.
    @Test func reviewsStay() throws {
        let course = BuiltInCourse.course
        var school = School(course, progress: Progress(), seed: "anna")
        for exercise in course.lessons[0].exercises where exercise.kind == .predict {
            school.open(course.lessons[0])
            _ = school.go(toExercise: exercise.id)
            repeat {
                _ = school.check(try #require(school.work.flatMap { $0.assignment.reference($0.step) }), time: "")
            } while school.work?.nextStep() == true
        }
        school.open(course.lessons[1])
        let stops = school.stops
        _ = school.check(try #require(school.work?.assignment.reference()), time: "")
        school.open(course.lessons[1])
        #expect(school.stops == stops)
    }

    /// Back from a question leads to its exercise, and what is passed over is said.
    @Test func fromAQuestionBackToTheExercise() throws {
        var school = School(BuiltInCourse.course, progress: Progress(), seed: "anna")
        school.open(BuiltInCourse.course.lessons[0])
        _ = school.go(toExercise: "and-7f")
        let index = school.index
        #expect(school.leftWords == "Exercise 5 is not done, and left for later.")
        _ = school.check(try #require(school.work?.assignment.reference()), time: "")
        let hasQuestion = school.work?.nextStep()
        #expect(hasQuestion == true && school.work?.step == .why)
        #expect(school.leftWords == "The question about exercise 5 is not done, and left for later.")
        let isBack = school.goBack()
        #expect(isBack && school.index == index && school.work?.step == .main && school.work?.isPassed == true)
        let isBefore = school.goBack()
        #expect(isBefore && school.index == index - 1)
    }

    /// A text that is no sentence is asked for again, before the good answer is shown.
    @Test(arguments: [("x", false), ("dunno", false), ("I don't know", false), ("Two digits are one byte.", true)])
    func anExplanationHasWords(text: String, isKept: Bool) throws {
        let student = try Student("bits/why-hex")
        student.check(text)
        #expect((student.work.lastFeedback?.verdict == .kept) == isKept)
        #expect(student.work.lastFeedback?.say?.contains("Compare") == isKept)
    }

    /// Parts never stand as in the draw before, and lines and items not as in the file.
    @Test func anotherOrderIsAnother() throws {
        for exercise in BuiltInCourse.course.lessons.flatMap(\.exercises) {
            for seed in 0..<30 {
                var round = Round(seed: "\(seed)")
                var before: [String]?
                for shuffle in 0..<3 {
                    round.shuffle = shuffle
                    let assignment = try Assignment(exercise, BuiltInCourse.library, round: round)
                    let parts = Self.order(assignment)
                    #expect(parts.count < 2 || parts != before, "\(exercise.fullID)")
                    before = parts
                    // Nor do items stand bin behind bin.
                    if exercise.kind == .sort {
                        let bins = try #require(assignment.reference()).split(separator: " ")
                        let borders = zip(bins, bins.dropFirst()).count { $0 != $1 }
                        #expect(bins.count < 4 || borders >= Set(bins).count, "\(exercise.fullID)")
                    }
                    guard exercise.kind == .order else { continue }
                    let asItStands = assignment.lines.map(\.letter).joined(separator: " ")
                    #expect(!assignment.grade(asItStands).verdict.passes, "\(exercise.fullID)")
                }
            }
        }
    }

    /// What was sent before the exercise was opened, or begun anew, is not done again by looking at it.
    @Test func whatIsOldDoesNotCount() throws {
        let student = try Student("live/seven", of: Self.live)
        #expect(student.look(at: Self.echo("Lessons")) == nil)
        #expect(student.look(at: Self.echo("Lessons", "Hi")) == nil)
        #expect(student.look(at: Self.echo("Lessons", "Hi", "Lessons"))?.verdict == .ok)
    }

    @Test func whatIsOldDoesNotCountAfterBeginningAnew() {
        var school = School(Self.live, progress: Progress(), seed: "anna")
        school.open(Self.live.lessons[0])
        _ = school.go(toExercise: "seven")
        let verdicts = [[], ["Lessons"]].map { texts in
            school.look(at: texts.map { Self.echo($0) }, time: "")?.verdict
        }
        #expect(verdicts == [nil, .ok])
        school.redo()
        for conversation in [Self.echo("Lessons"), Self.echo("Lessons"), Self.echo("Lessons", "Hi")] {
            let attempt = school.look(at: [conversation], time: "")
            #expect(attempt == nil)
        }
    }

    /// The demonstration client does nobody's exercise.
    @Test func theDemonstrationDoesNotCount() throws {
        let student = try Student("live/seven", of: Self.live)
        #expect(student.look() == nil)
        let head = Wire.http(
            "GET / HTTP/1.1", "Host: localhost", "Upgrade: websocket", "Connection: Upgrade",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13",
            "User-Agent: wslens-demonstration/1.0")
        let session = Session.blank.client(head).server(Wire.response).server(frame(.text, "Lessons", from: .server))
        #expect(session.conversation.isDemonstration)
        #expect(student.look(at: session.conversation) == nil)
        #expect(student.look(at: session.conversation, Self.echo("Lessons", number: 2))?.verdict == .ok)
    }

    /// A guess is answered on a recording too; where none was made, nobody has asked.
    @Test(arguments: [(nil, nil), ("", nil), ("the first", "Your guess: the first. It is the second.")])
    func aGuessIsAnswered(guess: String?, words: String?) throws {
        let student = try Student("live/seven", of: Self.live)
        student.work.prediction = guess
        student.work.toggleTwin()
        student.check(try #require(student.work.assignment.reference()))
        #expect(student.work.lastFeedback?.verdict == .ok)
        #expect(student.work.lastFeedback?.say == words)
    }

    /// What was said about the recorded twin is about it alone: answers, attempts and hints are kept apart.
    @Test func theTwinIsWorkOfItsOwn() throws {
        let student = try Student("live/seven", of: Self.live)
        _ = student.work.showHint()
        student.work.toggleTwin()
        #expect(student.work.hints == ["Look at the second byte."])
        #expect(student.work.hintText == nil && student.work.hintsShown == 0)
        student.check("c0")
        #expect(student.work.lastFeedback?.say == "The client sent this.")
        student.work.toggleTwin()
        #expect(
            student.work.lastFeedback == nil && student.work.draft == "" && student.work.attempts == [:]
                && student.work.hintsShown == 1)
        student.work.toggleTwin()
        #expect(student.work.draft == "c0" && student.work.attempts == [.main: 1])
        student.work.toggleTwin()
        #expect(student.look() == nil)
        #expect(student.look(at: Self.echo("Lessons"))?.couldBeClean == true)
    }
}

// The lessons line by line, for screen readers, pipes and graders: it says something, takes a line, and answers. It reads and writes
// nothing itself, and never moves on by itself.
//
//     Exercise 4 of 8, build. You are the client. Send the text Hi in one frame. You choose the key.
//     Type bytes in hex.
//     > 81 82 37 fa 21 3d 7f
//     Not yet. Goal 1 of 4: …
//     > ?
//     Hint 1 of 3. Header, key, payload: two bytes, four bytes, two bytes.

import WebSocketProtocol

/// A student's way through one lesson, or one exercise of it, in lines of text.
public struct LineSession: Sendable {
    /// What a line gets.
    public struct Reply: Sendable {
        /// What is said, in lines that are not wrapped.
        public var lines: [String] = []
        /// What became of an answer; nil where the line was none.
        public var verdict: VerdictRecord?
        /// What is to be kept; nil where nothing is.
        public var attempt: Attempt?
        /// The exercise of which a hint was shown, and how many were by now.
        public var hints: (id: String, count: Int)?
        /// What is to be sent by hand; nil where the line was something else.
        public var sending: SendLine?
        /// Whether that was the end.
        public var ended = false
    }

    /// The lesson and what is done of it.
    public internal(set) var school: School
    /// Whether only one exercise is done.
    let isSingle: Bool
    var typed = TypedAnswer()
    /// Whether the question before a live exercise has been answered or passed over.
    var hasPredicted = false
    /// The connections whose handshakes were said, by their numbers.
    var saidHandshakes: Set<Int> = []
    /// The exercises that were done in this session.
    var doneHere: Set<String> = []

    /// A session about the open lesson of a school, at the stop where that stands.
    ///
    /// - Parameter isSingle: Whether it ends with the present exercise.
    public init(_ school: School, isSingle: Bool = false) { (self.school, self.isSingle) = (school, isSingle) }

    /// What can be typed everywhere.
    public static let keys =
        "Type ? for a hint, > to go on, < to go back, = to hear it again, ! to begin it anew with other bytes, "
        + "card to look up ASCII and other lists, . to stop."

    /// What is said first.
    public mutating func begin() -> [String] {
        guard let lesson = school.lesson else { return ["No lesson is open."] }
        var lines: [String] = []
        if !isSingle {
            let count = school.count(of: lesson)
            lines += Spoken.lines([
                "Lesson \(lesson.number). \(Spoken.sentence(lesson.title))",
                "About \(Count.words(lesson.minutes, "minute")).",
                Count.words(count.all, "exercise") + (count.done > 0 ? ", \(count.done) of them done." : "."),
            ])
        }
        return lines + [Self.keys] + stopLines()
    }

    /// Takes a line.
    ///
    /// - Parameter time: When, as ISO 8601 in UTC.
    public mutating func take(_ line: String, time: String) -> Reply {
        if let card = Spoken.card(line, school.knownWords, keeping: askedByte) {
            return Reply(lines: card + [prompt])
        }
        switch AnswerForm.trimmed(line) {
        case ".": return Reply(lines: Spoken.lines(["Stopped.", summary]), ended: true)
        case "=": return Reply(lines: stopLines(isArrival: true))
        case "<": return Reply(lines: back())
        case ">": return goOn()
        case "?": return hint()
        case "!": return Reply(lines: redo())
        case "" where school.work == nil || isPassed: return goOn()
        case "bytes" where school.work != nil: return Reply(lines: allBytes + [prompt])
        case "b" where isBeforeTwin: return Reply(lines: toggleTwin())
        case let typed where canSend && SendLine(typed) != nil: return Reply(sending: SendLine(typed))
        default: return answer(line, time: time)
        }
    }

    /// What is said when there is nothing more to read.
    public var farewell: [String] { Spoken.lines(["End of input.", summary]) }

    /// Whether the present exercise waits for what a client does.
    public var isLive: Bool { school.work?.isLive == true }

    // MARK: Moving

    private var isPassed: Bool { school.work?.isPassed == true }

    private mutating func goOn() -> Reply {
        if isPassed, school.work?.nextStep() == true { return moved() }
        let left = school.leftWords ?? ""
        guard !isSingle, school.go(to: school.index + 1) else {
            return Reply(
                lines: Spoken.lines([left])
                    + Spoken.lines([isSingle ? "" : "That was the end of this lesson.", summary]), ended: true)
        }
        var reply = moved(isArrival: true)
        reply.lines = Spoken.lines([left]) + reply.lines
        return reply
    }

    private mutating func moved(isArrival: Bool = false) -> Reply {
        (typed, hasPredicted) = (TypedAnswer(school.work), false)
        return Reply(lines: stopLines(isArrival: isArrival))
    }

    private mutating func back() -> [String] {
        let isQuestion = school.work.map { $0.step != .main } ?? false
        guard isQuestion || !isSingle, school.goBack() else { return ["This is the beginning. \(prompt)"] }
        return Spoken.lines([readingTitle]) + moved(isArrival: true).lines
    }

    /// Which text it is that one came back to; empty on an exercise, which says so itself.
    private var readingTitle: String {
        guard case .reading = school.stop, let lesson = school.lesson else { return "" }
        let count = lesson.exercises.count
        return school.exerciseNumber.map { "The text before exercise \($0 + 1) of \(count)." } ?? "The last text."
    }

    private mutating func redo() -> [String] {
        guard school.work != nil else { return ["This is a text. \(prompt)"] }
        school.redo()
        return ["From the beginning."] + moved().lines
    }

    /// How far the student is.
    private var summary: String {
        guard let lesson = school.lesson else { return "" }
        let count = school.count(of: lesson)
        return "\(count.done) of \(Count.words(count.all, "exercise")) done"
            + (count.done > 0 ? ", \(count.clean) of them at the first attempt" : "")
            + (count.waiting > 0 ? "; your teacher reads \(count.waiting)." : ".")
    }

    // MARK: What is said

    /// The byte whose digits or bits are asked for now: the card says nothing about it.
    private var askedByte: UInt8? {
        guard let work = school.work, work.step == .main, !work.isPassed else { return nil }
        switch work.exercise.question {
        case .bits(let place)?, .hex(let place)?:
            guard let bytes = work.assignment.material?.bytes, bytes.indices.contains(place) else { return nil }
            return bytes[place]
        default: return nil
        }
    }

    /// All bytes of an exercise, or all places of its recording, also where only the first of them were said.
    private var allBytes: [String] {
        guard let work = school.work, work.step == .main else { return ["This is not about bytes."] }
        let lines = work.assignment.spokenBytes(isTwin: work.isTwin)
        return lines.isEmpty ? ["There are no bytes to read here."] : lines
    }

    /// What stands at the present stop, and what to type.
    ///
    /// - Parameter isArrival: Whether a question after an exercise is said without that exercise before it, so that it needs a title.
    private func stopLines(isArrival: Bool = false) -> [String] {
        guard let stop = school.stop else { return [] }
        switch stop {
        case .reading: return (school.page?.blocks ?? []).flatMap { Spoken.lines($0) } + [prompt]
        case .exercise, .review: return exerciseLines(stop, isArrival: isArrival) + [prompt]
        }
    }

    private func exerciseLines(_ stop: School.Stop, isArrival: Bool) -> [String] {
        guard let work = school.work else { return ["This exercise cannot be drawn; wslens lessons check says why."] }
        let assignment = work.assignment
        guard work.step == .main else {
            return (isArrival ? ["\(title(stop)), \(work.step.rawValue)."] : []) + assignment.spoken(work.step)
        }
        var sentences = ["\(title(stop)), \(assignment.exercise.kind.rawValue)."]
        sentences += [
            Spoken.sentence(assignment.goal),
            school.isDone(assignment.exercise) && !doneHere.contains(assignment.exercise.fullID)
                ? "You have done it before." : "",
        ]
        if needsPrediction { return Spoken.lines(sentences) }
        return Spoken.lines(sentences) + assignment.spoken(.main, isTwin: work.isTwin)
            + (work.isPassed ? [] : typed.soFar(assignment))
    }

    private func title(_ stop: School.Stop) -> String {
        guard let lesson = school.lesson, let exercise = school.exercise(at: school.index) else { return "Exercise" }
        if case .review = stop {
            let reviews = school.stops.count { if case .review = $0 { true } else { false } }
            let from = school.course.lesson(exercise.lesson).map { ", from lesson \($0.number)" } ?? ""
            return "Review \(school.index + 1) of \(reviews)\(from)"
        }
        let number = lesson.exercises.firstIndex { $0.id == exercise.id }.map { $0 + 1 } ?? 1
        return "Exercise \(number) of \(lesson.exercises.count)"
    }

    /// What to type now.
    var prompt: String {
        guard let work = school.work else { return "Type > to go on." }
        if work.isPassed { return passedPrompt(work) }
        if needsPrediction { return predictionPrompt(work) }
        return typed.prompt(work.assignment, work.step, isTwin: work.isTwin)
    }

    private func passedPrompt(_ work: Work) -> String {
        let steps = work.assignment.steps
        let next =
            switch steps.firstIndex(of: work.step).flatMap({ $0 + 1 < steps.count ? steps[$0 + 1] : nil }) {
            case .line: "Type > to name the wrong line"
            case .why: "Type > for a question about it"
            default: isSingle ? "Type > to end" : "Type > to go on"
            }
        return "\(next), or ! to do it again."
    }

    /// After a verdict that passes.
    func nextLines() -> [String] {
        guard let work = school.work else { return [] }
        return (work.step == .main ? Spoken.lines(solved: work.assignment) : []) + [prompt]
    }

    func verdict(_ feedback: Feedback, _ work: Work, answer: String, attempt: Attempt?) -> [String] {
        Spoken.lines(
            feedback, work.assignment, work.step, answer: answer, attempts: work.attempts[work.step],
            hints: attempt?.hints ?? 0)
    }

    /// Remembers that an exercise was done in this session.
    mutating func noteDone(_ work: Work) { if work.isDone { doneHere.insert(work.exercise.fullID) } }

    func record(_ feedback: Feedback, _ work: Work, answer: String, attempt: Attempt?) -> VerdictRecord {
        VerdictRecord(
            exercise: work.exercise.fullID, step: work.step, feedback: feedback, answer: answer,
            attempts: work.attempts[work.step] ?? 0, hints: work.step == .main ? work.hintsShown : 0,
            isClean: attempt?.couldBeClean == true && feedback.verdict == .ok)
    }
}

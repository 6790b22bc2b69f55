// A student's work on one exercise: what has been typed, what was said about it, and what comes next. It never moves on by itself.

public import Capture

/// The work on an exercise.
public struct Work: Sendable {
    /// The exercise with its bytes.
    public private(set) var assignment: Assignment
    /// What is answered now; once all is done, the last step.
    public private(set) var step = Step.main
    /// What has been typed, also where it was not checked.
    public var drafts: [Step: String] = [:]
    /// What was said about the last answers.
    public private(set) var feedback: [Step: Feedback] = [:]
    /// The answers that it was said about.
    public private(set) var checked: [Step: String] = [:]
    /// How many answers to each step were graded since the bytes were drawn.
    public private(set) var attempts: [Step: Int] = [:]
    /// Whether the parts stand in another order since the last answer.
    public private(set) var isShuffled = false
    /// How many of the hints were asked for.
    public private(set) var hintsShown = 0
    /// The hint that is shown now; nil while an answer's feedback is.
    public private(set) var hint: Int?
    /// Whether all steps are passed.
    public private(set) var isDone = false
    /// Of a live exercise: what the student expects, once asked for it.
    public var prediction: String?
    /// Of a live exercise: which goals are met so far.
    public private(set) var goalsMet: [Bool]
    /// Of a live exercise: the number of the connection that meets most goals so far; nil before anything has come.
    public private(set) var goalsConnection: Int?
    /// Of a live exercise: whether its recorded twin is worked on.
    public private(set) var isTwin = false
    /// Of a live exercise: the work on the one of the two that is not worked on.
    private var other = Page()
    /// Where the connections were when a live exercise was opened; only what comes after counts.
    private(set) var mark: LogMark?
    /// Where they were when they were last looked at: what came since may be a known mistake.
    private var lastMark: LogMark?
    /// How many known mistakes a client has made since.
    private(set) var remarkCount = 0

    init(_ assignment: Assignment) {
        self.assignment = assignment
        goalsMet = assignment.goals.map { _ in false }
    }

    /// The exercise.
    public var exercise: Exercise { assignment.exercise }

    /// What is typed for the present step.
    public var draft: String {
        get { drafts[step] ?? "" }
        set { (drafts[step], isEdited) = (newValue, true) }
    }

    /// Whether something was typed since the last answer was checked.
    public private(set) var isEdited = false

    /// What was said about the last answer to the present step.
    public var lastFeedback: Feedback? { feedback[step] }

    /// Whether the present step is passed, so that the next key goes on.
    public var isPassed: Bool { feedback[step]?.verdict.passes == true }

    /// The hints, filled: those of the recorded twin where that is worked on.
    public var hints: [String] { isTwin ? assignment.twinHints : assignment.hints }

    /// Whether an answer that is right now would be clean: the first one, and without the last hint.
    private var couldBeClean: Bool {
        attempts[step, default: 0] == 0 && (hintsShown < hints.count || hintsShown == 0 || step != .main)
    }

    /// Grades an answer to the present step. Returns what is to be kept of it; nil for an answer that could not be read, which does
    /// not count.
    ///
    /// - Parameter time: When it was given, as ISO 8601.
    public mutating func check(_ answer: String, time: String) -> Attempt? {
        (drafts[step], isEdited, isShuffled) = (answer, false, false)
        let feedback = assignment.grade(answer, step)
        let isEarly = step == .main && attempts[.main, default: 0] < Self.countedAttempts
        return take(isEarly ? feedback.counted(exercise.kind) : feedback, answer, time: time)
    }

    /// After how many wrong attempts the parts that are wrong are named; before, only how many are right is said.
    public static let countedAttempts = 2

    private mutating func take(_ feedback: Feedback, _ answer: String, time: String) -> Attempt? {
        hint = nil
        var feedback = feedback
        if feedback.verdict.passes, step == .main, exercise.kind == .live { feedback.say = outcomeWords }
        self.feedback[step] = feedback
        checked[step] = answer
        guard feedback.verdict != .unreadable else { return nil }
        let attempt = Attempt(
            id: exercise.fullID + step.suffix, verdict: feedback.verdict, answer: assignment.kept(answer, step),
            hints: step == .main ? hintsShown : 0,
            couldBeClean: couldBeClean, time: time)
        attempts[step, default: 0] += 1
        if feedback.verdict.passes {
            isDone = step == assignment.steps.last
        } else if (exercise.kind.isPicked || step == .why), attempts[step, default: 0] % 3 == 0 {
            shuffle()
        }
        return attempt
    }

    /// What is said once a live exercise is done: the guess, and what was to be seen.
    private var outcomeWords: String? {
        let guess = prediction.map { AnswerForm.trimmed($0).cut(to: 40) }.flatMap { $0.isEmpty ? nil : $0 }
        // On a recording nobody may have been asked.
        if isTwin, guess == nil { return nil }
        let words = [guess.map { "Your guess: \($0)." }, assignment.outcome].compactMap { $0 }
        return words.isEmpty ? nil : words.joined(separator: " ")
    }

    /// Takes in what was done in an earlier session: until the exercise is passed, its attempts and hints go on counting.
    mutating func remember(_ progress: Progress) {
        for step in assignment.steps {
            guard let entry = progress[exercise.fullID + step.suffix], !entry.isDone else { continue }
            attempts[step] = entry.attempts > 0 ? entry.attempts : nil
            guard step == .main else { continue }
            hintsShown = min(entry.hints, hints.count)
            // Nobody knows by now whether it was the recorded twin.
            (other.attempts, other.hintsShown) = (attempts[.main], min(entry.hints, assignment.twinHints.count))
        }
    }

    /// Goes on to the next step of the exercise; false where there is none, or this one is not passed.
    public mutating func nextStep() -> Bool {
        guard isPassed, let index = assignment.steps.firstIndex(of: step), index + 1 < assignment.steps.count else {
            return false
        }
        step = assignment.steps[index + 1]
        hint = nil
        return true
    }

    /// Goes back to the step before; false at the first.
    mutating func previousStep() -> Bool {
        guard let index = assignment.steps.firstIndex(of: step), index > 0 else { return false }
        (step, hint) = (assignment.steps[index - 1], nil)
        return true
    }

    /// Shows the next hint, or the first again after the last. Nil where there are none.
    public mutating func showHint() -> String? {
        let hints = hints
        guard !hints.isEmpty, step == .main else { return nil }
        let next = hintsShown < hints.count ? hintsShown : ((hint ?? -1) + 1) % hints.count
        hint = next
        hintsShown = max(hintsShown, next + 1)
        return hints[next]
    }

    /// The text of the hint that is shown.
    public var hintText: String? { hint.map { hints[$0] } }

    /// How many hints are left.
    public var hintsLeft: Int { max(0, hints.count - hintsShown) }

    /// Puts the choices, items or lines into another order. What was typed, and what was said about it, goes with them.
    private mutating func shuffle() {
        let before = assignment
        var round = assignment.round
        round.shuffle += 1
        draw(round)
        let answer = assignment.carried(drafts[step] ?? "", step, from: before)
        (drafts[step], checked[step], feedback[step]) = (answer, answer, assignment.grade(answer, step))
        isShuffled = true
    }

    /// Begins anew, with other bytes where they are drawn. With the same ones it is no first attempt.
    mutating func redo() {
        var round = assignment.round
        (round.number, round.shuffle) = (round.number + 1, 0)
        draw(round)
        let before = self
        self = Work(assignment)
        isTwin = before.isTwin
        guard !exercise.isRandom else { return }
        (attempts, hintsShown) = (before.attempts, before.hintsShown)
        (other.attempts, other.hintsShown) = (before.other.attempts, before.other.hintsShown)
    }

    private mutating func draw(_ round: Round) {
        // It could be drawn before, so it can be again.
        if let again = try? Assignment(exercise, assignment.library, round: round, url: assignment.url) {
            assignment = again
        }
    }

    // MARK: Live

    /// Says which address a live exercise is about.
    mutating func open(_ url: String?) { assignment.url = url }

    /// Whether the student is asked what to expect, before anything is done.
    public var asksForPrediction: Bool { isLive && prediction == nil && assignment.liveQuestion != nil }

    /// Whether it is to be done with a real client now.
    public var isLive: Bool { exercise.kind == .live && !isTwin && step == .main && !isPassed }

    /// Whether it has just been done with a real client, so that the other screens show what was done.
    public var wasDoneLive: Bool { exercise.kind == .live && !isTwin && step == .main && isPassed }

    /// Works on the recorded twin of a live exercise, or on the live one again. What was typed and said, hints and attempts are kept
    /// apart.
    public mutating func toggleTwin() {
        guard exercise.kind == .live, step == .main, !isPassed else { return }
        isTwin.toggle()
        let here = Page(
            draft: drafts[.main], feedback: feedback[.main], checked: checked[.main], attempts: attempts[.main],
            hintsShown: hintsShown)
        (drafts[.main], feedback[.main], checked[.main]) = (other.draft, other.feedback, other.checked)
        (attempts[.main], hintsShown, hint) = (other.attempts, other.hintsShown, nil)
        other = here
    }

    /// The work on a live exercise or on its twin, while the other one is worked on.
    private struct Page {
        var draft: String?
        var feedback: Feedback?
        var checked: String?
        var attempts: Int?
        var hintsShown = 0
    }

    /// Looks at what the server has seen since the exercise was opened; the demonstration client does nobody's exercise. Returns what
    /// is to be kept once all goals are met.
    public mutating func look(at conversations: [Conversation], time: String) -> Attempt? {
        guard case .live(let task) = exercise.body, isLive else { return nil }
        let conversations = conversations.filter { !$0.isDemonstration }
        let last = lastMark
        lastMark = LogMark(conversations)
        // Nothing has come: what holds is what held.
        if mark != nil, last == lastMark { return nil }
        guard let mark, let last else {
            mark = lastMark
            return nil
        }
        if let best = Condition.best(task.until.map(\.condition), in: conversations, since: mark) {
            (goalsMet, goalsConnection) = (best.met, best.conversation.number)
        }
        guard goalsMet.allSatisfy(\.self) else {
            // What was done was no answer, so no attempt is counted.
            if let remark = assignment.remark(on: conversations, since: last) {
                (feedback[step], hint) = (remark, nil)
                remarkCount += 1
            }
            return nil
        }
        var feedback = Feedback(.ok)
        feedback.parts = goalsMet.map { _ in Feedback.Part(.right) }
        return take(feedback, "done in a browser", time: time)
    }
}

extension Step {
    /// What names of answers end in: "", ".line", ".why".
    public var suffix: String { self == .main ? "" : ".\(rawValue)" }
}

// How far a student is, in words and signs: for titles and lists.

extension School {
    /// How far an exercise of the open lesson is, where the student looks at the whole of it.
    public enum Sign: Sendable, Hashable {
        case done, here, open
    }

    /// The exercises of the open lesson in their order. Before an exercise, its text counts as that exercise.
    public var signs: [Sign] {
        guard let lesson else { return [] }
        return lesson.exercises.enumerated().map { number, exercise in
            number == exerciseNumber ? .here : isDone(exercise) ? .done : .open
        }
    }

    /// The position of the present exercise, or of the next one behind a text, among those of the lesson; nil on a review, and behind the
    /// last.
    public var exerciseNumber: Int? {
        guard let lesson else { return nil }
        switch stop {
        case .reading(let page), .exercise(let page):
            let before = lesson.pages.prefix(page).count { $0.exercise != nil }
            return before < lesson.exercises.count ? before : nil
        case .review, nil: return nil
        }
    }

    /// Which exercise it is: "4 of 7", "review 1 of 2"; nil on a text.
    public var placeWords: String? {
        switch stop {
        case .exercise: exerciseNumber.map { "\($0 + 1) of \(lesson?.exercises.count ?? 0)" }
        case .review:
            "review \(index + 1) of \(stops.count { if case .review = $0 { true } else { false } })"
        case .reading, nil: nil
        }
    }

    /// What a pane with the present exercise is called: "exercise 4  predict", "review of lesson 0  decode", "exercise 4  why".
    public var exerciseWords: String {
        guard let work else { return "" }
        let what = work.step == .main ? work.exercise.kind.rawValue : work.step.rawValue
        if let number = exerciseNumber { return "exercise \(number + 1)  \(what)" }
        let review = course.lesson(work.exercise.lesson).map { "review of lesson \($0.number)" } ?? "review"
        return "\(review), \(work.exercise.againWords)  \(what)"
    }

    /// What is said of the present exercise where it is passed over; nil where it is done, and on a text.
    public var leftWords: String? {
        guard let work, !work.isDone, !isDone(work.exercise) else { return nil }
        guard let number = exerciseNumber else { return "The review is passed over." }
        let what = work.step == .main ? "Exercise \(number + 1)" : "The question about exercise \(number + 1)"
        return "\(what) is not done, and left for later."
    }

    /// What is said where a lesson begins with exercises of earlier ones; nil elsewhere.
    public var reviewWords: String? {
        guard case .review = stop, let lesson else { return nil }
        let count = stops.count { if case .review = $0 { true } else { false } }
        let what = count == 1 ? "an exercise" : "\(count) exercises"
        return
            "Before lesson \(lesson.number) begins, \(what) of earlier lessons, to see what you still know. Ctrl-N passes one over."
    }

    /// What was done in a lesson that has come to its end: "Lesson 0 ends here: 9 of 9 exercises done, 7 clean; your teacher reads 1."
    public func endWords(of lesson: Lesson) -> String {
        let count = count(of: lesson)
        let waiting = count.waiting > 0 ? "; your teacher reads \(count.waiting)" : ""
        return "Lesson \(lesson.number) ends here: \(count.done) of \(count.all) exercises done, "
            + "\(count.clean) clean\(waiting)."
    }

    /// The words that were explained so far, by the open lesson and those before it; all of them while none is open.
    public var knownWords: [LessonWords.Word] {
        guard let lesson else { return words.words }
        return words.words.filter { word in course.lesson(word.lesson).map { $0.number <= lesson.number } ?? false }
    }

    /// Whether nothing of a lesson was done yet.
    public func isUntouched(_ lesson: Lesson) -> Bool {
        lesson.exercises.allSatisfy { exercise in Self.ids(of: exercise).allSatisfy { progress[$0] == nil } }
    }
}

extension Work {
    /// Which attempt the last answer was: "2nd attempt"; nil before the first.
    public var attemptWords: String? {
        attempts[step].map { "\(Self.ordinal($0)) attempt" }
    }

    private static func ordinal(_ number: Int) -> String {
        switch (number % 10, number % 100) {
        case (_, 11...13): "\(number)th"
        case (1, _): "\(number)st"
        case (2, _): "\(number)nd"
        case (3, _): "\(number)rd"
        default: "\(number)th"
        }
    }

    /// What is to be done for the present step: the goal, or the question after it.
    public var task: String {
        switch step {
        case .main: isTwin ? assignment.twinGoal : assignment.goal
        case .line: "Which line is wrong? Type its number."
        case .why: assignment.whyQuestion?.ask ?? ""
        }
    }

    /// What can be picked for the present step; empty where nothing is picked.
    public var choices: [String] {
        switch step {
        case .main: assignment.choices
        case .why: assignment.whyQuestion?.choices ?? []
        case .line: []
        }
    }

    /// Whether the bytes may be seen, and what they mean: once the exercise itself is passed, also while a question about it is open.
    public var isUnveiled: Bool { feedback[.main]?.verdict.passes == true }

    /// What Enter does once the present step is passed.
    public var nextWords: String {
        if step == assignment.steps.last { return "Enter goes on." }
        let next = assignment.steps.firstIndex(of: step).map { $0 + 1 } ?? 0
        let isLine = assignment.steps.indices.contains(next) && assignment.steps[next] == .line
        return isLine ? "Enter: now find the line." : "Enter: one more question about it."
    }
}

// What becomes of a line that is an answer, and what is particular to live exercises.

extension LineSession {
    // MARK: Answers

    mutating func answer(_ line: String, time: String) -> Reply {
        guard let work = school.work else { return Reply(lines: ["This is a text to read. \(prompt)"]) }
        if work.isPassed { return Reply(lines: ["This is done. \(prompt)"]) }
        if needsPrediction { return predict(line) }
        if work.isLive { return Reply(lines: ["This is done in a browser or with another client. \(prompt)"]) }
        let answer: String
        switch typed.take(line, work.assignment, work.step) {
        case .more(let lines):
            if let draft = typed.draft { school.work?.draft = draft }
            return Reply(lines: lines)
        case .answer(let whole): answer = whole
        }
        let attempt = school.check(answer, time: time)
        guard let after = school.work else { return Reply() }
        // What is said is about the order in which things stood.
        let feedback =
            after.isShuffled ? work.assignment.grade(answer, work.step) : after.lastFeedback ?? Feedback(.unreadable)
        typed.learn(feedback)
        noteDone(after)
        var reply = Reply(verdict: record(feedback, after, answer: answer, attempt: attempt), attempt: attempt)
        if after.isShuffled, let said = after.lastFeedback {
            typed = TypedAnswer(after)
            // Items and lines are named by their letters, which are others now; of a choice it is said what it was.
            let isLettered = after.step == .main && [.sort, .order].contains(after.exercise.kind)
            reply.lines =
                isLettered
                ? ["Not yet."] + shuffled(after) + verdict(said, after, answer: after.draft, attempt: attempt)
                : verdict(feedback, after, answer: answer, attempt: attempt) + shuffled(after)
            reply.lines.append(prompt)
            return reply
        }
        reply.lines = verdict(feedback, after, answer: answer, attempt: attempt)
        if after.isPassed {
            reply.lines += nextLines()
        } else if feedback.verdict != .unreadable || !reply.lines.contains(where: { $0.contains("Type ") }) {
            // What could not be read was answered with what to type.
            reply.lines.append(prompt)
        }
        return reply
    }

    /// That the parts stand in another order, and that order.
    private func shuffled(_ work: Work) -> [String] {
        let bins = typed.draft == nil ? "." : ", and your bins go with them."
        // The same lines have other letters now.
        let order = work.exercise.kind == .order ? ["What you typed is now: \(work.draft)."] : []
        return ["After three attempts they stand in another order\(bins)"] + work.assignment.spoken(work.step)
            + typed.soFar(work.assignment) + order
    }

    mutating func hint() -> Reply {
        guard let hint = school.work?.showHint(), let work = school.work else {
            return Reply(lines: ["There is no hint here. \(prompt)"])
        }
        let number = (work.hint ?? 0) + 1
        return Reply(
            lines: Spoken.lines(["Hint \(number) of \(work.hints.count).", Spoken.sentence(hint)]) + [
                prompt
            ],
            hints: (work.exercise.fullID, work.hintsShown))
    }

    // MARK: Live

    /// Whether the question before a live exercise is still to be asked.
    var needsPrediction: Bool {
        guard let work = school.work, work.isLive, !hasPredicted, work.prediction == nil,
            case .live(let task) = work.exercise.body
        else { return false }
        return task.predict != nil
    }

    func predictionPrompt(_ work: Work) -> String {
        guard case .live(let task) = work.exercise.body, let question = task.predict else { return "" }
        return
            "Before it begins: \(Spoken.sentence(question)) Type b to do it on a recording, or a guess, which is not graded, or nothing."
    }

    private mutating func predict(_ line: String) -> Reply {
        hasPredicted = true
        let guess = AnswerForm.trimmed(line)
        if !guess.isEmpty { school.work?.prediction = guess }
        return Reply(lines: (school.work?.assignment.spoken(.main) ?? []) + [prompt])
    }

    /// Whether what is typed may be sent: a live exercise is open, on a server.
    var canSend: Bool { isLive && !needsPrediction && school.url != nil }

    var isBeforeTwin: Bool {
        guard let work = school.work else { return false }
        return work.exercise.kind == .live && work.step == .main && !work.isPassed
    }

    mutating func toggleTwin() -> [String] {
        school.work?.toggleTwin()
        hasPredicted = true
        return (school.work.map { $0.assignment.spoken(.main, isTwin: $0.isTwin) } ?? []) + [prompt]
    }
}

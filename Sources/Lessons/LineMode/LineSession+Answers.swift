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
        reply.lines = Spoken.lines(
            feedback, work.assignment, work.step, answer: answer, attempts: after.attempts[after.step],
            hints: attempt?.hints ?? 0)
        if after.isPassed {
            reply.lines += nextLines()
        } else if after.isShuffled {
            typed = TypedAnswer(after)
            let hasBins = typed.draft != nil
            reply.lines.append(
                "After three attempts they stand in another order" + (hasBins ? ", and your bins go with them." : "."))
            reply.lines += after.assignment.spoken(after.step) + typed.soFar(after.assignment)
            // The same lines have other letters now.
            if after.exercise.kind == .order { reply.lines.append("What you typed is now: \(after.draft).") }
            reply.lines.append(prompt)
        } else if feedback.verdict != .unreadable || !reply.lines.contains(where: { $0.contains("Type ") }) {
            // What could not be read was answered with what to type.
            reply.lines.append(prompt)
        }
        return reply
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

// A wrong program, exposed by bytes on which it differs from the right one, or cleared by bytes that it reads as well; and then the line at fault.

import WebSocketProtocol

extension Assignment {
    /// The code of the wrong program; nil where there is none, or its source is missing.
    public var listing: MutantListing? {
        guard case .mutant(let task) = exercise.body, let text = library.mutantSource(task.mutant) else { return nil }
        return Mutants.named(task.mutant)?.listing(text)
    }

    /// Whether the mistake of the wrong program comes to light in this exercise: its line is found, or the bytes show it. Where both
    /// programs agreed and nothing else is asked for, it stays hidden for an exercise that follows.
    public var revealsMistake: Bool {
        guard case .mutant(let task) = exercise.body else { return false }
        return task.line != nil || task.differs
    }

    /// How what the wrong program gets is given; nil for other exercises.
    public var mutantInput: MutantInput? { if case .mutant(let task) = exercise.body { task.input } else { nil } }

    /// Whether nothing but bytes is typed, so that each can stand alone. Words such as 101 would be taken apart.
    public var isTypedInHex: Bool {
        guard case .mutant(let task) = exercise.body, [.bytes, .reads].contains(task.input) else { return false }
        return Mutants.named(task.mutant)?.words.isEmpty ?? true
    }

    /// What the two programs have to make of the bytes, what the bytes have to be besides, and which of it is so as far as that is known.
    public func mutantGoals(_ feedback: Feedback?) -> [(words: String, isMet: Bool)] {
        guard mutantInput != nil else { return [] }
        let parts = feedback?.outputs == nil ? [] : feedback?.parts ?? []
        return goals.enumerated().map { index, goal in
            (goal.words, parts.indices.contains(index) && parts[index].state == .right)
        }
    }

    /// What is said beside an answer for a wrong program while it is typed: in which reads bytes come, or what is expected.
    public func readsRemark(_ typed: String) -> String {
        guard case .mutant(let task) = exercise.body else { return "" }
        guard let input = try? programInput(typed, task) else { return task.expected }
        return input.reading ?? ""
    }

    func gradeMutant(_ answer: String, _ task: MutantTask) -> Feedback {
        guard let mutant = Mutants.named(task.mutant) else { return .unreadable("The program is missing.") }
        let input: ProgramInput
        do throws(UnreadableAnswer) {
            input = try programInput(answer, task)
        } catch {
            return .unreadable(error.words)
        }
        guard let right = mutant.family.real(input), let wrong = mutant.output(of: input) else {
            return .unreadable("That is not for this program.")
        }
        let difference = wrong.firstDifference(from: right)
        // Where the bug does not show, the two may differ all the same: the program knows few rules.
        let isExposed = mutant.isExposed(by: input)
        let isAsAsked = task.differs ? isExposed : difference == nil
        var feedback = Feedback(isAsAsked ? .ok : .notYet)
        feedback.reading = input.reading
        feedback.outputs = Feedback.Outputs(
            right: right, wrong: wrong, difference: difference, isAsAsked: isAsAsked,
            isOtherMistake: task.differs && difference != nil && !isExposed)
        let conversations = input.conversations(mutant.family)
        // With several connections a goal is about all of them.
        let met = task.meet.map { goal in
            !conversations.isEmpty && conversations.allSatisfy { goal.condition.holds(in: $0) }
        }
        feedback.parts = ([isAsAsked] + met).map { Feedback.Part($0 ? .right : .wrong) }
        if let first = met.firstIndex(of: false) {
            feedback.verdict = .notYet
            // The first goal is what the two programs do.
            feedback.about = "goal \(first + 2) of \(feedback.parts.count)"
            feedback.gap = [GapLine(label: "goal", text: fill(task.meet[first].words))]
        }
        guard feedback.verdict == .notYet else {
            // Where the line is not asked for, that is all there is to find.
            if task.line == nil, revealsMistake { feedback.say = listing.map { "\($0.title) Seen in \($0.field)." } }
            return feedback
        }
        if !met.contains(false), let outputs = feedback.outputs {
            let wanted =
                outputs.isOtherMistake ? "that line shows" : task.differs ? "they differ" : "both do the same"
            feedback.say = "\(outputs.comparison) Find \(task.input.noun) with which \(wanted)."
        }
        if [.bytes, .reads].contains(task.input), Self.areBits(answer) { return .unreadable(Self.bitsWords) }
        if let known = exercise.wrongs.first(where: { known in
            switch known.answer {
            case .typed(let text): (try? programInput(text, task)) == input
            case .condition(let condition): conversations.contains { condition.holds(in: $0) }
            default: false
            }
        }) {
            feedback.say = fill(known.say)
            feedback.isKnownMistake = true
        }
        return feedback
    }

    func gradeLine(_ answer: String) -> Feedback {
        guard case .mutant(let task) = exercise.body, let listing else { return .unreadable("The program is missing.") }
        guard let position = Self.pick(answer, of: listing.lines.count) else {
            return .unreadable("Type the number of a line, from 1 to \(listing.lines.count).")
        }
        var feedback = Feedback(position + 1 == listing.bugLine ? .ok : .notYet)
        feedback.say =
            feedback.verdict == .ok
            ? task.line.map { fill($0) }
            : "This line is fine." + (listing.notes[position].map { " \($0)" } ?? "")
        return feedback
    }
}

extension MutantInput {
    /// What is to be found: "bytes".
    fileprivate var noun: String {
        switch self {
        case .bytes, .reads: "bytes"
        case .cuts: "a cut"
        case .text: "a text"
        case .number: "a length"
        }
    }
}

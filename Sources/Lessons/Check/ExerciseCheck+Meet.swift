// Wrong answers that are conditions: which bytes meet them cannot be counted, but the right ones must not, and some conditions can be seen to hold never, or
// always.

import Capture
import WebSocketProtocol

extension ExerciseCheck {
    /// Checks the conditions of wrong answers, once.
    mutating func checkConditions() {
        let wrongs = exercise.wrongs.compactMap { wrong -> (condition: Condition, line: Int)? in
            if case .condition(let condition) = wrong.answer { (condition, wrong.line) } else { nil }
        }
        for (index, wrong) in wrongs.enumerated() {
            if let twin = wrongs[..<index].first(where: { $0.condition == wrong.condition }) {
                report("the same condition stands in line \(twin.line), so this is never said", line: wrong.line)
            }
        }
        switch exercise.body {
        case .build(let task): check(wrongs, reference: task.reference, from: task.from)
        case .mutant(let task): check(wrongs, reference: task.reference, from: task.from)
        case .live(let task): check(wrongs, task)
        default: break
        }
    }

    // MARK: Bytes that are typed

    private mutating func check(_ wrongs: [(condition: Condition, line: Int)], reference: String, from: Endpoint) {
        let right = conversation(typed: reference, from: from)
        for (condition, line) in wrongs {
            if condition.needsFrame(from: from.peer) {
                report(
                    "this is never met: all bytes here are those of the \(from.rawValue); leave from == \(from.peer.rawValue) out",
                    line: line)
            } else if let right, condition.holds(in: right) {
                report(
                    "this wrong answer is right: the reference, \(reference.inQuotes), meets it too; say what is wrong in the wrong bytes",
                    line: line)
            }
        }
    }

    /// What is typed as a connection; nil where it cannot be read.
    private func conversation(typed: String, from: Endpoint) -> Conversation? {
        guard case .mutant(let task) = exercise.body else {
            return (try? Hex.parse(typed)).flatMap { Material(reads: [(from, $0)]).conversation }
        }
        guard exercise.source?.isRandom != true, let family = Mutants.named(task.mutant)?.family,
            let assignment = try? Assignment(exercise, library, round: Round(seed: "0"), url: Self.url)
        else { return nil }
        return (try? assignment.programInput(typed, task))?.conversations(family).first
    }

    /// The line of a condition that is met by what another wrong answer types, and stands before it; nil where there is none.
    func lineHiding(_ index: Int, typed: String) -> Int? {
        let from: Endpoint
        switch exercise.body {
        case .build(let task): from = task.from
        case .mutant(let task): from = task.from
        default: return nil
        }
        guard let conversation = conversation(typed: typed, from: from) else { return nil }
        return exercise.wrongs[..<index].first { wrong in
            if case .condition(let condition) = wrong.answer { condition.holds(in: conversation) } else { false }
        }?.line
    }

    // MARK: What is done live

    private mutating func check(_ wrongs: [(condition: Condition, line: Int)], _ task: LiveTask) {
        let steps =
            library.recording(task.recorded.recording)?.rightSteps(
                task.until.map(\.condition).filter { !$0.countsConnections }) ?? []
        for (condition, line) in wrongs {
            if let words = condition.needsMoreThanNew {
                report(
                    "in a live exercise, only what has just come is looked at, mostly one frame, so \(words); write what is wrong in one frame or "
                        + "message, or close == N", line: line)
            } else if condition.holds(in: Conversation(number: 1)) {
                report("this holds before anything is sent, so it would be said to everybody", line: line)
            } else if steps.contains(where: { condition.holds(in: $0.conversation, since: $0.since) }) {
                report(
                    "this is met on the right way too, as \(task.recorded.recording) shows it; say what is wrong in a wrong one",
                    line: line)
            }
        }
    }
}

extension Condition {
    /// Whether it asks for a frame or a message of an endpoint.
    fileprivate func needsFrame(from endpoint: Endpoint) -> Bool {
        terms.contains { term in
            guard !term.isNegated, case .chain(let steps) = term.kind else { return false }
            return steps.contains { step in
                switch step {
                case .frame(let tests): tests.contains(.from(endpoint))
                case .message(let tests): tests.contains(.from(endpoint))
                case .action: false
                }
            }
        }
    }

    /// Why it cannot be judged by what has just come; nil where it can.
    fileprivate var needsMoreThanNew: String? {
        for term in terms {
            switch term.kind {
            case .count(let tally, _, _): return "\(tally.unit.rawValue) cannot be counted"
            case .chain(let steps) where steps.count > 1: return "\"then\" has nothing before it"
            default: break
            }
        }
        return nil
    }
}

extension Conversation {
    /// How many events a recording may have to be played step by step.
    private static let playLimit = 400

    /// The steps in which some goals are met, from as late a start as possible: what has just come is what came since the step before. Empty where they
    /// are never met, and in long recordings.
    fileprivate func rightSteps(_ goals: [Condition]) -> [(conversation: Conversation, since: LogPlace)] {
        guard events.count <= Self.playLimit else { return [] }
        var steps: [Conversation] = [Conversation(number: number)]
        for event in events {
            guard var next = steps.last else { break }
            next.add(event)
            steps.append(next)
        }
        func areMet(from start: Int, to end: Int) -> Bool {
            !Condition.met(goals, in: [steps[end]], since: LogMark([steps[start]])).contains(false)
        }
        guard let end = steps.indices.dropFirst().first(where: { areMet(from: 0, to: $0) }),
            let start = (0..<end).last(where: { areMet(from: $0, to: end) })
        else { return [] }
        return (start + 1...end).map { (steps[$0], LogPlace(steps[$0 - 1])) }
    }
}

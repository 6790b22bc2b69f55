// By which frames a condition is met, and how many of what it counts there were, so that this can be shown to the one who sent them.

import Capture
import WebSocketProtocol

extension Condition {
    /// The frames that meet it, in their order, of a chain one for each step; of a message its first. Empty where it is about something else.
    ///
    /// - Parameter since: How far the connection was when an exercise was opened: only what comes after counts.
    func frames(in conversation: Conversation, since: LogPlace) -> [FrameRecord] {
        let scope = ConditionScope(conversation: conversation, since: since, connections: 1)
        return terms.flatMap { term -> [FrameRecord] in
            guard !term.isNegated, case .chain(let steps) = term.kind else { return [] }
            return scope.chain(of: steps).compactMap { scope.frame(of: $0) }
        }
    }

    /// What it counts, in words: "3 reads from the client", "100 frames from the client".
    ///
    /// - Parameters:
    ///   - since: How far the connection was when an exercise was opened: only what comes after counts.
    ///   - all: How many connections came since.
    func counts(in conversation: Conversation, since: LogPlace, all: Int) -> [String] {
        let scope = ConditionScope(conversation: conversation, since: since, connections: all)
        let tallies = terms.flatMap { term -> [Tally] in
            guard case .count(let tally, _, let amount) = term.kind else { return [] }
            if case .tally(let other) = amount { return [tally, other] }
            return [tally]
        }
        return tallies.map { tally in
            let noun = String(tally.unit.rawValue.dropLast())
            return Count.words(scope.count(tally), noun) + (tally.sender.map { " from the \($0.rawValue)" } ?? "")
        }
    }
}

extension ConditionScope {
    /// What meets the steps of a chain: the first that ends it, and before each the first that leads to it.
    fileprivate func chain(of steps: [ChainStep]) -> [Found] {
        var chain: [Found] = []
        for index in steps.indices.reversed() {
            var found: Found?
            let next = chain.first
            _ = isReached(Array(steps[...index])) { candidate in
                if let next {
                    guard candidate.end < next.start, compares(next, with: candidate, steps[index + 1].relations) else {
                        return false
                    }
                }
                found = candidate
                return true
            }
            guard let found else { return [] }
            chain.insert(found, at: 0)
        }
        return chain
    }

    private func compares(_ found: Found, with before: Found, _ relations: [Relation]) -> Bool {
        relations.allSatisfy { relation in
            guard let one = value(of: relation.trait, before), let other = value(of: relation.trait, found) else {
                return false
            }
            return (one == other) == relation.isSame
        }
    }

    fileprivate func frame(of found: Found) -> FrameRecord? {
        switch found.kind {
        case .frame(let frame): frame
        case .message(let message): dissection.frame(message.firstFrame, from: message.from)
        case .action: nil
        }
    }
}

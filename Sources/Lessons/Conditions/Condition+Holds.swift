// Whether a condition holds, for all that was typed or logged.

public import Capture
import WebSocketProtocol

extension Condition {
    /// Whether it holds for what was typed or logged on a connection so far.
    ///
    /// - Parameters:
    ///   - since: For an exercise that is done live, how far the connection was when it was opened: only what comes after counts.
    ///   - all: How many connections came since, for `connections`.
    public func holds(in conversation: Conversation, since: LogPlace? = nil, all: Int = 1) -> Bool {
        let scope = ConditionScope(conversation: conversation, since: since ?? .start, connections: all)
        return terms.allSatisfy { $0.holds(in: scope) }
    }
}

extension Term {
    func holds(in scope: ConditionScope) -> Bool { kind.value(in: scope).map { $0 != isNegated } ?? false }
}

extension Term.Kind {
    /// Whether it holds; nil where something is unknown, so that neither it holds nor its opposite.
    func value(in scope: ConditionScope) -> Bool? {
        switch self {
        case .valid: scope.isValid
        case .broken: scope.breaks()
        case .incomplete: scope.unfinished != nil && !scope.breaks()
        case .clean: scope.isClean
        case .violates(let rule): scope.breaks(rule)
        case .received(let comparison, let number): scope.received.map { comparison($0, number) }
        case .remaining(let comparison, let number): scope.remaining.map { comparison($0, number) }
        case .state(let endpoint, let isEqual, let name): scope.state(of: endpoint).map { ($0 == name) == isEqual }
        case .close(let comparison, let number): scope.closeCode.map { comparison($0, number) }
        case .status(let comparison, let number): scope.status.map { comparison($0, number) }
        case .count(let tally, let comparison, let amount): comparison(scope.count(tally), scope.count(amount))
        case .chain(let steps): scope.has(steps)
        case .byte(let tests): scope.firstFrame { scope.hasByte(of: $0, tests) } != nil
        case .row(let row): scope.has(row)
        }
    }
}

extension ConditionScope {
    /// Whether at least one frame is complete, none is incomplete, and no rule is broken.
    fileprivate var isValid: Bool {
        firstFrame { _ in true } != nil && firstFrame { !$0.isComplete } == nil && !breaks()
    }

    fileprivate func count(_ amount: Amount) -> UInt64 {
        switch amount {
        case .number(let number): number
        case .tally(let tally): count(tally)
        }
    }

    func hasOne(_ step: ChainStep) -> Bool {
        switch step {
        case .frame(let tests): firstFrame { meets($0, tests) } != nil
        case .action(let name): items.contains { $0.kind.action?.name == name }
        case .message(let tests): Endpoint.allCases.contains { messages(from: $0).contains { meets($0, tests) } }
        }
    }

    /// Whether there are such frames and messages in that order.
    fileprivate func has(_ steps: [ChainStep]) -> Bool {
        if let step = steps.first, steps.count == 1 { return hasOne(step) }
        return isReached(steps) { _ in true }
    }

    fileprivate func has(_ row: Row) -> Bool {
        guard let item = conversation.item(of: row.place) else { return false }
        return item >= since.items
    }
}

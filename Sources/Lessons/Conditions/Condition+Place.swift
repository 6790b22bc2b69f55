// Whether a condition holds at a place, for `find`: the student puts the cursor there.

public import Capture
import WebSocketProtocol

extension Condition {
    /// Whether it holds at a place.
    ///
    /// A frame is meant also by each of its bytes. `frame(…)` and `message(…)` are about that frame; a chain is about its last step,
    /// with the others before it. `byte(…)` holds only at a byte, `row(…)` only at that row. `broken` and `violates` are about the place: a
    /// frame, the byte that breaks the rule, a head of the handshake. All else is about the connection as a whole.
    public func holds(at place: Place, in conversation: Conversation) -> Bool {
        let scope = ConditionScope(conversation: conversation, since: .start, connections: 1)
        guard scope.exists(place) else { return false }
        return terms.allSatisfy { $0.holds(at: place, in: scope) }
    }
}

extension Condition {
    /// Whether it can hold at one byte of a frame and not at another.
    var isAboutBytes: Bool {
        terms.contains { term in
            switch term.kind {
            case .byte, .broken, .violates: true
            default: false
            }
        }
    }
}

extension Condition {
    /// Whether one byte is asked for, and not a frame.
    var isOneByte: Bool {
        terms.contains { term in if case .byte = term.kind { !term.isNegated } else { false } }
    }

    /// The same without what it asks of single bytes.
    var withoutBytes: Condition {
        Condition(
            terms: terms.filter { term in
                switch term.kind {
                case .byte, .broken, .violates: false
                default: true
                }
            })
    }
}

extension Term {
    fileprivate func holds(at place: Place, in scope: ConditionScope) -> Bool {
        let value: Bool? =
            switch kind {
            case .broken: !scope.violations(at: place).isEmpty
            case .violates(let rule): scope.violations(at: place).contains { $0.rule == rule }
            case .chain(let steps): scope.canEnd(steps, at: place) ? scope.ends(steps, at: place) : nil
            case .byte(let tests): scope.byte(at: place, tests)
            case .row(let row): row.place == place
            default: kind.value(in: scope)
            }
        return value.map { $0 != isNegated } ?? false
    }
}

extension ConditionScope {
    fileprivate func exists(_ place: Place) -> Bool {
        switch place {
        case .request, .answer, .action, .end: conversation.item(of: place) != nil
        case .frame: frame(at: place) != nil
        case .byte(_, _, let byte): frame(at: place).map { (0..<$0.received).contains(byte) } ?? false
        }
    }

    fileprivate func frame(at place: Place) -> FrameRecord? {
        switch place {
        case .frame(let from, let number), .byte(let from, let number, _): dissection.frame(number: number, from: from)
        case .request, .answer, .action, .end: nil
        }
    }

    fileprivate func byte(at place: Place, _ tests: [ByteTest]) -> Bool? {
        guard case .byte(_, _, let byte) = place, let frame = frame(at: place) else { return nil }
        return meets(frame, byte: byte, tests)
    }

    /// Whether a chain is about such a place: about a server action, or a frame and what it belongs to.
    fileprivate func canEnd(_ steps: [ChainStep], at place: Place) -> Bool {
        if case .action? = steps.last { return conversation.action(at: place) != nil }
        return frame(at: place) != nil
    }

    /// Whether a chain ends with the server action at a place, with the frame there, or with the message that this belongs to.
    fileprivate func ends(_ steps: [ChainStep], at place: Place) -> Bool {
        if case .action = place { return isReached(steps) { $0.start == conversation.item(of: place) } }
        guard let frame = frame(at: place) else { return false }
        // One step is about the frame alone; a chain has to be followed through the whole log.
        if steps.count == 1, case .frame(let tests)? = steps.first { return meets(frame, tests) }
        return isReached(steps) { found in
            switch found.kind {
            case .frame(let other): other.from == frame.from && other.index == frame.index
            case .message(let message): message.from == frame.from && message.index == frame.message
            case .action: false
            }
        }
    }

    fileprivate func violations(at place: Place) -> [Violation] {
        switch place {
        case .request: return dissection.exchanges.numbers.flatMap { dissection.exchanges[$0]?.requestViolations ?? [] }
        case .answer: return dissection.exchanges.numbers.flatMap { dissection.exchanges[$0]?.responseViolations ?? [] }
        case .action, .end: return []
        case .frame: return frame(at: place)?.violations ?? []
        case .byte(_, _, let byte):
            guard let frame = frame(at: place) else { return [] }
            return frame.violations.filter { $0.range.contains(frame.offset + byte) }
        }
    }
}

// Where a condition that does not hold fails first, for feedback. It says what is there, never what should be: that is the answer.

public import Capture
public import WebSocketProtocol

/// What keeps a condition from holding.
public struct ConditionFailure: Sendable, Hashable {
    /// One or more sentences, behind a colon as well as alone: "byte 7 is missing, the second byte of the payload."
    public let words: String
    /// The first byte that it is about, counted from 0 in all frames of the endpoint; nil where it is about none.
    public let byte: Int?
    /// Where that is said.
    public let citation: Citation?

    init(_ words: String, byte: Int? = nil, citation: Citation? = nil) {
        (self.words, self.byte, self.citation) = (words, byte, citation)
    }
}

extension Condition {
    /// What keeps it from holding for the bytes that an endpoint sent; nil where it holds, and where nothing can be named.
    ///
    /// Only the bytes of that endpoint are named.
    public func failure(in conversation: Conversation, from sender: Endpoint) -> ConditionFailure? {
        let scope = ConditionScope(conversation: conversation, since: .start, connections: 1)
        return terms.first { !$0.holds(in: scope) }?.failure(in: scope, from: sender)
    }
}

extension Term {
    /// What keeps it from holding, which it does not.
    fileprivate func failure(in scope: ConditionScope, from sender: Endpoint) -> ConditionFailure? {
        switch kind {
        case .valid where !isNegated:
            if let broken = scope.broken(from: sender) { return broken }
            if let frame = scope.frames(from: sender).first(where: { !$0.isComplete }) {
                return scope.missing(in: frame)
            }
            return scope.frames(from: sender).isEmpty
                ? ConditionFailure("byte 0 is missing, the first byte of a frame.", byte: 0, citation: "5.2") : nil
        case .incomplete where !isNegated:
            if let broken = scope.broken(from: sender) { return broken }
            return ConditionFailure("no frame is incomplete.", byte: nil)
        case .incomplete:
            return scope.unfinished.flatMap { $0.from == sender ? scope.missing(in: $0) : nil }
        case .broken where !isNegated: return ConditionFailure("no rule is broken.")
        case .broken: return scope.broken(from: sender)
        case .violates where !isNegated:
            return scope.broken(from: sender) ?? ConditionFailure("no rule is broken.")
        case .violates(let rule): return scope.broken(from: sender, rule)
        case .valid: return ConditionFailure("no rule is broken, and nothing is missing.")
        case .received: return scope.receivedFailure
        case .remaining: return scope.remainingFailure(from: sender)
        case .state(let endpoint, _, _):
            return scope.state(of: endpoint).map { ConditionFailure("the \(endpoint.rawValue) is \($0).") }
        case .close:
            return ConditionFailure(scope.closeCode.map { "the close code is \($0)." } ?? "there is no Close.")
        case .status:
            return ConditionFailure(scope.status.map { "the status is \($0)." } ?? "there is no response.")
        case .clean: return scope.cleanFailure
        case .count(let tally, _, .number): return ConditionFailure("there \(scope.amount(tally)).")
        case .count(let tally, _, .tally(let other)):
            return ConditionFailure("there \(scope.amount(tally)), and there \(scope.amount(other)).")
        case .chain(let steps): return scope.failure(of: steps, isNegated: isNegated, from: sender)
        case .byte, .row: return nil
        }
    }
}

extension ConditionScope {
    /// The first rule that the frames of an endpoint break, or the first breach of one rule.
    fileprivate func broken(from sender: Endpoint, _ rule: Rule? = nil) -> ConditionFailure? {
        let ofFrames = frames(from: sender).lazy.flatMap(\.violations)
        if let violation = ofFrames.first(where: { rule == nil || $0.rule == rule }) {
            return ConditionFailure(violation.words, byte: violation.range.lowerBound, citation: violation.citation)
        }
        // Positions in heads are not positions among the frames, nor are those of the peer.
        let others = otherViolations + frames(from: sender.peer).flatMap(\.violations)
        return others.first { rule == nil || $0.rule == rule }.map {
            ConditionFailure($0.words, citation: $0.citation)
        }
    }

    /// The first byte that an incomplete frame lacks, and what it would be.
    func missing(in frame: FrameRecord) -> ConditionFailure {
        let byte = frame.offset + frame.received
        let (what, field): (String, FrameField) =
            switch conversation.explanation(of: frame).state {
            case .inHeader(.length, _, _): ("which holds MASK and the length", .mask)
            case .inHeader(let field, let has, let of):
                ("the \(Self.ordinal(has + 1)) of the \(of) bytes of the \(field.name)", field)
            case .inPayload(let has, _): ("the \(Self.ordinal(has + 1)) byte of the payload", .payload)
            case .complete: ("of which nothing is known", .payload)
            }
        return ConditionFailure("byte \(byte) is missing, \(what).", byte: byte, citation: field.citation)
    }

    /// "first", "second"; "11th" and so on behind "tenth".
    static func ordinal(_ number: Int) -> String {
        let names = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
        if (1...names.count).contains(number) { return names[number - 1] }
        let isTeen = (11...13).contains(number % 100)
        let ending = isTeen ? "th" : number % 10 == 1 ? "st" : number % 10 == 2 ? "nd" : number % 10 == 3 ? "rd" : "th"
        return "\(number)\(ending)"
    }

    fileprivate var receivedFailure: ConditionFailure {
        guard let received else { return ConditionFailure("no frame is incomplete.") }
        return ConditionFailure("\(Count.words(received, "byte")) of the incomplete frame \(Count.be(received)) there.")
    }

    fileprivate func remainingFailure(from sender: Endpoint) -> ConditionFailure {
        if let remaining {
            return ConditionFailure(
                unfinished == nil
                    ? "no frame is incomplete." : "the frame that has begun lacks \(Count.words(remaining, "byte")).")
        }
        guard let unfinished, unfinished.from == sender else { return ConditionFailure("there is no frame.") }
        let missing = missing(in: unfinished)
        return ConditionFailure(
            "how long the frame is cannot be known yet: \(missing.words)", byte: missing.byte, citation: "5.2")
    }

    fileprivate var cleanFailure: ConditionFailure {
        switch isClean {
        case nil where dissection.outcome == nil: ConditionFailure("the connection has not ended.", citation: "7.1.4")
        case nil: ConditionFailure("bytes are missing, so how the connection ended is not known.")
        case true?: ConditionFailure("the connection ended with both Closes.", citation: "7.1.4")
        case false?: ConditionFailure("the connection ended without both Closes.", citation: "7.1.4")
        }
    }

    /// "are 2 complete frames of the client", "is 1 connection".
    fileprivate func amount(_ tally: Tally) -> String {
        let count = count(tally)
        let noun =
            switch tally.unit {
            case .frames: "complete frame"
            case .messages: "complete message"
            case .reads: "read"
            case .connections: "connection"
            }
        return "\(Count.be(count)) \(Count.words(count, noun))" + (tally.sender.map { " of the \($0.rawValue)" } ?? "")
    }
}

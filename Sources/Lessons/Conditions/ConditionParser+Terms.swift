// The terms of a condition: about all that was typed or logged, about frames and messages, and about places.

import WebSocketProtocol

extension ConditionParser {
    mutating func term(isNegated: Bool) throws(ConditionError) -> Term {
        guard let word, !["and", "or", "then"].contains(word) else {
            if token.kind == .open {
                throw problem("parentheses stand only behind frame, message, action, byte and row; leave them out")
            }
            throw problem(
                token.kind == .end ? "a term is missing at the end" : "a term is missing before \(token.words)")
        }
        switch word {
        case "valid": return plain(.valid, isNegated)
        case "broken": return plain(.broken, isNegated)
        case "incomplete": return plain(.incomplete, isNegated)
        case "clean": return plain(.clean, isNegated)
        case "violates":
            _ = take()
            return Term(isNegated: isNegated, kind: .violates(try rule()))
        case "received", "remaining":
            _ = take()
            let comparison = if case .comparison = token.kind { try comparison(word) } else { Comparison.equal }
            let number = try number(word)
            let turned = isNegated ? comparison.opposite : comparison
            return Term(kind: word == "received" ? .received(turned, number) : .remaining(turned, number))
        case "state": return try state(isNegated)
        case "close", "status":
            _ = take()
            let comparison = try comparison(word)
            let turned = isNegated ? comparison.opposite : comparison
            let number = try number(word)
            return Term(kind: word == "close" ? .close(turned, number) : .status(turned, number))
        case "frame", "message", "action": return Term(isNegated: isNegated, kind: .chain(try chain()))
        case "byte":
            _ = take()
            return Term(
                isNegated: isNegated,
                kind: .byte(
                    try tests("byte") { parser, isNegated throws(ConditionError) in
                        try parser.byteTest(isNegated: isNegated)
                    }))
        case "row": return Term(isNegated: isNegated, kind: .row(try row()))
        default:
            guard let tally = try tally() else {
                throw unknown("a word of conditions", Self.words, shown: Self.someWords)
            }
            let comparison = try comparison(word)
            return Term(kind: .count(tally, isNegated ? comparison.opposite : comparison, try amount(tally)))
        }
    }

    /// The words that a term may begin with, and those that nobody who looks for one needs to guess.
    private static let words = wordsAboutAll + ["frame", "message", "action", "byte", "row", "not"] + frameWords
    private static let someWords = wordsAboutAll + ["a word of a frame such as opcode, masked, length"]

    private mutating func plain(_ kind: Term.Kind, _ isNegated: Bool) -> Term {
        _ = take()
        return Term(isNegated: isNegated, kind: kind)
    }

    private mutating func state(_ isNegated: Bool) throws(ConditionError) -> Term {
        _ = take()
        let endpoint = try endpoint()
        let isEqual = try equality("state")
        guard let word, ConnectionState.names.contains(word) else {
            throw unknown("a state", ConnectionState.names)
        }
        _ = take()
        return Term(kind: .state(endpoint, isEqual: isEqual != isNegated, word))
    }

    private mutating func chain() throws(ConditionError) -> [ChainStep] {
        var steps = [try step()]
        while skip(.word("then")) {
            guard word == "frame" || word == "message" || word == "action" else {
                throw problem("behind \"then\" stands frame(…), message(…) or action(…), not \(token.words)")
            }
            let place = token
            let step = try step(behind: steps.last)
            switch steps.last {
            case .message? where step.relations.contains { $0.trait == .maskingKey }:
                throw problem("a message has no masking key to compare with; write frame(…) before \"then\"", at: place)
            case .action? where !step.relations.isEmpty:
                throw problem("an action has nothing to compare with; write frame(…) before \"then\"", at: place)
            default: break
            }
            steps.append(step)
        }
        return steps
    }

    private mutating func step(behind step: ChainStep? = nil) throws(ConditionError) -> ChainStep {
        let isLater = step != nil
        if word == "action" { return .action(try action()) }
        if take().kind == .word("frame") {
            return .frame(
                try tests("frame") { parser, isNegated throws(ConditionError) in
                    try parser.frameTest(isNegated: isNegated, isLater: isLater)
                })
        }
        return .message(
            try tests("message") { parser, isNegated throws(ConditionError) in
                try parser.messageTest(isNegated: isNegated, isLater: isLater)
            })
    }

    /// What stands in parentheses behind a name.
    private mutating func tests<Test>(
        _ name: String, _ test: (inout ConditionParser, Bool) throws(ConditionError) -> Test
    ) throws(ConditionError) -> [Test] {
        guard skip(.open) else { throw problem("\(name) needs parentheses: \(Self.examples[name] ?? name)") }
        guard token.kind != .close else {
            throw problem("nothing stands in the parentheses; write such as \(Self.examples[name] ?? name)")
        }
        var all: [Test] = []
        repeat {
            let isNegated = try isNegated()
            all.append(try test(&self, isNegated))
        } while try isFollowedByAnd(until: .close)
        _ = take()
        return all
    }

    private static let examples = [
        "frame": "frame(from == server and length == 7)", "message": "message(kind == text and frames == 3)",
        "byte": "byte(field == length and from == client), or byte 0 == 81 for a byte of a frame", "row": "row(101)",
        "action": "action(reading-held)",
    ]

    private mutating func action() throws(ConditionError) -> String {
        _ = take()
        guard skip(.open) else { throw problem("action needs parentheses: \(Self.examples["action"] ?? "")") }
        guard let name = word else {
            throw problem(
                "the name of a server action is missing; write one such as \(Self.examples["action"] ?? ""), "
                    + "as a recording has it as its decision")
        }
        _ = take()
        guard skip(.close) else { throw problem("a parenthesis is not closed; write \")\"") }
        return name
    }

    private mutating func row() throws(ConditionError) -> Row {
        _ = take()
        guard skip(.open) else { throw problem("row needs parentheses: \(Self.examples["row"] ?? "")") }
        guard let row = word.flatMap(Row.init(rawValue:)) else {
            throw unknown("a row", Row.allCases.map(\.rawValue))
        }
        _ = take()
        guard skip(.close) else { throw problem("a parenthesis is not closed; write \")\"") }
        return row
    }

    // MARK: Counts

    /// What is counted; nil where something else comes next.
    private mutating func tally() throws(ConditionError) -> Tally? {
        guard let unit = word.flatMap(Tally.Unit.init(rawValue:)) else { return nil }
        _ = take()
        guard word == "of" else { return Tally(unit: unit) }
        guard unit != .connections else {
            throw problem("connections are of both sides; leave out \"of\" and the name behind it")
        }
        _ = take()
        return Tally(unit: unit, sender: try endpoint())
    }

    private mutating func amount(_ other: Tally) throws(ConditionError) -> Amount {
        if let tally = try tally() { return .tally(tally) }
        return .number(try number(other.unit.rawValue))
    }
}

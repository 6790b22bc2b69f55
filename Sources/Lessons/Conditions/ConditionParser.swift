// From text to terms:
//
//    condition   term and term …                    words of a frame, wherever they stand, are about one frame
//    term        [not] valid | broken | incomplete | clean | violates RULE | state ENDPOINT == NAME | close == CODE
//                [not] received N | remaining N | COUNT == N | COUNT < COUNT | WORD OF A FRAME
//                [not] step then step …  |  [not] byte(test and test …)  |  [not] row(NAME)
//    step        frame(test and test …)  |  message(test and test …)
//
// The words in parentheses are in ConditionParser+Tests.

import WebSocketProtocol

/// Reads a condition from its first to its last token.
struct ConditionParser {
    private let tokens: [ConditionToken]
    private var index = 0

    init(_ text: String) throws(ConditionError) {
        // Nobody writes a longer one, and somebody may open a file of something else.
        guard text.utf8.count <= Self.longest else {
            throw ConditionError(
                position: 0, words: "a condition of more than \(Self.longest) bytes; write several shorter ones")
        }
        tokens = try ConditionToken.all(of: text)
    }

    private static let longest = 10_000

    mutating func condition() throws(ConditionError) -> [Term] {
        guard token.kind != .end else {
            throw problem("the condition is missing; write one such as valid, or opcode == text")
        }
        var terms: [Term] = []
        var ofOneFrame: [FrameTest] = []
        // Where the term about one frame stands: in place of the first of its words.
        var place = 0
        repeat {
            let isNegated = try isNegated()
            if let test = try bareFrameTest(isNegated: isNegated) {
                if ofOneFrame.isEmpty { place = terms.count }
                ofOneFrame.append(test)
            } else {
                terms.append(try term(isNegated: isNegated))
            }
        } while try isFollowedByAnd(until: .end)
        if !ofOneFrame.isEmpty { terms.insert(Term(kind: .chain([.frame(ofOneFrame)])), at: place) }
        return terms
    }

    // MARK: Tokens

    var token: ConditionToken { tokens[index] }

    /// The next token, which is used up; the end never is.
    mutating func take() -> ConditionToken {
        defer { if index < tokens.count - 1 { index += 1 } }
        return tokens[index]
    }

    /// The next token where it is a word.
    var word: String? { if case .word(let word) = token.kind { word } else { nil } }

    mutating func skip(_ kind: ConditionToken.Kind) -> Bool {
        guard token.kind == kind else { return false }
        _ = take()
        return true
    }

    private var isFollowedByParenthesis: Bool { index + 1 < tokens.count && tokens[index + 1].kind == .open }

    func problem(_ words: String, at place: ConditionToken? = nil) -> ConditionError {
        ConditionError(position: (place ?? token).position, words: words)
    }

    /// What is wrong with a token that is a word unlike those that may stand there; `what` is what was expected.
    func unknown(_ what: String, _ names: [String], at place: ConditionToken? = nil) -> ConditionError {
        let place = place ?? token
        if place.kind == .end { return problem("\(what) is missing; write \(Self.list(names))", at: place) }
        if case .word(let word) = place.kind, let near = Spelling.nearest(to: word, in: names) {
            return problem("\(place.words) is not \(what); did you mean \"\(near)\"?", at: place)
        }
        return problem("\(place.words) is not \(what); write \(Self.list(names))", at: place)
    }

    private static func list(_ names: [String]) -> String {
        names.count < 2 ? names.joined() : names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
    }

    // MARK: Terms

    mutating func isNegated() throws(ConditionError) -> Bool {
        guard skip(.word("not")) else { return false }
        if word == "not" { throw problem("\"not\" stands here twice; leave both out") }
        return true
    }

    /// Whether `and` comes next, behind which there is a term; if not, that the end comes next.
    mutating func isFollowedByAnd(until end: ConditionToken.Kind) throws(ConditionError) -> Bool {
        if skip(.word("and")) {
            guard token.kind != end, token.kind != .end, word != "and" else {
                throw problem("a term is missing behind \"and\"; write one, or leave \"and\" out")
            }
            return true
        }
        guard token.kind != end else { return false }
        switch token.kind {
        case .word("or"):
            throw problem(
                "there is no \"or\": all terms must hold. Write \"and\", or a term that says what both have in common")
        case .word("then"):
            throw problem("\"then\" stands only between frame(…) and message(…), outside of parentheses")
        case .end: throw problem("a parenthesis is not closed; write \")\"")
        case .close: throw problem("this parenthesis closes nothing; leave it out")
        default: throw problem("\"and\" is missing before \(token.words)")
        }
    }

    private mutating func term(isNegated: Bool) throws(ConditionError) -> Term {
        guard let word else {
            if token.kind == .open {
                throw problem("parentheses stand only behind frame, message, byte and row; leave them out")
            }
            throw problem("a term is missing before \(token.words)")
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
        case "close":
            _ = take()
            let comparison = try comparison(word)
            return Term(kind: .close(isNegated ? comparison.opposite : comparison, try number(word)))
        case "frame", "message": return Term(isNegated: isNegated, kind: .chain(try chain()))
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
            guard let tally = try tally() else { throw unknown("a word of conditions", Self.words) }
            let comparison = try comparison(word)
            return Term(kind: .count(tally, isNegated ? comparison.opposite : comparison, try amount(tally)))
        }
    }

    /// The words that a term may begin with.
    private static let words =
        ["valid", "broken", "incomplete", "violates", "received", "remaining", "state", "close", "clean"]
        + Tally.Unit.allCases.map(\.rawValue) + ["frame", "message", "byte", "row", "not"] + frameWords

    private mutating func plain(_ kind: Term.Kind, _ isNegated: Bool) -> Term {
        _ = take()
        return Term(isNegated: isNegated, kind: kind)
    }

    /// A word of a frame that stands outside of `frame(…)`; nil where something else comes next.
    private mutating func bareFrameTest(isNegated: Bool) throws(ConditionError) -> FrameTest? {
        // About all that was logged, and not about one frame.
        guard let word, word != "violates", !(word == "byte" && isFollowedByParenthesis) else { return nil }
        guard Self.frameWords.contains(word) else { return nil }
        return try frameTest(isNegated: isNegated)
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
            guard word == "frame" || word == "message" else {
                throw problem("behind \"then\" stands frame(…) or message(…), not \(token.words)")
            }
            let place = token
            let step = try step(behind: steps.last)
            if step.relations.contains(where: { $0.trait == .maskingKey }), case .message? = steps.last {
                throw problem("a message has no masking key to compare with; write frame(…) before \"then\"", at: place)
            }
            steps.append(step)
        }
        return steps
    }

    private mutating func step(behind step: ChainStep? = nil) throws(ConditionError) -> ChainStep {
        let isLater = step != nil
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
    ]

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
            throw problem("a connection has two sides; leave \"of\" out, and whose")
        }
        _ = take()
        return Tally(unit: unit, sender: try endpoint())
    }

    private mutating func amount(_ other: Tally) throws(ConditionError) -> Amount {
        if let tally = try tally() { return .tally(tally) }
        return .number(try number(other.unit.rawValue))
    }
}

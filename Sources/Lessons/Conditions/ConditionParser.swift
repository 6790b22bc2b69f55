// From text to terms:
//
//    condition   term and term …                    words of a frame, wherever they stand, are about one frame
//    term        [not] valid | broken | incomplete | clean | violates RULE | state ENDPOINT == NAME | close == CODE | status == NUMBER
//                [not] received N | remaining N | COUNT == N | COUNT < COUNT | WORD OF A FRAME
//                [not] step then step …  |  [not] byte(test and test …)  |  [not] row(NAME)
//    step        frame(test and test …)  |  message(test and test …)  |  action(NAME)
//
// Here is what joins terms; they themselves are in ConditionParser+Terms, and the words in parentheses in ConditionParser+Tests.

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

    /// What is wrong with a token that is none of the names that may stand there; `what` is what was expected.
    func unknown(_ what: String, _ names: [String], shown: [String]? = nil) -> ConditionError {
        if let word, let near = Spelling.nearest(to: word, in: names) {
            return problem("\(token.words) is not \(what); did you mean \"\(near)\"?")
        }
        let isMissing = token.kind == .end ? "\(what) is missing" : "\(token.words) is not \(what)"
        return problem("\(isMissing); write \(Self.list(shown ?? names))")
    }

    static func list(_ names: [String]) -> String {
        names.count < 2 ? names.joined() : names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
    }

    // MARK: What joins terms

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
        case .word("or"), .word("||"), .word("|"):
            throw problem("there is no \"or\": all terms must hold. Write a term that says what both have in common")
        case .word("&&"), .word("&"), .word(","): throw problem("write \"and\" instead of \(token.words)")
        case .word("then"):
            throw problem("\"then\" stands only between frame(…), message(…) and action(…), outside of parentheses")
        case .end: throw problem("a parenthesis is not closed; write \")\"")
        case .close: throw problem("this parenthesis closes nothing; leave it out")
        case .comparison:
            throw problem(
                "what stands before \(token.words) is not compared with anything; leave out all up to the next \"and\"")
        default: throw problem("\"and\" is missing before \(token.words)")
        }
    }

    /// A word of a frame that stands outside of `frame(…)`; nil where something else comes next.
    private mutating func bareFrameTest(isNegated: Bool) throws(ConditionError) -> FrameTest? {
        // About all that was logged, and not about one frame.
        guard let word, word != "violates", !(word == "byte" && isFollowedByParenthesis) else { return nil }
        guard Self.frameWords.contains(word) else { return nil }
        return try frameTest(isNegated: isNegated)
    }
}

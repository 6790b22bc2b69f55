// The words in the parentheses of frame(…), message(…) and byte(…).

import WebSocketProtocol

extension ConditionParser {
    /// The words about a frame.
    static let frameWords =
        ["from", "opcode", "masking-key", "byte", "text", "payload", "same", "other", "violates"]
        + FrameTest.Flag.allCases.map(\.rawValue) + FrameTest.Number.allCases.map(\.rawValue)
    private static let messageWords =
        ["from", "kind", "text", "compressed", "same", "other"] + MessageTest.Number.allCases.map(\.rawValue)
    private static let byteWords = ["from", "field", "index", "value"]
    /// The words about all that was logged.
    static let wordsAboutAll =
        ["valid", "broken", "violates", "incomplete", "received", "remaining", "state", "close", "status", "clean"]
        + Tally.Unit.allCases.map(\.rawValue)

    /// What is wrong with a word that does not belong into some parentheses.
    private func stray(_ name: String, _ known: [String]) -> ConditionError {
        switch word {
        case nil where token.kind == .end: problem("a parenthesis is not closed; write \")\"")
        case nil: problem("a word of \(name)(…) is missing before \(token.words)")
        case "frame", "message", "action", "row":
            problem("parentheses have no others in them; write \(token.words) outside, with \"and\"")
        case let word? where Self.wordsAboutAll.contains(word):
            problem("\"\(word)\" is about all that was typed or logged; write it outside of \(name)(…), with \"and\"")
        case let word? where name != "frame" && Self.frameWords.contains(word):
            problem(
                "\"\(word)\" is a word of frame(…), not of \(name)(…); \(name)(…) has \(known.joined(separator: ", "))")
        default: unknown("a word of \(name)(…)", known)
        }
    }

    // MARK: frame(…)

    /// - Parameter isLater: Whether it stands behind `then`, where there is something to compare with.
    mutating func frameTest(isNegated: Bool, isLater: Bool = false) throws(ConditionError) -> FrameTest {
        guard let word, Self.frameWords.contains(word) else { throw stray("frame", Self.frameWords) }
        let place = take()
        if let flag = FrameTest.Flag(rawValue: word) {
            return .flag(flag, try flagValue(word) != isNegated)
        }
        if let name = FrameTest.Number(rawValue: word) {
            let (comparison, number) = try numberTest(name, isNegated: isNegated)
            return .number(name, comparison, number)
        }
        switch word {
        case "from": return .from(try sender(isNegated: isNegated))
        case "opcode":
            let isEqual = try equality(word)
            return .opcode(isEqual: isEqual != isNegated, try opcode())
        case "masking-key":
            let isEqual = try equality(word)
            let bytes = try hex(word, count: 4, such: "37fa213d")
            return .maskingKey(isEqual: isEqual != isNegated, MaskingKey(bytes[0], bytes[1], bytes[2], bytes[3]))
        case "byte":
            let place = try number("byte", what: "its place in the frame, from 0, as in byte 0 == 81")
            guard let place = Int(exactly: place) else { throw problem("there is no byte \(place)") }
            let isEqual = try equality("byte \(place)")
            return .byte(place, isEqual: isEqual != isNegated, try hex("byte \(place)", count: 1, such: "81")[0])
        case "text": return try text(isNegated: isNegated, place) { .text(isEqual: $0, $1) }
        case "payload":
            let isEqual = try equality(word)
            return .payload(isEqual: isEqual != isNegated, try hex(word, count: nil, such: "48 69"))
        case "violates": return .violates(try rule(), !isNegated)
        default: return .relation(try relation(word == "same", isNegated, isLater, ofFrame: true, place))
        }
    }

    private mutating func numberTest(
        _ name: FrameTest.Number, isNegated: Bool
    ) throws(ConditionError) -> (Comparison, UInt64) {
        let comparison: Comparison
        if name == .lengthForm {
            comparison = try equality(name.rawValue) ? .equal : .unequal
        } else {
            comparison = try self.comparison(name.rawValue)
        }
        let place = token
        let number = try number(name.rawValue)
        if name == .lengthForm, UInt8(exactly: number).flatMap(FrameHeader.LengthForm.init(rawValue:)) == nil {
            throw problem("length-form is 7, 16 or 64 (bits), not \(number)", at: place)
        }
        return (isNegated ? comparison.opposite : comparison, number)
    }

    private mutating func opcode() throws(ConditionError) -> Opcode {
        guard let opcode = word.flatMap(Opcode.init(named:)) else {
            throw unknown("an opcode", ["continuation", "text", "binary", "close", "ping", "pong", "0 to 15"])
        }
        _ = take()
        return opcode
    }

    // MARK: message(…)

    mutating func messageTest(isNegated: Bool, isLater: Bool) throws(ConditionError) -> MessageTest {
        guard let word, Self.messageWords.contains(word) else { throw stray("message", Self.messageWords) }
        let place = take()
        if let name = MessageTest.Number(rawValue: word) {
            let comparison = try comparison(word)
            return .number(name, isNegated ? comparison.opposite : comparison, try number(word))
        }
        switch word {
        case "from": return .from(try sender(isNegated: isNegated))
        case "kind":
            let isEqual = try equality(word)
            guard let kind = self.word, kind == "text" || kind == "binary" else {
                throw unknown("a kind of message", ["text", "binary"])
            }
            _ = take()
            return .kind((kind == "text") == (isEqual != isNegated) ? .text : .binary)
        case "compressed": return .compressed(try flagValue(word) != isNegated)
        case "text": return try text(isNegated: isNegated, place) { .text(isEqual: $0, $1) }
        default: return .relation(try relation(word == "same", isNegated, isLater, ofFrame: false, place))
        }
    }

    // MARK: byte(…)

    mutating func byteTest(isNegated: Bool) throws(ConditionError) -> ByteTest {
        guard let word, Self.byteWords.contains(word) else { throw stray("byte", Self.byteWords) }
        _ = take()
        switch word {
        case "from": return .from(try sender(isNegated: isNegated))
        case "field":
            let isEqual = try equality(word)
            guard let field = self.word.flatMap(ByteTest.Field.init(rawValue:)) else {
                throw unknown("a field", ByteTest.Field.allCases.map(\.rawValue))
            }
            _ = take()
            return .field(isEqual: isEqual != isNegated, field)
        case "index":
            let comparison = try comparison(word)
            return .index(isNegated ? comparison.opposite : comparison, try number(word))
        default:
            let isEqual = try equality(word)
            return .value(isEqual: isEqual != isNegated, try hex(word, count: 1, such: "81")[0])
        }
    }

    // MARK: Shared

    private mutating func sender(isNegated: Bool) throws(ConditionError) -> Endpoint {
        let isEqual = try equality("from")
        let endpoint = try endpoint()
        return isEqual != isNegated ? endpoint : endpoint.peer
    }

    private mutating func text<Test>(
        isNegated: Bool, _ place: ConditionToken, _ test: (Bool, [UInt8]) -> Test
    ) throws(ConditionError) -> Test {
        guard case .comparison = token.kind else {
            throw problem(
                "text needs a comparison, such as text == \"Hi\"; that it is text is opcode == text", at: place)
        }
        let isEqual = try equality("text")
        guard case .text(let bytes) = token.kind else {
            throw problem("a text stands in quotes, as in text == \"Hi\", not \(token.words)")
        }
        _ = take()
        return test(isEqual != isNegated, bytes)
    }

    private mutating func relation(
        _ isSame: Bool, _ isNegated: Bool, _ isLater: Bool, ofFrame: Bool, _ place: ConditionToken
    ) throws(ConditionError) -> Relation {
        let traits = Relation.Trait.allCases.filter { ofFrame || $0 != .maskingKey }
        guard isLater else {
            throw problem(
                "\(place.words) compares with what stands before \"then\"; write it behind \"then\", in frame(…) or message(…)",
                at: place)
        }
        guard let trait = word.flatMap(Relation.Trait.init(rawValue:)), traits.contains(trait) else {
            throw unknown("something to compare", traits.map(\.rawValue))
        }
        _ = take()
        return Relation(isSame: isSame != isNegated, trait: trait)
    }
}

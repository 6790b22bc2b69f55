// What terms are compared with, and how: numbers, hex, flags, endpoints, rules.

import WebSocketProtocol

extension ConditionParser {
    /// The next token as the end of a sentence about something else that is needed; nothing at the end.
    private var instead: String { token.kind == .end ? "" : ", not \(token.words)" }
    private var before: String { token.kind == .end ? "" : " before \(token.words)" }

    mutating func comparison(_ name: String) throws(ConditionError) -> Comparison {
        guard case .comparison(let comparison) = token.kind else {
            let advice = "such as \(name) == \(name == "close" ? "1000" : "5")"
            throw problem("\(name) needs a comparison\(before), \(advice)")
        }
        _ = take()
        return comparison
    }

    /// Whether `==` comes next; `!=` is the only other comparison of what has no order.
    mutating func equality(_ name: String) throws(ConditionError) -> Bool {
        guard case .comparison(let comparison) = token.kind else {
            throw problem("\(name) needs == or !=\(before)\(token.kind == .end ? " and a value" : "")")
        }
        guard comparison == .equal || comparison == .unequal else {
            throw problem("\(name) is compared only with == and !=, not with \(token.words)")
        }
        _ = take()
        return comparison == .equal
    }

    mutating func number(_ name: String, what: String? = nil) throws(ConditionError) -> UInt64 {
        let what = what ?? "a number, such as 5"
        guard let word, word.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
            throw problem("\(name) needs \(what)\(instead)")
        }
        guard let number = UInt64(word) else {
            throw problem("\(token.words) is larger than any number here; the largest is \(UInt64.max)")
        }
        _ = take()
        return number
    }

    /// The value of a flag: `== 0`, `== 1`, or nothing, which is 1.
    mutating func flagValue(_ name: String) throws(ConditionError) -> Bool {
        guard case .comparison = token.kind else { return true }
        let isEqual = try equality(name)
        guard let word, word == "0" || word == "1" else {
            throw problem("\(name) is 0 or 1\(instead)")
        }
        _ = take()
        return (word == "1") == isEqual
    }

    mutating func endpoint() throws(ConditionError) -> Endpoint {
        guard let endpoint = word.flatMap(Endpoint.init(rawValue:)) else {
            throw unknown("an endpoint", Endpoint.allCases.map(\.rawValue))
        }
        _ = take()
        return endpoint
    }

    mutating func rule() throws(ConditionError) -> Rule {
        if let rule = word.flatMap(Rule.init(rawValue:)) {
            _ = take()
            return rule
        }
        let names = Rule.allCases.map(\.rawValue)
        if let word, let near = Spelling.nearest(to: word, in: names) {
            throw problem("\(token.words) is not a rule; did you mean \"\(near)\"?")
        }
        let alike = word.map { Self.rules(like: $0, in: names) } ?? []
        guard alike.isEmpty else {
            throw problem("\(token.words) is not a rule; some that are like it: \(alike.joined(separator: ", "))")
        }
        let examples =
            "such as client-frame-not-masked; the names are those of the fixtures in violations and handshakes"
        throw word == nil
            ? problem("violates needs the name of a rule, \(examples)")
            : problem("\(token.words) is not a rule; write one \(examples)")
    }

    /// Up to five rules that have most words in common with a name, at least one of four letters.
    private static func rules(like name: String, in names: [String]) -> [String] {
        let words = Set(name.lowercased().split(separator: "-").filter { $0.count >= 4 })
        let common = names.map { name in (name: name, count: name.split(separator: "-").count(where: words.contains)) }
        guard let most = common.map(\.count).max(), most > 0 else { return [] }
        return common.filter { $0.count == most }.prefix(5).map(\.name)
    }

    /// Bytes in hex, without quotes: `count` of them, or any number but none, also in groups.
    mutating func hex(_ name: String, count: Int?, such example: String) throws(ConditionError) -> [UInt8] {
        let needed = count.map { $0 == 1 ? "one byte" : "\($0) bytes" } ?? "bytes"
        var bytes: [UInt8] = []
        let start = token
        while let word, word != "and", bytes.count < count ?? .max {
            guard let more = try? Hex.parse(word), !more.isEmpty else {
                throw problem("\(name) needs \(needed) in hex, such as \(example)\(instead)")
            }
            bytes += more
            _ = take()
        }
        guard !bytes.isEmpty else { throw problem("\(name) needs \(needed) in hex, such as \(example)\(instead)") }
        guard bytes.count == count ?? bytes.count else {
            let found = Count.words(bytes.count, "byte")
            throw problem("\(name) needs \(needed) in hex, such as \(example), not \(found)", at: start)
        }
        return bytes
    }
}

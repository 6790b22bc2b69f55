// A violation as one paragraph.

extension Violation {
    /// What the rule says, what was found, how strongly the RFC words it, and what answers a breach, without the
    /// section: "A client must mask every frame; … Found: MASK is 0. MUST, close code 1002." What may have caused it comes first.
    public var words: String {
        let answer = rule.closeCode.map { ", close code \($0)" } ?? rule.status.map { ", status \($0)" } ?? ""
        let parts = [rule.sentence.text, foundSentence, "\(rule.level.rawValue)\(answer)."]
        return (cause.isEmpty ? parts : [parts[1], parts[0], parts[2]]).filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// "Found: MASK is 0."; empty where there is nothing to say.
    public var foundSentence: String { found.isEmpty ? "" : "Found: \(found)." }

    /// Its name, with what may have caused it: "deflate-data-broken: it begins with 78 9c, …".
    public var brief: String { cause.isEmpty ? rule.rawValue : "\(rule.rawValue): \(cause)" }

    /// Where the rule stands.
    public var citation: Citation { rule.citation }
}

// A violation as one paragraph.

extension Violation {
    /// What the rule says, what was found, how strongly the RFC words it, and what answers a breach, without the
    /// section: "A client must mask every frame; … Found: MASK is 0. MUST, close code 1002."
    public var words: String {
        let found = detail.isEmpty ? "" : " Found: \(detail)."
        let answer = rule.closeCode.map { ", close code \($0)" } ?? rule.status.map { ", status \($0)" } ?? ""
        return "\(rule.sentence.text)\(found) \(rule.level.rawValue)\(answer)."
    }

    /// Where the rule stands.
    public var citation: Citation { rule.citation }
}

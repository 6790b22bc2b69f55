// A violation as one paragraph.

extension Violation {
    /// What the rule says, what was found, how strongly the RFC words it, and what answers a breach, without the
    /// section: "A client must mask every frame; … Found: MASK is 0. MUST, close code 1002."
    public var words: String {
        let found = detail.isEmpty ? "" : " Found: \(detail)."
        let answer = rule.closeCode.map { ", close code \($0)" } ?? rule.status.map { ", status \($0)" } ?? ""
        return "\(rule.sentence)\(found) \(rule.level.rawValue)\(answer)."
    }

    /// The section, as "RFC 6455 §5.1".
    public var source: String { "RFC 6455 §\(rule.section)" }
}

// What is wrong with some bytes, and which rule says so.

/// One broken rule at one place.
///
/// Decoding never fails; judging what was decoded yields violations. A connection acts on the first, a screen lists
/// all.
public struct Violation: Sendable, Hashable {
    /// The rule, with its section, sentence and the code it calls for.
    public let rule: Rule
    /// The bytes that break it: positions in their direction's stream. A handshake head starts at 0 of its own stream,
    /// and frames are counted from the first byte after it.
    public let range: Range<Int>
    /// What was found, in words that name the bytes ("opcode 3"); empty where the rule's sentence says it all.
    public let detail: String
    /// What its sender may have done, in words ("it begins with 78 9c, as the format of zlib does"); empty where that can't be guessed.
    public let cause: String

    /// A violation of `rule` by the bytes in `range`.
    public init(_ rule: Rule, at range: Range<Int>, detail: String = "", cause: String = "") {
        (self.rule, self.range, self.detail, self.cause) = (rule, range, detail, cause)
    }

    /// What was found, and what may have caused it; empty where there is nothing to say.
    public var found: String { cause.isEmpty ? detail : "\(detail); \(cause)" }
}

/// How strongly a rule is worded (RFC 2119).
public enum RequirementLevel: String, Sendable, Hashable {
    case must = "MUST"
    case should = "SHOULD"
}

// What became of an answer. One that can't be read has no verdict, and does not count.

/// A verdict, from the least to the best.
public enum Verdict: String, Sendable, Hashable, CaseIterable, Comparable {
    /// An explanation in the student's own words, which is kept for the teacher. It passes, and any judgement of it counts more.
    case kept
    case notYet = "not yet"
    /// Right, but against a SHOULD of the RFC.
    case nonStrict = "non-strict"
    case ok

    /// Whether the exercise is done with it.
    public var passes: Bool { self != .notYet }

    /// Whether one verdict is worse than another.
    public static func < (one: Self, other: Self) -> Bool { one.rank < other.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

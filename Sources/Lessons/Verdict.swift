// What becomes of an answer.

/// The verdict on an answer. The raw value is its name in JSON and in progress files, and never changes.
public enum Verdict: String, Sendable, Hashable, CaseIterable, Comparable {
    /// Right.
    case ok
    /// Right, but it breaks a SHOULD, which is named.
    case nonStrict = "non-strict"
    /// Read and not right.
    case notYet = "not yet"
    /// It could not be read; it does not count.
    case unreadable
    /// Not graded: kept for the teacher. Any judgement of it counts more.
    case kept

    /// The verdicts that count, from the least to the best.
    public static let allCases: [Verdict] = [.kept, .notYet, .nonStrict, .ok]

    /// A verdict that counts, by its name.
    init?(counted name: String) {
        guard let verdict = Self(rawValue: name), verdict != .unreadable else { return nil }
        self = verdict
    }

    /// Whether one verdict is worse than another.
    public static func < (one: Self, other: Self) -> Bool { one.rank < other.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? -1 }

    /// Whether the exercise is done with it.
    public var passes: Bool { self == .ok || self == .nonStrict || self == .kept }

    /// What a screen writes before it, so that the eye finds it.
    public var sign: String {
        switch self {
        case .ok, .nonStrict, .kept, .notYet: "="
        case .unreadable: "?"
        }
    }
}

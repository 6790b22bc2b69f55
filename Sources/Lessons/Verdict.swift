// What becomes of an answer.

/// The verdict on an answer, the better the greater. The raw value is its name in JSON and in progress files, and never changes.
public enum Verdict: String, Sendable, Hashable, CaseIterable, Comparable {
    /// Right.
    case ok
    /// Right, but it breaks a SHOULD, which is named.
    case nonStrict = "non-strict"
    /// Read and not right.
    case notYet = "not yet"
    /// An explanation in the student's own words, which is kept for the teacher. It passes, and any judgement of it counts more.
    case kept
    /// It could not be read; it does not count, and is not kept.
    case unreadable

    /// Those that count.
    public static let counting = allCases.filter { $0 != .unreadable }

    /// The verdict of a name in a file; nil for what cannot stand there.
    init?(kept name: String) {
        guard let verdict = Self.counting.first(where: { $0.rawValue == name }) else { return nil }
        self = verdict
    }

    /// Whether the exercise is done with it.
    public var passes: Bool { self == .ok || self == .nonStrict || self == .kept }

    /// What a screen writes before it, so that the eye finds it.
    public var sign: String {
        switch self {
        case .ok, .nonStrict, .kept, .notYet: "="
        case .unreadable: "?"
        }
    }

    /// Whether one verdict is worse than another.
    public static func < (one: Self, other: Self) -> Bool { one.rank > other.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

// What becomes of an answer.

/// The verdict on an answer. The raw value is its name in JSON and in progress files, and never changes.
public enum Verdict: String, Sendable, Hashable, CaseIterable {
    /// Right.
    case ok
    /// Right, but it breaks a SHOULD, which is named.
    case nonStrict = "non-strict"
    /// Read and not right.
    case notYet = "not yet"
    /// It could not be read; it does not count.
    case unreadable
    /// Not graded: kept for the teacher.
    case kept

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

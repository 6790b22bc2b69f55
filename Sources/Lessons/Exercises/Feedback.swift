// What an answer gets: the gap first, never the whole answer; then one sentence for the mistake, if it is a known one, and the section.

public import WebSocketProtocol

/// The verdict on an answer, and what is said about it.
public struct Feedback: Sendable, Hashable {
    /// One field of a form, goal, item or line.
    public struct Part: Sendable, Hashable {
        /// Whether it is right, wrong, or not judged.
        public enum State: Sendable, Hashable { case right, wrong, open }

        /// Which of them it is.
        public var state: State
        /// What was read, or why it could not be: "→ 0x28 = 40".
        public var words: String?

        /// A part.
        public init(_ state: State, _ words: String? = nil) { (self.state, self.words) = (state, words) }
    }

    /// What a right and a wrong program made of the same bytes.
    public struct Outputs: Sendable, Hashable {
        public let right: ProgramOutput, wrong: ProgramOutput
        /// Where they differ first; nil where they agree.
        public let difference: String?
        /// Whether they differ, or agree, as they are to.
        public let isAsAsked: Bool
        /// Whether they differ only because the right one refuses the bytes: the mistake does not show in them.
        public let isRefusal: Bool

        /// What is to be said about the two, as a sentence.
        public var comparison: String {
            if isRefusal { return Self.refusal }
            return difference.map { "They differ: \($0)." } ?? "They are alike."
        }

        static let refusal = "A correct program refuses these bytes, and the mistake does not show in them."
    }

    /// What becomes of the answer.
    public var verdict: Verdict
    /// What the answer was read as, where that does not go without saying.
    public var reading: String?
    /// The fields, goals, items or lines, in the order in which they are shown; empty where there is only one.
    public var parts: [Part] = []
    /// The first that is not right: "length", "Goal 1 of 4", "item d"; nil where there is only one.
    public var about: String?
    /// Yours, spelled out, and the place of what is right.
    public var gap: [GapLine] = []
    /// What is said about it.
    public var say: String?
    /// Whether that is an author's sentence for this very mistake.
    public var isKnownMistake = false
    /// The section that it rests on.
    public var citation: Citation?
    /// What the two programs made of the bytes.
    public var outputs: Outputs?

    /// A verdict about which nothing is said yet.
    public init(_ verdict: Verdict) { self.verdict = verdict }

    /// An answer that could not be read.
    static func unreadable(_ words: String) -> Feedback {
        var feedback = Feedback(.unreadable)
        feedback.say = words
        return feedback
    }
}

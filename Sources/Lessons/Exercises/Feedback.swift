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
        /// Whether they differ for another reason than the mistake: the wrong program knows fewer rules than the right one.
        public let isOtherMistake: Bool

        /// What is to be said about the two, in a sentence or two.
        public var comparison: String {
            guard let difference else { return "They are alike." }
            let differ = "They differ: \(difference)."
            return isOtherMistake ? "\(differ) \(Self.otherMistake)" : differ
        }

        private static let otherMistake =
            "But that is another mistake: without the line at fault this program would do the same."
    }

    /// What becomes of the answer.
    public var verdict: Verdict
    /// What the answer was read as, where that does not go without saying.
    public var reading: String?
    /// The fields, goals, items or lines, in the order in which they are shown; empty where there is only one.
    public var parts: [Part] = []
    /// How many of several fields or items are right; nil where that is not counted.
    public var rightParts: Int?
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

    /// The same without which of the parts are right: with that, what is left could be tried one by one.
    ///
    /// - Parameter kind: The kind of the exercise; of one without parts it stays as it is.
    func counted(_ kind: ExerciseKind) -> Feedback {
        guard verdict == .notYet, let rightParts, let noun = kind.partNoun else { return self }
        var feedback = Feedback(.notYet)
        feedback.parts = parts.map { Part(.open, $0.words) }
        feedback.rightParts = rightParts
        feedback.say =
            "Right so far: \(rightParts) of \(parts.count) \(noun). From the third attempt on, \(kind == .decode ? "the wrong ones are named" : "the first wrong one is named")."
        return feedback
    }

    /// An answer that could not be read.
    static func unreadable(_ words: String) -> Feedback {
        var feedback = Feedback(.unreadable)
        feedback.say = words
        return feedback
    }
}

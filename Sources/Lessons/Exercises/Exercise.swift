// An exercise as its file describes it. What is drawn from it for one student is an `Assignment`.

import WebSocketProtocol

/// The eleven kinds of exercises. The raw value is the name in files.
public enum ExerciseKind: String, Sendable, Hashable, CaseIterable {
    case predict, find, decode, build, choose, sort, order, mutant, diagnose, live, explain

    /// What somebody who is used to it needs, in minutes.
    var minutes: Int {
        switch self {
        case .predict, .choose, .diagnose, .explain: 1
        case .decode, .sort, .order, .find: 3
        case .build, .live: 4
        case .mutant: 5
        }
    }

    /// What the parts of an answer are called of which some may be right and others wrong; nil where there are none.
    var partNoun: String? {
        switch self {
        case .decode: "fields"
        case .sort: "items"
        default: nil
        }
    }

    /// Whether parts of an answer may be right while others are wrong.
    public var hasParts: Bool { partNoun != nil }

    /// Whether its parts are put into another order after every third wrong answer, since each can be tried in turn.
    var isPicked: Bool { [.choose, .sort, .order, .diagnose].contains(self) }
}

/// An exercise of a lesson.
public struct Exercise: Sendable, Hashable {
    /// Its name in the lesson, which never changes: "echo-first-byte".
    public let id: String
    /// The id of the lesson.
    public let lesson: String
    /// Ids that it had before.
    public let was: [String]
    /// How it is answered and graded.
    public let kind: ExerciseKind
    /// What is to be done, with placeholders: "The server echoes "{text}" as one text frame. What is its first byte?"
    let goal: String
    /// The bytes that it is about.
    let source: Source?
    /// How much of them is shown, where that does not follow from the question.
    let visibility: Visibility?
    /// The last byte that is shown before the answer; nil for all.
    let until: Int?
    let hints: [String]
    /// The question after it.
    let why: Choices?
    /// The answers that are known to be wrong, with a sentence each.
    let wrongs: [Wrong]
    let body: Body
    /// Where it stands.
    public let file: String, line: Int
    /// The lines of its keys.
    let keyLines: [String: Int]

    /// The line of a key; where the exercise begins if it does not have it.
    func line(of key: String) -> Int { keyLines[key] ?? line }

    /// Its name everywhere: "first-frame/echo-first-byte".
    public var fullID: String { "\(lesson)/\(id)" }

    /// Whether its bytes are drawn.
    public var isRandom: Bool { source?.isRandom == true }

    /// What is shown of the bytes before the answer.
    enum Visibility: String, Sendable, Hashable, CaseIterable {
        /// All of them, without what they mean.
        case shown
        /// Their places.
        case hidden
        /// Nothing.
        case none
    }

    /// What differs from kind to kind.
    enum Body: Sendable, Hashable {
        case predict(Question, by: String?)
        case find(FindTask)
        case decode([Question])
        case build(BuildTask)
        case choose(Choices)
        case sort(SortTask)
        case order(OrderTask)
        case mutant(MutantTask)
        case diagnose(DiagnoseTask)
        case live(LiveTask)
        /// A good answer, which is shown once the student's own is kept.
        case explain(sample: String?)
    }
}

/// A question with answers to pick from.
public struct Choices: Sendable, Hashable {
    /// One of the answers.
    struct Choice: Sendable, Hashable {
        let text: String
        /// What is said to those who pick it, where it is wrong.
        let say: String?
        /// The belief that picks it.
        let misconception: Misconception?
        let line: Int
    }

    let ask: String
    let choices: [Choice]
    /// The position of the right one.
    let right: Int
}

/// An answer that is known to be wrong, and what is said about it.
struct Wrong: Sendable, Hashable {
    /// How the answer is computed, wherever that is possible.
    enum Answer: Sendable, Hashable {
        /// That of another question about the same bytes.
        case ask(Question)
        /// That of the same question about other bytes, perhaps with another question.
        case of(Source.Change, Question?)
        /// That of a wrong decoder.
        case mutant(String)
        /// That of the codec, where a wrong decoder's is asked for.
        case real(Question?)
        /// The right one, written in another way.
        case otherwise(WrongSpelling)
        /// Any place at which a condition holds.
        case place(Condition)
        /// As it would be typed.
        case typed(String)
        /// Any bytes that meet a condition.
        case condition(Condition)
    }

    /// The line of a form that it is about; nil for the only one.
    let field: Question?
    let answer: Answer
    let say: String
    /// The belief that leads to it.
    let misconception: Misconception?
    let line: Int
}

/// A goal: a condition, and the author's words for it.
public struct Goal: Sendable, Hashable {
    /// What must hold.
    public let condition: Condition
    /// The author's words for it.
    public let words: String
}

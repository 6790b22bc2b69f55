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

/// Ways to get a value wrong that lie in how it is written.
enum WrongSpelling: Sendable, Hashable {
    /// The decimal digits of the number, read as hex.
    case decimal
    /// The bits from right to left.
    case reversed
    /// The two halves of the byte the other way round.
    case swapped
    /// The bytes of a number the other way round.
    case littleEndian
    /// The bytes of a number added to each other, and multiplied with each other.
    case sum, product
    /// The decimal numbers of the bytes written one behind the other.
    case sideBySide
    /// The number with 0 for its last byte.
    case withoutLast
    /// So much more than the right number, or less.
    case off(by: Int)

    /// How they are written: "decimal", "little-endian", "2 more", "1 less".
    init?(_ text: String) {
        let words = text.split(separator: " ")
        switch text {
        case "decimal": self = .decimal
        case "reversed": self = .reversed
        case "swapped": self = .swapped
        case "little-endian": self = .littleEndian
        case "sum": self = .sum
        case "product": self = .product
        case "side-by-side": self = .sideBySide
        case "without-last": self = .withoutLast
        default:
            guard words.count == 2, let count = Int(words[0]), (1...255).contains(count) else { return nil }
            switch words[1] {
            case "more": self = .off(by: count)
            case "less": self = .off(by: -count)
            default: return nil
            }
        }
    }

    /// What they are, for a message about one that is not.
    static let names =
        "decimal, reversed, swapped, little-endian, sum, product, side-by-side, without-last, or a number with more or less, such as 1 more"

    private var name: String {
        switch self {
        case .decimal: "decimal"
        case .reversed: "reversed"
        case .swapped: "swapped"
        case .littleEndian: "little-endian"
        case .sum: "sum"
        case .product: "product"
        case .sideBySide: "side-by-side"
        case .withoutLast: "without-last"
        case .off(let count): "\(abs(count)) \(count < 0 ? "less" : "more")"
        }
    }

    /// For which questions there is such an answer.
    var fit: String {
        switch self {
        case .decimal:
            "as: decimal fits questions for one byte, such as byte 1, hex 1 and unmasked 0, whose number is below 100"
        case .reversed: "as: reversed fits questions for bytes, such as byte 0, bits 0, hex 0 and masking-key"
        case .swapped:
            "as: \(name) fits questions for one byte, such as byte 0, bits 0, hex 0 and unmasked 0"
        case .littleEndian:
            "as: little-endian fits number N..M, and length where it is written in two or eight more bytes"
        case .sum, .product, .sideBySide, .withoutLast: "as: \(name) fits number N..M"
        case .off: "as: \(name) fits questions for a byte or a number"
        }
    }

    func value(of right: Value, form: AnswerForm, in material: Material, _ question: Question) -> Value? {
        switch (self, right) {
        case (.decimal, _): right.decimal.flatMap { try? form.read($0).value }
        case (.reversed, .byte(let byte)): UInt8(String(Binary.string(byte).reversed()), radix: 2).map(Value.byte)
        case (.reversed, .bytes(let bytes)): .bytes(bytes.reversed())
        case (.swapped, .byte(let byte)): UInt8(String(Hex.byte(byte).reversed()), radix: 16).map(Value.byte)
        case (.littleEndian, .number):
            if let range = range(of: question, in: material), material.bytes.count > range.upperBound {
                .number(material.bytes[range].reversed().reduce(0) { $0 * 256 + UInt64($1) })
            } else {
                nil
            }
        case (.sum, .number): bytes(of: question, in: material).map { .number($0.reduce(0) { $0 + UInt64($1) }) }
        case (.product, .number):
            // More bytes would not fit into a number, and nobody multiplies them.
            bytes(of: question, in: material).flatMap {
                $0.count == 2 ? .number($0.reduce(1) { $0 * UInt64($1) }) : nil
            }
        case (.sideBySide, .number):
            bytes(of: question, in: material).flatMap { UInt64($0.map { "\($0)" }.joined()) }.map(Value.number)
        case (.withoutLast, .number(let number)):
            bytes(of: question, in: material).map { _ in .number(number & ~0xff) }
        case (.off(let count), .byte(let byte)): UInt8(exactly: Int(byte) + count).map(Value.byte)
        case (.off(let count), .number(let number)):
            Int(exactly: number).flatMap { UInt64(exactly: $0.addingReportingOverflow(count).partialValue) }
                .map(Value.number)
        default: nil
        }
    }

    /// The bytes of a number that is asked for as bytes.
    private func bytes(of question: Question, in material: Material) -> [UInt8]? {
        guard case .number(let range) = question, material.bytes.count > range.upperBound else { return nil }
        return Array(material.bytes[range])
    }

    /// Where the bytes of a number stand; nil for one that is in less than a byte.
    private func range(of question: Question, in material: Material) -> ClosedRange<Int>? {
        switch (question, material.frame?.header?.lengthForm) {
        case (.number(let range), _): range
        case (.length, .bits16?): 2...3
        case (.length, .bits64?): 2...9
        default: nil
        }
    }
}

/// A goal: a condition, and the author's words for it.
public struct Goal: Sendable, Hashable {
    /// What must hold.
    public let condition: Condition
    /// The author's words for it.
    public let words: String
}

/// To find a place in a recording.
struct FindTask: Sendable, Hashable {
    let recording: String
    /// Where the cursor stands at the beginning.
    let start: Place
    let condition: Condition
    let reference: Place?
    /// What is to be done, for the recorded twin of a live exercise; nil where the exercise says it.
    let goal: String?
    /// Whether nothing is said in the decoder's words, which are not explained yet.
    let isPlain: Bool
    /// Where the recording is named, where the start, and where the condition.
    let line: Int, startLine: Int, conditionLine: Int
}

/// To write bytes.
struct BuildTask: Sendable, Hashable {
    let from: Endpoint
    let meet: [Goal]
    /// Goals whose missing is only remarked on.
    let should: [Goal]
    let reference: String
}

/// To put items into bins.
struct SortTask: Sendable, Hashable {
    struct Bin: Sendable, Hashable {
        /// When an item belongs into it; the first bin whose condition holds. Nil where the items say it.
        let condition: Condition?
        let words: String
        let line: Int
    }

    struct Item: Sendable, Hashable {
        /// Bytes, or words.
        let source: Source?
        let text: String?
        let say: String?
        /// The position of its bin, where no condition says it.
        let bin: Int?
        /// The belief that puts it into another.
        let misconception: Misconception?
        let line: Int
    }

    let bins: [Bin]
    let items: [Item]
}

/// To put lines in order.
struct OrderTask: Sendable, Hashable {
    struct Line: Sendable, Hashable {
        let name: String
        let text: String
        /// Where it stands in the file.
        let line: Int
    }

    /// A line that does not belong, and what is said about it.
    struct Distractor: Sendable, Hashable {
        let line: Line
        let say: String
        /// The belief that takes it in.
        let misconception: Misconception?
    }

    struct Heading: Sendable, Hashable {
        let words: String
        let lines: [String]
    }

    struct Remark: Sendable, Hashable {
        let first: String, then: String
        let say: String
        /// The belief that orders them so.
        let misconception: Misconception?
        let line: Int
    }

    struct Pair: Sendable, Hashable {
        let first: String, then: String
    }

    let lines: [Line]
    /// Lines that do not belong.
    let distractors: [Distractor]
    let headings: [Heading]
    /// What must stand before what.
    let before: [Pair]
    let remarks: [Remark]
}

/// To expose a wrong program.
struct MutantTask: Sendable, Hashable {
    enum Input: String, Sendable, Hashable, CaseIterable {
        /// Bytes in one read.
        case bytes
        /// Bytes in several reads, with | between them.
        case reads
        /// The numbers of bytes before which a read ends; the bytes are given.
        case cuts
    }

    let mutant: String
    let input: Input
    let from: Endpoint
    /// Whether the two are to differ, or to agree.
    let differs: Bool
    /// What the bytes must be besides.
    let meet: [Goal]
    let reference: String
    /// What is said when the line has been found; nil where it is not asked for.
    let line: String?
}

/// To say which mistake made an output.
struct DiagnoseTask: Sendable, Hashable {
    struct Suspect: Sendable, Hashable {
        let mutant: String
        let text: String
        let say: String?
        /// The belief that suspects it.
        let misconception: Misconception?
        let line: Int
    }

    let suspects: [Suspect]
    let right: Int
}

/// To do something with a real client.
public struct LiveTask: Sendable, Hashable {
    let action: String
    /// A question that is asked first and not graded, and what is said once it is done: its answer.
    let predict: String?
    let then: String?
    let until: [Goal]
    /// The same in a recording, with hints of its own.
    let recorded: FindTask
    let twinHints: [String]
}

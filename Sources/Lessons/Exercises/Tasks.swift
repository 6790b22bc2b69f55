// What differs from kind to kind, as a file describes it. Tasks+Read.swift and OrderTask+Read.swift read it.

import WebSocketProtocol

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
    let mutant: String
    let input: MutantInput
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
    /// Whether it takes keys of the screens, so that line by line there is only the recording.
    let needsScreen: Bool
    let recorded: FindTask
    let twinHints: [String]
}

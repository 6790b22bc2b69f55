// A student's progress in one exercise: a line of the file.
//
//     {"id":"first-frame/echo-first-byte","verdict":"ok","clean":false,"attempts":2,"hints":1,
//      "answers":[{…},{…}],"time":"2026-11-22T10:00:00Z"}

import Capture

/// A student's progress in one exercise.
public struct ProgressEntry: Sendable, Hashable {
    /// How many answers are kept.
    public static let answerLimit = 10
    /// Attempts and hints are counted up to here.
    public static let countLimit = 1_000_000

    /// The exercise: "first-frame/echo-first-byte".
    public let id: String
    /// The best verdict so far; `.notYet` before the first.
    public internal(set) var verdict = Verdict.notYet
    /// Whether the first attempt was `ok`, without the last hint.
    public internal(set) var isClean = false
    /// How many answers had a verdict.
    public internal(set) var attempts = 0
    /// How many hints were shown.
    public internal(set) var hints = 0
    /// The last ten answers, in the order of time.
    public internal(set) var answers: [GivenAnswer] = []
    /// When it last changed: ISO 8601 in UTC, empty if that is unknown.
    public internal(set) var time = ""
    var unknown = UnknownKeys()

    init(id: String) { self.id = id }

    /// Whether any answer had a verdict. Until then `.notYet` is not one.
    public var hasVerdict: Bool { attempts > 0 || verdict != .notYet }

    /// Whether the exercise is done. An explanation that a teacher has judged "not yet" is done again with the next one.
    public var isDone: Bool { verdict.passes || isWaiting }

    /// Whether the last answer is an explanation that nobody has judged.
    public var isWaiting: Bool { answers.last?.verdict == .kept }

    /// Whether it was not right at once, and since then not twice in a row either: what comes behind an answer that passes is a review, or was
    /// begun anew.
    public var isShaky: Bool { !isClean && answers.suffix(2).count { $0.verdict.passes } < 2 }

    /// The lesson: what stands before the last slash.
    public var lesson: String { Self.lesson(of: id) }

    /// The exercise of which this is a step: the id without ".why" or ".line".
    public var exercise: String {
        let step = Step.allCases.first { !$0.suffix.isEmpty && id.hasSuffix($0.suffix) }
        return step.map { String(id.dropLast($0.suffix.count)) } ?? id
    }

    /// The lesson of an exercise.
    public static func lesson(of id: String) -> String {
        id.lastIndex(of: "/").map { String(id[..<$0]) } ?? ""
    }

    /// Whether a text can be the name of an exercise: at most 200 letters, digits and . _ - / of ASCII.
    public static func isID(_ text: String) -> Bool {
        (1...200).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
                // The four of "-./" and digits that stand in a row in ASCII.
                case UInt8(ascii: "-")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
                default: false
                }
            }
    }

    /// Adds what another program knows of the same exercise. The order of merges does not matter, and neither does merging twice.
    mutating func merge(_ other: Self) {
        if !hasVerdict { verdict = other.verdict } else if other.hasVerdict { verdict = max(verdict, other.verdict) }
        isClean = isClean || other.isClean
        attempts = max(attempts, other.attempts)
        hints = max(hints, other.hints)
        answers = GivenAnswer.last(of: answers + other.answers)
        time = max(time, other.time)
        unknown.merge(other.unknown)
    }

    // MARK: The file

    private static let keys: Set = ["id", "verdict", "clean", "attempts", "hints", "answers", "time"]

    /// Reads the next value of a parser; nil if it is something else.
    init?(_ parser: inout JSONParser) throws(JSONError) {
        let object = try KnownKeys(&parser, Self.keys)
        guard let id = object["id"]?.string, Self.isID(id),
            let verdict = object["verdict"]?.string.flatMap(Verdict.init(kept:)),
            let attempts = object.count("attempts"), let hints = object.count("hints")
        else { return nil }
        self.id = id
        self.verdict = verdict
        self.attempts = attempts
        self.hints = hints
        unknown = object.unknown
        switch object["clean"] {
        case .bool(let value): isClean = value
        case nil: isClean = false
        default: return nil
        }
        switch object["time"] {
        case .string(let text) where GivenAnswer.isTime(text): time = text
        case nil: time = ""
        default: return nil
        }
        guard object["answers"] != nil else { return }
        guard var parser = object.elements("answers") else { return nil }
        var (answers, areAll) = ([GivenAnswer](), true)
        try parser.elements { parser throws(JSONError) in
            if let answer = try GivenAnswer(&parser) { answers.append(answer) } else { areAll = false }
        }
        guard areAll else { return nil }
        self.answers = GivenAnswer.last(of: answers)
    }

    var line: JSONLine {
        var line = JSONLine()
        line.add("id", id)
        line.add("verdict", verdict.rawValue)
        line.add("clean", isClean)
        line.add("attempts", attempts)
        line.add("hints", hints)
        line.add("answers", answers.map(\.line))
        line.add("time", time)
        unknown.add(to: &line)
        return line
    }
}

// A student's progress through the lessons, and its file: a header, and one JSON object per exercise.
//
//     {"format":"wslens-progress","version":1}
//     {"id":"bits/first-name","verdict":"ok","clean":true,"attempts":1,"hints":0,"answers":[{…}],"time":"2026-11-22T10:00:00Z"}
//
// The lines are in the order of their ids. What a later version wrote and this one does not know stays as it is: keys,
// ids that are in no lesson, and lines that are something else.

import Capture

/// An answer with its verdict, on its way into the progress.
public struct Attempt: Sendable, Hashable {
    /// The exercise: "first-frame/echo-first-byte".
    public let id: String
    /// What became of the answer.
    public let verdict: Verdict
    /// What was typed; of a live exercise, that it was done in a browser.
    public let answer: String
    /// How many hints had been shown.
    public let hints: Int
    /// Whether it was the first attempt, without the last hint.
    public internal(set) var couldBeClean: Bool
    /// When: ISO 8601 in UTC.
    public let time: String

    /// An answer with its verdict.
    public init(id: String, verdict: Verdict, answer: String, hints: Int = 0, couldBeClean: Bool, time: String) {
        (self.id, self.verdict, self.answer) = (id, verdict, answer)
        (self.hints, self.couldBeClean, self.time) = (hints, couldBeClean, time)
    }
}

/// A student's progress.
public struct Progress: Sendable, Hashable {
    static let format = "wslens-progress"
    static let currentVersion = 1

    private var byID: [String: ProgressEntry] = [:]
    /// The version of the format: at least the present one.
    var version = Progress.currentVersion
    /// Unknown keys of the header.
    var unknown = UnknownKeys()
    /// Lines that a later version wrote and this one can't read.
    var laterLines: Set<[UInt8]> = []

    /// Nothing yet.
    public init() {}

    /// What is known, in the order of ids.
    public var entries: [ProgressEntry] { byID.values.sorted { $0.id < $1.id } }

    /// What is known of an exercise.
    public subscript(id: String) -> ProgressEntry? { byID[id] }

    /// Whether nothing is known yet.
    public var isEmpty: Bool { byID.isEmpty && laterLines.isEmpty }

    /// Whether a later version wrote it, so that some of it may not be understood.
    public var isFromLaterVersion: Bool { version > Self.currentVersion }

    // MARK: Changes

    /// Adds an answer. One to something that can't be an exercise is ignored.
    public mutating func record(_ attempt: Attempt) {
        change(attempt.id, attempt.time) { entry, time in
            entry.verdict = entry.hasVerdict ? max(entry.verdict, attempt.verdict) : attempt.verdict
            // Of later attempts none is the first, whatever bytes they are about.
            entry.isClean = entry.isClean || entry.attempts == 0 && attempt.couldBeClean && attempt.verdict == .ok
            entry.attempts = min(entry.attempts + 1, ProgressEntry.countLimit)
            entry.hints = max(entry.hints, min(attempt.hints, ProgressEntry.countLimit))
            entry.answers.append(
                GivenAnswer(number: entry.attempts, text: attempt.answer, verdict: attempt.verdict, time: time))
        }
    }

    /// Remembers how many hints of an exercise were shown.
    public mutating func noteHints(_ count: Int, of id: String, time: String) {
        change(id, time) { entry, _ in entry.hints = max(entry.hints, min(count, ProgressEntry.countLimit)) }
    }

    /// Adds a verdict on the last answer that was given elsewhere: a teacher's on an explanation. No attempt is counted.
    /// Without an answer nothing changes, and the result is false.
    public mutating func judge(_ id: String, _ verdict: Verdict, time: String) -> Bool {
        guard let last = byID[id]?.answers.last else { return false }
        change(id, time) { entry, time in
            entry.verdict = max(entry.verdict, verdict)
            entry.isClean = entry.isClean || verdict == .ok && entry.attempts == 1 && last.verdict == .kept
            entry.answers.append(GivenAnswer(number: last.number, text: last.text, verdict: verdict, time: time))
        }
        return true
    }

    private mutating func change(_ id: String, _ time: String, _ body: (inout ProgressEntry, String) -> Void) {
        guard ProgressEntry.isID(id) else { return }
        var entry = byID[id] ?? ProgressEntry(id: id)
        // A clock that was set back must not make the newest answer the oldest.
        let time = max(GivenAnswer.isTime(time) ? time : "", entry.time, entry.answers.last?.time ?? "")
        body(&entry, time)
        entry.time = time
        entry.answers = GivenAnswer.last(of: entry.answers)
        byID[id] = entry
    }

    /// Forgets an exercise.
    public mutating func forget(_ id: String) { byID[id] = nil }

    /// Adds what another file knows. Neither the order of merges matters nor merging twice: counts are the greater ones, verdicts
    /// the better ones, and answers the last ten of both.
    public mutating func merge(_ other: Progress) {
        for entry in other.byID.values { merge(entry) }
        version = max(version, other.version)
        unknown.merge(other.unknown)
        laterLines.formUnion(other.laterLines)
    }

    /// The same for one exercise.
    mutating func merge(_ entry: ProgressEntry) { byID[entry.id, default: entry].merge(entry) }

    // MARK: The file

    /// The file, whole.
    public var bytes: [UInt8] {
        var output: [UInt8] = []
        var header = JSONLine()
        header.add("format", Self.format)
        header.add("version", version)
        unknown.add(to: &header)
        header.write(to: &output)
        for entry in entries { entry.line.write(to: &output) }
        for line in laterLines.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            output += line
            output.append(UInt8(ascii: "\n"))
        }
        return output
    }

    /// The same as text.
    public var text: String { String(decoding: bytes, as: UTF8.self) }
}

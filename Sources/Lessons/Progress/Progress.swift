public struct Attempt: Sendable, Hashable {
    public let id: String, verdict: Verdict, answer: String, hints: Int, couldBeClean: Bool, time: String
    public init(id: String, verdict: Verdict, answer: String, hints: Int = 0, couldBeClean: Bool, time: String) {
        (self.id, self.verdict, self.answer, self.hints, self.couldBeClean, self.time) = (
            id, verdict, answer, hints, couldBeClean, time
        )
    }
}
public struct ProgressEntry: Sendable, Hashable {
    public let id: String
    public var verdict = Verdict.notYet
    public var isClean = false
    public var attempts = 0
    public var isDone: Bool { verdict.passes }
    public var time = ""
}
public struct Progress: Sendable, Hashable {
    var byID: [String: ProgressEntry] = [:]
    public init() {}
    public subscript(id: String) -> ProgressEntry? { byID[id] }
    public mutating func record(_ attempt: Attempt) {
        var entry = byID[attempt.id] ?? ProgressEntry(id: attempt.id)
        entry.attempts += 1
        entry.verdict = attempt.verdict
        byID[attempt.id] = entry
    }
    public mutating func merge(_ other: Progress) {}
    public mutating func noteHints(_ count: Int, of id: String, time: String) {}
}

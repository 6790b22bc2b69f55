// An answer as progress keeps it.
//
//     {"number":2,"text":"82","verdict":"not yet","time":"2026-11-22T10:00:00Z"}

import Capture

/// One of the last answers to an exercise.
public struct GivenAnswer: Sendable, Hashable {
    /// How many characters of a text are kept.
    public static let textLimit = 500
    /// The same in bytes: a character may have many.
    static let byteLimit = 4 * textLimit

    /// Which attempt it was, from 1.
    public let number: Int
    /// What was typed, as far as it is kept.
    public let text: String
    /// What became of it.
    public let verdict: Verdict
    /// When: ISO 8601 in UTC.
    public let time: String
    let unknown: UnknownKeys

    init(number: Int, text: String, verdict: Verdict, time: String, unknown: UnknownKeys = UnknownKeys()) {
        self.number = number
        self.text = Self.cut(text)
        self.verdict = verdict
        self.time = time
        self.unknown = unknown
    }

    /// The start of a text.
    static func cut(_ text: String) -> String {
        guard text.utf8.count > textLimit else { return text }
        var (kept, bytes) = ("", 0)
        for character in text.prefix(textLimit) {
            bytes += character.utf8.count
            guard bytes <= byteLimit else { break }
            kept.append(character)
        }
        return kept
    }

    /// Whether a text may stand as a time: short, and ASCII, so that all that compare it agree.
    static func isTime(_ text: String) -> Bool {
        text.utf8.count <= 40 && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f }
    }

    // MARK: The file

    private static let keys: Set = ["number", "text", "verdict", "time"]

    /// Reads the next value of a parser; nil if it is something else.
    init?(_ parser: inout JSONParser) throws(JSONError) {
        let object = try KnownKeys(&parser, Self.keys)
        guard let number = object.count("number"), let text = object["text"]?.string,
            let verdict = object["verdict"]?.string.flatMap(Verdict.init(kept:)), let time = object["time"]?.string,
            Self.isTime(time)
        else { return nil }
        self.init(number: number, text: text, verdict: verdict, time: time, unknown: object.unknown)
    }

    var line: JSONLine {
        var line = JSONLine()
        line.add("number", number)
        line.add("text", text)
        line.add("verdict", verdict.rawValue)
        line.add("time", time)
        unknown.add(to: &line)
        return line
    }

    // MARK: The order

    /// The order of time, and within a second of attempts. The rest only makes sure that any two merges agree.
    static func precedes(_ one: Self, _ other: Self) -> Bool {
        if one.time != other.time { return one.time < other.time }
        if one.number != other.number { return one.number < other.number }
        // A teacher's verdict on an explanation comes after it.
        if one.verdict != other.verdict { return one.verdict < other.verdict }
        // By bytes: two texts that Swift calls equal may be written differently.
        let (text, otherText) = (one.text.utf8, other.text.utf8)
        if !text.elementsEqual(otherText) { return text.lexicographicallyPrecedes(otherText) }
        return one.unknown.bytes.lexicographicallyPrecedes(other.unknown.bytes)
    }

    /// The last ten of several answers in order, none twice.
    static func last(of answers: [Self]) -> [Self] {
        var kept: [Self] = []
        for answer in answers.sorted(by: precedes) {
            if let last = kept.last, !precedes(last, answer) { continue }
            kept.append(answer)
        }
        return kept.suffix(ProgressEntry.answerLimit)
    }
}

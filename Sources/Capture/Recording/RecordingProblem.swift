// What a reader of recordings could not use. Reading continues; the program reports it.

/// Something in a file that could not be read as it stands, in words.
public struct RecordingProblem: Sendable, Hashable, CustomStringConvertible {
    /// The line, counted from 1; nil where the format has no lines of its own.
    public let line: Int?
    /// Where it is in the file, in bytes from 0: the byte that does not fit, or the start of what does not make sense.
    public let offset: Int
    /// What is wrong: "Line 17 is cut off: the string has no closing quote; the text ends."
    public let what: String
    /// What was done about it: "It is skipped."
    public let done: String

    /// Both sentences.
    public var description: String { "\(what) \(done)" }
}

/// The first problems of a file, and the number of those that follow.
struct ProblemList: Sendable {
    /// How many problems are reported one by one, so that a badly damaged file takes no more memory than a good one.
    static let limit = 100

    private(set) var listed: [RecordingProblem] = []
    private(set) var unlistedCount = 0

    mutating func add(line: Int? = nil, offset: Int, _ what: String, done: String) {
        guard listed.count < Self.limit else {
            unlistedCount += 1
            return
        }
        listed.append(RecordingProblem(line: line, offset: offset, what: what, done: done))
    }

    /// A text from a file as a problem may quote it: escaped, and not longer than a line of a screen can hold.
    static func quoted(_ text: String) -> String {
        let limit = 40
        let shown = String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit)))
        return JSONLine.quoted(shown.utf8.count < text.utf8.count ? shown + "…" : shown)
    }
}

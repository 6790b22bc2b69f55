// What is wrong in a lesson, for its author: the file, the line, what, and what to do.

/// A problem in a file of lessons. Lessons with problems are left out; the others are offered all the same.
public struct LessonProblem: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file, as it was named.
    public let file: String
    /// The line, from 1; nil where it is about the file as a whole.
    public let line: Int?
    /// What is wrong, and what to do about it.
    public let words: String

    /// A problem at a line.
    public init(_ words: String, file: String, line: Int? = nil) {
        (self.file, self.line, self.words) = (file, line, words)
    }

    /// Where, what, and what to do: `lessons/03-first-frame.md:41: unknown key "hnts"; did you mean "hints"?`
    public var description: String { file + (line.map { ":\($0)" } ?? "") + ": " + words }
}

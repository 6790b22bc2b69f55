// What the reader is asked: a line to type, or a key.

/// The answer that is waited for.
struct Prompting: Sendable {
    /// The line that is being typed, while there is one.
    var prompt: Prompt?
    /// What the next key is for.
    var pending: Pending?
    /// The last request to write.
    var lastWrite: WriteRequest?
    /// The times of the last events of connections that have been written, by number.
    var writtenUntil: [Int: Double] = [:]
}

/// What a key press waits for.
public enum Pending: Sendable, Hashable {
    /// After `m`, the letter.
    case markName
    /// After `'`, the letter.
    case jumpName
    /// Whether a file may be replaced.
    case replace(WriteRequest)
    /// Whether to quit, although something would be lost.
    case quit(QuitQuestion)
}

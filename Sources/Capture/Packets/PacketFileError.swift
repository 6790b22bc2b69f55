// Why a file cannot be read as a capture.

/// A file that is not a capture, with the place that shows it and what to do. One line.
public struct PacketFileError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong.
    public let what: String
    /// The byte of the file that shows it, from 0.
    public let offset: Int
    /// What to do about it.
    public let advice: String

    init(_ what: String, at offset: Int, advice: String) {
        self.what = what
        self.offset = offset
        self.advice = advice
    }

    /// What, where, and what to do.
    public var description: String { "\(what) (byte \(offset)). \(advice)" }
}

// Mutants: small WebSocket programs with one bug each. A student has to find bytes, or a way to cut them into reads, that expose it.

/// A program with a bug. Each has a file of its own in `Readers`, whose code is shown, and whose head says what there is to know.
public struct Mutant: Sendable {
    /// What kind of program it is.
    public enum Kind: Sendable, Hashable {
        /// Bytes in, frames out.
        case frameReader
    }

    /// Its name in lessons, such as "X2". It never changes.
    public let id: String
    /// What kind of program it is.
    public let kind: Kind
    private let reader: @Sendable (ReaderSocket) -> any FrameReader

    /// A mutant that reads frames.
    init(_ id: String, _ reader: @escaping @Sendable (ReaderSocket) -> any FrameReader) {
        self.id = id
        kind = .frameReader
        self.reader = reader
    }

    /// The path of its file, for `BuiltInFiles`.
    public var path: String { "Sources/Lessons/Mutants/Readers/\(id).swift" }

    /// What it makes of bytes that arrive in these reads. It takes every frame as it is, whoever sent it and whatever rules it breaks.
    public func output(of reads: [[UInt8]]) -> ReaderOutput {
        let socket = ReaderSocket(reads)
        return socket.run(reader(socket))
    }

    /// Whether its bug shows with these reads: a reader without the bug that asks for rules as little as this one would make something
    /// else of them. Where the real one differs and the bug does not show, the bytes break a rule that this program does not know.
    public func isExposed(by reads: [[UInt8]]) -> Bool {
        let socket = ReaderSocket(reads)
        return output(of: reads) != socket.run(CarelessReader(socket))
    }
}

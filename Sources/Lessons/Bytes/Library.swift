// What lessons refer to, wherever it is kept: recordings, and the source of the mutants. The core does no I/O, so it is given.

public import Capture

/// Where lessons find what they name.
public struct Library: Sendable {
    /// The connection of a recording, "rfc/masked-text": the first that asked for a WebSocket. Nil where there is no such recording, or
    /// it cannot be read.
    public let recording: @Sendable (String) -> Conversation?
    /// The text of a Swift file in Sources/Lessons/Mutants, by its name without ending; nil where there is none.
    public let mutantSource: @Sendable (String) -> String?
    /// The words that random texts are made of.
    public let words: [String]

    /// A library.
    public init(
        recording: @escaping @Sendable (String) -> Conversation?,
        mutantSource: @escaping @Sendable (String) -> String?, words: [String]
    ) {
        (self.recording, self.mutantSource, self.words) = (recording, mutantSource, words)
    }

    /// The connection that a file of a recording holds.
    public static func conversation(of file: [UInt8]) -> Conversation? {
        guard var reader = try? CaptureFile.reader(file) else { return nil }
        var all = Conversations(memoryLimit: .max)
        guard (try? reader.read { all.add($0) }) != nil else { return nil }
        all.finish()
        return all.all.first { $0.webSocket != nil } ?? all.all.first
    }
}

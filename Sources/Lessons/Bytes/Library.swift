// What lessons refer to, wherever it is kept: recordings, and the source of the mutants. The core does no I/O, so it is given.

public import Capture

/// Where lessons find what they name.
public struct Library: Sendable {
    /// The connections of a recording, "rfc/masked-text": those that asked for a WebSocket, or all if none did. Empty where there is no such
    /// recording, or it cannot be read.
    public let recordings: @Sendable (String) -> [Conversation]
    /// The text of a Swift file in Sources/Lessons/Mutants, by its name without ending; nil where there is none.
    public let mutantSource: @Sendable (String) -> String?
    /// The words that random texts are made of.
    public let words: [String]

    /// A library.
    public init(
        recordings: @escaping @Sendable (String) -> [Conversation],
        mutantSource: @escaping @Sendable (String) -> String?, words: [String]
    ) {
        (self.recordings, self.mutantSource, self.words) = (recordings, mutantSource, words)
    }

    /// The connection of a recording that exercises are about: the first. Nil where there is none.
    public func recording(_ name: String) -> Conversation? { recordings(name).first }

    /// The connections that a file of a recording holds.
    public static func conversations(of file: [UInt8]) -> [Conversation] {
        guard var reader = try? CaptureFile.reader(file) else { return [] }
        var all = Conversations(memoryLimit: .max)
        guard (try? reader.read { all.add($0) }) != nil else { return [] }
        all.finish()
        let webSockets = all.all.filter { $0.webSocket != nil }
        return webSockets.isEmpty ? Array(all.all) : webSockets
    }
}

// What is read from a file, and what is written to one.

public import Capture

/// A whole recording, as it was read.
public struct RecordingContent: Sendable {
    /// What the recording calls itself; empty if it has no title.
    public let title: String
    /// The recording's own description; empty if it has none.
    public let about: String
    /// When it was created, as ISO 8601; nil if it does not say.
    public let created: String?
    /// Where it was read from, as the reader would type it.
    public let path: String
    /// Its connections.
    public let conversations: Conversations
    /// What was skipped or mended when the file was read, a sentence or two each.
    public let problems: [String]
    /// The remarks about it.
    public let remarks: [String]
    /// Whether its bytes were put together from something else, and were never on a wire.
    public let isReconstructed: Bool

    /// A recording that was read from `path`.
    public init(
        title: String, about: String = "", created: String? = nil, path: String, conversations: Conversations,
        problems: [String],
        remarks: [String] = [], isReconstructed: Bool = false
    ) {
        self.title = title
        self.about = about
        self.created = created
        self.path = path
        self.conversations = conversations
        self.problems = problems
        self.remarks = remarks
        self.isReconstructed = isReconstructed
    }
}

/// A recording that the reader wants to write.
public struct WriteRequest: Sendable, Hashable {
    /// Where to. A name that ends in `.pcapng` asks for that format, any other for JSON lines.
    public let path: String
    /// The numbers of the connections; nil for all.
    public let connections: [Int]?
    /// What the recording is called, and what there is to see in it.
    public let title: String, about: String?
    /// When its time began, as ISO 8601; nil if that is not known.
    public let created: String?
    /// Whether an existing file may be replaced. Otherwise the answer is `Input.fileExists`.
    public let replaces: Bool

    /// The same request, which may replace an existing file.
    var replacing: WriteRequest {
        WriteRequest(
            path: path, connections: connections, title: title, about: about, created: created, replaces: true)
    }
}

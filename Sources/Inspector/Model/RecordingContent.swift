// What goes in from a file, and what goes out into one.

public import Capture

/// A whole recording, as it was read.
public struct RecordingContent: Sendable {
    /// What the recording calls itself; empty where it has no title.
    public let title: String
    /// What there is to see, as the recording says itself; empty where it does not say.
    public let about: String
    /// When it was made, as ISO 8601; nil where it does not say.
    public let created: String?
    /// Where it was read from, as the reader would type it.
    public let path: String
    /// Its connections.
    public let conversations: Conversations
    /// What the reader of the file skipped or mended, a sentence or two each.
    public let problems: [String]
    /// What there is to know about it that is no problem.
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

/// A recording that the reader wants to have written.
public struct WriteRequest: Sendable, Hashable {
    /// Where to. A name that ends in `.pcapng` asks for that format, any other for JSON lines.
    public let path: String
    /// The numbers of the connections; nil for all.
    public let connections: [Int]?
    /// What the recording is called, and what there is to see in it.
    public let title: String, about: String?
    /// When its time began, as ISO 8601; nil where that is not known.
    public let created: String?
    /// Whether a file that is there may be replaced. Otherwise the answer is `Input.fileExists`.
    public let replaces: Bool

    /// The same request, which may replace a file that is there.
    var replacing: WriteRequest {
        WriteRequest(
            path: path, connections: connections, title: title, about: about, created: created, replaces: true)
    }
}

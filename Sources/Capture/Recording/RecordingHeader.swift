// The first line of a recording.

/// What a recording says about itself. What it does not say is nil.
public struct RecordingHeader: Sendable, Hashable {
    /// The name of the format, in every header.
    static let format = "wslens-recording"
    /// The version of the format that is written here. A reader may meet a later one.
    public static let currentVersion = 1

    /// The keys of a header.
    static let keys = ["format", "version", "title", "about", "created", "generator"]

    /// The version of the format that it was read in.
    public var version = RecordingHeader.currentVersion
    /// A line for a list: "Chromium says Hello".
    public var title: String?
    /// What there is to see, in a few sentences.
    public var about: String?
    /// When it was created, as ISO 8601: "2026-11-22T10:00:00Z". Only export to packets, which have such times
    /// too, interprets it.
    public var created: String?
    /// The script that generates the file, and so the one to edit instead: "Scripts/record-fixtures". What `convert` and
    /// the inspector write has none.
    public var generator: String?

    /// A header for a new recording.
    public init(title: String? = nil, about: String? = nil, created: String? = nil, generator: String? = nil) {
        self.title = title
        self.about = about
        self.created = created
        self.generator = generator
    }
}

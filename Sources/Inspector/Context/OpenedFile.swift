// What is known about the opened recording, besides its connections.

/// The opened file; for a live server, empty except for the time.
struct OpenedFile: Sendable {
    /// Whether a recording has been opened, so that the next one is a reload of it.
    var isLoaded = false
    /// The recording's own description; empty if it has none.
    var about = ""
    /// When its time began, as ISO 8601: of the recording, or of a server's log; nil if that is not known.
    var created: String?
    /// What was skipped or mended when the recording was read, in words.
    var problems: [String] = []
    /// The remarks about the recording, in words.
    var remarks: [String] = []
    /// Whether the bytes were put together from something else, and were never on a wire.
    var isReconstructed = false
    /// Where the reader was in each connection when the recording was read again.
    var placesBeforeReload: [Int: Place] = [:]
}

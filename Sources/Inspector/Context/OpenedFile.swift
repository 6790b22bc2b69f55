// What is known of the recording that is looked at, beside its connections.

/// The file that was opened; of a live server, empty but for the time.
struct OpenedFile: Sendable {
    /// Whether a recording has been opened, so that the next one is the same again after editing.
    var isLoaded = false
    /// What there is to see in the recording, as it says itself; empty where it does not say.
    var about = ""
    /// When its time began, as ISO 8601: of the recording, or of a server's log; nil where that is not known.
    var created: String?
    /// What the reader of the recording skipped or mended, in words.
    var problems: [String] = []
    /// What there is to know about the recording that is no problem, in words.
    var remarks: [String] = []
    /// Whether the bytes were put together from something else, and were never on a wire.
    var isReconstructed = false
    /// Where the reader was in each connection when the recording was read again.
    var placesBeforeReload: [Int: Place] = [:]
}

// A whole file of connections in memory, as the inspector wants it.

import Capture

/// What a file holds.
struct LoadedCapture {
    /// A title: that of the recording, else the file's name.
    let title: String
    /// What there is to see, where the file says so.
    let about: String?
    /// When it was made, as ISO 8601, where the file says so.
    let created: String?
    /// Whether its bytes were put together from something else, and were never on a wire.
    let isReconstructed: Bool
    /// The connections, in the order of the file.
    let conversations: Conversations
    /// What was skipped or went wrong, in words.
    let problems: [String]
    /// What is not as it seems although nothing went wrong, in words.
    let remarks: [String]
}

enum CaptureLoader {
    /// Reads a file, and says so on standard error when it takes long.
    static func load(_ path: String) throws(FileProblem) -> LoadedCapture {
        try ReadingNotice.during(path) { notice throws(FileProblem) in
            try load(path) { notice.count() }
        }
    }

    /// Reads a file without a word, for a screen is open; `each` is called for each event.
    static func load(_ path: String, each: () -> Void) throws(FileProblem) -> LoadedCapture {
        var source = try CaptureSource(path)
        var conversations = Conversations(memoryLimit: .max)
        try source.read { event in
            conversations.add(event)
            each()
        }
        return LoadedCapture(
            title: source.title, about: source.about, created: source.created, isReconstructed: source.isReconstructed,
            conversations: conversations, problems: source.problems, remarks: source.remarks)
    }
}

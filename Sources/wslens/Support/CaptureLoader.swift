// A whole file of connections in memory, as the inspector wants it.

import Capture

/// What a file holds.
struct LoadedCapture {
    /// A title: that of the recording, else the file's name.
    let title: String
    /// What there is to see, where the file says so.
    let about: String?
    /// The connections, in the order of the file.
    let conversations: Conversations
    /// What was skipped or went wrong, in words.
    let problems: [String]
    /// What is not as it seems although nothing went wrong, in words.
    let remarks: [String]
}

enum CaptureLoader {
    /// Reads a file.
    static func load(_ path: String) throws(FileProblem) -> LoadedCapture {
        var source = try CaptureSource(path)
        var conversations = Conversations(memoryLimit: .max)
        try source.read { conversations.add($0) }
        return LoadedCapture(
            title: source.title, about: source.about, conversations: conversations, problems: source.problems,
            remarks: source.remarks)
    }
}

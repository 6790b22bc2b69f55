// A whole file of connections in memory, as the inspector wants it.

import Capture

/// What a file holds.
struct LoadedCapture {
    /// A title: that of the recording, else the file's name.
    let title: String
    /// What else there is to say about the file.
    let description: FileDescription
    /// The connections, in the order of the file.
    let conversations: Conversations
}

enum CaptureLoader {
    /// Reads a file, and says so on standard error if it takes long.
    static func load(_ path: String) throws(FileProblem) -> LoadedCapture {
        try ReadingNotice.during(path) { notice throws(FileProblem) in
            try load(path) { notice.count() }
        }
    }

    /// Reads a file and prints nothing, because a screen is open; `each` is called for each event.
    static func load(_ path: String, each: () -> Void) throws(FileProblem) -> LoadedCapture {
        var source = try CaptureSource(path)
        var conversations = Conversations(memoryLimit: .max)
        try source.read { event in
            conversations.add(event)
            each()
        }
        conversations.finish()
        return LoadedCapture(title: source.title, description: source.description, conversations: conversations)
    }
}

// Any file that holds connections: a recording, a packet capture, a HAR. What it is is told by its content, not by its name.

import Capture
import Foundation

/// What a file holds.
struct LoadedCapture {
    /// A title: that of the recording, else the file's name.
    var title = ""
    /// What there is to see, where the file says so.
    var about: String?
    /// The connections, in the order of the file.
    var conversations = Conversations(memoryLimit: .max)
    /// What was skipped or is not as it seems, in words.
    var problems: [String] = []
    /// The events in the order of the file, where they were asked for.
    var events: [LoggedEvent] = []
}

enum CaptureLoader {
    /// Reads a file.
    ///
    /// - Parameter keepsEvents: whether `events` is wanted too, for converting.
    static func load(_ path: String, keepsEvents: Bool = false) throws(FileProblem) -> LoadedCapture {
        let bytes = try InputFile.read(path)
        var loaded = LoadedCapture()
        loaded.title = URL(fileURLWithPath: path).lastPathComponent
        func take(_ event: LoggedEvent) {
            loaded.conversations.add(event)
            if keepsEvents { loaded.events.append(event) }
        }
        do throws(any Error) {
            switch CaptureFormat.recognise(bytes.prefix(CaptureFormat.prefixLength)) {
            case .pcap, .pcapng:
                let log = try PacketFile.open(bytes)
                loaded.problems = log.summary.skipped.map(\.description)
                loaded.conversations = Conversations(
                    memoryLimit: .max, startsAtFrames: log.summary.midConnection)
                log.forEach(take)
            case .har:
                let summary = try HARFile.read(bytes, each: take)
                loaded.problems = summary.problems.map(\.description) + more(summary.unlistedProblemCount)
            case .recording, nil:
                var reader = RecordingReader()
                try reader.read(bytes, each: take)
                try reader.finish(each: take)
                loaded.title = reader.header?.title ?? loaded.title
                loaded.about = reader.header?.about
                loaded.problems = reader.problems.map(\.description) + more(reader.unlistedProblemCount)
            }
        } catch {
            throw FileProblem("\(path): \(error)")
        }
        return loaded
    }

    private static func more(_ count: Int) -> [String] {
        count == 0 ? [] : [count == 1 ? "There is 1 more such problem." : "There are \(count) more such problems."]
    }
}

// Writing connections to a file; the ending of its name says in which format.

import Capture
import Foundation

enum CaptureWriter {
    /// Writes events to a file: `.jsonl` is a recording, `.pcapng` a packet capture.
    static func write(
        _ events: [LoggedEvent], title: String, about: String? = nil, to path: String, replaces: Bool
    ) throws(FileProblem) {
        switch URL(fileURLWithPath: path).pathExtension.lowercased() {
        case "jsonl":
            let header = RecordingHeader(title: title, about: about, created: Date().formatted(.iso8601))
            let lines = [RecordingWriter.header(header)] + events.map(RecordingWriter.line)
            try OutputFile.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: path, replaces: replaces)
        case "pcapng":
            try OutputFile.write(PacketWriter.pcapng(events), to: path, replaces: replaces)
        default:
            throw FileProblem("\(path) must end in .jsonl, for a recording, or in .pcapng, for a packet capture.")
        }
    }
}

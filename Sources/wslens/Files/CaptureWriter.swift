// Writing connections to a file; the extension of its name chooses the format.

import Capture
import SystemPackage

enum CaptureWriter {
    private enum Format {
        case recording, pcapng
    }

    /// How many bytes of a recording are written at a time, about.
    private static let chunkSize = 1 << 20

    /// Writes events to a file: `.jsonl` is a recording, `.pcapng` a packet capture. What goes into a pipe is a
    /// recording unless its name says otherwise.
    ///
    /// Returns what the format cannot hold, in words.
    @discardableResult
    static func write(
        _ events: [LoggedEvent], title: String, about: String? = nil, created: String? = nil, to path: String,
        replaces: Bool
    ) throws(FileProblem) -> [String] {
        let format = try format(of: path)
        let header = RecordingHeader(title: title, about: about, created: created)
        var file = try WholeFile(path, replaces: replaces)
        var losses: [String] = []
        switch format {
        case .recording:
            try write(events, header, to: &file)
        case .pcapng:
            losses = try PacketWriter.write(events, header: header) { part throws(FileProblem) in try file.write(part) }
        }
        try file.finish()
        return losses
    }

    private static func format(of path: String) throws(FileProblem) -> Format {
        switch (FilePath(path).extension ?? "").lowercased() {
        case "jsonl": return .recording
        case "pcapng": return .pcapng
        case "" where WholeFile.isStream(path): return .recording
        default:
            throw FileProblem("\(path) must end in .jsonl, for a recording, or in .pcapng, for a packet capture.")
        }
    }

    /// Writes the lines of a recording, many at a time: all of them at once would take more memory than the events.
    private static func write(
        _ events: [LoggedEvent], _ header: RecordingHeader, to file: inout WholeFile
    ) throws(FileProblem) {
        var lines = Array((RecordingWriter.header(header) + "\n").utf8)
        for event in events {
            RecordingWriter.write(event, to: &lines)
            guard lines.count >= chunkSize else { continue }
            try file.write(lines)
            lines.removeAll(keepingCapacity: true)
        }
        try file.write(lines)
    }
}

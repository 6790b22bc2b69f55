// Any file that holds connections: a recording, a packet capture, a HAR. What it is is told by its content, not by its name.

import Capture
import Foundation

/// A file of connections, whose events are handed out one after the other: what a reader does not keep is not in memory twice.
struct CaptureSource {
    /// The file, as it was named.
    let path: String
    /// A title: that of the recording once it was read, else the file's name.
    private(set) var title: String
    /// What there is to see, where the file says so.
    private(set) var about: String?
    /// What was skipped or is not as it seems, in words; whole once the file was read.
    private(set) var problems: [String] = []

    private let bytes: [UInt8]
    /// What a packet capture holds, which is known only once all of it was seen.
    private let packets: PacketLog?

    /// Opens a file.
    init(_ path: String) throws(FileProblem) {
        self.path = path
        title = URL(fileURLWithPath: path).lastPathComponent
        bytes = try InputFile.read(path)
        switch CaptureFormat.recognise(bytes.prefix(CaptureFormat.prefixLength)) {
        case .pcap, .pcapng:
            do throws(PacketFileError) {
                let log = try PacketFile.open(bytes)
                problems = log.summary.skipped.map(\.description)
                packets = log
            } catch {
                throw FileProblem("\(path): \(error)")
            }
        case .har, .recording, nil:
            packets = nil
        }
    }

    /// Hands out all events in the order of the file.
    mutating func read(each take: (LoggedEvent) -> Void) throws(FileProblem) {
        if let packets { return packets.forEach(take) }
        do throws(any Error) {
            if CaptureFormat.recognise(bytes.prefix(CaptureFormat.prefixLength)) == .har {
                let summary = try HARFile.read(bytes, each: take)
                problems = summary.problems.map(\.description) + Self.more(summary.unlistedProblemCount)
                return
            }
            var reader = RecordingReader()
            try reader.read(bytes, each: take)
            try reader.finish(each: take)
            title = reader.header?.title ?? title
            about = reader.header?.about
            problems = reader.problems.map(\.description) + Self.more(reader.unlistedProblemCount)
        } catch {
            throw FileProblem("\(path): \(error)")
        }
    }

    private static func more(_ count: Int) -> [String] {
        count == 0 ? [] : [count == 1 ? "There is 1 more such problem." : "There are \(count) more such problems."]
    }
}

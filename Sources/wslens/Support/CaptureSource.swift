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
    /// When it was made, as ISO 8601, where the file says so.
    private(set) var created: String?
    /// What was skipped or went wrong, in words; whole once the file was read.
    private(set) var problems: [String] = []
    /// What is not as it seems although nothing went wrong, in words; whole once the file was read.
    private(set) var remarks: [String] = []

    /// Whether its bytes were put together from something else, and were never on a wire.
    var isReconstructed: Bool { format == .har }

    private let format: CaptureFormat?
    private let bytes: [UInt8]
    /// What a packet capture holds, which is known only once all of it was seen.
    private var packets: PacketLog?

    /// Opens a file.
    init(_ path: String) throws(FileProblem) {
        self.path = path
        title = URL(fileURLWithPath: InputFile.name(path)).lastPathComponent
        bytes = try InputFile.read(path)
        format = CaptureFormat.recognise(bytes.prefix(CaptureFormat.prefixLength))
        switch format {
        case .pcap, .pcapng:
            do throws(PacketFileError) {
                let log = try PacketFile.open(bytes)
                let summary = log.summary
                title = summary.title ?? title
                about = summary.about
                created = summary.created
                problems = summary.problems
                remarks = summary.remarks
                packets = log
            } catch {
                throw FileProblem("\(InputFile.name(path)): \(error)")
            }
        case .har, .recording, nil:
            packets = nil
        }
    }

    /// Hands out all events in the order of the file, once.
    mutating func read(each take: (LoggedEvent) -> Void) throws(FileProblem) {
        if var log = packets {
            packets = nil
            return log.drain(take)
        }
        do throws(any Error) {
            if format == .har {
                let summary = try HARFile.read(bytes, each: take)
                problems = summary.problems.map(\.description) + Self.more(summary.unlistedProblemCount)
                if summary.connectionCount == 0 { problems.append(Self.emptyHAR) } else { remarks = [Self.har] }
                remarks += summary.remarks.map(\.description) + Self.more(summary.unlistedRemarkCount, "remark")
                return
            }
            var reader = RecordingReader()
            try reader.read(bytes, each: take)
            try reader.finish(each: take)
            title = reader.header?.title ?? title
            about = reader.header?.about
            created = reader.header?.created
            problems = reader.problems.map(\.description) + Self.more(reader.unlistedProblemCount)
        } catch {
            throw FileProblem("\(InputFile.name(path)): \(error)")
        }
    }

    private static let har =
        "The messages come from a HAR: frames, masking keys and handshake bytes are reconstructed and are not wire bytes."
    private static let emptyHAR =
        "There is no WebSocket connection in it. Open the developer tools before the page connects, and export it again."

    private static func more(_ count: Int, _ word: String = "problem") -> [String] {
        count == 0 ? [] : [count == 1 ? "There is 1 more such \(word)." : "There are \(count) more such \(word)s."]
    }
}

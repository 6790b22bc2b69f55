// A packet capture as a file of connections.

/// Reads the WebSocket connections of a pcap or pcapng file. The whole file is examined when it is opened: which connections are
/// WebSockets is known only then.
struct PacketCapture: CaptureReader {
    private(set) var description = FileDescription()
    private var log: PacketLog?

    static func recognises(_ prefix: ArraySlice<UInt8>) -> Bool { PacketFile.recognises(prefix) }

    init(_ file: [UInt8]) throws(CaptureFileError) {
        let log: PacketLog
        do throws(PacketFileError) {
            log = try PacketFile.open(file)
        } catch {
            throw CaptureFileError(error)
        }
        let summary = log.summary
        (description.title, description.about, description.created) = (summary.title, summary.about, summary.created)
        (description.problems, description.remarks) = (summary.problems, summary.remarks)
        self.log = log
    }

    mutating func read(each: (LoggedEvent) -> Void) {
        // Handed over, so that the events can be let go of on the way.
        guard var log = log.take() else { return }
        log.drain(each)
    }
}

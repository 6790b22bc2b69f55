// Captures of real networks, as tcpdump, dumpcap and Wireshark write them.
//
//   file ─▶ packets ─▶ IP ─▶ TCP segments ─▶ streams in order ─▶ which are WebSocket? ─▶ events
//           Container/ Layers/               TCP/                Recognition/
//
// Nothing is copied out of the file before the last arrow. Packets are taken in the order of time, which is nearly
// always that of the file; captures of several interfaces, or of a card with several queues, are sorted first. Where the
// clock was set meanwhile, times say nothing, and the order of the file and the sequence numbers decide.

/// Reads pcap and pcapng.
public enum PacketFile {
    /// Whether a file that starts with `prefix` is a pcap or pcapng file. Four bytes are enough.
    public static func recognises(_ prefix: some Collection<UInt8>) -> Bool {
        guard prefix.count >= 4 else { return false }
        let magic = prefix.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
        return magic == PcapngReader.sectionType || PcapReader.format(magic) != nil
    }

    /// Examines a whole file.
    ///
    /// - Parameter includeAll: Whether connections that do not seem to be WebSocket connections are
    ///   wanted too.
    /// - Returns: What happened to the connections.
    /// - Throws: `PacketFileError` for a file that is not a capture. Damage further on is not an error: what comes before it
    ///   is read, and the summary names the place.
    public static func open(_ file: [UInt8], includeAll: Bool = false) throws(PacketFileError) -> PacketLog {
        let file = FileBytes(bytes: file)
        let reader = try PacketReader(file)
        return PacketLog(.of(file, reader), of: file, includeAll: includeAll)
    }

    /// Examines a whole file, and then hands out all events. `open` is for callers that want the summary
    /// first.
    public static func read(
        _ file: [UInt8], includeAll: Bool = false, each: (LoggedEvent) -> Void
    ) throws(PacketFileError) -> PacketSummary {
        let log = try open(file, includeAll: includeAll)
        for event in log { each(event) }
        return log.summary
    }
}

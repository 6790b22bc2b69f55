// Captures of real networks, as tcpdump, dumpcap and Wireshark write them.
//
//   file ─▶ packets ─▶ IP ─▶ TCP segments ─▶ streams in order ─▶ which are WebSocket? ─▶ events
//           Container/ Layers/               TCP/                Recognition/
//
// Nothing is copied out of the file before the last arrow. Packets are taken in the order of time, which is nearly always that of the file;
// captures of several interfaces, or of a card with several queues, are sorted first.

import WebSocketProtocol

/// Reads pcap and pcapng.
public enum PacketFile {
    /// Whether a file that starts with `prefix` is a pcap or pcapng file. Four bytes are enough.
    public static func recognises(_ prefix: some Collection<UInt8>) -> Bool {
        guard prefix.count >= 4 else { return false }
        let magic = prefix.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
        return magic == PcapngReader.sectionType || PcapReader.format(magic) != nil
    }

    /// Reads a whole file, and hands out what happened to its WebSocket connections in the order of time.
    ///
    /// Connections are numbered from 1 in the order of opening. Times are seconds since the first packet of the file. Each event of bytes is
    /// what one segment delivered. Where a connection carried ordinary requests before its upgrade, they are left out. Remarks of others on
    /// packets become notes.
    ///
    /// - Parameters:
    ///   - includeAll: Whether connections that are no WebSocket connections, as far as one can tell, are handed out too.
    ///   - each: Is called for each event, after all of the file has been looked through.
    /// - Returns: What the file holds, and what of it was left out.
    /// - Throws: `PacketFileError` for a file that is no capture. Damage further on is no error: what comes before it is read, and the summary
    ///   names the place.
    public static func read(
        _ file: [UInt8], includeAll: Bool = false, each: (LoggedEvent) -> Void
    ) throws(PacketFileError) -> PacketSummary {
        let file = FileBytes(bytes: file)
        let reader = try PacketReader(file)
        var capture = Capture(file)
        if !capture.add(reader) { capture = Capture(sorting: reader, of: file) }
        capture.table.finish()
        var summary = capture.summary
        summary.duration = seconds(from: capture.first, to: capture.last)
        let selection = Selection(capture.table.flows, includeAll: includeAll, &summary)
        for record in inOrder(capture.table.records) {
            guard let flow = selection.flows[Int(record.connection)],
                let kind = event(record, flow, capture.table.comments, file)
            else { continue }
            let time = seconds(from: capture.first, to: record.time)
            each(LoggedEvent(connection: flow.number, ConnectionEvent(time: time, kind)))
        }
        return summary
    }

    /// Gaps are found late, and belong where they are known to have been.
    private static func inOrder(_ records: [Record]) -> [Record] {
        guard zip(records, records.dropFirst()).contains(where: { $0.order > $1.order }) else { return records }
        // By index where the packet is the same: sorting does not promise to keep equal elements in their order.
        return records.indices.sorted { (records[$0].order, $0) < (records[$1].order, $1) }.map { records[$0] }
    }

    /// Seconds, to a nanosecond where a Double can hold that.
    private static func seconds(from start: Int64, to end: Int64) -> Double {
        let (distance, overflow) = end.subtractingReportingOverflow(start)
        return overflow ? (Double(end) - Double(start)) / 1e9 : Double(distance) / 1e9
    }

    /// What a record says, with its bytes; nil where it lies before the upgrade.
    private static func event(
        _ record: Record, _ flow: Selection.Selected, _ comments: [String], _ file: FileBytes
    ) -> ConnectionEvent.Kind? {
        let from = record.side == flow.client ? Endpoint.client : .server
        let isEarly = record.order < flow.start
        switch record.kind {
        case .opened: return .opened(client: flow.key[flow.client].description, server: flow.key[flow.client.other].description)
        case .bytes: return isEarly ? nil : .bytes(from: from, file.bytes[record.start..<record.start + Int(record.count)])
        case .missing: return isEarly ? nil : .missing(from: from, count: Int(record.count))
        case .fin: return .ended(by: from, .fin)
        case .reset: return .ended(by: from, .reset)
        case .comment: return .note(comments[record.start], stop: false)
        }
    }
}

/// The packets of a file, sorted into connections.
private struct Capture {
    var table: FlowTable
    var summary = PacketSummary()
    /// The times of the first packet and the last.
    private(set) var first: Int64 = 0, last: Int64 = 0
    /// The link type of the packets so far, and how many there were in a row: files have few, and a dictionary is slow.
    private var link = (type: LinkType.raw, count: 0)

    init(_ file: FileBytes) { table = FlowTable(file) }

    /// Adds all packets in the order of the file. Returns false where that is not the order of time; then nothing here is of use.
    mutating func add(_ reader: PacketReader) -> Bool {
        var reader = reader
        while let packet = reader.next(&summary) {
            guard summary.packets == 0 || packet.time >= last else { return false }
            add(packet)
        }
        countLinks(next: .raw)
        return true
    }

    /// Adds all packets in the order of time.
    init(sorting reader: PacketReader, of file: FileBytes) {
        self.init(file)
        var reader = reader
        var packets: [Packet] = []
        while let packet = reader.next(&summary) { packets.append(packet) }
        packets.sort { ($0.time, $0.number) < ($1.time, $1.number) }
        for packet in packets { add(packet) }
        countLinks(next: .raw)
    }

    private mutating func add(_ packet: Packet) {
        if summary.packets == 0 { first = packet.time }
        last = packet.time
        summary.packets += 1
        if packet.link != link.type { countLinks(next: packet.link) }
        link.count += 1
        table.add(packet, &summary)
    }

    private mutating func countLinks(next: LinkType) {
        if link.count > 0 { summary.linkTypes[link.type, default: 0] += link.count }
        link = (next, 0)
    }
}

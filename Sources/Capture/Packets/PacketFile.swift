// Captures of real networks, as tcpdump, dumpcap and Wireshark write them.
//
//   file ─▶ packets ─▶ IP ─▶ TCP segments ─▶ streams in order ─▶ which are WebSocket? ─▶ events
//           Container/ Layers/               TCP/                Recognition/
//
// Nothing is copied out of the file before the last arrow. A file is read twice: first only to see whether its packets are in the order of
// time, which captures of several interfaces are not.

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
        var summary = PacketSummary()
        var table = FlowTable(file)
        let times = try readPackets(file, &table, &summary)
        table.finish()
        summary.duration = seconds(from: times.lowerBound, to: times.upperBound)
        let selection = Selection(table.flows, includeAll: includeAll, &summary)
        for record in inOrder(table.records) {
            guard let number = selection.numbers[Int(record.connection)] else { continue }
            let flow = table.flows[Int(record.connection)]
            guard let kind = event(record, flow, table, file) else { continue }
            each(LoggedEvent(connection: number, ConnectionEvent(time: seconds(from: times.lowerBound, to: record.time), kind)))
        }
        return summary
    }

    /// Adds the packets in the order of time, and returns the times of the first and the last.
    private static func readPackets(
        _ file: FileBytes, _ table: inout FlowTable, _ summary: inout PacketSummary
    ) throws(PacketFileError) -> ClosedRange<Int64> {
        var reader = try PacketReader(file)
        var times: ClosedRange<Int64>?
        func add(_ packet: Packet) {
            times = (times?.lowerBound ?? packet.time)...packet.time
            summary.packets += 1
            summary.linkTypes[packet.link, default: 0] += 1
            table.add(packet, &summary)
        }
        if isInOrder(reader) {
            while let packet = reader.next(&summary) { add(packet) }
        } else {
            var packets: [Packet] = []
            while let packet = reader.next(&summary) { packets.append(packet) }
            packets.sort { ($0.time, $0.number) < ($1.time, $1.number) }
            packets.forEach(add)
        }
        return times ?? 0...0
    }

    private static func isInOrder(_ reader: PacketReader) -> Bool {
        var reader = reader
        var unused = PacketSummary()
        var last = Int64.min
        while let packet = reader.next(&unused) {
            guard packet.time >= last else { return false }
            last = packet.time
        }
        return true
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
    private static func event(_ record: Record, _ flow: Flow, _ table: FlowTable, _ file: FileBytes) -> ConnectionEvent.Kind? {
        let client = flow.clientSide
        let from = record.side == client ? Endpoint.client : .server
        let isEarlier = record.order < flow.recognition.upgrade ?? 0
        switch record.kind {
        case .opened: return .opened(client: flow.key[client].description, server: flow.key[client.other].description)
        case .bytes: return isEarlier ? nil : .bytes(from: from, Array(file.bytes[record.start..<record.start + Int(record.count)]))
        case .missing: return isEarlier ? nil : .missing(from: from, count: Int(record.count))
        case .fin: return .ended(by: from, .fin)
        case .reset: return .ended(by: from, .reset)
        case .comment: return .note(table.comments[record.start], stop: false)
        }
    }
}

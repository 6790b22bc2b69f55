// A log as a capture that Wireshark and tshark open: every connection as TCP over IP, every note as a comment on a
// packet, the title and what it is about as comments on the file.

import WebSocketProtocol

/// Writes pcapng.
public enum PacketWriter {
    /// About how many bytes are handed out at a time.
    private static let chunkSize = 1 << 20

    /// The connections of a log as a pcapng file.
    public static func pcapng(_ events: [LoggedEvent], header: RecordingHeader = RecordingHeader()) -> [UInt8] {
        var file: [UInt8] = []
        write(events, header: header) { file += $0 }
        return file
    }

    /// Several conversations as one pcapng file, in the order of time.
    public static func pcapng(_ conversations: [Conversation]) -> [UInt8] {
        let events = conversations.flatMap { conversation in
            conversation.recordedEvents.map { LoggedEvent(connection: conversation.number, $0) }
        }
        return pcapng(events)
    }

    /// Events in the order of time, as packets of one interface are. Those of a connection stay in theirs, even where its times go back.
    private static func inOrder(_ events: [LoggedEvent]) -> [LoggedEvent] {
        var latest: [Int: Double] = [:]
        let times = events.map { logged in
            let time = max(latest[logged.connection] ?? 0, logged.event.time)
            latest[logged.connection] = time
            return time
        }
        return events.indices.sorted { (times[$0], $0) < (times[$1], $1) }.map { events[$0] }
    }

    /// Writes the connections of a log as a pcapng file, a part at a time.
    ///
    /// What a log does not know is made up as simply as TCP allows: all packets of an opening have the time of its
    /// event, everything is acknowledged at once unless the other side may have been gone, and addresses that are not IP
    /// addresses become 192.0.2.1 and 192.0.2.2. A gap stays a gap. A request line is in one segment, whichever reads it
    /// came in. Notes and server actions become comments on the packet that is nearest in time. Bytes that a log has after
    /// the end of their direction are left out.
    ///
    /// - Parameters:
    ///   - events: The events of one connection or of several, those of each in their order.
    ///   - header: What the log says about itself; times count from `created`.
    ///   - take: Gets the parts of the file.
    /// - Returns: What a pcapng file has no place for, in words.
    @discardableResult
    public static func write<Failure: Error>(
        _ events: [LoggedEvent], header: RecordingHeader = RecordingHeader(), to take: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) -> [String] {
        let created = header.created.flatMap(ClockTime.nanoseconds)
        let start = UInt64(clamping: created ?? 0)
        var file = PcapngBlocks(comments: comments(header), start: start)
        let heads = OutgoingHeads(inOrder(events))
        let events = heads.events
        var plan = OutgoingPlan(events)
        var addresses = OutgoingAddresses()
        var connections: [Int: OutgoingConnection] = [:]
        for (index, logged) in events.enumerated() {
            let time = nanoseconds(logged.event.time, after: start)
            func write(_ packets: OutgoingConnection.Packets, _ place: OutgoingPlan.Place) {
                let comments = plan.takeComments(place)
                for (position, segment) in packets.segments.enumerated() {
                    let own = position == packets.commented ? comments : []
                    file.packet(time: time, length: segment.length, comments: own) { segment.write(to: &$0) }
                }
            }
            if connections[logged.connection] == nil {
                var connection = opening(logged, &addresses) { plan.lastEvents[$0, default: 0] > index }
                write(connection.open(), .opening(logged.connection))
                connections[logged.connection] = connection
            }
            let isAcknowledged = index < plan.silences[logged.connection, default: .max]
            if plan.isCarried[index],
                let packets = connections[logged.connection]?.packets(
                    for: logged.event.kind, isAcknowledged: isAcknowledged)
            {
                write(packets, .event(index))
            }
            if file.count >= chunkSize { try take(file.take()) }
        }
        try take(file.take())
        var losses = OutgoingLosses(events)
        losses.heads = heads.joined
        losses.bytes = plan.lostBytes
        losses.addresses = addresses.inventions
        losses.created = created == nil ? header.created : nil
        return losses.sentences
    }

    /// The comments on the file: the title, and then what it is about.
    private static func comments(_ header: RecordingHeader) -> [String] {
        guard header.title != nil || header.about != nil else { return [] }
        return [header.title ?? ""] + [header.about].compactMap(\.self)
    }

    private static func opening(
        _ logged: LoggedEvent, _ addresses: inout OutgoingAddresses, goesOn: (Int) -> Bool
    ) -> OutgoingConnection {
        let (client, server, isMidStream) =
            switch logged.event.kind {
            case .opened(let client, let server): (client, server, false)
            case .midStream(let client, let server): (client, server, true)
            default: ("", "", false)
            }
        let ends = addresses.ends(logged.connection, client: client, server: server, goesOn: goesOn)
        return OutgoingConnection(
            number: logged.connection, client: ends.client, server: ends.server, isMidStream: isMidStream)
    }

    /// Times before the start, or beyond what 64 bits can hold (the year 2554), become the first or the last.
    private static func nanoseconds(_ seconds: Double, after start: UInt64) -> UInt64 {
        guard seconds < 1e10 else { return .max }
        let (sum, carry) = start.addingReportingOverflow(seconds > 0 ? UInt64((seconds * 1e9).rounded()) : 0)
        return carry ? .max : sum
    }
}

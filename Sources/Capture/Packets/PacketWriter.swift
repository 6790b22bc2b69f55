// A log as a capture that Wireshark and tshark open: every connection as TCP over IP, every remark as a comment on a
// packet.

import WebSocketProtocol

/// Writes pcapng.
public enum PacketWriter {
    /// The connections of a log as a pcapng file.
    ///
    /// What a log does not know is made up as simply as TCP allows: all packets of an opening have the time of its
    /// event, everything is acknowledged at once, and addresses that are no IP addresses become 192.0.2.1 and
    /// 192.0.2.2. A gap stays a gap. Notes and decisions become comments on the packet before them. Bytes that a log
    /// has after the end of their direction are left out.
    ///
    /// - Parameters:
    ///   - events: The events of one connection or of several, in the order of time.
    ///   - start: The time of the log's start in seconds since 1970.
    public static func pcapng(_ events: [LoggedEvent], start: UInt64 = 0) -> [UInt8] {
        var file = PcapngBlocks()
        var connections: [Int: OutgoingConnection] = [:]
        var comments = Comments(events)
        for (index, logged) in events.enumerated() {
            let time = nanoseconds(logged.event.time, after: start)
            func write(_ packets: OutgoingConnection.Packets, _ comments: [String]) {
                for (position, segment) in packets.segments.enumerated() {
                    let own = position == packets.commented ? comments : []
                    file.packet(time: time, length: segment.length, comments: own) { segment.write(to: &$0) }
                }
            }
            if connections[logged.connection] == nil {
                var connection = opening(logged)
                write(connection.open(), comments.take(.opening(logged.connection)))
                connections[logged.connection] = connection
            }
            if let packets = connections[logged.connection]?.packets(for: logged.event.kind) {
                write(packets, comments.take(.event(index)))
            }
        }
        return file.bytes
    }

    /// Several conversations as one pcapng file, in the order of time.
    public static func pcapng(_ conversations: [Conversation], start: UInt64 = 0) -> [UInt8] {
        let events = conversations.flatMap { conversation in
            conversation.events.map { LoggedEvent(connection: conversation.number, $0) }
        }
        let order = events.indices.sorted { (events[$0].event.time, $0) < (events[$1].event.time, $1) }
        return pcapng(order.map { events[$0] }, start: start)
    }

    private static func opening(_ logged: LoggedEvent) -> OutgoingConnection {
        switch logged.event.kind {
        case .opened(let client, let server):
            OutgoingConnection(number: logged.connection, client: client, server: server)
        case .joined(let client, let server):
            OutgoingConnection(number: logged.connection, client: client, server: server, isJoined: true)
        default: OutgoingConnection(number: logged.connection, client: "", server: "")
        }
    }

    /// Times before the start, or beyond what 64 bits can hold (the year 2554), become the first or the last.
    private static func nanoseconds(_ seconds: Double, after start: UInt64) -> UInt64 {
        let (base, overflow) = start.multipliedReportingOverflow(by: 1_000_000_000)
        guard !overflow, seconds < 1e10 else { return .max }
        let (sum, carry) = base.addingReportingOverflow(seconds > 0 ? UInt64((seconds * 1e9).rounded()) : 0)
        return carry ? .max : sum
    }
}

/// The notes and decisions of a log, each with the event whose packet it comments on.
private struct Comments {
    enum Place: Hashable {
        case opening(Int)
        case event(Int)
    }

    private var texts: [Place: [String]] = [:]

    init(_ events: [LoggedEvent]) {
        var last: [Int: Place] = [:]
        for (index, logged) in events.enumerated() {
            let place = last[logged.connection] ?? .opening(logged.connection)
            switch logged.event.kind {
            case .note(let text, _): texts[place, default: []].append(text)
            case .decision(let name, let sentence): texts[place, default: []].append("\(name): \(sentence)")
            case .opened, .joined: last[logged.connection] = place
            case .bytes(_, let bytes) where bytes.isEmpty: break
            case .bytes, .missing, .ended: last[logged.connection] = .event(index)
            }
        }
    }

    /// The texts for a place, which are needed once.
    mutating func take(_ place: Place) -> [String] { texts.removeValue(forKey: place) ?? [] }
}

// A TCP connection: two streams, and how it begins and ends.

/// A connection as its packets show it.
struct Flow: Sendable {
    let key: FlowKey
    /// When its first packet came.
    let opened: Moment
    /// Who is the client, as far as TCP shows it: who sent the SYN. Nil where the capture began later.
    private(set) var client: Side?
    /// Whether nothing more can come: both streams have ended, or one end has reset the connection.
    private(set) var isOver = false
    /// Whether it speaks WebSocket.
    var recognition = Recognition()

    private var low: Stream
    private var high: Stream

    /// A connection that begins with a segment from `side`.
    init(_ key: FlowKey, number: UInt32, first segment: TCPSegment, from side: Side, at moment: Moment) {
        self.key = key
        opened = moment
        low = Stream(connection: number, side: .low)
        high = Stream(connection: number, side: .high)
        if segment.flags.contains(.syn) { client = segment.flags.contains(.ack) ? side.other : side }
    }

    private subscript(_ side: Side) -> Stream {
        get { side == .low ? low : high }
        _modify {
            if side == .low { yield &low } else { yield &high }
        }
    }

    /// Whether a SYN begins another connection between the same ends: one that is not a repetition of this one's.
    func isReplaced(by segment: TCPSegment, from side: Side) -> Bool {
        if let initial = self[side].initial { return initial != segment.sequence }
        // The other end's SYN is still to come: it is the answer, or both ends have opened at once.
        return isOver || self[side.other].initial == nil
    }

    /// Reads one segment on. Returns false where its sequence numbers are none of this connection's.
    mutating func receive(_ segment: TCPSegment, from side: Side, at moment: Moment, _ records: inout [Record]) -> Bool
    {
        guard !isOver else { return true }
        var segment = segment
        if segment.flags.contains(.syn) {
            self[side].synchronize(segment.sequence)
            // The SYN has a sequence number of its own; data may come behind it (RFC 7413).
            segment.sequence &+= 1
        }
        guard self[side].accepts(segment.sequence) else { return false }
        if segment.flags.contains(.ack) { self[side.other].acknowledge(segment.acknowledgment, at: moment) }
        if segment.flags.contains(.reset) {
            finish(&records)
            records.append(Record(.reset, of: low.connection, from: side, at: moment))
            isOver = true
            return true
        }
        if segment.count > 0 || segment.flags.contains(.fin) { self[side].receive(segment, at: moment, &records) }
        low.age(&records)
        high.age(&records)
        isOver = low.hasEnded && high.hasEnded
        return true
    }

    /// Called when nothing more can come.
    mutating func finish(_ records: inout [Record]) {
        low.finish(&records)
        high.finish(&records)
    }
}

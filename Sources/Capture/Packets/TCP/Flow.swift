// A TCP connection: who its ends are, how it begins, and whether it is over. A capture may hold a million that carry
// nothing, so a flow is small; what it carries is in FlowData.

/// A connection as its packets show it.
struct Flow: Sendable {
    let key: FlowKey
    /// Which end is the client, as far as TCP shows it: the one that sent the SYN. Nil where the capture began later.
    private(set) var client: Side?
    /// Whether nothing more can come: both streams have ended, or one end has reset the connection.
    var isOver = false
    /// Where what it has carried is in the table; nil while it has carried nothing.
    var data: UInt32?
    private(set) var low = StreamStart(), high = StreamStart()

    /// A connection that begins with a segment from `side`.
    init(_ key: FlowKey, first segment: TCPSegment, from side: Side) {
        self.key = key
        if segment.flags.contains(.syn) { client = segment.flags.contains(.ack) ? side.other : side }
    }

    private subscript(_ side: Side) -> StreamStart {
        get { side == .low ? low : high }
        set { if side == .low { low = newValue } else { high = newValue } }
    }

    /// Whether a SYN begins another connection between the same ends: one that is not a repetition of this one's.
    func isReplaced(by segment: TCPSegment, from side: Side) -> Bool {
        if let initial = self[side].initial { return initial != segment.sequence }
        // The other end's SYN is still to come: it is the answer, or both ends have opened at once.
        return isOver || self[side.other].initial == nil
    }

    /// Records a SYN.
    mutating func synchronize(_ sequence: UInt32, from side: Side) { self[side].synchronize(sequence) }

    /// Whether a sequence number can be one of a side that has carried nothing yet.
    func accepts(_ sequence: UInt32, from side: Side) -> Bool { self[side].position(sequence) != nil }

    /// Whether a sequence number is the next one of a side that has carried nothing yet, as far as can be known.
    func expects(_ sequence: UInt32, from side: Side) -> Bool { self[side].expects(sequence) }

    /// What a segment is to a connection that has carried nothing yet.
    enum Step {
        /// It belongs to the opening, and has been read.
        case opening
        /// It carries something, or acknowledges something that was carried.
        case data
        /// Its sequence numbers do not belong to this connection.
        case stray
    }

    /// Reads the next segment, while the connection has carried nothing; a SYN was taken off it.
    mutating func step(_ segment: TCPSegment, from side: Side) -> Step {
        guard accepts(segment.sequence, from: side) else { return .stray }
        if segment.count > 0 || segment.flags.contains(.fin) { return .data }
        guard segment.flags.contains(.ack) else { return .opening }
        // What was acknowledged and is not here is missing.
        if let position = self[side.other].position(segment.acknowledgment), position > 0 { return .data }
        self[side.other].begin(at: segment.acknowledgment)
        return .opening
    }
}

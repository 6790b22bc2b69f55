// What a TCP connection has carried. Most connections of a port scan, or of a flood, carry nothing, so this is kept
// apart from them.

/// Both streams of a connection, and what their bytes look like.
struct FlowData: Sendable {
    /// Whether both streams have ended.
    var hasEnded: Bool { low.hasEnded && high.hasEnded }
    /// How often an end acknowledged what the other was not seen to send by then.
    var earlyAcknowledgments: Int { low.earlyCount + high.earlyCount }
    /// Whether it speaks WebSocket.
    private(set) var recognition = Recognition()

    private var low: Stream
    private var high: Stream

    init(connection: UInt32, low: StreamStart, high: StreamStart) {
        self.low = Stream(connection: connection, side: .low, start: low)
        self.high = Stream(connection: connection, side: .high, start: high)
    }

    private subscript(_ side: Side) -> Stream {
        get { side == .low ? low : high }
        _modify {
            if side == .low { yield &low } else { yield &high }
        }
    }

    /// Records where a stream begins.
    mutating func begin(at sequence: UInt32, from side: Side) { self[side].begin(at: sequence) }

    /// Whether a sequence number is the next one of a side, as far as can be known.
    func expects(_ sequence: UInt32, from side: Side) -> Bool { self[side].expects(sequence) }

    /// Whether a sequence number can be one of a side.
    func accepts(_ sequence: UInt32, from side: Side) -> Bool { self[side].accepts(sequence) }

    /// Reads the next segment, apart from its reset; a SYN was taken off it. Returns false where its sequence numbers are not of this
    /// connection's.
    mutating func receive(_ segment: TCPSegment, from side: Side, at moment: Moment, _ records: inout [Record]) -> Bool
    {
        guard self[side].accepts(segment.sequence) else { return false }
        if segment.flags.contains(.ack) { self[side.other].acknowledge(segment.acknowledgment, at: moment) }
        if !segment.flags.contains(.reset), segment.count > 0 || segment.flags.contains(.fin) {
            self[side].receive(segment, at: moment, &records)
        }
        low.age(&records)
        high.age(&records)
        return true
    }

    /// Called when nothing more can come.
    mutating func finish(_ records: inout [Record]) {
        low.finish(&records)
        high.finish(&records)
    }

    /// Looks at what was delivered.
    mutating func recognise(_ records: ArraySlice<Record>, in file: FileBytes) {
        for record in records { recognition.read(record, in: file) }
    }
}

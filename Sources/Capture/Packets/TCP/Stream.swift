// One direction of a TCP connection, put together as its receiver does it (RFC 9293 §3.10.7.4).
//
//     stream     ├──── delivered ────┤   hole   ├─ waiting ─┤ hole ├─ waiting ─┤
//                                    next       ▲
//                                               └─ came early: waits until the hole before it is filled
//
// A hole is filled by a retransmission, and then everything that waited after it is delivered at once. In a capture it may
// stay open, because the capture lost what the receiver got. It is a gap for certain when the receiver has
// acknowledged it; some packets are waited for even then, since captures reorder too. An acknowledgment of what was
// never seen sent is only a guess: data that follows in order below it, or a later acknowledgment of less, refutes it.
// Bytes that came first stay: what a retransmission says differently is not looked at.

/// The bytes that one end of a connection sends.
struct Stream: Sendable {
    let connection: UInt32
    let side: Side
    /// Whether the FIN, or a reset, was delivered.
    private(set) var hasEnded = false

    private var hasBegun = false
    /// The position of the next byte to deliver, and its sequence number, which wraps around after four gigabytes.
    private var next = 0
    private var nextSequence: UInt32 = 0
    /// Pieces beyond a hole, by position, without overlaps.
    private var waiting: [Piece] = []
    private var waitingBytes = 0
    /// Acknowledgments of what is missing here, by position: each ends beyond `next`.
    private var early: [Early] = []
    /// How often something was acknowledged that was not seen sent by then.
    private(set) var earlyCount = 0
    /// How many packets the connection has had since the first of them, and before.
    private var clock = 0
    private var fin: Int?
    private var finAt = Moment(order: 0, time: 0)
    private var last = Moment(order: 0, time: 0)

    /// An acknowledgment of bytes that have not been delivered.
    private struct Early {
        var position: Int
        var moment: Moment
        var clock: Int
    }

    /// How much may wait: 4 MiB, in 4096 pieces. Beyond that a hole is a gap.
    static let maximumWaitingBytes = 4 << 20
    static let maximumWaitingPieces = 4096
    /// How many packets of the connection an acknowledged hole is kept open for.
    static let maximumPatience = 64

    init(connection: UInt32, side: Side, start: StreamStart) {
        self.connection = connection
        self.side = side
        if let first = start.first { begin(at: first) }
    }

    // MARK: Places

    /// Treats the first sequence number that is seen as that of the first byte.
    mutating func begin(at sequence: UInt32) {
        guard !hasBegun else { return }
        hasBegun = true
        nextSequence = sequence
    }

    /// The place of a sequence number in the stream; nil where it does not belong to this connection.
    ///
    /// It is near to what the receiver has got; where that is not so because an acknowledgment was wrong, near to what
    /// was delivered.
    private func position(_ sequence: UInt32) -> Int? {
        if let acknowledged = early.last?.position {
            let number = nextSequence &+ UInt32(truncatingIfNeeded: acknowledged - next)
            if let distance = StreamStart.distance(from: number, to: sequence) { return acknowledged + distance }
        }
        return StreamStart.distance(from: nextSequence, to: sequence).map { next + $0 }
    }

    /// Whether a sequence number is the next one that the receiver expects, as far as can be known.
    func expects(_ sequence: UInt32) -> Bool {
        guard hasBegun else { return true }
        // The FIN has a sequence number of its own.
        return sequence == (hasEnded ? nextSequence &+ 1 : nextSequence)
    }

    /// Whether a sequence number can belong to this stream.
    func accepts(_ sequence: UInt32) -> Bool { !hasBegun || position(sequence) != nil }

    // MARK: Segments

    /// Takes the data and the FIN of a segment that `accepts` allows.
    mutating func receive(_ segment: TCPSegment, at moment: Moment, _ records: inout [Record]) {
        begin(at: segment.sequence)
        guard !hasEnded, let position = position(segment.sequence) else { return }
        var piece = Piece(
            position: position, start: segment.start, held: segment.held, count: segment.count, moment: moment)
        if segment.flags.contains(.fin), fin == nil, piece.end >= next {
            fin = piece.end
            finAt = moment
        }
        if piece.position <= next, waiting.isEmpty {
            let before = next
            deliver(piece, at: moment, &records)
            if next > before { doubt(beyond: next) }
        } else {
            piece.dropFirst(next - piece.position)
            hold(piece)
            drain(at: moment, &records)
            while waitingBytes > Self.maximumWaitingBytes || waiting.count > Self.maximumWaitingPieces {
                giveUp(&records)
            }
        }
        endIfDone(at: moment, &records)
    }

    /// Records what the other end has received.
    mutating func acknowledge(_ number: UInt32, at moment: Moment) {
        begin(at: number)
        guard let position = position(number) else { return }
        doubt(beyond: position)
        if position > early.last?.position ?? next {
            earlyCount += 1
            early.append(Early(position: position, moment: moment.justBefore, clock: clock))
        }
    }

    /// Forgets acknowledgments of what lies beyond a position, unless the capture shows that so much was sent.
    private mutating func doubt(beyond position: Int) {
        guard !early.isEmpty else { return }
        // The FIN has a sequence number of its own.
        let sent = max(position, waiting.last?.end ?? 0, fin.map { $0 + 1 } ?? 0)
        while let last = early.last, last.position > sent { early.removeLast() }
    }

    /// Called after every packet of the connection: a hole that was acknowledged long ago is a gap.
    mutating func age(_ records: inout [Record]) {
        guard !early.isEmpty else { return }
        clock += 1
        while let gap = certainGap, clock - gap.clock > Self.maximumPatience {
            skip(to: gap.position, at: gap.moment, &records)
        }
        endIfDone(at: finAt, &records)
    }

    /// Called when nothing more can come: every hole is a gap.
    mutating func finish(_ records: inout [Record]) {
        guard !hasEnded else { return }
        while !waiting.isEmpty { giveUp(&records) }
        while let gap = certainGap { skip(to: gap.position, at: gap.moment, &records) }
        if let fin, fin > next { skip(to: fin, at: finAt, &records) }
        endIfDone(at: finAt, &records)
    }

    /// The part of the hole at hand that the receiver acknowledged first. A single byte with nothing after it is not a
    /// hole: a FIN takes a sequence number too, and may be what the capture has lost.
    private var certainGap: Early? {
        guard var gap = early.first else { return nil }
        gap.position = min(gap.position, fin ?? .max, waiting.first?.position ?? .max)
        let mayBeFIN = gap.position == next + 1 && early.count == 1 && waiting.isEmpty && fin == nil
        return gap.position > next && !mayBeFIN ? gap : nil
    }
}

// MARK: Delivery

extension Stream {
    /// Records what is new in `piece`, which starts no later than `next`.
    private mutating func deliver(_ piece: Piece, at moment: Moment, _ records: inout [Record]) {
        var piece = piece
        piece.dropFirst(next - piece.position)
        if let fin { piece.keepFirst(fin - next) }
        guard piece.count > 0 else { return }
        if piece.held > 0 { record(.bytes, at: moment, start: piece.start, count: piece.held, &records) }
        if piece.count > piece.held { record(.missing, at: moment, count: piece.count - piece.held, &records) }
        advance(piece.count)
    }

    private mutating func advance(_ count: Int) {
        next += count
        nextSequence &+= UInt32(truncatingIfNeeded: count)
        while let first = early.first, first.position <= next { early.removeFirst() }
    }

    private mutating func record(
        _ kind: Record.Kind, at moment: Moment, start: Int = 0, count: Int = 0, _ records: inout [Record]
    ) {
        last = max(last, moment)
        records.append(Record(kind, of: connection, from: side, at: last, start: start, count: count))
    }

    /// Delivers what no longer has to wait.
    private mutating func drain(at moment: Moment, _ records: inout [Record]) {
        var ready = 0
        while ready < waiting.count, waiting[ready].position <= next {
            waitingBytes -= waiting[ready].count
            deliver(waiting[ready], at: max(moment, waiting[ready].moment), &records)
            ready += 1
        }
        waiting.removeFirst(ready)
        guard let fin, next >= fin else { return }
        waiting = []
        waitingBytes = 0
    }

    /// Treats the bytes up to `end` as lost.
    private mutating func skip(to end: Int, at moment: Moment, _ records: inout [Record]) {
        if end > next {
            record(.missing, at: moment, count: end - next, &records)
            advance(end - next)
        }
        drain(at: moment, &records)
    }

    /// Treats the first hole, or the certain part of it, as a gap. Something waits after it.
    private mutating func giveUp(_ records: inout [Record]) {
        guard let first = waiting.first else { return }
        if let gap = certainGap { return skip(to: gap.position, at: gap.moment, &records) }
        skip(to: min(first.position, fin ?? .max), at: first.moment, &records)
    }

    private mutating func endIfDone(at moment: Moment, _ records: inout [Record]) {
        guard let fin, next >= fin, !hasEnded else { return }
        hasEnded = true
        record(.fin, at: moment, &records)
    }

    /// Keeps a piece that came early. Where another piece came before it, that one stays.
    private mutating func hold(_ piece: Piece) {
        var rest = piece
        var index = waiting.count
        while index > 0, waiting[index - 1].end > rest.position { index -= 1 }
        while rest.count > 0, index < waiting.count {
            let other = waiting[index]
            if rest.position < other.position {
                var part = rest
                part.keepFirst(other.position - rest.position)
                waiting.insert(part, at: index)
                waitingBytes += part.count
                index += 1
            }
            rest.dropFirst(other.end - rest.position)
            index += 1
        }
        guard rest.count > 0 else { return }
        waiting.append(rest)
        waitingBytes += rest.count
    }
}

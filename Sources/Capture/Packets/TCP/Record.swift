// What the packets of a file become before it is known which connections are wanted: small records that point
// into the file.
//
// Whether a connection speaks WebSocket is known some packets after it began, and a lost segment is known to be lost
// later still. So nothing is given out until the file has been read; until then an event takes 32 bytes, and its
// payload none.

/// When something happened: the packet that caused it, counted in the order of time, and its time.
struct Moment: Sendable, Comparable {
    /// Twice the packet's place in the order of time, so that there is room between packets.
    var order: UInt32
    /// Nanoseconds since 1970.
    var time: Int64

    /// The moment before the packet: what it acknowledges has come before what it carries.
    var justBefore: Moment { Moment(order: order - 1, time: time) }

    static func < (a: Moment, b: Moment) -> Bool { a.order < b.order }
}

/// An event of a connection, without its bytes.
struct Record: Sendable {
    enum Kind: UInt8, Sendable {
        case opened, bytes, missing, fin, reset, comment
    }

    var time: Int64
    /// Where its bytes start in the file; for a comment, its place among the comments.
    var start: Int
    var count: UInt32
    /// The `order` of its moment.
    var order: UInt32
    /// The connection's place in the table of flows.
    var connection: UInt32
    var kind: Kind
    /// Who sent it.
    var side: Side

    init(_ kind: Kind, of connection: UInt32, from side: Side, at moment: Moment, start: Int = 0, count: Int = 0) {
        self.kind = kind
        self.connection = connection
        self.side = side
        time = moment.time
        order = moment.order
        self.start = start
        self.count = UInt32(clamping: count)
    }
}

/// A part of a direction's stream that one segment carried.
struct Piece: Sendable {
    /// Its place in the stream.
    var position: Int
    /// Where its bytes start in the file.
    var start: Int
    /// How many of its bytes the file holds; those after them were cut off by the capture.
    var held: Int
    var count: Int
    /// When it arrived.
    var moment: Moment

    var end: Int { position + count }

    /// Lets go of the first `length` bytes, or of all where it has no more.
    mutating func dropFirst(_ length: Int) {
        let dropped = min(max(0, length), count)
        position += dropped
        start += min(dropped, held)
        held -= min(dropped, held)
        count -= dropped
    }

    /// Keeps the first `length` bytes.
    mutating func keepFirst(_ length: Int) {
        count = min(count, max(0, length))
        held = min(held, count)
    }
}

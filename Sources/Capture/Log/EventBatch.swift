// A stretch of the log as a reader takes it: entries of a fixed size, followed by the bytes of all of them in one piece, so that
// the event loops allocate nothing for a read. Large reads and writes are shared, not copied.
//
//   entries   │ c1 opened │ c1 client 7 │ c1 server 7 │ c2 opened │ c2 client 65536 │ …
//   bytes     │ 7 bytes │ 7 bytes │ …
//   shared    │ 65536 bytes │ …
//   others    │ opened │ opened │ …

import WebSocketProtocol

/// Events in the order of time within each connection; between connections, what had to wait comes late.
struct EventBatch: Sendable {
    /// One event.
    struct Entry: Sendable {
        let time: ContinuousClock.Instant
        let connection: Int
        /// How many bytes are its own; for another event, its place among the others.
        let count: Int
        /// Whether its bytes are shared ones.
        var isShared = false
        /// Whose bytes they are; nil for another event.
        let from: Endpoint?
        /// The first frame that begins in its bytes or after them; nil where none does, as in a head.
        let frame: FrameStart?
        /// The first frame that begins behind its bytes; nil where none does, or its place is not known.
        let next: FrameStart?
    }

    private(set) var entries: [Entry] = []
    private(set) var bytes: [UInt8] = []
    private(set) var shared: [any SharedBytes] = []
    private(set) var others: [ConnectionEvent.Kind] = []

    /// From how many bytes or events on a batch is full: a reader does one after the other, and looks up in between.
    private static let byteLimit = 64 << 10, entryLimit = 1024
    /// About what an entry takes in memory, in bytes.
    private static let entryCost = MemoryLayout<Entry>.stride
    /// About what an event that is not bytes takes besides, in bytes.
    static let otherCost = 256

    private var sharedCost = 0

    var isFull: Bool { bytes.count + sharedCost >= Self.byteLimit || entries.count >= Self.entryLimit }

    /// About how much memory it takes, in bytes.
    var cost: Int { bytes.count + sharedCost + entries.count * Self.entryCost + others.count * Self.otherCost }

    mutating func append(
        _ connection: Int, _ from: Endpoint, _ bytes: UnsafeRawBufferPointer, _ frame: FrameStart?,
        next: FrameStart?, at time: ContinuousClock.Instant
    ) {
        entries.append(
            Entry(time: time, connection: connection, count: bytes.count, from: from, frame: frame, next: next))
        self.bytes.append(contentsOf: bytes)
    }

    mutating func append(
        _ connection: Int, _ from: Endpoint, _ bytes: any SharedBytes, _ frame: FrameStart?,
        next: FrameStart?, at time: ContinuousClock.Instant
    ) {
        entries.append(
            Entry(
                time: time, connection: connection, count: bytes.byteCount, isShared: true, from: from, frame: frame,
                next: next))
        shared.append(bytes)
        sharedCost += bytes.memoryCost
    }

    mutating func append(_ connection: Int, _ kind: ConnectionEvent.Kind, at time: ContinuousClock.Instant) {
        entries.append(Entry(time: time, connection: connection, count: others.count, from: nil, frame: nil, next: nil))
        others.append(kind)
    }

    /// How much memory it has for what is appended, in bytes.
    var capacity: Int {
        bytes.capacity + entries.capacity * Self.entryCost + shared.capacity * MemoryLayout<any SharedBytes>.stride
            + others.capacity * MemoryLayout<ConnectionEvent.Kind>.stride
    }

    /// Empties it, and keeps its memory for the next events.
    mutating func reset() {
        entries.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
        shared.removeAll(keepingCapacity: true)
        sharedCost = 0
        others.removeAll(keepingCapacity: true)
    }
}

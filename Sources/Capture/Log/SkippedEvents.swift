// What a reader of the log had no time for, in counts. A connection that came and went meanwhile is only counted; of
// one that lives, how many bytes each endpoint sent, and every event that is not bytes.

import WebSocketProtocol

/// Events that were let go of.
struct SkippedEvents: Sendable {
    /// How many connections came and went.
    private(set) var unseenCount = 0
    /// How many events there were, those of such connections included.
    private(set) var eventCount = 0
    /// The connections that existed before, or still do, by number.
    private(set) var connections: [Int: Connection] = [:]

    /// What was let go of one connection.
    struct Connection: Sendable {
        /// What happened besides its bytes, in the order of time.
        fileprivate(set) var others: [(time: ContinuousClock.Instant, kind: ConnectionEvent.Kind)] = []
        fileprivate(set) var client = LostBytes(), server = LostBytes()
        fileprivate var beganHere = false

        /// Whether both directions have ended.
        fileprivate var isOver: Bool {
            var ends: Set<Endpoint> = []
            for case .ended(let by, let how) in others.map(\.kind) {
                if how != .fin { return true }
                ends.insert(by)
            }
            return ends.count == 2
        }
    }

    var isEmpty: Bool { connections.isEmpty && unseenCount == 0 }

    /// Takes in a batch that will not be read.
    mutating func fold(_ batch: EventBatch) {
        eventCount += batch.entries.count
        for entry in batch.entries {
            guard let from = entry.from else {
                fold(batch.others[entry.count], entry)
                continue
            }
            if from == .client {
                connections[entry.connection, default: Connection()].client.add(
                    entry.count, entry.frame, next: entry.next)
            } else {
                connections[entry.connection, default: Connection()].server.add(
                    entry.count, entry.frame, next: entry.next)
            }
        }
    }

    private mutating func fold(_ kind: ConnectionEvent.Kind, _ entry: EventBatch.Entry) {
        var connection = connections[entry.connection] ?? Connection()
        if case .opened = kind { connection.beganHere = true }
        connection.others.append((entry.time, kind))
        if connection.beganHere, connection.isOver {
            connections[entry.connection] = nil
            unseenCount += 1
        } else {
            connections[entry.connection] = connection
        }
    }
}

/// Bytes of one direction that were let go of.
struct LostBytes: Sendable {
    /// How many.
    private(set) var count = 0
    /// The number of the first frame that begins in them or after them, once that is known.
    private var firstFrame: Int?
    /// The first frame behind them; nil where none is, or its place is not known.
    private var next: FrameStart?

    /// Whether nothing was lost.
    var isNone: Bool { count == 0 }

    /// Adds the bytes of a read.
    mutating func add(_ bytes: Int, _ frame: FrameStart?, next: FrameStart?) {
        count += bytes
        firstFrame = firstFrame ?? frame?.number
        self.next = next
    }

    /// Adds what was lost later.
    mutating func add(_ later: LostBytes) {
        count += later.count
        firstFrame = firstFrame ?? later.firstFrame
        next = later.next
    }

    /// How many frames begin in them, where whatever follows them begins with a frame; nil where a frame is still coming.
    var wholeFrames: Int? { next.flatMap { $0.offset == 0 ? frames(before: $0.number) : nil } }

    /// How many frames begin in them, where the next one has this number.
    func frames(before number: Int) -> Int { firstFrame.map { max(0, number - $0) } ?? 0 }
}

// What a reader of the log had no time for, in counts. A connection that came and went meanwhile is only counted; of
// one that lives, how many bytes each endpoint sent, and the events that are not bytes: of the server's actions the latest, and how many
// there were before.

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
        /// How many of the server's actions are kept. All else happens once or twice in the life of a connection.
        static let actionLimit = 32

        fileprivate(set) var client = LostBytes(), server = LostBytes()
        /// What happened besides its bytes, in the order of time.
        private var others: [(time: ContinuousClock.Instant, kind: ConnectionEvent.Kind)] = []
        /// How many of them are actions, how many of those before were dropped, and when the last of these was.
        private var actionCount = 0, droppedCount = 0
        private var lastDropped: ContinuousClock.Instant?
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

        /// How many events are kept.
        fileprivate var keptCount: Int { others.count }

        /// What happened besides its bytes, in the order of time. One event says how many actions are left out, where they were.
        var events: [(time: ContinuousClock.Instant, kind: ConnectionEvent.Kind)] {
            guard let lastDropped else { return others }
            let place = others.firstIndex { $0.time > lastDropped } ?? others.endIndex
            let sentence =
                "\(Count.words(droppedCount, "earlier action")) of the server on this connection came too fast to be shown."
            var events = others
            events.insert((lastDropped, .serverAction(name: "actions-skipped", sentence: sentence)), at: place)
            return events
        }

        fileprivate mutating func add(_ kind: ConnectionEvent.Kind, at time: ContinuousClock.Instant) {
            if case .opened = kind { beganHere = true }
            others.append((time, kind))
            guard kind.isAction else { return }
            actionCount += 1
            guard actionCount > Self.actionLimit, let oldest = others.firstIndex(where: { $0.kind.isAction }) else {
                return
            }
            lastDropped = others.remove(at: oldest).time
            actionCount -= 1
            droppedCount += 1
        }
    }

    var isEmpty: Bool { connections.isEmpty && unseenCount == 0 }

    /// How many events are kept in all.
    private var keptCount = 0
    /// About how much memory it takes, in bytes.
    var cost: Int {
        connections.count * MemoryLayout<Connection>.stride + keptCount * EventBatch.otherCost
    }

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
        keptCount -= connection.keptCount
        connection.add(kind, at: entry.time)
        if connection.beganHere, connection.isOver {
            connections[entry.connection] = nil
            unseenCount += 1
        } else {
            connections[entry.connection] = connection
            keptCount += connection.keptCount
        }
    }
}

extension ConnectionEvent.Kind {
    /// Whether there may be any number of them in the life of a connection.
    fileprivate var isAction: Bool {
        switch self {
        case .serverAction, .note: true
        default: false
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

// A reader's end of the log: what it takes, in events. After a loss it continues at the next frame of each direction:
//
//   the log        bytes, let go of │ rest of a frame  ▏ frame ▏ frame …
//   the reader     missing: all of these               ▏ frame ▏ frame …

import Synchronization
import WebSocketProtocol

/// One reader of a log. It is used by one task at a time.
public struct LogReader: Sendable {
    let log: EventLog
    let index: Int
    /// What was lost of the directions whose next frame has not arrived yet.
    private var lost: [Direction: LostBytes] = [:]

    /// One direction of a connection.
    private struct Direction: Hashable {
        let connection: Int
        let from: Endpoint
    }

    /// Events that were taken.
    public struct Batch: ~Copyable, Sendable {
        /// The events, those of each connection in the order of time.
        public internal(set) var events: [LoggedEvent] = []
        /// How many connections came and went unseen before them.
        public internal(set) var unseenCount = 0
        var source = EventBatch()
    }

    init(log: EventLog, index: Int) {
        self.log = log
        self.index = index
    }

    /// Whether something waits.
    public var hasEvents: Bool { log.state.withLock { !$0.backlogs[index].isEmpty } }

    /// How many events wait, and how many that did were let go of.
    public var waiting: (count: Int, lostCount: Int) {
        log.state.withLock { ($0.backlogs[index].count, $0.backlogs[index].skipped.eventCount) }
    }

    /// Takes out what comes next, at most some thousand events; nil where nothing waits. Hand it back with `isDone`.
    public mutating func take() -> Batch? {
        guard let (skipped, source) = log.state.withLock({ $0.backlogs[index].take() }) else { return takeLost() }
        var batch = Batch(unseenCount: skipped.unseenCount, source: source)
        for (number, connection) in skipped.connections.sorted(by: { $0.key < $1.key }) {
            for (from, bytes) in [(Endpoint.client, connection.client), (.server, connection.server)]
            where !bytes.isNone {
                lost[Direction(connection: number, from: from), default: LostBytes()].add(bytes)
            }
            for (time, kind) in connection.events { add(kind, number, log.seconds(at: time), to: &batch) }
        }
        var position = 0
        var shared = source.shared.makeIterator()
        batch.events.reserveCapacity(source.entries.count)
        for entry in source.entries {
            let time = log.seconds(at: entry.time)
            guard let from = entry.from else {
                add(source.others[entry.count], entry.connection, time, to: &batch)
                continue
            }
            if entry.isShared, let bytes = shared.next() {
                add(entry, from, time, to: &batch) { bytes.copied(from: $0) }
            } else {
                let bytes = source.bytes[position..<position + entry.count]
                // Not an array of the slice, which would share the memory of the batch where it is all that the batch holds.
                add(entry, from, time, to: &batch) { bytes.dropFirst($0).withUnsafeBufferPointer { Array($0) } }
                position += entry.count
            }
        }
        return batch
    }

    /// Gives back a batch whose events are dealt with: from now on they need no memory.
    public func isDone(_ batch: consuming Batch) {
        // Emptied while nobody else holds it, or it would get new memory, page by page at the cost of the event loops.
        var source = exchange(&batch.source, with: EventBatch())
        let cost = source.cost
        source.reset()
        log.state.withLock { $0.backlogs[index].giveBack(exchange(&source, with: EventBatch()), cost: cost) }
        log.release()
    }

    /// Ends the reading: nothing more is kept for this reader, and nothing waits for it.
    public func detach() {
        log.state.withLock { $0.backlogs[index].detach() }
        log.release()
    }

    /// Waits until there is something to take, or until there will be nothing: the log is finished, or the waiting task
    /// is cancelled. Returns whether there is something to take.
    public func waitForEvents() async -> Bool {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let resumeNow = log.state.withLock { state in
                    if !state.backlogs[index].isEmpty || state.isFinished || Task.isCancelled { return true }
                    state.backlogs[index].waiter = { continuation.resume() }
                    return false
                }
                if resumeNow { continuation.resume() }
            }
        } onCancel: {
            log.state.withLock { $0.backlogs[index].waiter.take() }?()
        }
        return hasEvents
    }

    // MARK: After a loss

    /// If nothing else waits, reports losses that end where a frame ends, without waiting for the next frame: until then the screen would
    /// say that bytes are still to come.
    private mutating func takeLost() -> Batch? {
        var batch = Batch()
        let time = log.now
        for (direction, missing) in lost.sorted(by: { $0.key.connection < $1.key.connection }) {
            guard let frames = missing.wholeFrames else { continue }
            lost[direction] = nil
            batch.events.append(
                LoggedEvent(
                    connection: direction.connection,
                    ConnectionEvent(
                        time: time, .missing(from: direction.from, count: missing.count, frames: frames))))
        }
        if batch.events.isEmpty { return nil }
        return batch
    }

    /// Adds the bytes of a read or a write, of which `copied` makes a copy from some offset on.
    private mutating func add(
        _ entry: EventBatch.Entry, _ from: Endpoint, _ time: Double, to batch: inout Batch, copied: (Int) -> [UInt8]
    ) {
        func append(_ kind: ConnectionEvent.Kind) {
            batch.events.append(LoggedEvent(connection: entry.connection, ConnectionEvent(time: time, kind)))
        }
        let direction = Direction(connection: entry.connection, from: from)
        guard !lost.isEmpty, var missing = lost[direction] else { return append(.bytes(from: from, copied(0))) }
        guard let frame = entry.frame, let offset = frame.offset, offset <= entry.count else {
            missing.add(entry.count, entry.frame, next: entry.next)
            lost[direction] = missing
            return
        }
        missing.add(offset, frame, next: nil)
        lost[direction] = nil
        append(.missing(from: from, count: missing.count, frames: missing.frames(before: frame.number)))
        if offset < entry.count { append(.bytes(from: from, copied(offset))) }
    }

    /// Events that are not bytes come after the bytes that were lost before them, if no frame will follow those.
    private mutating func add(_ kind: ConnectionEvent.Kind, _ number: Int, _ time: Double, to batch: inout Batch) {
        for from in directions(endedBy: kind) {
            guard let missing = lost.removeValue(forKey: Direction(connection: number, from: from)) else { continue }
            batch.events.append(
                LoggedEvent(
                    connection: number, ConnectionEvent(time: time, .missing(from: from, count: missing.count))))
        }
        batch.events.append(LoggedEvent(connection: number, ConnectionEvent(time: time, kind)))
    }

    /// Whose bytes end, or are no longer read, with an event.
    private func directions(endedBy kind: ConnectionEvent.Kind) -> [Endpoint] {
        switch kind {
        case .ended(let by, .fin): [by]
        case .ended: Endpoint.allCases
        case .unread(let from, _, _): [from]
        default: []
        }
    }
}

// The event log: the one place where the server's threads and the reader of the screen meet.
//
//   event loops ──append──▶ [ newest events, in memory and bounded ] ──take──▶ one reader (screen, JSON, recording)
//
// Appending takes a lock for as long as it takes to move a value into a deque; it never waits for the reader. When what
// is held is more than the limit, the bytes of the oldest connections go first: the events stay, and say how many bytes
// they had.

import DequeModule
import Synchronization
public import WebSocketProtocol

/// What the server logs, until its reader takes it.
///
/// Sendable by a lock of its own: state is only reached through `state.withLock`.
public final class EventLog: Sendable {
    /// How many payload bytes may wait in the log, and how many of them a reader should keep: 256 MiB.
    public static let defaultMemoryLimit = 256 << 20

    /// How many events may wait: their own size is not that of their bytes.
    private var eventLimit: Int { max(1024, memoryLimit / 256) }

    /// The limit of this log in bytes.
    public let memoryLimit: Int

    private struct State {
        var events: Deque<LoggedEvent> = []
        var heldBytes = 0
        var waiter: (@Sendable () -> Void)?
        var isFinished = false
    }

    private let state = Mutex(State())
    private let start: ContinuousClock.Instant
    /// A second log that gets every event too, for a second reader: a recording beside the screen.
    private let copy: EventLog?

    /// An empty log; times count from `start`. Whatever is appended goes into `copy` as well.
    public init(
        memoryLimit: Int = EventLog.defaultMemoryLimit, start: ContinuousClock.Instant = .now, copy: EventLog? = nil
    ) {
        self.memoryLimit = memoryLimit
        self.start = start
        self.copy = copy
    }

    /// Seconds since the start of the log, with a resolution of a microsecond.
    public var now: Double {
        let (seconds, attoseconds) = (ContinuousClock.now - start).components
        // Divided once, so that the number is the nearest to its six decimals and is written with no more.
        return Double(seconds * 1_000_000 + attoseconds / 1_000_000_000_000) / 1_000_000
    }

    /// Adds an event at the present time.
    public func append(connection: Int, _ kind: ConnectionEvent.Kind) {
        let waiter = state.withLock { state in
            // The time is taken under the lock, so that the log is in the order of time.
            let event = LoggedEvent(connection: connection, ConnectionEvent(time: now, kind))
            copy?.append(event)
            return add(event, to: &state)
        }
        waiter?()
    }

    /// Adds an event that has its time.
    private func append(_ event: LoggedEvent) {
        let waiter = state.withLock { add(event, to: &$0) }
        waiter?()
    }

    private func add(_ event: LoggedEvent, to state: inout State) -> (@Sendable () -> Void)? {
        state.heldBytes += event.event.heldBytes
        state.events.append(event)
        if state.heldBytes > memoryLimit { Self.shrink(&state, to: memoryLimit / 2) }
        if state.events.count > eventLimit { Self.merge(&state) }
        return state.waiter.take()
    }

    /// Takes out all events that are waiting, oldest first.
    public func take() -> [LoggedEvent] {
        state.withLock { state in
            defer {
                state.events.removeAll(keepingCapacity: state.events.count < 4096)
                state.heldBytes = 0
            }
            return Array(state.events)
        }
    }

    /// Waits until there is something to take, or until there will be nothing: the log is finished, or the waiting task
    /// is cancelled. Returns whether there is something to take.
    ///
    /// For a single reader.
    public func waitForEvents() async -> Bool {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let resumeNow = state.withLock { state in
                    if !state.events.isEmpty || state.isFinished || Task.isCancelled { return true }
                    state.waiter = { continuation.resume() }
                    return false
                }
                if resumeNow { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiter.take() }?()
        }
        return state.withLock { !$0.events.isEmpty }
    }

    /// Says that no more events will come.
    public func finish() {
        let waiter = state.withLock { state in
            state.isFinished = true
            return state.waiter.take()
        }
        waiter?()
        copy?.finish()
    }

    /// Makes one event of the reads, and one of the writes, of each connection in the older half of what waits: bytes that are
    /// missing. For a reader that has stopped reading.
    private static func merge(_ state: inout State) {
        let half = state.events.count / 2
        var counts: [MissingKey: Int] = [:]
        var kept: Deque<LoggedEvent> = []
        for logged in state.events.prefix(half) {
            guard case .missing(let from, let count) = logged.event.withoutBytes().kind else {
                kept.append(logged)
                continue
            }
            state.heldBytes -= logged.event.heldBytes
            let key = MissingKey(connection: logged.connection, from: from)
            if counts[key] == nil { kept.append(logged) }
            counts[key, default: 0] += count
        }
        for index in kept.indices {
            guard case .missing(let from, _) = kept[index].event.withoutBytes().kind else { continue }
            let count = counts[MissingKey(connection: kept[index].connection, from: from)] ?? 0
            kept[index].event.kind = .missing(from: from, count: count)
        }
        state.events.removeFirst(half)
        state.events.prepend(contentsOf: kept)
    }

    private struct MissingKey: Hashable {
        let connection: Int
        let from: Endpoint
    }

    /// Lets go of the oldest bytes until `limit` bytes are held.
    private static func shrink(_ state: inout State, to limit: Int) {
        for index in state.events.indices where state.heldBytes > limit {
            state.heldBytes -= state.events[index].event.heldBytes
            state.events[index].event = state.events[index].event.withoutBytes()
        }
    }
}

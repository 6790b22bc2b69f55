// The event log: the one place where the server's threads and the readers of what happens meet.
//
//                      ┌──▶ [ backlog ] ──▶ the screen               lets go of what it has no time for
//   event loops ──append──▶ [ backlog ] ──▶ standard output          the same
//                      └──▶ [ backlog ] ──▶ a recording              loses nothing: the server stops reading meanwhile
//
// Each reader has a backlog of its own with one policy. Appending copies bytes into it under a lock, or shares them where they are
// many; it never waits for a reader. A reader that must lose nothing makes the server wait instead: before it reads from a socket it
// asks `mustWait`.

import Synchronization
public import WebSocketProtocol

/// What a reader of the log wants to happen when it falls behind.
public enum LogPolicy: Sendable, Hashable {
    /// Beyond so many bytes of memory the oldest events go, and the reader gets counts in their place.
    case letsGo(limit: Int)
    /// From so many bytes on the server is asked to wait.
    case holdsBack(limit: Int)
}

/// Where the server writes what happens, for any number of readers.
///
/// Sendable thanks to its own lock: state is only reached through `state.withLock`.
public final class EventLog: Sendable {
    /// How much memory a live view takes in all, for what waits in the log and for what is shown: 256 MiB.
    public static let defaultMemoryLimit = 256 << 20

    struct State {
        var backlogs: [Backlog] = []
        var isFinished = false
        /// Connections that wait until a recording has caught up.
        var waiting: [@Sendable () -> Void] = []
    }

    let state = Mutex(State())
    private let start: ContinuousClock.Instant
    /// Whether a reader asks the server to wait.
    private let isHoldingBack = Atomic<Bool>(false)

    /// A log without readers; times count from `start`.
    public init(start: ContinuousClock.Instant = .now) { self.start = start }

    /// A new reader. It gets what is appended from now on.
    ///
    /// - Parameter onLoss: is called when events begin to be let go of, on the thread that appends; it must not wait.
    public func reader(_ policy: LogPolicy, onLoss: (@Sendable () -> Void)? = nil) -> LogReader {
        let index = state.withLock { state in
            state.backlogs.append(Backlog(policy, onLoss: onLoss))
            return state.backlogs.count - 1
        }
        return LogReader(log: self, index: index)
    }

    /// Seconds since the start of the log, with a resolution of a microsecond.
    public var now: Double { seconds(at: .now) }

    func seconds(at instant: ContinuousClock.Instant) -> Double {
        let (seconds, attoseconds) = (instant - start).components
        // Divided once, so that the number is the nearest to its six decimals and is written with no more.
        return Double(seconds * 1_000_000 + attoseconds / 1_000_000_000_000) / 1_000_000
    }

    // MARK: For the server

    /// Adds an event at the present time.
    public func append(connection: Int, _ kind: ConnectionEvent.Kind) {
        if case .bytes(let from, let bytes) = kind {
            return bytes.withUnsafeBytes { append(connection: connection, from: from, $0, frame: nil) }
        }
        add { $0.append(connection, kind, at: $1) }
    }

    /// Adds the bytes of a read or a write.
    ///
    /// - Parameter frame: The first frame that begins in them or after them, so that a reader which had to let go of what came before
    ///   can continue there; nil where that is not known.
    /// - Parameter next: The first frame that begins after them; nil where that is not known.
    /// - Parameter time: When that was, where they had to wait since; nil for the present time. Events of other connections may be later
    ///   and come before it, none of the same connection may.
    public func append(
        connection: Int, from: Endpoint, _ bytes: UnsafeRawBufferPointer, frame: FrameStart?, next: FrameStart? = nil,
        at time: ContinuousClock.Instant? = nil
    ) {
        add { $0.append(connection, from, bytes, frame, next: next, at: time ?? $1) }
    }

    /// The same for many bytes, which are not copied.
    public func append(
        connection: Int, from: Endpoint, shared bytes: any SharedBytes, frame: FrameStart?, next: FrameStart?
    ) {
        add { $0.append(connection, from, bytes, frame, next: next, at: $1) }
    }

    private func add(_ append: (inout Backlog, ContinuousClock.Instant) -> Void) {
        var calls: [@Sendable () -> Void] = []
        state.withLock { state in
            // The time is taken under the lock, so that the log is in the order of time, but for what comes with an earlier one.
            let now = ContinuousClock.now
            for index in state.backlogs.indices where !state.backlogs[index].isDetached {
                append(&state.backlogs[index], now)
                if let call = state.backlogs[index].settle() { calls.append(call) }
                if let waiter = state.backlogs[index].waiter.take() { calls.append(waiter) }
                if state.backlogs[index].isHoldingBack { isHoldingBack.store(true, ordering: .relaxed) }
            }
        }
        for call in calls { call() }
    }

    /// Whether the server must not read now, so that a recording can catch up. If so, what `resumption` makes is called once when it
    /// may.
    public func mustWait(_ resumption: () -> @Sendable () -> Void) -> Bool {
        guard isHoldingBack.load(ordering: .relaxed) else { return false }
        let resume = resumption()
        return state.withLock { state in
            guard state.backlogs.contains(where: \.isHoldingBack) else { return false }
            state.waiting.append(resume)
            return true
        }
    }

    /// Says that no more events will come.
    public func finish() {
        let waiters = state.withLock { state in
            state.isFinished = true
            return state.backlogs.indices.compactMap { state.backlogs[$0].waiter.take() }
        }
        for waiter in waiters { waiter() }
    }

    /// Lets the connections read on that wait for a recording, if it has caught up.
    func release() {
        let waiting = state.withLock { state -> [@Sendable () -> Void] in
            guard !state.backlogs.contains(where: \.isHoldingBack) else { return [] }
            isHoldingBack.store(false, ordering: .relaxed)
            defer { state.waiting = [] }
            return state.waiting
        }
        for resume in waiting { resume() }
    }
}

// What waits in the log for one reader.
//
//   skipped │ sealed batches, the oldest first │ the batch that is filled
//
// Where the reader may lose events and has fallen behind, the oldest batches are folded into counts. `append` happens on the event
// loops, so it does no more than that.

import DequeModule
import WebSocketProtocol

/// The events that a reader has yet to take.
struct Backlog: Sendable {
    /// What came before the batches and is not kept.
    private(set) var skipped = SkippedEvents()
    /// Called when the reader waits for events.
    var waiter: (@Sendable () -> Void)?
    /// Whether the reader is gone, so that nothing is kept for it.
    private(set) var isDetached = false

    private var sealed: Deque<EventBatch> = []
    private var open = EventBatch()
    /// Batches that were read, for their memory: allocating it for every batch would cost the event loops a page fault per page.
    private(set) var spares: [EventBatch] = []
    private var spareBytes = 0
    private static let spareLimit = 16 << 20
    private var sealedCost = 0
    /// What was handed out and is still in use.
    private var takenCost = 0
    private let policy: LogPolicy
    private let onLoss: (@Sendable () -> Void)?

    init(_ policy: LogPolicy, onLoss: (@Sendable () -> Void)?) {
        self.policy = policy
        self.onLoss = onLoss
    }

    var isEmpty: Bool { open.entries.isEmpty && sealed.isEmpty && skipped.isEmpty }

    /// How many events wait in batches.
    var count: Int { sealed.reduce(open.entries.count) { $0 + $1.entries.count } }

    /// About how much memory it takes, in bytes.
    private var cost: Int { sealedCost + open.cost + takenCost + skipped.cost }

    /// Whether the server is asked to wait.
    var isHoldingBack: Bool {
        if case .holdsBack(let limit) = policy { !isDetached && cost >= limit } else { false }
    }

    mutating func append(
        _ connection: Int, _ from: Endpoint, _ bytes: UnsafeRawBufferPointer, _ frame: FrameStart?,
        next: FrameStart?, at time: ContinuousClock.Instant
    ) {
        open.append(connection, from, bytes, frame, next: next, at: time)
    }

    mutating func append(
        _ connection: Int, _ from: Endpoint, _ bytes: any SharedBytes, _ frame: FrameStart?,
        next: FrameStart?, at time: ContinuousClock.Instant
    ) {
        open.append(connection, from, bytes, frame, next: next, at: time)
    }

    mutating func append(_ connection: Int, _ kind: ConnectionEvent.Kind, at time: ContinuousClock.Instant) {
        open.append(connection, kind, at: time)
    }

    /// Seals the batch that is filled if it is full, and lets go of what is too much. Returns what to call where that begins.
    mutating func settle() -> (@Sendable () -> Void)? {
        if open.isFull { seal() }
        guard case .letsGo(let limit) = policy, cost > limit else { return nil }
        let isNew = skipped.isEmpty
        // A quarter at once, so that the next event need not do it again.
        while cost > limit / 4 * 3, var batch = sealed.popFirst() {
            sealedCost -= batch.cost
            skipped.fold(batch)
            batch.reset()
            recycle(batch)
        }
        return isNew && !skipped.isEmpty ? onLoss : nil
    }

    /// Takes out what comes next: the counts of what was skipped, or a batch; nil where nothing waits.
    mutating func take() -> (skipped: SkippedEvents, batch: EventBatch)? {
        guard !isEmpty else { return nil }
        defer { skipped = SkippedEvents() }
        if !skipped.isEmpty { return (skipped, EventBatch()) }
        if sealed.isEmpty { seal() }
        let batch = sealed.popFirst() ?? EventBatch()
        sealedCost -= batch.cost
        takenCost += batch.cost
        return (skipped, batch)
    }

    /// Takes back a batch that was read, emptied by `EventBatch.reset`.
    ///
    /// - Parameter cost: what it took in memory before.
    mutating func giveBack(_ batch: consuming EventBatch, cost: Int) {
        takenCost -= cost
        recycle(batch)
    }

    /// Keeps nothing more.
    mutating func detach() {
        self = Backlog(policy, onLoss: nil)
        isDetached = true
    }

    private mutating func seal() {
        sealedCost += open.cost
        sealed.append(open)
        open = spares.popLast() ?? EventBatch()
        spareBytes -= open.capacity
    }

    /// Keeps the memory of an empty batch, if it has any: one without would be filled in place of those that have, and then be one more.
    /// One that somebody else still holds is of no use: the next append would copy it.
    private mutating func recycle(_ batch: consuming EventBatch) {
        guard batch.capacity > 0, spareBytes + batch.capacity <= Self.spareLimit else { return }
        spareBytes += batch.capacity
        spares.append(batch)
    }
}

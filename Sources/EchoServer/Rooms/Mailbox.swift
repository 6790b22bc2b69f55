// What comes for the connections of one event loop from elsewhere.
//
//   any event loop ── append, in the order of the hub ──▶ letters ──▶ this event loop: delivered, then flushed once per connection
//
// All letters of a turn of the event loop are written before the first flush, so that under load many messages go out in one write.

import NIOCore
import Synchronization

/// The mailbox of an event loop.
final class Mailbox: Sendable {
    private struct State {
        var letters: [(post: Post, members: [Int: Member])] = []
        var byteCount = 0
        var isScheduled = false
        /// Senders on other event loops that wait until this one has caught up.
        var waiting: [@Sendable () -> Void] = []
    }

    /// From how many bytes on letters are delivered at once, not in the next turn; and from how many on senders wait.
    private static let turnLimit = 256 << 10, senderLimit = 4 << 20

    private let eventLoop: any EventLoop
    private let state = Mutex(State())

    init(eventLoop: any EventLoop) { self.eventLoop = eventLoop }

    /// Adds a letter; `settle` follows, when no lock is held.
    func append(_ post: Post, to members: [Int: Member]) {
        state.withLock { state in
            state.letters.append((post, members))
            state.byteCount += post.frame.readableBytes
        }
    }

    /// Sees to it that the letters are delivered.
    func settle() {
        let (isNow, isSoon) = state.withLock { state in
            let isNow = state.byteCount > Self.turnLimit && eventLoop.inEventLoop
            let isSoon = !isNow && !state.isScheduled && !state.letters.isEmpty
            if isSoon { state.isScheduled = true }
            return (isNow, isSoon)
        }
        if isNow { deliver() }
        if isSoon { eventLoop.execute { [self] in deliver() } }
    }

    /// Whether a sender has to wait; if so, what `resumption` makes is called when it may go on.
    func mustWait(_ resumption: () -> @Sendable () -> Void) -> Bool {
        state.withLock { state in
            guard state.byteCount > Self.senderLimit else { return false }
            state.waiting.append(resumption())
            return true
        }
    }

    private func deliver() {
        let (letters, waiting) = state.withLock { state in
            defer { (state.letters, state.waiting, state.byteCount, state.isScheduled) = ([], [], 0, false) }
            return (state.letters, state.waiting)
        }
        var reached: [Int: Member] = [:]
        for letter in letters {
            var copies = DeflatedCopies()
            for (number, member) in letter.members {
                member.deliver(letter.post, &copies)
                reached[number] = member
            }
        }
        for member in reached.values { member.flush() }
        for resume in waiting { resume() }
    }
}

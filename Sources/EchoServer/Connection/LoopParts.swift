// What the connections of one event loop share.

import Capture
import NIOCore

/// The shared parts of an event loop, for any thread to hand on.
struct LoopParts: Sendable {
    /// What comes for its connections from elsewhere.
    let mailbox: Mailbox
    private let box: NIOLoopBoundBox<LoopState>

    /// Parts for the connections of `eventLoop`.
    init(
        eventLoop: any EventLoop, batching: Batching = .read, slowReader: SlowReaderPolicy = .drop,
        kept: KeptBytes = KeptBytes(limit: .max)
    ) {
        mailbox = Mailbox(eventLoop: eventLoop)
        box = .makeBoxSendingValue(
            LoopState(batching: batching, slowReader: slowReader, kept: kept), eventLoop: eventLoop)
    }

    /// The state; on the event loop.
    var state: LoopState { box.value }
}

/// What the handlers of an event loop read and write, on that loop alone.
final class LoopState {
    /// The buffer for what is read.
    var spare = SpareBuffer()
    /// The compressors of connections on which messages stand alone.
    let deflaters = SharedDeflaters()
    /// When answers are handed to the system.
    var batching: Batching
    /// What becomes of messages of others for a peer that does not read.
    var slowReader: SlowReaderPolicy
    /// The open connections, by number.
    var connections: [Int: Member] = [:]
    /// What crossed the sockets that have closed.
    var closedCounts = ServerStatus.Counts()
    /// How often each bound has acted.
    var limits = LimitCounts()
    /// What all connections of the server keep.
    let kept: KeptBytes

    init(batching: Batching, slowReader: SlowReaderPolicy, kept: KeptBytes) {
        (self.batching, self.slowReader, self.kept) = (batching, slowReader, kept)
    }
}

// What all connections of a server keep in memory: unfinished messages, and what waits to be sent.

import NIOCore
import Synchronization
import WebSocketProtocol

/// The sum, and its bound.
final class KeptBytes: Sendable {
    /// Up to so many bytes each connection may keep whatever others do, so that it goes on when a few have taken everything.
    static let share = 64 << 10

    let limit: Int
    private let count = Atomic(0)

    init(limit: Int) { self.limit = limit }

    /// Whether there is more than there may be.
    var isTooMuch: Bool { count.load(ordering: .relaxed) > limit }

    func add(_ bytes: Int) { count.add(bytes, ordering: .relaxed) }
}

extension ConnectionHandler {
    /// Counts what this connection keeps. Where all keep too much, one that keeps more than its share has to go.
    func countKept(_ context: ChannelHandlerContext) {
        let waiting = isWaiting(context) ? queueCost(context) : 0
        let count = (inbound?.readableBytes ?? 0) + (fragments?.readableBytes ?? 0) + batch.cost + waiting
        guard count != keptCount else { return }
        let hasGrown = count > keptCount
        loop.kept.add(count - keptCount)
        keptCount = count
        guard hasGrown, count > KeptBytes.share, loop.kept.isTooMuch, connection.canSend else { return }
        loop.limits[.buffers] += 1
        journal.serverAction(
            "buffer-limit",
            "All connections together keep more than \(Count.bytes(loop.kept.limit)), and this one \(Count.bytes(count)): "
                + "it is closed with 1013.")
        // Without its beginning the frame in hand can't be read to its end.
        let rest = connection.giveUpReading(isBetweenFrames: inbound == nil)
        unread = UnreadStream(from: peer, after: .failure, frameRest: rest.map(UInt64.init))
        (inbound, fragments) = (nil, nil)
        isCutOff = true
        startClosing(context, CloseCode(rawValue: 1013), reason: "too much is unfinished")
        countKept(context)
    }

    /// This connection keeps nothing any more.
    func keepsNothing() {
        loop.kept.add(-keptCount)
        keptCount = 0
    }
}

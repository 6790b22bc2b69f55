// Push back, and how the log reports it: nothing is read from a peer that does not read, or whose room has somebody who does not. What it
// sends meanwhile fills TCP's buffers, and then it must wait.

import Capture
import NIOCore
import WebSocketProtocol

extension ConnectionHandler {
    func read(context: ChannelHandlerContext) {
        // A connection that ends is read to its end, for the peer's part of it, or until that is too much; nothing more is answered.
        if hasUnreadTooMuch { return }
        let reason = whyWait(context)
        if wait != nil || reason != nil {
            let before = wait
            wait = reason
            sayPause(context, before: before)
        }
        // What is held is read again when it is let go.
        owesRead = reason != nil && reason != .byHand
        if reason == nil { context.read() }
    }

    /// Why nothing is read for the moment; nil where something is.
    var reasonNotToRead: WaitReason? { owesRead || isHeld || isDisarmed ? wait : nil }

    /// Why nothing may be read now; nil where it may be.
    private func whyWait(_ context: ChannelHandlerContext) -> WaitReason? {
        if isHeld, !connection.isEnding { return .byHand }
        if isAboveMark, !connection.isEnding { return .queue }
        if pieces != nil, !outbox.isEmpty { return .sendingByHand }
        if journal.mustWait({ resumption(context) }) { return .recording }
        return isAmongOthers ? service?.whyWait { resumption(context) } : nil
    }

    /// Reads on, on the connection's own event loop, if a read was put off.
    private func resumption(_ context: ChannelHandlerContext) -> @Sendable () -> Void {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        let eventLoop = context.eventLoop
        return {
            eventLoop.execute {
                let (handler, context) = bound.value
                guard handler.owesRead, !handler.connection.isOver else { return }
                handler.owesRead = false
                context.channel.read()
            }
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        // Every flush leads here, so nothing is asked for that is known.
        if context.channel.isWritable {
            handOver(context)
            if isAboveMark { watchQueue(context) }
            // What keeps too much is closed: not in the middle of handing over.
            if keptCount > 0, !isHandingOver { countKept(context) }
        }
        context.fireChannelWritabilityChanged()
    }

    /// Reads, if a read was put off.
    func readOn(_ context: ChannelHandlerContext) {
        guard owesRead else { return }
        owesRead = false
        read(context: context)
    }

    /// Logs that reading pauses, or goes on, where that depends on somebody who does not read.
    func sayPause(_ context: ChannelHandlerContext, before: WaitReason?) {
        switch (before.flatMap(\.blocker), wait.flatMap(\.blocker)) {
        case (nil, .itself?), (.others?, .itself?):
            let limits = queueLimits
            let why =
                queueCost(context) > limits.high
                ? "over the limit of \(Count.bytes(limits.high))"
                : "and for the next message there is no room below \(Count.bytes(limits.high))"
            journal.serverAction(
                "reading-paused",
                "\(waitingWords(context)), \(why): nothing is read from the \(peer.rawValue) until at most "
                    + "\(Count.bytes(limits.low)) is left.")
        case (nil, .others(let readers)?), (.itself?, .others(let readers)?):
            journal.serverAction(
                "reading-paused",
                "\(Self.words(readers)) not read what was sent to \(readers.count == 1 ? "it" : "them"): nothing is read from the "
                    + "\(peer.rawValue), which would send more.")
        case (_?, nil) where !connection.isEnding:
            journal.serverAction("reading-resumed", "The \(peer.rawValue)'s bytes are read again.")
        default: break
        }
    }

    /// "1,606 bytes are waiting to be sent"; where these alone do not say why there is no room, or no room for so many more: "460,000 bytes
    /// are waiting to be sent in 4,423 pieces, which take 1,026,144 bytes to keep".
    func waitingWords(_ context: ChannelHandlerContext, and more: Int = 0) -> String {
        let (count, pieces) = (queuedBytes(context), outbox.entryCount)
        let words = "\(Count.words(count, "byte")) \(Count.be(count)) waiting to be sent"
        guard pieces > 0, count + more <= queueLimits.high else { return words }
        return words
            + " in \(Count.words(pieces, "piece")), which \(pieces == 1 ? "takes" : "take") \(queueCost(context).grouped) bytes to keep"
    }

    /// "127.0.0.1:51542 has", "127.0.0.1:51542 and 127.0.0.1:51544 have", "127.0.0.1:51542, 127.0.0.1:51544 and 7 others have".
    private static func words(_ readers: [SlowReader]) -> String {
        let addresses = readers.map(\.address)
        return switch addresses.count {
        case 1: "\(addresses[0]) has"
        case 2: "\(addresses[0]) and \(addresses[1]) have"
        case 0: "Others have"
        default: "\(addresses[0]), \(addresses[1]) and \(Count.words(addresses.count - 2, "other")) have"
        }
    }
}

extension WaitReason {
    fileprivate enum Blocker {
        case itself
        case others([SlowReader])
    }

    /// Who does not read; nil where the reason is another.
    fileprivate var blocker: Blocker? {
        switch self {
        case .queue: .itself
        case .slowReaders(let readers): .others(readers)
        case .otherThreads, .recording, .sendingByHand, .byHand: nil
        }
    }
}

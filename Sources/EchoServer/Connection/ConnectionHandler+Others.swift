// Messages that come from elsewhere, a room or the user: to a peer that reads, and to one that does not.
//
//   deliver ──▶ there is room in the queue ──▶ answer
//      └──────▶ there is none: drop, close or hold, by the policy for slow readers

import Capture
import NIOCore
import WebSocketProtocol

extension ConnectionHandler {
    /// Sends a message that came from elsewhere, if the queue has room for it. It goes out with the next flush.
    func deliver(_ context: ChannelHandlerContext, _ post: Post, _ copies: inout DeflatedCopies) {
        guard connection.canSend else { return }
        let frame = frame(context, of: post, &copies)
        let cost = frame.readableBytes + Outbox.entryCost
        var waiting = isUnflushed || isWaiting(context) ? queueCost(context) : 0
        if isUnflushed, waiting + cost > queueLimits.high {
            // What the system has not been offered yet does not wait for the peer.
            sendOff(context)
            waiting = queueCost(context)
        }
        if waiting > 0, waiting + cost > queueLimits.high {
            switch loop.slowReader {
            case .drop: return drop(context, frame)
            case .close: return closeSlowReader(context, frame)
            // Its senders are held back; what they have sent until then comes.
            case .hold: break
            }
        }
        answer(context, frame, frames: 1)
        if waiting > 0 || !batch.isEmpty { countKept(context) }
        // What the system has can't be dropped, so it gets one frame at a time.
        if loop.slowReader == .close { sendOff(context) }
    }

    private func drop(_ context: ChannelHandlerContext, _ frame: ByteBuffer) {
        // What is compressed later can't copy from a message that the peer never gets.
        compression?.forgetSent()
        counts.dropped += 1
        loop.limits[.queue] += 1
        passMark(context)
        drops = Drops(count: (drops?.count ?? 0) + 1)
        guard drops?.count == 1 else { return }
        journal.serverAction(
            "slow-reader-drop",
            "\(tooMuch(context, and: frame)): messages from others that do not fit are dropped until it has read.")
    }

    /// Why there is no room for a message.
    private func tooMuch(_ context: ChannelHandlerContext, and frame: ByteBuffer) -> String {
        let count = frame.readableBytes
        return
            "\(waitingWords(context, and: count)), and with this message of \(count.grouped) bytes that would be more than "
            + Count.bytes(queueLimits.high)
    }

    private func closeSlowReader(_ context: ChannelHandlerContext, _ frame: ByteBuffer) {
        journal.serverAction(
            "slow-reader-close",
            "\(tooMuch(context, and: frame)): what waits is dropped, and the connection is closed with 1008.")
        loop.limits[.queue] += 1
        outbox.removeAll()
        batch.removeAll()
        isCutOff = true
        startClosing(context, .policyViolation, reason: "slow reader")
        countKept(context)
    }

    /// The frame of a message from elsewhere, as it was agreed on with this peer.
    private func frame(
        _ context: ChannelHandlerContext, of post: Post, _ copies: inout DeflatedCopies
    ) -> ByteBuffer {
        guard let compression else { return post.frame }
        guard let windowBits = compression.sharedWindowBits else {
            return deflated(context, post.kind, post.payload.readableBytesSpan) ?? post.frame
        }
        if let known = copies[windowBits] { return known }
        let made = deflated(context, post.kind, post.payload.readableBytesSpan) ?? post.frame
        copies[windowBits] = made
        return made
    }

    /// Says what was dropped, once nothing has been for a while: a queue that fills again and again is one story.
    func settle(_ drops: Drops, _ context: ChannelHandlerContext) {
        after(Drops.patience, context) { handler, _ in
            guard let now = handler.drops, now.count == drops.count, !handler.isAboveMark else { return }
            handler.sayDrained()
        }
    }

    private func sayDrained() {
        guard let drops = drops.take() else { return }
        journal.serverAction(
            "slow-reader-drained",
            "\(Count.words(drops.count, "message was", plural: "messages were")) dropped; the others have been sent.")
    }

    /// Says what was dropped for a connection that has ended.
    func sayDropped() {
        guard let drops = drops.take() else { return }
        journal.serverAction(
            "slow-reader-dropped", "\(Count.words(drops.count, "message")) had been dropped by the time it closed.")
    }
}

/// Messages that were dropped for a slow reader.
struct Drops {
    /// How long the queue has to stay low before they are counted.
    static let patience = TimeAmount.seconds(1)

    var count: Int
}

/// A message that was compressed once for all connections on which messages stand alone, by the size of the window.
typealias DeflatedCopies = [Int: ByteBuffer]

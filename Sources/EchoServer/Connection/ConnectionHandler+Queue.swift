// The queue of one connection: from a frame to the system, and what happens when the peer does not read.
//
//   write ──▶ the system, where it takes bytes and nothing waits
//     └─────▶ outbox ──▶ handOver, when it takes bytes again
//
//   above the high mark   nothing is read from the peer; messages of others are dropped, end the connection, or hold their senders
//   at the low mark       all goes on

import Capture
import NIOCore
import WebSocketProtocol

extension ConnectionHandler {
    /// The bytes that were written and that the system has not taken yet.
    func queuedBytes(_ context: ChannelHandlerContext) -> Int {
        outbox.byteCount + ((try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0)
    }

    /// The same, with what it costs to keep them: many small answers take more memory than they have bytes. The marks are about this.
    func queueCost(_ context: ChannelHandlerContext) -> Int {
        queuedBytes(context) + outbox.entryCount * Outbox.entryCost
    }

    /// Whether something waits that the system did not take.
    func isWaiting(_ context: ChannelHandlerContext) -> Bool { !outbox.isEmpty || !context.channel.isWritable }

    /// Writes so many whole frames, behind what waits. Where a user's bytes are being sent piece by piece they come behind these: a frame
    /// that is cut by another one would be neither.
    func write(_ context: ChannelHandlerContext, _ buffer: ByteBuffer, frames: Int) {
        var (buffer, frames) = (buffer, frames)
        if spoilsFrames { (buffer, frames) = spoil(buffer) }
        guard outbox.isEmpty, pieces == nil, isUnflushed || context.channel.isWritable else {
            outbox.append(Outbox.Entry(buffer: buffer, frames: frames))
            return watchQueue(context)
        }
        put(context, buffer, wholeFrames: frames)
    }

    /// Has the system take what was written.
    func flush(_ context: ChannelHandlerContext) {
        isUnflushed = false
        context.flush()
        if isAboveMark || !context.channel.isWritable { watchQueue(context) }
    }

    /// Hands over what waits, as far as the system takes it, or all of it.
    func handOver(_ context: ChannelHandlerContext, all: Bool = false) {
        // Flushing tells this handler that bytes are taken again, which leads back here.
        guard pieces == nil, !outbox.isEmpty, !isHandingOver else { return }
        isHandingOver = true
        while all || context.channel.isWritable, let entry = outbox.next() {
            put(context, entry.buffer, wholeFrames: entry.frames)
            if !all { flush(context) }
        }
        isHandingOver = false
        if all { flush(context) }
    }

    /// Notices that a mark was passed.
    func watchQueue(_ context: ChannelHandlerContext) {
        let cost = queueCost(context)
        guard isAboveMark else { return cost > queueLimits.high ? passMark(context) : () }
        guard cost <= queueLimits.low else { return }
        isAboveMark = false
        service?.queueIsAboveMark(false)
        arm(context)
        if let drops { settle(drops, context) }
        readOn(context)
    }

    /// Takes back a read that the system has been asked for.
    private func disarm(_ context: ChannelHandlerContext) {
        guard !owesRead, !isHeld, !connection.isEnding else { return }
        let before = wait
        (isDisarmed, wait) = (true, .queue)
        sayPause(context, before: before)
        try? context.channel.syncOptions?.setOption(.autoRead, value: false)
    }

    /// Asks for that read again.
    func arm(_ context: ChannelHandlerContext) {
        guard isDisarmed else { return }
        let before = wait
        (isDisarmed, wait) = (false, nil)
        sayPause(context, before: before)
        try? context.channel.syncOptions?.setOption(.autoRead, value: true)
    }

    /// There is no room for more: nothing is read any more.
    private func passMark(_ context: ChannelHandlerContext) {
        guard !isAboveMark else { return }
        isAboveMark = true
        service?.queueIsAboveMark(true)
        disarm(context)
    }

    /// Says what was dropped, once nothing has been for a while: a queue that fills again and again is one story.
    private func settle(_ drops: Drops, _ context: ChannelHandlerContext) {
        after(Drops.patience, context) { handler, _ in
            guard let now = handler.drops, now.count == drops.count, !handler.isAboveMark else { return }
            handler.sayDrained()
        }
    }

    private func sayDrained() {
        guard let drops = drops.take() else { return }
        journal.serverAction(
            "slow-reader-drained",
            "What waited was sent, but for \(Count.words(drops.count, "message")) that had been dropped.")
    }

    /// Says what was dropped for a connection that has ended.
    func sayDropped() {
        guard let drops = drops.take() else { return }
        journal.serverAction(
            "slow-reader-dropped", "Until its end \(Count.words(drops.count, "message")) had been dropped for it.")
    }

    /// The marks of this connection's queue: lower ones while the server keeps too much.
    var queueLimits: QueueLimits {
        loop.kept.isTooMuch ? QueueLimits(high: min(settings.queue.high, KeptBytes.share)) : settings.queue
    }

    // MARK: Batching

    /// Writes whole frames of which it does not matter when they go, by the rule for that. `sendOff` follows.
    func answer(_ context: ChannelHandlerContext, _ buffer: ByteBuffer, frames: Int) {
        switch loop.batching {
        case .read: write(context, buffer, frames: frames)
        case .frame:
            // Each is flushed by itself when it is handed over.
            let buffer = spoilsFrames ? spoil(buffer).buffer : buffer
            for frame in buffer.frames { outbox.append(Outbox.Entry(buffer: frame, frames: 1)) }
        case .every(let count):
            batch.append(Outbox.Entry(buffer: buffer, frames: frames))
            // A Close is never left waiting, and what is much is not kept.
            if batch.frameCount >= count || !connection.canSend || batch.cost + outbox.cost > queueLimits.high {
                writeBatch(context)
            }
        }
    }

    /// Has the system take what was written as answers. Where it fails, the channel closes at once, and calls back here.
    func sendOff(_ context: ChannelHandlerContext) {
        if isUnflushed { flush(context) }
        handOver(context)
        // Answers that are handed over one by one wait without a flush that would notice the mark.
        if !outbox.isEmpty { watchQueue(context) }
    }

    /// Writes what waits for more to come.
    func writeBatch(_ context: ChannelHandlerContext) {
        guard let first = batch.next() else { return }
        var (buffer, frames) = (first.buffer, first.frames)
        while let entry = batch.next() {
            buffer.writeImmutableBuffer(entry.buffer)
            frames += entry.frames
        }
        write(context, buffer, frames: frames)
    }

    // MARK: Messages of others

    /// Sends a message that came from elsewhere, if the queue has room for it. It goes out with the next flush.
    func deliver(_ context: ChannelHandlerContext, _ post: Post, _ copies: inout DeflatedCopies) {
        guard connection.canSend else { return }
        let frame = frame(context, of: post, &copies)
        var waiting = isUnflushed || isWaiting(context) ? queueCost(context) : 0
        if isUnflushed, waiting + frame.readableBytes > queueLimits.high {
            // What the system has not been offered yet does not wait for the peer.
            sendOff(context)
            waiting = queueCost(context)
        }
        if waiting > 0, waiting + frame.readableBytes > queueLimits.high {
            switch loop.slowReader {
            case .drop: return drop(context, frame)
            case .close: return closeSlowReader(context, frame)
            // Its senders are held back; what they have sent until then comes.
            case .hold: break
            }
        }
        answer(context, frame, frames: 1)
        if waiting > 0 { countKept(context) }
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
            "\(tooMuch(context, and: frame)): messages from others are dropped until it has read.")
    }

    /// Why there is no room for a message.
    private func tooMuch(_ context: ChannelHandlerContext, and frame: ByteBuffer) -> String {
        "\(Count.words(queuedBytes(context), "byte")) wait to be sent, and with the \(frame.readableBytes.grouped) of this message it would be "
            + "more than \(Count.bytes(queueLimits.high))"
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
}

/// Messages that were dropped for a slow reader.
struct Drops {
    /// How long the queue has to stay low before they are counted.
    static let patience = TimeAmount.seconds(1)

    var count: Int
}

/// A message that was compressed once for all connections on which messages stand alone, by the size of the window.
typealias DeflatedCopies = [Int: ByteBuffer]

extension ByteBuffer {
    /// The whole frames that it holds, each in the same memory.
    var frames: [ByteBuffer] {
        var (rest, frames) = (self, [ByteBuffer]())
        while let header = FrameHeader.decode(rest.readableBytesSpan, at: 0),
            let frame = rest.readSlice(length: header.headerLength + Int(clamping: header.payloadLength))
        {
            frames.append(frame)
        }
        return frames
    }
}

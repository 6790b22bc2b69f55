// The queue of one connection: from a frame to the system, and what happens when the peer does not read.
//
//   write ──▶ the system, where it takes bytes and nothing waits
//     └─────▶ outbox ──▶ handOver, when it takes bytes again
//
//   above the high mark   nothing is read from the peer; messages of others are dropped, end the connection, or hold their senders
//   at the low mark       all goes on
//
// Where a peer ends its side, SwiftNIO reads what the system has received until then, whatever waits: that is bounded by the system's own
// buffer, and for all connections by `KeptBytes`.

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
        queuedBytes(context) + outbox.overhead
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

    /// Nothing is read until the queue is low. Takes back a read that the system has been asked for.
    func disarm(_ context: ChannelHandlerContext) {
        guard !isHeld, !connection.isEnding else { return }
        let before = wait
        wait = .queue
        sayPause(context, before: before)
        // Where a read was put off, none has been asked for.
        guard !owesRead else { return }
        isDisarmed = true
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
    func passMark(_ context: ChannelHandlerContext) {
        guard !isAboveMark else { return }
        isAboveMark = true
        service?.queueIsAboveMark(true)
        disarm(context)
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
        guard !outbox.isEmpty else { return }
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
}

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

// The open connection: the loop over the core's actions. This is the hot path: no allocation a frame, one write and flush a read.

import NIOCore
import WebSocketProtocol

extension ConnectionHandler {
    /// Takes in what was read, answers every complete frame in it, and keeps the rest.
    func readFrames(_ context: ChannelHandlerContext, _ bytes: inout ByteBuffer) {
        // Frames are unmasked in a buffer that is ours alone: the one that was read is shared with the channel's own pool.
        var buffer = inbound ?? pool.take(context.channel.allocator)
        inbound = nil
        buffer.writeBuffer(&bytes)

        var cursor = 0
        var replies = ReplyRegion()
        loop: while true {
            var span = buffer.mutableReadableBytesSpan
            switch connection.receive(&span, from: &cursor) {
            case .needMore(let total):
                reserve(total, in: &buffer, behind: cursor)
                break loop
            case .deliver(let kind, let payload, isFirst: true, isLast: true):
                replies.append(kind, payload: payload, in: &span)
            case .deliver(let kind, let payload, _, let isLast):
                gather(context, kind, payload, isLast: isLast, &buffer, &replies)
            case .sendPong(let payload):
                replies.append(.pong, payload: payload, in: &span)
            case .answerClose(let payload):
                replies.append(.close, payload: payload, in: &span)
            case .receivedPong:
                break
            case .fail(let failure):
                flushReplies(context, &replies, of: buffer)
                journal.decision(failure.name, failure.sentence.text)
                let payload = ClosePayload.encode(failure.closeCode, reason: failure.name)
                write(context, Frame(.close, payload: payload).encoded)
            case .endOutput, .expectEnd:
                flushReplies(context, &replies, of: buffer)
                context.flush()
                endOutput(context)
            }
        }
        flushReplies(context, &replies, of: buffer)
        context.flush()
        keepRest(of: buffer, from: cursor)
    }

    /// Writes the replies built so far.
    private func flushReplies(_ context: ChannelHandlerContext, _ replies: inout ReplyRegion, of buffer: ByteBuffer) {
        guard !replies.isEmpty else { return }
        let start = buffer.readerIndex + replies.start
        if let slice = buffer.getSlice(at: start, length: replies.end - replies.start) { write(context, slice) }
        replies = ReplyRegion()
    }

    /// Puts a fragment to those before it; the last one sends the whole message back as one frame.
    private func gather(
        _ context: ChannelHandlerContext, _ kind: Opcode, _ payload: Range<Int>, isLast: Bool, _ buffer: inout ByteBuffer,
        _ replies: inout ReplyRegion
    ) {
        var message = fragments ?? context.channel.allocator.buffer(capacity: FrameHeader.maximumLength + payload.count)
        fragments = nil
        if message.writerIndex == 0 {
            // Room for the header, whose length is known when the message is.
            message.writeRepeatingByte(0, count: FrameHeader.maximumLength)
        }
        message.writeImmutableBuffer(
            buffer.getSlice(at: buffer.readerIndex + payload.lowerBound, length: payload.count) ?? ByteBuffer())
        guard isLast else {
            fragments = message
            return
        }
        flushReplies(context, &replies, of: buffer)
        let length = message.readableBytes - FrameHeader.maximumLength
        let header = FrameHeader(opcode: kind, payloadLength: UInt64(length))
        let start = FrameHeader.maximumLength - header.headerLength
        message.setBytes(header.encoded, at: message.readerIndex + start)
        message.moveReaderIndex(forwardBy: start)
        write(context, message)
    }

    /// Makes room for a frame that is still coming: as it comes, at most doubling, so that a header alone costs nothing.
    private func reserve(_ total: Int, in buffer: inout ByteBuffer, behind cursor: Int) {
        let present = buffer.readableBytes - cursor
        guard total > present, present > 0 else { return }
        buffer.reserveCapacity(minimumWritableBytes: min(total - present, max(present, 256 << 10)))
    }

    private func keepRest(of buffer: ByteBuffer, from cursor: Int) {
        var buffer = buffer
        buffer.moveReaderIndex(forwardBy: cursor)
        guard buffer.readableBytes > 0, phase == .open else { return pool.put(buffer) }
        buffer.discardReadBytes()
        inbound = buffer
    }
}

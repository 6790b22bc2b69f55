// The open connection: the loop over the core's actions. This is the hot path: no allocation a frame, one write and flush a read.

import NIOCore
import WebSocketProtocol

extension ConnectionHandler {
    /// What a read comes to.
    struct ReadResult {
        /// How many of its bytes were looked at.
        var seen: Int
        /// Why the connection is failed; nil where it is not.
        var failure: ConnectionFailure?
        /// Whole frames to send, and how many.
        var answer: ByteBuffer?
        var frames = 0
        /// What comes behind the end of reading, where it ended.
        var unread: UnreadStream?
        var isOver = false
    }

    /// Takes in what was read, makes the answers to every complete frame in it, and keeps the rest. Nothing is written yet.
    func takeFrames(_ context: ChannelHandlerContext, _ read: ByteBuffer) -> ReadResult {
        // Frames are unmasked in a buffer that is ours alone: the one that was read is shared with the channel's own pool.
        var buffer = takeBuffer(context, for: read.readableBytes)
        buffer.writeImmutableBuffer(read)
        let earlier = buffer.readableBytes - read.readableBytes

        var cursor = 0
        var replies = Replies()
        var frames = 0
        var result = ReadResult(seen: read.readableBytes)
        loop: while true {
            let start = cursor
            var span = buffer.mutableReadableBytesSpan
            let action = connection.receive(&span, from: &cursor)
            if result.unread == nil, let reason = connection.endOfReading {
                let (end, stream) = endOfReading(reason, frame: start, end: cursor, in: span.bytes, because: action)
                result.seen = end - earlier
                result.unread = stream
            }
            switch action {
            case .needMore(let total):
                keepRest(context, of: &buffer, from: cursor, total: total)
                break loop
            case .deliver where phase == .closing:
                // After its own Close an endpoint sends no more data (§5.5.1), so what still comes is not echoed.
                break
            case .deliver(let kind, let payload, isFirst: true, isLast: true):
                replies.region.append(kind, payload: payload, in: &span)
                frames += 1
            case .deliver(let kind, let payload, _, let isLast):
                gather(context, kind, payload, isLast: isLast, buffer, &replies)
                if isLast { frames += 1 }
            case .sendPong(let payload):
                replies.region.append(.pong, payload: payload, in: &span)
                frames += 1
            case .answerClose(let payload):
                replies.region.append(.close, payload: payload, in: &span)
                frames += 1
            case .receivedControl:
                break
            case .fail(let failure):
                result.failure = failure
                let payload = ClosePayload.encode(failure.closeCode, reason: failure.name)
                replies.append(ByteBuffer(bytes: Frame(.close, payload: payload).encoded), behind: buffer)
                frames += 1
            case .endOutput, .expectEnd:
                result.isOver = true
            }
        }
        result.frames = frames
        result.answer = replies.taken(from: buffer)
        return result
    }

    /// Where in the bytes the reading ended, and what follows: behind the peer's Close, or behind what there is of the failed frame.
    private func endOfReading(
        _ reason: EndOfReading, frame start: Int, end cursor: Int, in bytes: RawSpan, because action: Action
    ) -> (end: Int, UnreadStream) {
        guard reason == .failure, let header = FrameHeader.decode(bytes, at: start) else {
            return (cursor, UnreadStream(from: .client, after: reason))
        }
        // Of a message that is too big, or whose length can't be followed, nothing but the header is looked at.
        let headerEnd = start + header.headerLength
        guard let payload = header.payloadRange else {
            return (headerEnd, UnreadStream(from: .client, after: reason, frameRest: nil))
        }
        var held = min(bytes.byteCount - headerEnd, payload.count)
        if case .fail(.messageTooBig) = action { held = 0 }
        return (
            headerEnd + held, UnreadStream(from: .client, after: reason, frameRest: UInt64(payload.count - held))
        )
    }

    /// Does what a read calls for.
    func carryOut(_ context: ChannelHandlerContext, _ result: ReadResult, of bytes: ByteBuffer) {
        if let failure = result.failure { journal.serverAction(failure.name, failure.words) }
        // Writing comes last: where it fails, the channel closes at once, and calls back here with what it can still read.
        if let answer = result.answer {
            write(context, answer, frames: result.frames)
            context.flush()
        }
        if let unread = result.unread { readNoMore(context, unread, bytes, from: result.seen) }
        if result.isOver { endOutput(context) }
    }

    /// Puts a fragment to those before it; the last one sends the whole message back as one frame.
    private func gather(
        _ context: ChannelHandlerContext, _ kind: Opcode, _ payload: Range<Int>, isLast: Bool, _ buffer: ByteBuffer,
        _ replies: inout Replies
    ) {
        var message = fragments ?? context.channel.allocator.buffer(capacity: FrameHeader.maximumLength + payload.count)
        fragments = nil
        if message.writerIndex == 0 {
            // Room for the header, whose length is known when the message is.
            message.writeRepeatingByte(0, count: FrameHeader.maximumLength)
        }
        message.writeBytes(buffer.readableBytesView[from: payload])
        guard isLast else {
            fragments = message
            return
        }
        let length = message.readableBytes - FrameHeader.maximumLength
        let header = FrameHeader(opcode: kind, payloadLength: UInt64(length))
        let start = FrameHeader.maximumLength - header.headerLength
        message.setBytes(header.encoded, at: message.readerIndex + start)
        message.moveReaderIndex(forwardBy: start)
        replies.append(message, behind: buffer)
    }

    // MARK: The buffer between two reads

    /// The buffer to put `count` bytes into, with the incomplete frame of the reads before in it.
    private func takeBuffer(_ context: ChannelHandlerContext, for count: Int) -> ByteBuffer {
        guard let rest = inbound else { return pool.take(context.channel.allocator) }
        inbound = nil
        if rest.writableBytes >= count || rest.readableBytes > SpareBuffer.largestKept / 4 { return rest }
        var buffer = pool.take(context.channel.allocator)
        buffer.writeImmutableBuffer(rest)
        return buffer
    }

    /// Keeps an incomplete frame, in a buffer that is not much larger than what there is of it.
    private func keepRest(_ context: ChannelHandlerContext, of buffer: inout ByteBuffer, from cursor: Int, total: Int) {
        let count = buffer.readableBytes - cursor
        guard count > 0 else { return pool.put(buffer) }
        // Room for all of the frame, but not for the promise of one: a header alone costs nothing.
        let room = count >= total / 32 ? total : count
        if cursor == 0, count >= buffer.capacity / 4 {
            buffer.reserveCapacity(minimumWritableBytes: room - count)
            inbound = buffer
            return
        }
        var rest = context.channel.allocator.buffer(capacity: room)
        rest.writeBytes(buffer.readableBytesView[from: cursor..<cursor + count])
        inbound = rest
        pool.put(buffer)
    }
}

extension ByteBufferView {
    /// The bytes at `positions`, counted from the first byte of the view.
    fileprivate subscript(from positions: Range<Int>) -> ByteBufferView {
        self[startIndex + positions.lowerBound..<startIndex + positions.upperBound]
    }
}

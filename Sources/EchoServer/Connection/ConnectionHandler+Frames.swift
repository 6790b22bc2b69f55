// The open connection: the loop over the core's actions. This is the hot path: no allocation a frame that is not compressed, one write and flush a read.

import Capture
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

        // A server's reply fits where the message was; a client's does not, since its header has a key.
        let fitsInPlace = role == .server
        // Taken once: the service lets go only once this connection can send no more, and then nothing is given to it.
        let service = service
        var cursor = 0
        var replies = Replies()
        var frames = 0
        var result = ReadResult(seen: read.readableBytes)
        loop: while true {
            let start = cursor
            var span = buffer.mutableReadableBytesSpan
            var action = connection.receive(&span, from: &cursor)
            if case .deliver(_, let payload, _, let isLast, isCompressed: true) = action,
                let failure = inflate(context, span.bytes.extracting(payload), isLast: isLast)
            {
                action = failure
            }
            if result.unread == nil, let reason = connection.endOfReading {
                let (end, stream) = endOfReading(reason, frame: start, end: cursor, in: span.bytes, because: action)
                result.seen = end - earlier
                result.unread = stream
            }
            // What is sent back with the payload that it came with.
            let same: (opcode: Opcode, payload: Range<Int>)
            switch action {
            case .needMore(let total):
                keepRest(context, of: &buffer, from: cursor, total: total)
                break loop
            case .deliver where !connection.canSend:
                // After its own Close an endpoint sends no more data (§5.5.1), so what still comes is not answered.
                fragments = nil
                continue
            case .deliver(let kind, _, _, let isLast, isCompressed: true):
                if isLast { frames += answerFragments(context, kind, service, &replies, behind: buffer) }
                continue
            case .deliver(let kind, let payload, isFirst: true, isLast: true, _):
                switch service?.received(kind, span.bytes.extracting(payload)) ?? .nothing {
                case .echoInPlace:
                    if let deflated = deflated(context, kind, span.bytes.extracting(payload)) {
                        replies.append(deflated, behind: buffer)
                        frames += 1
                        continue
                    }
                    same = (kind, payload)
                case .nothing: continue
                case .send(let made):
                    append(made, to: &replies, behind: buffer)
                    frames += made.count
                    continue
                }
            case .deliver(let kind, let payload, _, let isLast, _):
                gather(context, payload, in: buffer)
                if isLast { frames += answerFragments(context, kind, service, &replies, behind: buffer) }
                continue
            case .sendPong(let payload) where !mischief.isEmpty:
                guard let pong = spoiledPong(context, span.bytes.extracting(payload)) else { continue }
                append([pong], to: &replies, behind: buffer)
                frames += 1
                continue
            case .sendPong(let payload): same = (.pong, payload)
            case .answerClose(let payload): same = (.close, payload)
            case .receivedControl: continue
            case .fail(let failure):
                result.failure = failure
                let payload = ClosePayload.encode(failure.closeCode, reason: failure.name)
                append([Frame(.close, payload: payload)], to: &replies, behind: buffer)
                frames += 1
                continue
            case .endOutput, .expectEnd:
                result.isOver = true
                continue
            }
            frames += 1
            if fitsInPlace {
                replies.region.append(same.opcode, payload: same.payload, in: &span)
            } else {
                let copy = framed(same.opcode, roomForHeader(context, buffer.readableBytesView[from: same.payload]))
                replies.append(copy, behind: buffer)
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
            return (cursor, UnreadStream(from: peer, after: reason))
        }
        // Of a message that is too big, or whose length can't be followed, nothing but the header is looked at.
        let headerEnd = start + header.headerLength
        guard let payload = header.payloadRange else {
            return (headerEnd, UnreadStream(from: peer, after: reason, frameRest: nil))
        }
        var held = min(bytes.byteCount - headerEnd, payload.count)
        switch action {
        case .fail(.messageTooBig), .fail(.tooManyFragments): held = 0
        default: break
        }
        return (headerEnd + held, UnreadStream(from: peer, after: reason, frameRest: UInt64(payload.count - held)))
    }

    /// Does what a read calls for.
    func carryOut(_ context: ChannelHandlerContext, _ result: ReadResult, of bytes: ByteBuffer) {
        let doesWrong = !mischief.isEmpty
        if doesWrong, mischief.contains(.reset), result.frames > 0 { return reset(context) }
        if let failure = result.failure {
            if let limit = failure.limit { loop.limits[limit] += 1 }
            journal.serverAction(failure.name, failure.words)
        }
        if let replies = result.answer { answer(context, replies, frames: result.frames) }
        if let unread = result.unread { readNoMore(context, unread, bytes, from: result.seen) }
        if doesWrong, connection.state == .closeReceived { leaveUnanswered(context) }
        // Sending comes last: where it fails, the channel closes at once, and calls back here with what it can still read.
        sendOff(context)
        service?.readIsAnswered()
        if result.isOver { end(context) }
    }

    // MARK: Messages in fragments

    /// Puts a fragment to those before it.
    private func gather(_ context: ChannelHandlerContext, _ payload: Range<Int>, in buffer: ByteBuffer) {
        let part = buffer.readableBytesView[from: payload]
        guard var message = fragments else {
            fragments = roomForHeader(context, part)
            return
        }
        // The buffer is changed where it lies, not copied.
        fragments = nil
        message.writeBytes(part)
        fragments = message
    }

    /// Gives the gathered message to the service. Returns how many frames answer it.
    private func answerFragments(
        _ context: ChannelHandlerContext, _ kind: Opcode, _ service: (any Service)?, _ replies: inout Replies,
        behind buffer: ByteBuffer
    ) -> Int {
        guard let message = fragments.take() else { return 0 }
        let payload = FrameHeader.maximumLength..<message.readableBytes
        switch service?.received(kind, message.readableBytesSpan.extracting(payload)) ?? .nothing {
        case .echoInPlace:
            let deflated = deflated(context, kind, message.readableBytesSpan.extracting(payload))
            replies.append(deflated ?? framed(kind, message), behind: buffer)
            return 1
        case .nothing: return 0
        case .send(let made):
            append(made, to: &replies, behind: buffer)
            return made.count
        }
    }

    /// A payload with room for a header before it, whose length is known when the message is.
    func roomForHeader(
        _ context: ChannelHandlerContext, _ payload: some Collection<UInt8>
    ) -> ByteBuffer {
        var message = context.channel.allocator.buffer(capacity: FrameHeader.maximumLength + payload.count)
        message.writeRepeatingByte(0, count: FrameHeader.maximumLength)
        message.writeBytes(payload)
        return message
    }

    /// A frame of a payload that has room for a header before it. A client masks it.
    func framed(
        _ opcode: Opcode, _ message: consuming ByteBuffer, isCompressed: Bool = false
    ) -> ByteBuffer {
        let payload = FrameHeader.maximumLength..<message.readableBytes
        let header = FrameHeader(
            rsv1: isCompressed, opcode: opcode, maskingKey: newKey(), payloadLength: UInt64(payload.count))
        var span = message.mutableReadableBytesSpan
        header.maskingKey?.apply(to: &span, in: payload)
        header.encode(into: &span, at: payload.lowerBound - header.headerLength)
        message.moveReaderIndex(forwardBy: payload.lowerBound - header.headerLength)
        return message
    }

    private func append(_ frames: [Frame], to replies: inout Replies, behind buffer: ByteBuffer) {
        for frame in frames { replies.append(ByteBuffer(bytes: addressed(frame).encoded), behind: buffer) }
    }

    // MARK: The buffer between two reads

    /// The buffer to put `count` bytes into, with the incomplete frame of the reads before in it.
    private func takeBuffer(_ context: ChannelHandlerContext, for count: Int) -> ByteBuffer {
        guard let rest = inbound else { return loop.spare.take(context.channel.allocator) }
        inbound = nil
        if rest.writableBytes >= count || rest.readableBytes > SpareBuffer.largestKept / 4 { return rest }
        var buffer = loop.spare.take(context.channel.allocator)
        buffer.writeImmutableBuffer(rest)
        return buffer
    }

    /// Keeps an incomplete frame, in a buffer that is not much larger than what there is of it.
    private func keepRest(_ context: ChannelHandlerContext, of buffer: inout ByteBuffer, from cursor: Int, total: Int) {
        let count = buffer.readableBytes - cursor
        guard count > 0 else { return loop.spare.put(buffer) }
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
        loop.spare.put(buffer)
    }
}

extension ByteBufferView {
    /// The bytes at `positions`, counted from the first byte of the view.
    fileprivate subscript(from positions: Range<Int>) -> ByteBufferView {
        self[startIndex + positions.lowerBound..<startIndex + positions.upperBound]
    }
}

extension ConnectionFailure {
    /// The limit that was reached; nil where a rule is broken.
    fileprivate var limit: ServerLimit? {
        switch self {
        case .messageTooBig, .inflatedTooBig: .message
        case .tooManyFragments: .fragments
        case .violation, .outOfMemory: nil
        }
    }
}

// The way back from a frame or a message to its bytes.

public import WebSocketProtocol

extension Conversation {
    /// The bytes of `endpoint` at `range` of its whole stream, heads included; nil where some are not kept, or have not
    /// arrived.
    public func bytes(from endpoint: Endpoint, in range: Range<Int>) -> [UInt8]? {
        let map = endpoint == .client ? clientReads : serverReads
        guard range.lowerBound >= 0, range.upperBound <= map.end else { return nil }
        var result: [UInt8] = []
        result.reserveCapacity(range.count)
        var position = range.lowerBound
        guard var read = range.isEmpty ? 0 : map.index(at: position) else { return nil }
        while position < range.upperBound {
            let (start, event) = (map.all[read].start, map.all[read].event)
            guard events.indices.contains(event), case .bytes(_, let bytes) = events[event].kind else { return nil }
            let part = bytes.dropFirst(position - start).prefix(range.upperBound - position)
            // Those of a read that were dropped are no longer there.
            guard !part.isEmpty else { return nil }
            result += part
            position += part.count
            read += 1
        }
        return result
    }

    /// The position of a frame's first byte in the bytes of its sender, heads included.
    public func start(of frame: FrameRecord) -> Int { dissection.framesStart(from: frame.from) + frame.offset }

    /// The bytes of a frame that have arrived, from its byte `start` on and at most `maximum` of them; nil where they are
    /// not kept.
    public func bytes(of frame: FrameRecord, from start: Int = 0, maximum: Int = .max) -> [UInt8]? {
        let base = self.start(of: frame)
        let lower = min(max(0, start), frame.received)
        let upper = lower + min(maximum, frame.received - lower)
        return bytes(from: frame.from, in: base + lower..<base + upper)
    }

    /// The header of a frame, field by field, as far as its bytes have arrived.
    public func explanation(of frame: FrameRecord) -> FrameExplanation {
        // The bytes of a frame that was not read to its end may be gone; its state then follows from its header.
        let prefix = bytes(of: frame, maximum: FrameHeader.maximumLength) ?? frame.header?.encoded ?? []
        return FrameExplanation(prefix: prefix, received: frame.received, context: dissection.context(of: frame))
    }

    /// The payload of a frame, unmasked, at most `maximum` bytes of it; nil where its bytes are not kept.
    public func payload(of frame: FrameRecord, maximum: Int = .max) -> [UInt8]? {
        guard let header = frame.header else { return [] }
        // The code of a Close is a number, and not something that was written.
        let isCode = header.opcode == .close
        guard !hidesTexts || isCode else { return nil }
        let maximum = hidesTexts ? min(2, maximum) : maximum
        guard var payload = bytes(of: frame, from: header.headerLength, maximum: maximum) else { return nil }
        header.maskingKey?.apply(to: &payload)
        return payload
    }

    /// The frames of a message, in the order of the wire; control frames between them are left out.
    public func frames(of message: MessageRecord) -> [FrameRecord] {
        let all = dissection.frames(from: message.from)
        let last = min(message.lastFrame ?? all.endIndex - 1, all.endIndex - 1)
        guard message.firstFrame <= last, message.firstFrame >= all.startIndex else { return [] }
        return all[message.firstFrame...last].filter { $0.message == message.index }
    }

    /// The positions, in the stream of a frame's direction and counted from the frame's first byte, at which a new read
    /// begins inside it.
    public func readStarts(in frame: FrameRecord) -> [Int] {
        let map = frame.from == .client ? clientReads : serverReads
        let base = start(of: frame)
        guard frame.received > 0, var read = map.index(at: base) else { return [] }
        var starts: [Int] = []
        while read < map.all.endIndex, map.all[read].start < base + frame.received {
            if map.all[read].start >= base { starts.append(map.all[read].start - base) }
            read += 1
        }
        return starts
    }
}

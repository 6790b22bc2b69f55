// One connection as the screens and reports read it: its events, what they come to, and the way back from a frame to
// its bytes.

public import WebSocketProtocol

/// The events of one connection with their dissection.
public struct Conversation: Sendable {
    /// The connection's number.
    public let number: Int
    /// Its events in the order of time. Positions stay the same when earlier ones are forgotten.
    public private(set) var events: ArraySlice<ConnectionEvent> = []
    /// What they come to.
    public private(set) var dissection: Dissection
    /// Whether bytes of it were dropped to stay within the memory limit.
    public private(set) var hasDroppedBytes = false
    /// The bytes that its events hold in memory.
    public private(set) var heldBytes = 0

    private var clientReads = ReadMap()
    private var serverReads = ReadMap()

    /// Where the bytes of each read or write lie in their direction's stream.
    private struct ReadMap: Sendable {
        /// The position of each read's first byte, and its event.
        var reads: ArraySlice<(start: Int, event: Int)> = []
        var end = 0

        /// An empty read holds no position, so it is left out.
        mutating func add(upTo newEnd: Int, event: Int) {
            if newEnd > end { reads.append((end, event)) }
            end = newEnd
        }

        /// Lets go of the reads that end before `position`. Returns the event of the first that is left.
        mutating func forget(before position: Int) -> Int? {
            while reads.count > 1, reads[reads.startIndex + 1].start <= position { reads.removeFirst() }
            if end <= position { reads.removeAll() }
            return reads.first?.event
        }

        /// The number of the read that holds `position`.
        func index(at position: Int) -> Int? {
            var low = reads.startIndex
            var high = reads.endIndex
            while low < high {
                let middle = (low + high) / 2
                if reads[middle].start <= position { low = middle + 1 } else { high = middle }
            }
            return low > reads.startIndex && position < end ? low - 1 : nil
        }
    }

    /// A conversation without events.
    public init(number: Int, start: Dissection.Start = .handshake) {
        self.number = number
        dissection = Dissection(start: start)
    }

    /// Reads one event on.
    public mutating func add(_ event: ConnectionEvent) {
        dissection.add(event)
        // Only one of them has grown.
        clientReads.add(upTo: dissection.byteCount(from: .client), event: events.endIndex)
        serverReads.add(upTo: dissection.byteCount(from: .server), event: events.endIndex)
        heldBytes += event.heldBytes
        events.append(event)
    }

    /// Lets go of everything but a message that is still coming: for a reader that tells each finding once, and must not grow with
    /// the connection.
    public mutating func forgetPast() {
        let positions = dissection.forgetPast()
        let needed = [clientReads.forget(before: positions.client), serverReads.forget(before: positions.server)]
        let first = needed.compactMap(\.self).min() ?? events.endIndex
        // A slice keeps what it hides until it grows, so the bytes go first.
        for index in events.startIndex..<first {
            heldBytes -= events[index].heldBytes
            events[index] = events[index].withoutBytes()
        }
        events = events[first...]
    }

    /// Lets go of all bytes so far. What was found in them stays.
    public mutating func dropBytes() {
        guard heldBytes > 0 else { return }
        for index in events.indices { events[index] = events[index].withoutBytes() }
        heldBytes = 0
        hasDroppedBytes = true
    }

    /// The bytes of `endpoint` at `range` of its whole stream, heads included; nil where some are not kept, or have not
    /// come.
    public func bytes(from endpoint: Endpoint, in range: Range<Int>) -> [UInt8]? {
        let map = endpoint == .client ? clientReads : serverReads
        guard range.lowerBound >= 0, range.upperBound <= map.end else { return nil }
        var result: [UInt8] = []
        result.reserveCapacity(range.count)
        var position = range.lowerBound
        guard var read = range.isEmpty ? 0 : map.index(at: position) else { return nil }
        while position < range.upperBound {
            let (start, event) = map.reads[read]
            guard case .bytes(_, let bytes) = events[event].kind else { return nil }
            let part = bytes.dropFirst(position - start).prefix(range.upperBound - position)
            result += part
            position += part.count
            read += 1
        }
        return result
    }

    /// The bytes of a frame that have come, from its byte `start` on and at most `maximum` of them; nil where they are
    /// not kept.
    public func bytes(of frame: FrameRecord, from start: Int = 0, maximum: Int = .max) -> [UInt8]? {
        let base = dissection.framesStart(from: frame.from) + frame.offset
        let lower = min(max(0, start), frame.received)
        let upper = lower + min(maximum, frame.received - lower)
        return bytes(from: frame.from, in: base + lower..<base + upper)
    }

    /// The payload of a frame, unmasked, at most `maximum` bytes of it; nil where its bytes are not kept.
    public func payload(of frame: FrameRecord, maximum: Int = .max) -> [UInt8]? {
        guard let header = frame.header else { return [] }
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
        let base = dissection.framesStart(from: frame.from) + frame.offset
        guard frame.received > 0, var read = map.index(at: base) else { return [] }
        var starts: [Int] = []
        while read < map.reads.endIndex, map.reads[read].start < base + frame.received {
            if map.reads[read].start >= base { starts.append(map.reads[read].start - base) }
            read += 1
        }
        return starts
    }
}

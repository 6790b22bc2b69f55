// One connection as the screens and reports read it: its events, what was found in them, and the way back from a frame to
// its bytes.

public import WebSocketProtocol

/// The events of one connection with their dissection.
public struct Conversation: Sendable {
    /// The connection's number.
    public let number: Int
    /// How its bytes begin.
    let start: Dissection.Start
    /// Its number among the connections that asked for a WebSocket, from 1, refused ones included; nil while it has not. People call
    /// it by that, since browsers open other connections too.
    public internal(set) var webSocket: Int?
    /// Its events in the order of time, as far as they are kept. Positions stay the same when earlier ones are forgotten.
    public private(set) var events = History<ConnectionEvent>()
    /// What was found in them.
    public private(set) var dissection: Dissection
    /// Whether all bytes so far were dropped.
    public private(set) var hasDroppedBytes = false
    /// Whether it is shown without what the peers wrote: payloads, the reasons of Closes, and the targets of requests.
    public private(set) var hidesTexts = false
    /// The bytes that its events hold in memory.
    public private(set) var heldBytes = 0

    var clientReads = ConversationReads()
    var serverReads = ConversationReads()
    /// The position of the first finding that comes with each event, or after it.
    private var firstItems = History<Int>()
    /// The events of the handshake, once others after them were forgotten.
    private(set) var opening: [ConnectionEvent] = []
    /// The positions in the streams of both endpoints before which all bytes were dropped, heads included.
    private(set) var dropped: [Endpoint: Int] = [:]

    /// A conversation without events.
    public init(number: Int, start: Dissection.Start = .handshake) {
        (self.number, self.start) = (number, start)
        dissection = Dissection(start: start)
    }

    /// Leaves out what the peers wrote. Only what is drawn is read from a conversation after that.
    public mutating func hideTexts() {
        hidesTexts = true
        dissection.hideRequestTexts()
    }

    /// Reads the next event.
    public mutating func add(_ event: ConnectionEvent) {
        firstItems.append(dissection.items.endIndex)
        dissection.add(event)
        // Only one of them has grown.
        clientReads.add(upTo: dissection.byteCount(from: .client), event: events.endIndex)
        serverReads.add(upTo: dissection.byteCount(from: .server), event: events.endIndex)
        heldBytes += event.heldBytes
        events.append(event)
    }

    /// Says that no event will follow. What waited for an answer to a broken rule is now read: no answer came.
    public mutating func finish() { dissection.finish() }

    /// Lets go of everything except a message still arriving: for a reader that reports each finding once, and must not grow with
    /// the connection.
    public mutating func forgetPast() {
        let positions = dissection.forgetPast()
        let needed = [clientReads.forget(before: positions.client), serverReads.forget(before: positions.server)]
        forgetEvents(before: needed.compactMap { $0?.event }.min() ?? events.endIndex)
    }

    /// Lets go of the older half of what it keeps. The handshake stays, and what is gone is counted in
    /// two findings, and in `recordedEvents`. Returns whether there was something to let go of.
    public mutating func forgetOlderHalf() -> Bool {
        guard dissection.isWebSocket, !events.isEmpty else { return false }
        let before = (heldBytes + dissection.inflatedCost, events.count, dissection.items.count)
        let cut = middleItem
        let middle = firstItems.firstPosition { $0 > cut } - 1
        if opening.isEmpty { opening = openingEvents }
        let forgotten = dissection.forget(
            before: cut, undecoded: (start(of: middle, clientReads), start(of: middle, serverReads)))
        // What is left begins with a frame in each direction, so some bytes of the first events may have to go as well.
        let needed = [
            (Endpoint.client, clientReads.forget(before: forgotten[.client].bytes)),
            (.server, serverReads.forget(before: forgotten[.server].bytes)),
        ]
        forgetEvents(before: min(middle, needed.compactMap { $0.1?.event }.min() ?? middle))
        for (endpoint, first) in needed {
            for index in events.startIndex..<(first?.event ?? events.endIndex) {
                dropBytes(.max, of: endpoint, in: index)
            }
            guard let first else { continue }
            dropBytes(first.dropped, of: endpoint, in: first.event)
            if endpoint == .client {
                clientReads.dropFirst(first.dropped)
            } else {
                serverReads.dropFirst(first.dropped)
            }
        }
        return (heldBytes + dissection.inflatedCost, events.count, dissection.items.count) < before
    }

    /// Lets go of all bytes so far. What was found in them stays, and the handshake.
    public mutating func dropBytes() {
        guard dissection.isWebSocket else { return }
        if opening.isEmpty { opening = openingEvents }
        for endpoint in Endpoint.allCases { dropped[endpoint] = dissection.byteCount(from: endpoint) }
        for index in events.indices { events[index] = events[index].withoutBytes() }
        dissection.dropInflated()
        heldBytes = 0
        hasDroppedBytes = true
    }

    /// Whether something was dropped to save memory.
    public var isReduced: Bool { hasDroppedBytes || !dissection.forgotten.isEmpty }

    /// About how much memory it takes, in bytes: what its events, findings and heads hold, with the room for more that its lists have.
    public var cost: Int {
        let (client, server) = (dissection.frames(from: .client), dissection.frames(from: .server))
        let messages = dissection.messages(from: .client).capacity + dissection.messages(from: .server).capacity
        let heads = dissection.framesStart(from: .client) + dissection.framesStart(from: .server)
        return Cost.connection + 8 * heads + heldBytes + events.capacity * Cost.event
            + (client.capacity + server.capacity) * Cost.frame + messages * Cost.message
            + dissection.items.capacity * Cost.item + dissection.inflatedCost
    }

    private var eventCost: Int { heldBytes + events.count * Cost.event }

    /// What things take in memory, in bytes, with what the allocator adds to them.
    private enum Cost {
        /// A connection without frames: its heads, parsed, its states and their sentences.
        static let connection = 8 << 10
        /// An event, its place, its first finding, and the bytes of a read, which have storage of their own.
        static let event = MemoryLayout<ConnectionEvent>.stride + MemoryLayout<ConversationReads.Read>.stride + 64
        static let frame = MemoryLayout<FrameRecord>.stride
        static let message = MemoryLayout<MessageRecord>.stride
        /// A finding, and its row in a ladder.
        static let item = MemoryLayout<Item>.stride + 32
    }
}

extension Conversation {
    /// The first finding of the newer half: by what the events hold, or where the findings hold more, by their number. One read may
    /// have ten thousand of them.
    private var middleItem: Int {
        let items = dissection.items
        return items.count * (Cost.item + Cost.frame) > eventCost
            ? items.startIndex + items.count / 2 : max(items.startIndex, firstItems[middleEvent])
    }

    /// The first event of the newer half, by what they hold.
    private var middleEvent: Int {
        var rest = eventCost / 2
        for index in events.indices {
            rest -= events[index].heldBytes + Cost.event
            if rest < 0 { return index }
        }
        return events.endIndex - 1
    }

    /// The position in a direction's stream of the first byte that comes with an event or later.
    private func start(of event: Int, _ reads: ConversationReads) -> Int {
        let next = reads.all.firstPosition { $0.event >= event }
        return next < reads.all.endIndex ? reads.all[next].start : reads.end
    }

    private mutating func forgetEvents(before position: Int) {
        for index in events.startIndex..<max(events.startIndex, position) { heldBytes -= events[index].heldBytes }
        events.forget(before: position)
        firstItems.forget(before: position)
    }

    /// Lets go of the first bytes of an event, if they are those of `endpoint`.
    private mutating func dropBytes(_ count: Int, of endpoint: Endpoint, in index: Int) {
        // Missing bytes are among those that were counted.
        switch events[index].kind {
        case .missing(endpoint, let all, let frames) where count > 0:
            events[index].kind =
                count < all
                ? .missing(from: endpoint, count: all - count, frames: frames) : .bytes(from: endpoint, [])
        case .unread(endpoint, let all, let after) where count > 0:
            events[index].kind =
                count < all ? .unread(from: endpoint, count: all - count, after: after) : .bytes(from: endpoint, [])
        default: break
        }
        guard count > 0, case .bytes(endpoint, let bytes) = events[index].kind, !bytes.isEmpty else { return }
        // A copy: a part of the old storage would keep all of it.
        let rest = Array(bytes.dropFirst(count))
        heldBytes -= bytes.count - rest.count
        events[index].kind = .bytes(from: endpoint, rest)
    }
}

// A connection as it was earlier, to the byte: its events up to one of them, of which only a part may count.
//
//   events    │ request │ 101 │ frame frame │ frame …
//   past      │ request │ 101 │ frame fr
//
// It is dissected anew, so nothing in it can depend on what came later.

public import WebSocketProtocol

extension Conversation {
    /// The connection when something was found for the first time, with no byte more than that takes.
    ///
    /// - Parameters:
    ///   - ends: Positions in the bytes of endpoints, heads included, from which on nothing of theirs is read, even if it came earlier.
    ///   - isReached: Whether it was found. From then on it stays so.
    /// - Returns: Nil where it is never found, as in bytes that are no longer kept.
    public func past(
        endingAt ends: [Endpoint: Int] = [:], when isReached: (Dissection) -> Bool
    ) -> Conversation? {
        let events = recordedEvents
        var past = Conversation(number: number, start: start)
        past.webSocket = webSocket
        guard !isReached(past.dissection) else { return past }
        var positions: [Endpoint: Int] = [:]
        for index in events.indices {
            guard let event = events[index].part(endingAt: ends, &positions) else { continue }
            past.add(event)
            guard isReached(past.dissection) else { continue }
            guard case .bytes(let from, let bytes) = event.kind, positions[from] != ends[from] else { return past }
            return shortest(from, bytes, event.time, behind: events[..<index], endingAt: ends, when: isReached)
        }
        // What waited for an answer is read at the end.
        past.finish()
        return isReached(past.dissection) ? past : nil
    }

    /// The connection before the first byte that stands at one of those positions, in the order of time: with all that came before it,
    /// and nothing that came later.
    ///
    /// - Parameter ends: Positions in the bytes of endpoints, heads included.
    /// - Returns: The connection, and whose byte it was; nil for nobody's, where none has come so far.
    public func past(before ends: [Endpoint: Int]) -> (past: Conversation, cut: Endpoint?) {
        guard ends.contains(where: { dissection.byteCount(from: $0.key) > $0.value }) else { return (self, nil) }
        var past = Conversation(number: number, start: start)
        past.webSocket = webSocket
        var positions: [Endpoint: Int] = [:]
        for event in recordedEvents {
            let part = event.part(endingAt: ends, &positions)
            part.map { past.add($0) }
            if part?.byteCount != event.byteCount { return (past, event.sender) }
        }
        return (self, nil)
    }

    /// The connection after some events and as few of the bytes of one more as it takes.
    private func shortest(
        _ from: Endpoint, _ bytes: ArraySlice<UInt8>, _ time: Double, behind events: ArraySlice<ConnectionEvent>,
        endingAt ends: [Endpoint: Int], when isReached: (Dissection) -> Bool
    ) -> Conversation {
        var before = Conversation(number: number, start: start)
        before.webSocket = webSocket
        var positions: [Endpoint: Int] = [:]
        for event in events { event.part(endingAt: ends, &positions).map { before.add($0) } }
        func past(_ count: Int) -> Conversation {
            var past = before
            past.add(ConnectionEvent(time: time, .bytes(from: from, bytes.prefix(count))))
            return past
        }
        return past((1..<bytes.count + 1).firstPosition { isReached(past($0).dissection) })
    }
}

extension ConnectionEvent {
    /// The part of the event before those positions; nil where nothing of it is. `positions` are those of the bytes before it, and
    /// then of those behind it.
    fileprivate func part(endingAt ends: [Endpoint: Int], _ positions: inout [Endpoint: Int]) -> ConnectionEvent? {
        switch kind {
        case .bytes(let from, let bytes):
            let position = positions[from, default: 0]
            let count = ends[from].map { max(0, min(bytes.count, $0 - position)) } ?? bytes.count
            positions[from] = position + count
            if count == bytes.count { return self }
            return count == 0 ? nil : ConnectionEvent(time: time, .bytes(from: from, bytes.prefix(count)))
        case .missing(let from, let count, _), .unread(let from, let count, _):
            positions[from, default: 0] += min(count, .max - positions[from, default: 0])
            return self
        default: return self
        }
    }

    /// Whose bytes it is; nil for any other event.
    fileprivate var sender: Endpoint? {
        if case .bytes(let from, _) = kind { from } else { nil }
    }

    /// How many bytes it holds.
    fileprivate var byteCount: Int {
        if case .bytes(_, let bytes) = kind { bytes.count } else { 0 }
    }
}

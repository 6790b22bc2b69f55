// What a recording holds of a connection that dropped something to save memory: its handshake, counts of what is gone, and what is left
// from the next frame of each direction on.
//
//   request, 101 │ missing 1,204 bytes, 37 frames │ frame │ frame …

public import WebSocketProtocol

extension Conversation {
    /// What a recording of the connection holds: its events, with what was dropped counted as missing bytes.
    public var recordedEvents: [ConnectionEvent] {
        guard isReduced else { return Array(events) }
        let opening = opening.isEmpty ? openingEvents : opening
        let lost = (client: lost(of: .client), server: lost(of: .server))
        let time = max(opening.last?.time ?? 0, events.first?.time ?? dissection.lastTime)
        let missing = [(Endpoint.client, lost.client), (.server, lost.server)].compactMap { endpoint, lost in
            let count = lost.end - dissection.framesStart(from: endpoint)
            return count > 0
                ? ConnectionEvent(time: time, .missing(from: endpoint, count: count, frames: lost.frames)) : nil
        }
        return opening + missing + eventsLeft(behind: (lost.client.end, lost.server.end))
    }

    /// Where the first frame begins that can be recorded, in the bytes of an endpoint, and its number; nil where nothing from there on can
    /// be decoded.
    private func lost(of endpoint: Endpoint) -> (end: Int, frames: Int?) {
        let start = dissection.framesStart(from: endpoint)
        let end = max(start, dissection.forgotten[endpoint].bytes, dropped[endpoint] ?? 0)
        let frames = dissection.frames(from: endpoint)
        let next = frames.firstPosition { start + $0.offset >= end }
        if next < frames.endIndex { return (start + frames[next].offset, frames[next].number) }
        guard dissection.isDecoded(endpoint, at: end) else { return (end, nil) }
        guard let unfinished = dissection.unfinishedFrame(from: endpoint) else {
            return (dissection.byteCount(from: endpoint), dissection.frameNumbers(from: endpoint).upperBound)
        }
        // Where bytes of it are gone, the rest of it is still to come.
        return start + unfinished.offset >= end
            ? (start + unfinished.offset, unfinished.number) : (dissection.byteCount(from: endpoint), nil)
    }

    /// The events that are kept, without the handshake and without the bytes before two positions.
    private func eventsLeft(behind lost: (client: Int, server: Int)) -> [ConnectionEvent] {
        var next = (client: clientReads.all.startIndex, server: serverReads.all.startIndex)
        return events.indices.compactMap { index in
            let event = events[index]
            switch event.kind {
            case .opened, .midStream: return nil
            case .bytes(.client, _), .missing(.client, _, _), .unread(.client, _, _):
                return clientReads.part(of: event, at: index, behind: lost.client, &next.client)
            case .bytes, .missing, .unread:
                return serverReads.part(of: event, at: index, behind: lost.server, &next.server)
            default: return event
            }
        }
    }

    /// The events of the handshake, without the frames that came with them.
    var openingEvents: [ConnectionEvent] {
        var rest = (
            client: dissection.framesStart(from: .client), server: dissection.framesStart(from: .server)
        )
        var opening: [ConnectionEvent] = []
        for event in events {
            switch event.kind {
            case .bytes(.client, let bytes) where rest.client > 0:
                opening.append(ConnectionEvent(time: event.time, .bytes(from: .client, bytes.prefix(rest.client))))
                rest.client -= min(rest.client, bytes.count)
            case .bytes(.server, let bytes) where rest.server > 0:
                opening.append(ConnectionEvent(time: event.time, .bytes(from: .server, bytes.prefix(rest.server))))
                rest.server -= min(rest.server, bytes.count)
            case .opened, .midStream: opening.append(event)
            default: if rest.client == 0, rest.server == 0 { return opening }
            }
        }
        return opening
    }
}

extension ConversationReads {
    /// What an event says of the bytes behind a position; nil where that is nothing. `next` is the number of the next read.
    fileprivate func part(
        of event: ConnectionEvent, at index: Int, behind position: Int, _ next: inout Int
    ) -> ConnectionEvent? {
        guard next < all.endIndex, all[next].event == index else {
            // Without bytes it still may say that some are missing, or not read.
            if case .bytes = event.kind { return nil }
            return event
        }
        let start = all[next].start
        next += 1
        let end = next < all.endIndex ? all[next].start : self.end
        guard end > position else { return nil }
        guard start < position else { return event }
        switch event.kind {
        case .bytes(let from, let bytes):
            return ConnectionEvent(time: event.time, .bytes(from: from, bytes.dropFirst(position - start)))
        case .missing(let from, _, let frames):
            return ConnectionEvent(time: event.time, .missing(from: from, count: end - position, frames: frames))
        case .unread(let from, _, let after):
            return ConnectionEvent(time: event.time, .unread(from: from, count: end - position, after: after))
        default: return event
        }
    }
}

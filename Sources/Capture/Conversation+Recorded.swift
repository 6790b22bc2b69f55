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

    /// Where the first frame begins that can be recorded, in the bytes of an endpoint, and how many came before it; nil where nothing
    /// behind it can be decoded.
    private func lost(of endpoint: Endpoint) -> (end: Int, frames: Int?) {
        let start = dissection.framesStart(from: endpoint)
        let forgotten = dissection.forgotten[endpoint]
        var (end, frames) = (max(start, forgotten.bytes), forgotten.frames)
        if let dropped = dropped[endpoint], dropped > end {
            let all = dissection.frames(from: endpoint)
            let next = all.firstPosition { start + $0.offset >= dropped }
            let unfinished = dissection.unfinishedFrame(from: endpoint).map { start + $0.offset }
            frames += next - all.startIndex + missingFrames(of: endpoint, before: next)
            if next < all.endIndex {
                end = start + all[next].offset
            } else if let unfinished, unfinished < dropped {
                // The rest of it is still to come.
                return (dissection.byteCount(from: endpoint), nil)
            } else {
                end = unfinished ?? dissection.byteCount(from: endpoint)
            }
        }
        return (end, dissection.isDecoded(endpoint, at: end) ? frames : nil)
    }

    /// How many frames of an endpoint are missing between those that are kept, before frame `number`.
    private func missingFrames(of endpoint: Endpoint, before number: Int) -> Int {
        var count = 0
        for item in dissection.items[max(dissection.items.startIndex, dissection.firstKeptItem)...] {
            switch item.kind {
            case .frame(endpoint, number): return count
            case .event(.missing(endpoint, _, let frames?)): count += frames
            default: break
            }
        }
        return count
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

// Letting go of what was found, so that a connection that lives for long need not grow for ever.

extension Dissection {
    /// Lets go of all findings so far, and of the frames and messages but those of a message that is still coming: for a reader
    /// that reports each finding once. Returns for each endpoint the position in its bytes, heads included, before which nothing
    /// is needed any more.
    public mutating func forgetPast() -> (client: Int, server: Int) {
        items.forget(before: items.endIndex)
        let client = self[.client].scanner.forgetPast()
        let server = self[.server].scanner.forgetPast()
        return (framesStart(from: .client) + client, framesStart(from: .server) + server)
    }

    /// Lets go of the frames that begin before a position in the bytes of each endpoint, heads included, and of the findings before
    /// `time`, in seconds; the handshake stays. In place of what is gone stand two findings that count it.
    ///
    /// - Returns: What is gone, and where the first frame that is kept begins in the bytes of each endpoint.
    public mutating func forget(before positions: (client: Int, server: Int), time: Double) -> Forgotten {
        var forgotten = self.forgotten
        var kept = items.firstPosition { $0.time >= time }
        for endpoint in Endpoint.allCases {
            let start = framesStart(from: endpoint)
            let position = (endpoint == .client ? positions.client : positions.server) - start
            kept = max(kept, findingsEnd(ofFramesBefore: position, from: endpoint, atLeast: kept))
            let frames = self[endpoint].scanner.forget(before: position)
            forgotten[endpoint].frames += frames.count
            // Where nothing is decoded any more, no frame begins.
            forgotten[endpoint].bytes = start + (self[endpoint].isLost ? max(frames.end, position) : frames.end)
        }
        let opening = items.prefix { isOpening($0.kind) }
        let counts = Endpoint.allCases.filter { forgotten[$0].frames > 0 }.map { endpoint in
            Item(
                time: time,
                kind: .event(
                    .missing(
                        from: endpoint, count: forgotten[endpoint].bytes - framesStart(from: endpoint),
                        frames: forgotten[endpoint].frames)))
        }
        self.forgotten = forgotten
        if kept - items.startIndex > opening.count + counts.count {
            items.forget(before: kept, replacements: opening + counts)
            firstKeptItem = kept
        }
        return forgotten
    }

    /// The position behind the last finding about the frames of an endpoint that begin before a position in its stream. The last of them
    /// may have been complete only after `start`.
    private func findingsEnd(ofFramesBefore position: Int, from endpoint: Endpoint, atLeast start: Int) -> Int {
        let frames = frames(from: endpoint)
        let last = frames.firstPosition { $0.offset >= position } - 1
        guard last >= frames.startIndex, start < items.endIndex, let end = frames[last].endTime,
            end >= items[start].time
        else { return start }
        let index = items[start...].firstIndex { item in
            if case .frame(endpoint, last) = item.kind { true } else { false }
        }
        // The end of a message stands right behind its frame.
        return index.map { $0 + (frames[last].header?.fin == true && frames[last].message != nil ? 2 : 1) } ?? start
    }

    /// Whether a finding belongs to the handshake, which is kept.
    private func isOpening(_ kind: Item.Kind) -> Bool {
        switch kind {
        case .request, .response, .move, .event(.opened), .event(.joined): true
        default: false
        }
    }
}

/// What was let go of a connection, so far.
public struct Forgotten: Sendable, Hashable {
    /// What was let go of one endpoint.
    public struct Direction: Sendable, Hashable {
        /// How many frames.
        public internal(set) var frames = 0
        /// The position in its bytes, heads included, before which none are kept but the heads.
        public internal(set) var bytes = 0
    }

    private var client = Direction(), server = Direction()

    /// What was let go of an endpoint.
    public internal(set) subscript(_ endpoint: Endpoint) -> Direction {
        get { endpoint == .client ? client : server }
        set { if endpoint == .client { client = newValue } else { server = newValue } }
    }

    /// Whether nothing was.
    public var isEmpty: Bool { client.frames == 0 && server.frames == 0 }
}

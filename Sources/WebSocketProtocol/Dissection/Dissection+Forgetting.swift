// Letting go of what was found, so that a long-lived connection does not grow forever.

extension Dissection {
    /// Lets go of all findings so far, and of the frames and messages except those of a message still arriving: for a reader
    /// that reports each finding once. Returns for each endpoint the position in its bytes, heads included, before which nothing
    /// is needed.
    public mutating func forgetPast() -> (client: Int, server: Int) {
        items.forget(before: items.endIndex)
        return (forgetPast(of: .client), forgetPast(of: .server))
    }

    private mutating func forgetPast(of endpoint: Endpoint) -> Int {
        let start = framesStart(from: endpoint)
        guard self[endpoint].waiting == nil else {
            // The message that waits will be reported with its frames.
            let scanner = self[endpoint].scanner
            return start + (scanner.frames.first?.offset ?? scanner.offset)
        }
        let end = start + self[endpoint].scanner.forgetPast()
        guard let unread = self[endpoint].unread else { return end }
        return self[endpoint].byteCount - unread.waitingCount
    }

    /// Lets go of the findings before a position, and of the frames that they are about; the handshake stays. In place of what is gone
    /// stand two findings that count it.
    ///
    /// - Parameter undecoded: Where to let go of the bytes of an endpoint whose frames can no longer be followed.
    /// - Returns: What is gone, and where the first frame that is kept begins in the bytes of each endpoint.
    public mutating func forget(before position: Int, undecoded: (client: Int, server: Int)) -> Forgotten {
        // The end of a message belongs to its last frame.
        let kept = items[min(position, items.endIndex)...].firstIndex { !isMessage($0.kind) } ?? items.endIndex
        let opening = items.prefix { isOpening($0.kind) }
        guard kept - items.startIndex > opening.count + Endpoint.allCases.count else { return forgotten }
        let time = kept < items.endIndex ? items[kept].time : lastTime
        for endpoint in Endpoint.allCases {
            let first = firstFrame(of: endpoint, from: kept) ?? self[endpoint].scanner.frames.endIndex
            let (count, end) = self[endpoint].scanner.forget(before: first)
            forgotten[endpoint].frames += count + missingFrames(of: endpoint, before: kept)
            forgotten[endpoint].bytes = framesStart(from: endpoint) + end
            if self[endpoint].isLost || self[endpoint].unread != nil {
                forgotten[endpoint].bytes = max(
                    forgotten[endpoint].bytes, endpoint == .client ? undecoded.client : undecoded.server)
            }
        }
        let counts = Endpoint.allCases.filter { forgotten[$0].frames > 0 }.map { endpoint in
            Item(
                time: time,
                kind: .event(
                    .missing(
                        from: endpoint, count: forgotten[endpoint].bytes - framesStart(from: endpoint),
                        frames: forgotten[endpoint].frames)))
        }
        items.forget(before: kept, replacements: opening + counts)
        firstKeptItem = kept
        return forgotten
    }

    /// Lets go of what compressed messages were inflated to.
    public mutating func dropInflated() {
        for endpoint in Endpoint.allCases { self[endpoint].scanner.dropInflated() }
    }

    /// About how much memory compression takes, in bytes: what messages were inflated to, and what later ones may copy from.
    public var inflatedCost: Int { self[.client].scanner.inflatedCost + self[.server].scanner.inflatedCost }

    /// The number of the first frame of an endpoint that findings from a position on are about.
    private func firstFrame(of endpoint: Endpoint, from position: Int) -> Int? {
        for item in items[position...] {
            switch item.kind {
            case .frame(endpoint, let number), .unfinishedFrame(endpoint, let number): return number
            default: continue
            }
        }
        return nil
    }

    /// How many frames of an endpoint were missing among the findings before a position. Those that stand for what was let go earlier
    /// are counted already.
    private func missingFrames(of endpoint: Endpoint, before position: Int) -> Int {
        items[max(items.startIndex, min(firstKeptItem, position))..<position].reduce(0) { sum, item in
            if case .event(.missing(endpoint, _, let frames?)) = item.kind { sum + frames } else { sum }
        }
    }

    private func isMessage(_ kind: Item.Kind) -> Bool { if case .message = kind { true } else { false } }

    /// Whether a finding belongs to the handshake, which is kept.
    private func isOpening(_ kind: Item.Kind) -> Bool {
        switch kind {
        case .request, .interim, .response, .move, .event(.opened), .event(.midStream): true
        default: false
        }
    }
}

/// What has been let go of a connection.
public struct Forgotten: Sendable, Hashable {
    /// What was let go of one endpoint.
    public struct Direction: Sendable, Hashable {
        /// How many frames.
        public internal(set) var frames = 0
        /// The position in its bytes, heads included, before which only the heads are kept.
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

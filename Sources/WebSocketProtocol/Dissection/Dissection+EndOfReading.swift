// Where the reading of a direction ends, RFC 6455 §5.5.1 and §7.1.7, as its receiver showed it.
//
//   broken frame ──▶ what follows waits ──▶ the receiver sends a Close or ends TCP   nothing more is read: it is counted
//                                     └───▶ it sends something else, or nothing      the peers carried on, and so does the reading
//   Close, a length that can't be followed, an answer without a WebSocket            nothing more is read
//
// A receiver that fails a connection does so at once, so little waits. UnreadStream says what is still shown after the end.

/// What came after a frame that breaks a rule, until its receiver shows how it takes that.
struct WaitingBytes: Sendable {
    /// What arrived, with the times.
    private(set) var reads: [(bytes: ArraySlice<UInt8>, time: Double)] = []
    /// How many bytes these are, and the reads themselves, which may be of one byte each.
    private var size = 0
    /// The message that the frame completed: it is delivered if the receiver carries on.
    let message: Int?
    /// The rules that the frame breaks.
    let rules: Set<Rule>
    /// Where the receiver's own frames were when it arrived: earlier ones don't answer it.
    let answerStart: Int
    private let start: Double

    /// For how long, and for how many bytes, an answer may be on its way.
    private static let secondsLimit = 5.0, byteLimit = 1 << 20, readSize = 64

    init(message: Int?, rules: Set<Rule>, answerStart: Int, start: Double) {
        (self.message, self.rules, self.answerStart, self.start) = (message, rules, answerStart, start)
    }

    /// Adds a read. Returns whether the answer should have arrived by now.
    mutating func add(_ bytes: ArraySlice<UInt8>, _ time: Double) -> Bool {
        reads.append((bytes, time))
        size += bytes.count + Self.readSize
        return size > Self.byteLimit || time - start > Self.secondsLimit
    }
}

extension Dissection {
    // MARK: Broken rules

    /// Whether a frame breaks a rule for which its receiver fails the connection, as far as is known.
    func mayBeRefused(_ frame: FrameRecord) -> Bool {
        guard !frame.violations.isEmpty, self[frame.from].scanner.stops, self[frame.from].unread == nil else {
            return false
        }
        return !Self.grounds(frame).isSubset(of: self[frame.from].tolerated)
    }

    /// What a frame breaks that is answered with a Close.
    private static func grounds(_ frame: FrameRecord) -> Set<Rule> {
        Set(frame.violations.map(\.rule).filter { $0.closeCode != nil })
    }

    /// Records such a frame, which has completed a message, or none.
    mutating func brokeRule(_ frame: FrameRecord, message: Int?, _ time: Double) {
        self[frame.from].hasFailed = true
        let receiver = self[frame.from.peer]
        // Nothing but the end can follow from it where the receiver has sent its Close already, or the sender itself has.
        guard receiver.close == nil, !receiver.hasEnded, frame.header?.opcode != .close else {
            return endReading(of: frame.from, after: .failure, time)
        }
        self[frame.from].waiting = WaitingBytes(
            message: message, rules: Self.grounds(frame), answerStart: receiver.scanner.offset, start: time)
    }

    /// Keeps bytes until the receiver has answered.
    mutating func wait(_ bytes: ArraySlice<UInt8>, from: Endpoint, time: Double) {
        if self[from].waiting?.add(bytes, time) == true { readOn(from, time) }
    }

    /// Says that no event will follow: what waited for an answer got none, and what was not read is counted to the end.
    public mutating func finish() {
        for endpoint in Endpoint.allCases {
            readOnToEnd(endpoint, lastTime)
            if let piece = self[endpoint].unread?.finish() { found(piece, from: endpoint, lastTime) }
        }
    }

    /// Reads what waited, and what waits after more broken rules.
    mutating func readOnToEnd(_ endpoint: Endpoint, _ time: Double) {
        while self[endpoint].waiting != nil { readOn(endpoint, time) }
    }

    /// Reads what waited: the receiver carried on, so it lets such frames pass.
    mutating func readOn(_ endpoint: Endpoint, _ time: Double) {
        guard let waiting = self[endpoint].waiting.take() else { return }
        self[endpoint].tolerated.formUnion(waiting.rules)
        if let message = waiting.message, messages(from: endpoint).indices.contains(message) {
            append(.message(endpoint, message), notBefore(messages(from: endpoint)[message].endTime ?? time))
        }
        for read in waiting.reads { scan(read.bytes, from: endpoint, time: notBefore(read.time)) }
    }

    /// The time of something that waited, for a finding: remarks may stand between it and now.
    private func notBefore(_ time: Double) -> Double { max(time, items.last?.time ?? time) }

    // MARK: The receiver's answer

    /// A frame of one endpoint shows what it made of the other's bytes.
    mutating func settle(by frame: FrameRecord, _ control: FrameScanner.Control?, _ time: Double) {
        let sender = frame.from.peer
        guard self[sender].scanner.stops, self[sender].unread == nil else { return }
        guard let control, control.opcode == .close, self[frame.from].close == nil else {
            if let waiting = self[sender].waiting, frame.offset >= waiting.answerStart { readOn(sender, time) }
            return
        }
        let code = ClosePayload(control.payload).code
        if self[sender].waiting != nil {
            answersClose(code, of: sender) ? readOn(sender, time) : endReading(of: sender, after: .failure, time)
        } else if isRefusal(code, of: sender) {
            tellUnfinished(sender, time)
            endReading(of: sender, after: .failure, time)
        }
    }

    /// Whether a Close with a code repeats that of a Close that waits: then its sender has read so far.
    private func answersClose(_ code: CloseCode, of sender: Endpoint) -> Bool {
        guard !code.isFailure else { return false }
        var scanner = self[sender].scanner
        for read in self[sender].waiting?.reads ?? [] {
            var rest = read.bytes
            while !rest.isEmpty {
                for control in scanner.scan(&rest, time: read.time) where control.opcode == .close {
                    return ClosePayload(control.payload).code == code
                }
                if scanner.unfinished?.header?.isEndless == true { return false }
            }
        }
        return false
    }

    /// Whether a Close with a code refuses what `sender` has sent by then, or is sending.
    private func isRefusal(_ code: CloseCode, of sender: Endpoint) -> Bool {
        let scanner = self[sender].scanner
        if let unfinished = scanner.unfinished, mayBeRefused(unfinished) { return true }
        if code == .messageTooBig, scanner.openMessage != nil { return true }
        return self[sender].hasFailed && code.isFailure
    }

    /// The end of one endpoint's TCP settles what waits for its answer, and how many of its own bytes were not read.
    mutating func settle(byEndOf endpoint: Endpoint, isOver: Bool, _ time: Double) {
        let sender = endpoint.peer
        if self[sender].waiting != nil || self[sender].scanner.unfinished.map(mayBeRefused) == true {
            endReading(of: sender, after: .failure, time)
        }
        for ended in Endpoint.allCases where isOver || ended == endpoint {
            if isOver { readOnToEnd(ended, time) }
            if let piece = self[ended].unread?.finish() { found(piece, from: ended, time) }
        }
    }

    // MARK: After the end

    /// `sender` is no longer read. What waited is not read either.
    mutating func endReading(of sender: Endpoint, after: EndOfReading, _ time: Double) {
        guard self[sender].unread == nil else { return }
        let waiting = self[sender].waiting.take()
        let unfinished = self[sender].scanner.unfinished
        let rest = unfinished.map { frame in
            frame.header.flatMap { $0.isEndless ? nil : $0.payloadLength - UInt64(frame.received - $0.headerLength) }
        }
        self[sender].unread = UnreadStream(from: sender, after: after, frameRest: rest ?? 0)
        self[sender].unreadStart = self[sender].scanner.offset
        let reads = waiting?.reads ?? []
        for (index, read) in reads.enumerated() {
            countUnread(
                read.bytes, from: sender, time: notBefore(read.time), hasMore: index < reads.endIndex - 1)
        }
    }

    /// Counts bytes that are not read, except for what is shown after the end.
    mutating func countUnread(_ bytes: ArraySlice<UInt8>, from: Endpoint, time: Double, hasMore: Bool = false) {
        for piece in self[from].unread?.read(bytes, hasMore: hasMore) ?? [] { found(piece, from: from, time) }
    }

    /// The receiver says itself how many bytes it did not read.
    mutating func readNoMore(_ event: ConnectionEvent, _ count: Int, from: Endpoint, after: EndOfReading) {
        _ = self[from].count(count)
        endReading(of: from, after: after, event.time)
        tellUnfinished(from, event.time)
        skipUnread(count, from: from, endsWithFrame: false, time: event.time)
        append(.event(event.kind), event.time)
    }

    mutating func skipUnread(_ count: Int, from: Endpoint, endsWithFrame: Bool, time: Double) {
        if let piece = self[from].unread?.skip(count, endsWithFrame: endsWithFrame) { found(piece, from: from, time) }
    }

    private mutating func found(_ piece: UnreadStream.Piece, from: Endpoint, _ time: Double) {
        switch piece {
        case .unread(let count):
            tellUnfinished(from, time)
            append(.event(.unread(from: from, count: count, after: self[from].unread?.after ?? .failure)), time)
        case .shown(let bytes, let position):
            let start = self[from].unreadStart + position
            if self[from].scanner.offset < start {
                self[from].cutFrame = self[from].scanner.unfinished
                self[from].scanner.resume(at: start)
            }
            var rest = bytes[...]
            scanFrames(&rest, from: from, time: time)
            // It says what is wrong with being there.
            if self[from].scanner.unfinished?.header != nil { tellUnfinished(from, time) }
        }
    }

    /// The frames of `endpoint` of which bytes are missing: the one whose bytes are arriving or never arrived, and before it the one with
    /// which the reading ended.
    public func incompleteFrames(from endpoint: Endpoint) -> [FrameRecord] {
        [self[endpoint].cutFrame, self[endpoint].scanner.unfinished].compactMap(\.self)
    }
}

extension Dissection.Direction {
    /// Counts bytes that are not there. Returns whether the sum is too large to be true: it may come from a damaged recording.
    mutating func count(_ bytes: Int) -> Bool {
        let (sum, overflow) = byteCount.addingReportingOverflow(max(0, bytes))
        byteCount = overflow ? .max / 2 : sum
        return overflow
    }
}

extension CloseCode {
    /// Whether an endpoint that sends it has failed the connection because of what its peer sent (§7.4.1).
    fileprivate var isFailure: Bool { [.protocolError, .invalidData, .messageTooBig].contains(self) }
}

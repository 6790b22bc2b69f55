// From events to findings: the one dissection that live, replay, reports, lessons and tests read.
//
//   events ──▶ exchanges │ frames ▶ messages ▶ states ──▶ items, in the order of time
//
// It is a value and grows with each event; to see a connection as it was earlier, read its items only so far. It
// decodes with the server's own decoder and judges with the server's own judge, and keeps positions instead of
// payloads, but for what compressed messages were inflated to, which stands nowhere else.

/// Everything that can be said about one connection.
public struct Dissection: Sendable {
    /// How the bytes begin.
    public enum Start: Sendable, Hashable {
        /// With the opening handshake.
        case handshake
        /// With frames, like bytes typed by hand.
        case frames
    }

    /// The requests and their answers; the last may have opened the WebSocket.
    public internal(set) var exchanges = ExchangeList()
    /// The findings in the order of time. Positions stay the same when earlier ones are forgotten.
    public internal(set) var items = History<Item>()
    /// Every change of state of either endpoint, in the order of time.
    public private(set) var moves: [StateMove] = []
    /// How the connection ended; nil while it lives.
    public internal(set) var outcome: CloseOutcome?
    /// The addresses of the client and the server.
    public private(set) var client = "", server = ""
    /// When the connection was opened, in seconds since the start of the log.
    public private(set) var openTime: Double?
    /// The time of the last event.
    public private(set) var lastTime = 0.0
    /// What the connection as a whole breaks.
    public private(set) var remarks: [Violation] = []
    /// The first finding that is kept as it was; those before it, of which there are few, stand for what was let go.
    public internal(set) var firstKeptItem = 0
    /// Whether the names of rooms are left out of words.
    var hidesRooms = false
    /// What was let go of it to save memory.
    public internal(set) var forgotten = Forgotten()
    /// Who broke a rule, anywhere in the connection.
    public private(set) var brokenBy: Set<Endpoint> = []
    /// Whether anyone did.
    public var hasViolations: Bool { !brokenBy.isEmpty }

    /// What is known of the bytes of each endpoint, the client first. An array, since a part of an element is read and changed in
    /// place: a copy would cost a dozen reference counts, and with one at hand the next change would copy all frames.
    private var directions = [Direction(.client), Direction(.server)]
    var requests = MessageReader(.request)
    var responses = MessageReader(.response)
    /// How many requests have their final answer.
    var answeredCount = 0
    /// The number of the exchange that opened the WebSocket; nil while none has.
    public internal(set) var openedBy: Int?
    /// Whether the log begins after the handshake.
    public private(set) var isMidStream = false
    /// Whether the next bytes are frames: after a 101, or from the start.
    public internal(set) var isWebSocket = false
    /// Who ended TCP first, and how.
    var firstEnd: (by: Endpoint, how: EndManner)?
    /// The first Close frame of either endpoint.
    var firstClose: ClosePayload?

    /// What is known of the bytes of one endpoint.
    struct Direction: Sendable {
        var scanner: FrameScanner
        /// Bytes that arrived before it was clear what they are.
        var held: ArraySlice<UInt8> = []
        /// All bytes, heads and frames, the missing ones included.
        var byteCount = 0
        /// Whether bytes are missing.
        var hasGap = false
        /// Whether the place of its next frame is unknown, so that nothing more is decoded.
        var isLost = false
        var hasEnded = false
        /// Whether it ended in order although it had a Close to answer.
        var leftCloseUnanswered = false
        var state = ConnectionState.connecting
        /// The first Close that the endpoint sent.
        var close: ClosePayload?
        /// The number of the unfinished frame that was reported last.
        var toldUnfinished: Int?
        /// The last Ping that it sent before its Close, until a Pong answers it.
        var unansweredPing: (frame: Int, payload: [UInt8])?
        /// Its Pings that wait for a Pong.
        var pings = WaitingPings()
        /// The Ping that its peer should have answered and did not.
        var brokenPing: Int?
        /// What waits until its peer answers a broken rule.
        var waiting: WaitingBytes?
        /// Whether it broke a rule for which its peer should fail the connection, and which of them its peer let pass.
        var hasFailed = false, tolerated: Set<Rule> = []
        /// Set once it is no longer read, with the position in its frames at which that began.
        var unread: UnreadStream?, unreadStart = 0
        /// The frame with which the reading ended before all of it had arrived, where something of what follows it is shown.
        var cutFrame: FrameRecord?

        init(_ sender: Endpoint) { scanner = FrameScanner(sender: sender) }
    }

    /// A dissection of a connection that has not begun. Bytes that begin with frames are decoded to their end, whatever they are.
    public init(start: Start = .handshake) {
        guard start == .frames else { return }
        skipHandshake()
        for endpoint in Endpoint.allCases { self[endpoint].scanner.stops = false }
    }

    private mutating func skipHandshake() {
        isWebSocket = true
        self[.client].state = .open
        self[.server].state = .open
    }

    /// Reads the next event.
    public mutating func add(_ event: ConnectionEvent) {
        letGoOfExchanges()
        lastTime = event.time
        switch event.kind {
        case .opened(let client, let server), .midStream(let client, let server):
            self.client = client
            self.server = server
            openTime = event.time
            if case .midStream = event.kind { join() }
        case .bytes(let from, let bytes):
            tellBroken(from.peer, event.time)
            self[from].byteCount += bytes.count
            guard !self[from].isLost else { return loseSight(.missing(from), event.time) }
            read(bytes, from: from, time: event.time)
            return
        case .missing(let from, let count, let frames):
            lose(event, count, from: from, frames: frames)
            return
        case .unread(let from, let count, let after):
            return readNoMore(event, count, from: from, after: after)
        case .ended(let by, let how):
            return end(by: by, how: how, time: event.time)
        case .serverAction, .note:
            // It may be about the frame whose bytes are arriving.
            for endpoint in Endpoint.allCases { tellUnfinished(endpoint, event.time) }
        }
        append(.event(event.kind), event.time)
    }

    /// Counts bytes that are missing. Where what follows begins with a frame, decoding continues there.
    private mutating func lose(_ event: ConnectionEvent, _ count: Int, from: Endpoint, frames: Int?) {
        let goesOn = frames != nil
        // It is no longer known what comes next here, or what was answered here.
        readOnToEnd(from, event.time)
        if !goesOn { readOnToEnd(from.peer, event.time) }
        let overflow = self[from].count(count)
        self[from].hasGap = true
        losePings(of: from)
        tellUnfinished(from, event.time)
        if self[from].unread != nil { skipUnread(count, from: from, endsWithFrame: goesOn, time: event.time) }
        append(.event(event.kind), event.time)
        guard self[from].unread == nil else { return }
        guard goesOn, !self[from].isLost, !overflow else {
            self[from].isLost = true
            return loseSight(.missing(from), event.time)
        }
        // There are frames, so the handshake is among what is missing.
        if !isWebSocket { skipUnseenHandshake(.missing(from), event.time) }
        self[from].scanner.resume(at: self[from].byteCount - framesStart(from: from), missing: frames ?? 0)
    }

    private mutating func skipUnseenHandshake(_ cause: StateMove.Cause, _ time: Double) {
        isWebSocket = true
        for endpoint in Endpoint.allCases {
            move(endpoint, .framesFollow, cause, time)
            self[endpoint].scanner.agree(on: .unseen)
            self[endpoint].scanner.resume(at: self[endpoint].byteCount - framesStart(from: endpoint))
        }
    }

    /// The log begins after the handshake.
    private mutating func join() {
        isMidStream = true
        // Heads that were read already would have to be unread.
        guard byteCount(from: .client) == 0, byteCount(from: .server) == 0 else { return }
        skipHandshake()
        for endpoint in Endpoint.allCases {
            self[endpoint].scanner.agree(on: .unseen)
            self[endpoint].scanner.resume(at: 0)
        }
    }

    /// What moves the endpoints may be among bytes that are not there, or cannot be read.
    mutating func loseSight(_ cause: StateMove.Cause, _ time: Double) {
        for endpoint in Endpoint.allCases { move(endpoint, .bytesMissing, cause, time) }
    }

    private mutating func read(_ bytes: ArraySlice<UInt8>, from: Endpoint, time: Double) {
        if self[from].unread != nil {
            countUnread(bytes, from: from, time: time)
        } else if isWebSocket, from == .server || !requests.isInBody {
            scan(bytes, from: from, time: time)
        } else if from == .client {
            readRequests(bytes, time: time)
        } else {
            readResponses(bytes, time: time)
        }
    }

    // MARK: Bookkeeping

    mutating func append(_ kind: Item.Kind, _ time: Double) { items.append(Item(time: time, kind: kind)) }

    /// Records what frames or heads break; they keep their violations themselves.
    mutating func note(_ violations: [Violation], by endpoint: Endpoint) {
        if !violations.isEmpty { brokenBy.insert(endpoint) }
    }

    /// Records what the connection as a whole breaks, by an endpoint.
    mutating func remark(_ rule: Rule, by endpoint: Endpoint, at position: Int, _ time: Double) {
        let violation = Violation(rule, at: position..<position, detail: "the \(endpoint.rawValue)")
        remarks.append(violation)
        brokenBy.insert(endpoint)
        append(.remark(violation), time)
    }

    mutating func move(_ endpoint: Endpoint, _ input: StateInput, _ cause: StateMove.Cause, _ time: Double) {
        guard let transition = Transition.after(self[endpoint].state, input) else { return }
        self[endpoint].state = transition.to
        moves.append(StateMove(endpoint: endpoint, transition: transition, cause: cause, time: time))
        append(.move(moves.count - 1), time)
    }

    subscript(_ endpoint: Endpoint) -> Direction {
        get { directions[endpoint == .client ? 0 : 1] }
        _modify { yield &directions[endpoint == .client ? 0 : 1] }
    }
}

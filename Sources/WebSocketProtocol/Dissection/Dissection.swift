// From events to findings: the one dissection that live, replay, reports, lessons and tests read.
//
//   events ──▶ request │ response │ frames ▶ messages ▶ states ──▶ items, in the order of time
//
// It is a value and grows with each event; to see a connection as it was earlier, read its items only so far. It decodes with the server's
// own decoder and judges with the server's own judge, and keeps positions instead of payloads.

/// All that can be said about one connection.
public struct Dissection: Sendable {
    /// How the bytes begin.
    public enum Start: Sendable, Hashable {
        /// With the opening handshake.
        case handshake
        /// With frames, as bytes given by hand do.
        case frames
    }

    /// The opening handshake.
    public internal(set) var handshake = HandshakeRecord()
    /// The findings in the order of time.
    public private(set) var items: [Item] = []
    /// Every change of state of either endpoint, in the order of time.
    public private(set) var moves: [StateMove] = []
    /// How the connection ended; nil while it lives.
    public private(set) var outcome: CloseOutcome?
    /// The addresses of the client and the server.
    public private(set) var client = "", server = ""
    /// When the connection was opened, in seconds since the start of the log.
    public private(set) var openTime: Double?
    /// The time of the last event.
    public private(set) var lastTime = 0.0
    /// What the connection as a whole breaks.
    public private(set) var remarks: [Violation] = []

    private var fromClient = Direction(.client)
    private var fromServer = Direction(.server)
    private var requestParser = HeadParser(.request)
    private var responseParser = HeadParser(.response)
    /// Whether what follows the heads are frames: after 101, or from the start.
    public private(set) var isWebSocket: Bool

    /// What is known of the bytes of one endpoint.
    struct Direction: Sendable {
        var scanner: FrameScanner
        var frames: [FrameRecord] = []
        /// Bytes that came before it was clear what they are.
        var held: [UInt8] = []
        /// All bytes, heads and frames, the missing ones included.
        var byteCount = 0
        var hasGap = false
        var hasEnded = false
        var state = ConnectionState.connecting
        /// The first Close that the endpoint sent.
        var close: ClosePayload?

        init(_ sender: Endpoint) { scanner = FrameScanner(sender: sender) }
    }

    /// A dissection of a connection that has not begun.
    public init(start: Start = .handshake) {
        isWebSocket = start == .frames
        if isWebSocket {
            fromClient.state = .open
            fromServer.state = .open
        }
    }

    /// The complete frames that `endpoint` sent.
    public func frames(from endpoint: Endpoint) -> [FrameRecord] { self[endpoint].frames }

    /// The frame of `endpoint` whose bytes are still coming.
    public func unfinishedFrame(from endpoint: Endpoint) -> FrameRecord? { self[endpoint].scanner.unfinished }

    /// The messages that `endpoint` began.
    public func messages(from endpoint: Endpoint) -> [MessageRecord] { self[endpoint].scanner.messages }

    /// The state of `endpoint` now.
    public func state(of endpoint: Endpoint) -> ConnectionState { self[endpoint].state }

    /// How many bytes `endpoint` has sent, heads included.
    public func byteCount(from endpoint: Endpoint) -> Int { self[endpoint].byteCount }

    /// The position in the bytes of `endpoint` at which its frames start: the length of its head.
    public func framesStart(from endpoint: Endpoint) -> Int {
        endpoint == .client ? handshake.requestBytes.count : handshake.responseBytes.count
    }

    /// Whether a rule was broken, by anyone, anywhere in the connection.
    public private(set) var hasViolations = false

    /// Reads one event on.
    public mutating func add(_ event: ConnectionEvent) {
        lastTime = event.time
        switch event.kind {
        case .opened(let client, let server):
            self.client = client
            self.server = server
            openTime = event.time
            append(.opened, event.time)
        case .bytes(let from, let bytes):
            self[from].byteCount += bytes.count
            if !self[from].hasGap { read(bytes, from: from, time: event.time) }
        case .missing(let from, let count):
            self[from].byteCount += count
            self[from].hasGap = true
            append(.gap(from, count: count), event.time)
        case .decision(let name, let sentence):
            append(.decision(name: name, sentence: sentence), event.time)
        case .note(let text, let stop):
            append(.note(text, stop: stop), event.time)
        case .ended(let by, let how):
            end(by: by, how: how, time: event.time)
        }
    }

    // MARK: Bytes

    private mutating func read(_ bytes: [UInt8], from: Endpoint, time: Double) {
        if isWebSocket, self[from].held.isEmpty {
            scan(bytes[...], from: from, time: time)
        } else if from == .client {
            readRequest(bytes, time: time)
        } else {
            readResponse(bytes, time: time)
        }
    }

    private mutating func readRequest(_ bytes: [UInt8], time: Double) {
        guard case .needMore = handshake.requestParse else {
            // Bytes behind the request, before the response has said what they are.
            fromClient.held += bytes
            return
        }
        handshake.requestBytes += bytes
        handshake.requestParse = requestParser.parse(handshake.requestBytes)
        switch handshake.requestParse {
        case .needMore: return
        case .complete(let head):
            fromClient.held = Array(handshake.requestBytes.dropFirst(head.length))
            handshake.requestBytes.removeLast(fromClient.held.count)
            handshake.request = HandshakeRequest(head: head)
        case .malformed, .tooLarge: break
        }
        handshake.requestTime = time
        note(handshake.requestViolations)
        append(.request, time)
    }

    private mutating func readResponse(_ bytes: [UInt8], time: Double) {
        guard case .needMore = handshake.responseParse else {
            handshake.responseBodyLength += bytes.count
            return
        }
        handshake.responseBytes += bytes
        handshake.responseParse = responseParser.parse(handshake.responseBytes)
        var rest: [UInt8] = []
        switch handshake.responseParse {
        case .needMore: return
        case .complete(let head):
            rest = Array(handshake.responseBytes.dropFirst(head.length))
            handshake.responseBytes.removeLast(rest.count)
            handshake.verdict = ClientHandshake.check(
                response: head, key: handshake.request?.key ?? "",
                offeredSubprotocols: handshake.request?.subprotocols ?? [],
                offeredExtensions: (handshake.request?.extensions ?? []).map(\.name))
        case .malformed, .tooLarge: break
        }
        handshake.responseTime = time
        note(handshake.responseViolations)
        append(.response, time)
        openFrames(responseRest: rest, time: time)
    }

    /// The response has said what the bytes after the heads are.
    private mutating func openFrames(responseRest: [UInt8], time: Double) {
        guard let verdict = handshake.verdict, handshake.isUpgradeAttempt || verdict.status == 101 else {
            handshake.responseBodyLength += responseRest.count
            return
        }
        let serverOpens = verdict.status == 101
        move(.server, serverOpens ? .handshakeDone : .handshakeFailed, .response, time)
        move(.client, verdict.isOpen ? .handshakeDone : .handshakeFailed, .response, time)
        guard serverOpens else {
            handshake.responseBodyLength += responseRest.count
            return
        }
        isWebSocket = true
        let held = fromClient.held
        fromClient.held = []
        scan(held[...], from: .client, time: time)
        scan(responseRest[...], from: .server, time: time)
    }

    private mutating func scan(_ bytes: ArraySlice<UInt8>, from: Endpoint, time: Double) {
        var finished: [(FrameRecord, MessageRecord?, ClosePayload?)] = []
        var scanner = self[from].scanner
        scanner.scan(bytes, time: time) { finished.append(($0, $1, $2)) }
        self[from].scanner = scanner
        if scanner.unfinished?.violations.isEmpty == false { hasViolations = true }
        for (frame, message, close) in finished {
            self[from].frames.append(frame)
            note(frame.violations)
            append(.frame(from, frame.index), time)
            if let message { append(.message(from, message.index), time) }
            if let close { sawClose(close, from: from, frame: frame.index, time: time) }
        }
    }

    private mutating func sawClose(_ close: ClosePayload, from: Endpoint, frame: Int, time: Double) {
        guard self[from].close == nil else { return }
        self[from].close = close
        firstClose = firstClose ?? close
        move(from, .sentClose, .frame(from, frame), time)
        move(from.peer, .receivedClose, .frame(from, frame), time)
    }
    private var firstClose: ClosePayload?

    // MARK: States and the end

    private mutating func move(_ endpoint: Endpoint, _ input: StateInput, _ cause: StateMove.Cause, _ time: Double) {
        guard let transition = Transition.after(self[endpoint].state, input) else { return }
        self[endpoint].state = transition.to
        moves.append(StateMove(endpoint: endpoint, transition: transition, cause: cause, time: time))
        append(.move(moves.count - 1), time)
    }

    private mutating func end(by: Endpoint, how: EndManner, time: Double) {
        append(.ended(by, how), time)
        self[by].hasEnded = true
        let isOver = how != .fin || self[by.peer].hasEnded
        if handshake.isUpgradeAttempt || isWebSocket {
            let input: StateInput = how == .reset ? .tcpReset : .tcpClosed
            // The other endpoint learns of the end first, since it did not bring it about.
            for endpoint in [by.peer, by] where isOver { move(endpoint, input, .ended(by, how), time) }
            if !isOver { move(by.peer, .peerEnded, .ended(by, how), time) }
        }
        if isOver { close(time) }
    }

    private mutating func close(_ time: Double) {
        guard outcome == nil else { return }
        let isPlain = !handshake.isUpgradeAttempt && !isWebSocket
        let isClean = isPlain ? handshake.status != nil : fromClient.close != nil && fromServer.close != nil
        let code: CloseCode? = isPlain ? nil : firstClose?.code ?? .abnormal
        judgeClosing()
        outcome = CloseOutcome(code: code, reason: firstClose?.reason ?? "", isClean: isClean, time: time)
        append(.closed, time)
    }

    /// Whoever got a Close and ended its stream in order, without a Close of its own, broke §5.5.1.
    private mutating func judgeClosing() {
        for endpoint in Endpoint.allCases where self[endpoint].close == nil && self[endpoint.peer].close != nil {
            guard self[endpoint].hasEnded, !self[endpoint].hasGap else { continue }
            let end = self[endpoint].scanner.offset
            let violation = Violation(.closeNotAnswered, at: end..<end, detail: "the \(endpoint.rawValue)")
            remarks.append(violation)
            hasViolations = true
            append(.remark(violation), lastTime)
        }
    }

    // MARK: Bookkeeping

    private mutating func append(_ kind: Item.Kind, _ time: Double) { items.append(Item(time: time, kind: kind)) }

    private mutating func note(_ violations: [Violation]) {
        if !violations.isEmpty { hasViolations = true }
    }

    private subscript(_ endpoint: Endpoint) -> Direction {
        get { endpoint == .client ? fromClient : fromServer }
        _modify {
            if endpoint == .client { yield &fromClient } else { yield &fromServer }
        }
    }
}

// One endpoint of an open connection: bytes in, actions out, no I/O.
//
// The transport owns the buffer and the socket. After each read it presents its bytes and asks for the next action
// until it hears `needMore`:
//
//   read ──▶ buffer ──▶ receive(&bytes, from: &cursor) ──▶ Action ──▶ the transport sends, delivers, closes
//
// What the peer sends never throws and never traps: it becomes actions. Frames are unmasked where they lie and actions
// name positions in the buffer, so that nothing is copied and a frame allocates nothing.

/// What a connection allows its peer.
public struct ConnectionLimits: Sendable, Hashable {
    /// The longest message in bytes, all its fragments together. A longer one is answered with 1009 as soon as a header
    /// declares it, before anything is allocated for it.
    public var maximumMessageLength: Int

    /// Limits; messages of up to 16 MiB by default.
    public init(maximumMessageLength: Int = 16 << 20) { self.maximumMessageLength = maximumMessageLength }
}

/// Why a connection is failed (§7.1.7).
public enum ConnectionFailure: Sendable, Hashable {
    /// The peer broke a rule.
    case violation(Violation)
    /// A message is longer than this endpoint accepts (§10.4).
    case messageTooBig(declared: UInt64, limit: Int)

    /// The code of the Close frame that answers it.
    public var closeCode: CloseCode {
        switch self {
        case .violation(let violation):
            CloseCode(rawValue: violation.rule.closeCode ?? CloseCode.protocolError.rawValue)
        case .messageTooBig: .messageTooBig
        }
    }

    /// A short name, for a log.
    public var name: String {
        switch self {
        case .violation(let violation): violation.rule.rawValue
        case .messageTooBig: "message-too-big"
        }
    }

    /// The sentence with its section in brackets, as a log keeps it.
    public var words: String { sentence.citedBehind }

    /// What happened and what follows, in a sentence with its section.
    public var sentence: Sentence {
        switch self {
        case .violation(let violation): violation.rule.sentence
        case .messageTooBig(let declared, let limit):
            Sentence(
                "A message of \(declared) bytes is over the limit of \(limit); it is refused with 1009.",
                section: "10.4")
        }
    }
}

/// What the transport does next. Ranges are positions in the bytes that were presented.
public enum Action: Sendable, Hashable {
    /// Nothing until more bytes have arrived. Present the bytes from `cursor` on again, followed by the new ones; the
    /// frame in hand will have `total` bytes.
    case needMore(total: Int)
    /// A part of a message for the application: all of it where `isFirst` and `isLast`.
    case deliver(kind: Opcode, payload: Range<Int>, isFirst: Bool, isLast: Bool)
    /// Send a Pong with this payload (§5.5.3).
    case sendPong(payload: Range<Int>)
    /// A Pong arrived. Nothing has to be done.
    case receivedPong(payload: Range<Int>)
    /// The peer's Close arrived and must be answered: send a Close with this payload, which is empty or a code and a
    /// reason.
    case answerClose(payload: Range<Int>)
    /// Fail the connection (§7.1.7): send a Close with the failure's code, then end.
    case fail(ConnectionFailure)
    /// End this side's stream: after what was sent nothing follows. The server does so first (§7.1.1).
    case endOutput
    /// The peer will end its stream; close the socket when it does, or after a time limit.
    case expectEnd
}

/// The protocol of one endpoint once the handshake is done.
public struct Connection: Sendable {
    /// The endpoint that this is.
    public let role: Endpoint
    /// Where it is in its life.
    public private(set) var state = ConnectionState.open

    private var receiver: FrameReceiver
    /// Whether the connection was failed, so that the peer's bytes no longer mean anything.
    private var isDeaf = false
    /// Actions that follow the last one returned.
    private var queue: [Action] = []

    /// A connection that has just opened.
    public init(role: Endpoint, limits: ConnectionLimits = ConnectionLimits()) {
        self.role = role
        receiver = FrameReceiver(peer: role.peer, limits: limits)
    }

    /// Whether data frames may be sent: not after a Close, nor after the peer's end, which this side answers with its
    /// own.
    public var canSend: Bool { state == .open }

    /// Why the peer is no longer read; nil while its frames are.
    public var endOfReading: EndOfReading? {
        if isDeaf { return .failure }
        return state == .closeReceived || state == .closeExchanged ? .close : nil
    }

    /// How many frames the peer has begun that were looked at, the one that failed the connection included.
    public var frameCount: Int { receiver.frameCount + (isDeaf ? 1 : 0) }

    /// The first frame that begins in the next bytes, for a log that may have to leave out bytes; nil where that is not
    /// known, or nothing more is read.
    ///
    /// - Parameter isBetweenFrames: whether all bytes so far are consumed.
    public func nextStart(isBetweenFrames: Bool) -> FrameStart? {
        isDeaf ? nil : receiver.nextStart(isBetweenFrames: isBetweenFrames)
    }

    /// Takes the next action out of what was read.
    ///
    /// - Parameters:
    ///   - bytes: what was read and not consumed, unmasked in place.
    ///   - cursor: where the frame in hand starts; moved past it when it is complete. After a Close or a failure it
    ///     is moved to the end: what follows is not looked at.
    public mutating func receive(_ bytes: inout MutableRawSpan, from cursor: inout Int) -> Action {
        if !queue.isEmpty { return queue.removeFirst() }
        guard !isDeaf, state == .open || state == .closeSent else {
            cursor = bytes.byteCount
            return .needMore(total: 0)
        }
        switch receiver.next(&bytes, at: cursor) {
        case .needMore(let total):
            return .needMore(total: total)
        case .failed(let failure):
            cursor = bytes.byteCount
            return fail(failure)
        case .frame(let header, let message, let payload):
            cursor = payload.upperBound
            return action(for: header, message: message, payload: payload)
        }
    }

    private mutating func action(for header: FrameHeader, message: Opcode?, payload: Range<Int>) -> Action {
        switch header.opcode {
        case .ping:
            // After its own Close an endpoint sends nothing more, not even a Pong (§5.5.1).
            return state == .open ? .sendPong(payload: payload) : .receivedPong(payload: payload)
        case .pong:
            return .receivedPong(payload: payload)
        case .close:
            return receivedClose(payload)
        default:
            return .deliver(
                kind: message ?? header.opcode, payload: payload, isFirst: header.opcode != .continuation,
                isLast: header.fin)
        }
    }

    private mutating func receivedClose(_ payload: Range<Int>) -> Action {
        let owesClose = state == .open
        apply(.receivedClose)
        let ending: Action = role == .server ? .endOutput : .expectEnd
        guard owesClose else { return ending }
        apply(.sentClose)
        queue = [ending]
        return .answerClose(payload: payload)
    }

    private mutating func fail(_ failure: ConnectionFailure) -> Action {
        // What the peer sends from now on is not looked at, its Close included (§7.1.7).
        isDeaf = true
        // With the Close already sent there is nothing to add but the end.
        guard state == .open else { return .endOutput }
        apply(.sentClose)
        queue = [.endOutput]
        return .fail(failure)
    }

    /// Starts the closing handshake. Returns the payload of the Close to send; nil if it is too late for one.
    ///
    /// - Throws: `ConnectionMisuse.codeMustNotBeSent` for a code that may not be sent (§7.4).
    public mutating func close(_ code: CloseCode, reason: String = "") throws(ConnectionMisuse) -> [UInt8]? {
        guard code.mayBeSent else { throw .codeMustNotBeSent(code) }
        guard canSend else { return nil }
        apply(.sentClose)
        return ClosePayload.encode(code, reason: reason)
    }

    private mutating func apply(_ input: StateInput) {
        if let transition = Transition.after(state, input) { state = transition.to }
    }
}

/// A mistake of our own code; what a peer does wrong never throws.
public enum ConnectionMisuse: Error, Hashable {
    /// The code stands for something that is never sent, or is not assigned.
    case codeMustNotBeSent(CloseCode)
}

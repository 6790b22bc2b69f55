// One endpoint of a connection, from the opening of TCP to its end: bytes in, actions out, no I/O.
//
//   CONNECTING ── handshakeEnded ──▶ OPEN ── receive, close, sent ──▶ CLOSING ── tcpEnded ──▶ CLOSED
//
// The transport owns the buffer and the socket. It says what the handshake came to, what it sends and how TCP ends; all of it moves the
// state through the table of StateMachine.swift, and the transport asks what may be done. While the connection is open it presents
// the bytes of each read and asks for the next action until it hears `needMore`:
//
//   read ──▶ buffer ──▶ receive(&bytes, from: &cursor) ──▶ Action ──▶ the transport sends, delivers, closes
//
// What the peer sends never throws and never traps: it becomes actions. Frames are unmasked where they lie and actions
// name positions in the buffer, so that nothing is copied and a frame allocates nothing.

/// The protocol of one endpoint. The life of its TCP connection is in Connection+Life.swift.
public struct Connection: Sendable {
    /// The endpoint that this is.
    public let role: Endpoint
    /// Where it is in its life. Only rows of the table change it.
    public private(set) var state = ConnectionState.connecting
    /// Why the peer is no longer read; nil while it is.
    public internal(set) var endOfReading: EndOfReading?

    /// How this connection ends if TCP ends now, where its handshake was answered and opened no WebSocket.
    var endWithoutWebSocket: StateInput?
    /// Whose streams have ended; both after a reset.
    var ended: (client: Bool, server: Bool) = (false, false)

    /// What is answered without being asked for; it may change at any time.
    public var answers: AutomaticAnswers
    var receiver: FrameReceiver
    private var sentFrames = SentFrames()
    /// Whether the connection was failed by a frame that the receiver does not count: it did not take all of it.
    private var hasFailedInFrame = false
    /// Actions that follow the last one returned.
    private var queue: [Action] = []

    /// A connection whose TCP has just been opened.
    public init(
        role: Endpoint, limits: ConnectionLimits = ConnectionLimits(), answers: AutomaticAnswers = .all
    ) {
        self.role = role
        self.answers = answers
        receiver = FrameReceiver(peer: role.peer, limits: limits)
    }

    /// Whether data frames may be sent: not before the handshake is done, nor after a Close, nor after the peer's end, which this side
    /// answers with its own.
    public var canSend: Bool { state == .open }

    /// How many frames the peer has begun that were looked at, the one that failed the connection included.
    public var frameCount: Int { receiver.frameCount + (hasFailedInFrame ? 1 : 0) }

    /// The first frame that begins in the next bytes, for a log that may have to leave out bytes; nil where that is not
    /// known, or nothing more is read.
    ///
    /// - Parameter isBetweenFrames: whether all bytes so far are consumed.
    public func nextStart(isBetweenFrames: Bool) -> FrameStart? {
        endOfReading == .failure ? nil : receiver.nextStart(isBetweenFrames: isBetweenFrames)
    }

    // MARK: Receiving

    /// Takes the next action out of what was read.
    ///
    /// - Parameters:
    ///   - bytes: what was read and not consumed, unmasked in place.
    ///   - cursor: where the frame in hand starts; moved past it when it is complete. After a Close or a failure it
    ///     is moved to the end: what follows is not looked at.
    public mutating func receive(_ bytes: inout MutableRawSpan, from cursor: inout Int) -> Action {
        if !queue.isEmpty { return queue.removeFirst() }
        guard endOfReading == nil, state == .open || state == .closeSent else {
            cursor = bytes.byteCount
            return .needMore(total: 0)
        }
        switch receiver.next(&bytes, at: cursor) {
        case .needMore(let total):
            return .needMore(total: total)
        case .failed(let failure):
            let isClose = Self.isWholeClose(bytes.bytes, at: cursor)
            cursor = bytes.byteCount
            hasFailedInFrame = true
            return fail(failure, isClose: isClose)
        case .frame(let header, let message, let payload):
            cursor = payload.upperBound
            return action(for: header, message: message, payload: payload)
        }
    }

    private mutating func action(
        for header: FrameHeader, message: FrameContext.Message?, payload: Range<Int>
    ) -> Action {
        switch header.opcode {
        case .ping:
            // After its own Close an endpoint sends nothing more, not even a Pong (§5.5.1).
            return canSend && answers.contains(.pings)
                ? .sendPong(payload: payload) : .receivedControl(payload: payload)
        case .pong:
            return .receivedControl(payload: payload)
        case .close:
            return receivedClose(payload)
        default:
            return .deliver(
                kind: message?.kind ?? header.opcode, payload: payload, isFirst: header.opcode != .continuation,
                isLast: header.fin, isCompressed: message?.isCompressed ?? false)
        }
    }

    private mutating func receivedClose(_ payload: Range<Int>) -> Action {
        endOfReading = .close
        apply(.receivedClose)
        guard state == .closeReceived else { return endAction }
        guard answers.contains(.closes) else { return .receivedControl(payload: payload) }
        apply(.sentClose)
        queue = [endAction]
        return .answerClose(payload: payload)
    }

    /// - Parameter isClose: whether the frame that breaks a rule is a Close, and has come whole: broken as it is, it has been received.
    mutating func fail(_ failure: ConnectionFailure, isClose: Bool) -> Action {
        // What the peer sends from now on is not looked at, its Close included (§7.1.7).
        endOfReading = .failure
        let owesClose = canSend
        if isClose { apply(.receivedClose) }
        // With the Close already sent there is nothing to add but the end.
        guard owesClose else { return endAction }
        apply(.sentClose)
        queue = [endAction]
        return .fail(failure)
    }

    private static func isWholeClose(_ bytes: RawSpan, at start: Int) -> Bool {
        guard let header = FrameHeader.decode(bytes, at: start), header.isClose,
            let payload = header.payloadRange
        else { return false }
        return payload.upperBound <= bytes.byteCount - start
    }

    /// Fails an open connection for a reason of this endpoint's own, such as want of room: nothing more is read (§7.1.7), not even the rest
    /// of the frame in hand, so that the transport may let go of what it has of it. `close` follows.
    ///
    /// - Returns: how many bytes of that frame are still to come; nil while its header is not complete.
    public mutating func giveUpReading(isBetweenFrames: Bool) -> Int? {
        let rest = receiver.nextStart(isBetweenFrames: isBetweenFrames).offset
        endOfReading = .failure
        return rest
    }

    /// Records a Close of the peer behind the frame that failed the connection. It is not processed, but it has come.
    public mutating func receivedUnreadClose() { apply(.receivedClose) }

    // MARK: Sending

    /// Starts the closing handshake, or ends the one that the peer has started and that is left to the user. Returns the payload of the
    /// Close to send; nil if it is too late for one, or too early.
    ///
    /// - Throws: `ConnectionMisuse.codeMustNotBeSent` for a code that may not be sent (§7.4).
    public mutating func close(_ code: CloseCode, reason: String = "") throws(ConnectionMisuse) -> [UInt8]? {
        guard code.mayBeSent else { throw .codeMustNotBeSent(code) }
        guard canSend || state == .closeReceived else { return nil }
        apply(.sentClose)
        return ClosePayload.encode(code, reason: reason)
    }

    /// Follows what the transport writes once the handshake is done. A Close that was not asked for here, since it was made by hand,
    /// moves the state when its last byte is written.
    ///
    /// - Parameter wholeFrames: how many whole frames these are, where the connection made them; nil for bytes of any kind. Where they are
    ///   known they are only looked at if they come in the middle of a frame that was sent by hand.
    /// - Returns: the first frame that begins in the bytes or after them, and the first that begins after them, for a log.
    public mutating func sent(_ bytes: RawSpan, wholeFrames: Int?) -> (first: FrameStart, next: FrameStart) {
        let first = sentFrames.next
        if let wholeFrames, sentFrames.isBetweenFrames {
            sentFrames.count += wholeFrames
        } else if sentFrames.add(bytes) {
            apply(.sentClose)
        }
        return (first, sentFrames.next)
    }

    /// How this endpoint ends TCP when both Closes are exchanged, or when it has failed the connection. The server ends first (§7.1.1).
    public var endAction: Action { role == .server || endOfReading == .failure ? .endOutput : .expectEnd }

    mutating func apply(_ input: StateInput) {
        if let transition = Transition.after(state, input) { state = transition.to }
    }
}

/// A mistake of our own code; what a peer does wrong never throws.
public enum ConnectionMisuse: Error, Hashable {
    /// The code stands for something that is never sent, or is not assigned.
    case codeMustNotBeSent(CloseCode)
}

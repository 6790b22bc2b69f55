// What a connection hears about its handshake and about TCP, RFC 6455 §4 and §7.1. The dissection says the same of a log: an
// endpoint moves when its WebSocket is opened, and is CLOSED when both directions of TCP have ended.

/// What an opening handshake came to.
public enum HandshakeOutcome: Sendable, Hashable {
    /// A 101 that breaks no rule: frames follow, which may be as the extensions make them.
    case opened(Agreement)
    /// A 101 that breaks a rule, so that the client fails the connection at once (§4.1).
    case broken
    /// Any other answer: no WebSocket is opened, and the connection ends.
    case refused
    /// The answer to a request that does not ask for a WebSocket.
    case plainHTTP
}

extension Connection {
    /// Whether the handshake is still to be done: what comes are heads.
    public var isInHandshake: Bool { state == .connecting && endOfReading == nil }

    /// Records what the handshake came to. Where it opened no WebSocket, the state stays CONNECTING until TCP ends.
    public mutating func handshakeEnded(_ outcome: HandshakeOutcome) {
        guard isInHandshake else { return }
        switch outcome {
        case .opened(let agreement):
            agree(on: agreement)
            return apply(.handshakeDone)
        case .broken: apply(.handshakeFailed)
        case .refused: endWithoutWebSocket = .handshakeFailed
        case .plainHTTP: endWithoutWebSocket = .plainHTTPEnded
        }
        endOfReading = .answer
    }

    /// Whether the stream of an endpoint has ended.
    public func hasEnded(_ endpoint: Endpoint) -> Bool { endpoint == .client ? ended.client : ended.server }

    /// Whether both directions of TCP have ended.
    public var isOver: Bool { ended.client && ended.server }

    /// Whether nothing more is to be sent, so that only the end of TCP is awaited.
    public var isEnding: Bool {
        switch endOfReading {
        case .failure, .answer: true
        case .close: state != .closeReceived || hasEnded(role.peer)
        case nil: isOver || hasEnded(role.peer)
        }
    }

    /// Records that one endpoint has ended its stream, or that a reset or a closed socket has ended both.
    ///
    /// - Returns: whether that is news. A stream ends once, but a reset may follow the end of one direction.
    public mutating func tcpEnded(by endpoint: Endpoint, _ how: EndManner) -> Bool {
        if isOver || how == .fin && hasEnded(endpoint) { return false }
        if how != .fin || hasEnded(endpoint.peer) {
            ended = (true, true)
            let without = state == .connecting ? endWithoutWebSocket : nil
            apply(without ?? (how == .reset ? .tcpReset : .tcpClosed))
        } else {
            if endpoint == .client { ended.client = true } else { ended.server = true }
            apply(endpoint == role ? .ended : .peerEnded)
        }
        return true
    }
}

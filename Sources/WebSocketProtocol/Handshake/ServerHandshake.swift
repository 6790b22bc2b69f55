// The server's half of the opening handshake: 101, or a status that says why not (RFC 6455 §4.2.2).

/// What a server answers to a request.
public enum HandshakeAnswer: Sendable, Hashable {
    /// 101: the connection is open once these bytes are sent.
    case accept(Acceptance)
    /// Any other status: the connection must be closed once these bytes are sent.
    case refuse(Refusal)
    /// The client does not ask for a WebSocket. What to answer is HTTP's business.
    case plainHTTP

    /// The status to send; nil for plain HTTP.
    public var status: Int? {
        switch self {
        case .accept: 101
        case .refuse(let refusal): refusal.status
        case .plainHTTP: nil
        }
    }
}

/// A 101 response.
public struct Acceptance: Sendable, Hashable {
    /// The client's key.
    public let key: String
    /// What the server computes from it, the value of Sec-WebSocket-Accept.
    public let accept: String
    /// The subprotocol chosen; nil for none.
    public let subprotocol: String?
    /// How messages may be compressed; nil where no offer was taken. All other extensions are declined.
    public let deflate: DeflateAnswer?

    /// What frames may look like from now on.
    public var agreement: Agreement { Agreement(deflate: deflate?.parameters) }

    /// The head of the response.
    public var bytes: [UInt8] {
        var lines = [
            "HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade",
            "Sec-WebSocket-Accept: \(accept)",
        ]
        if let deflate { lines.append("Sec-WebSocket-Extensions: \(deflate.text)") }
        if let subprotocol { lines.append("Sec-WebSocket-Protocol: \(subprotocol)") }
        return HTTPText.head(lines)
    }
}

/// The server's answer. Nothing is kept between requests.
public enum ServerHandshake {
    /// Judges a request.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - subprotocols: What the server speaks, the preferred first. It chooses the first that the client offers too;
    ///     a client that offers nothing the server knows is accepted without one, and decides itself whether to continue.
    ///   - deflate: What it wants of compression; nil to decline it.
    ///   - isOriginAllowed: Whether pages of this origin may connect; if not, the answer is 403 (§10.2).
    public static func answer(
        _ request: HandshakeRequest, subprotocols: [String], deflate: DeflatePolicy? = nil, isOriginAllowed: Bool = true
    ) -> HandshakeAnswer {
        guard request.isUpgradeAttempt else { return .plainHTTP }
        if let refusal = Refusal(violations: request.violations) { return .refuse(refusal) }
        if request.hasBody { return .refuse(.body) }
        guard isOriginAllowed else { return .refuse(.origin(request.origin)) }
        let key = request.key ?? ""
        let subprotocol = subprotocols.first { ours in request.subprotocols.contains { $0.isSameBytes(as: ours) } }
        return .accept(
            Acceptance(
                key: key, accept: AcceptTrace.accept(for: key), subprotocol: subprotocol,
                deflate: deflate?.answer(to: request.extensions)))
    }
}

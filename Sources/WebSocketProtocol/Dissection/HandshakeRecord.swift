// An HTTP exchange as it was seen, which may be the opening handshake: its heads and what they amount to (RFC 6455 §4).

/// The heads of a handshake, or of a plain HTTP exchange, as far as they have arrived.
public struct HandshakeRecord: Sendable {
    /// The bytes of the request head, or of its first part while it is incomplete.
    public internal(set) var requestBytes: [UInt8] = []
    /// The request head, parsed.
    public internal(set) var requestParse = HeadParse.needMore
    /// What the request asks for; nil while its head is incomplete or broken.
    public internal(set) var request: HandshakeRequest?
    /// When the request head was complete, in seconds since the start of the log.
    public internal(set) var requestTime: Double?
    /// How many bytes of the request's body have arrived.
    public internal(set) var requestBodyLength = 0
    /// The interim responses before the response, the first eight of them.
    public internal(set) var interim: [InterimResponse] = []
    /// How many interim responses there were.
    public internal(set) var interimCount = 0
    /// The bytes of the response head.
    public internal(set) var responseBytes: [UInt8] = []
    /// The response head, parsed.
    public internal(set) var responseParse = HeadParse.needMore
    /// What the response amounts to; nil while its head is incomplete or broken.
    public internal(set) var verdict: HandshakeVerdict?
    /// When the response head was complete.
    public internal(set) var responseTime: Double?
    /// How many bytes came after the head of a response that did not open a WebSocket: its body, as sent.
    public internal(set) var responseBodyLength = 0
    /// Whether another exchange has begun on the same connection.
    public internal(set) var isFollowed = false

    /// The response head; nil while it is incomplete or broken.
    public var response: HTTPHead? {
        if case .complete(let head) = responseParse { head } else { nil }
    }

    /// The HTTP status that the server sent.
    public var status: Int? { verdict?.status }

    /// Whether the client asked for a WebSocket; false for plain HTTP.
    public var isUpgradeAttempt: Bool { request?.isUpgradeAttempt ?? false }

    /// Whether the request asks for something other than a WebSocket, and did not get one anyway.
    public var isPlainHTTP: Bool { request?.isUpgradeAttempt == false && status != 101 }

    /// What the request breaks.
    public var requestViolations: [Violation] {
        requestParse.violation.map { [$0] } ?? request?.violations ?? []
    }

    /// What the response breaks.
    public var responseViolations: [Violation] {
        responseParse.violation.map { [$0] } ?? verdict?.violations ?? []
    }

    /// Everything that is wrong with the handshake, the request first.
    public var violations: [Violation] { requestViolations + responseViolations }
}

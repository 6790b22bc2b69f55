// The server's half of the opening handshake (RFC 6455 §4.2): the request, and what it is answered with.

import Capture
import NIOCore
import WebSocketProtocol

/// Reads one request, and answers it: with 101, with a refusal, or as plain HTTP.
struct ServerOpening: OpeningHandshake {
    private let configuration: ServerConfiguration
    private let registry: ConnectionRegistry
    private let router: (Route) -> any Service
    private let refusedFor: ServerLimit?
    /// The request head so far.
    private var head: [UInt8] = []
    private var parser: HeadParser

    let request: [UInt8]? = nil

    init(
        configuration: ServerConfiguration, registry: ConnectionRegistry, refusedFor limit: ServerLimit? = nil,
        router: @escaping (Route) -> any Service
    ) {
        refusedFor = limit
        self.configuration = configuration
        self.registry = registry
        self.router = router
        parser = HeadParser(.request, limits: configuration.headLimits)
    }

    mutating func read(_ bytes: ByteBufferView, at local: SocketAddress?) -> HandshakeResult? {
        let earlier = head.count
        head += bytes
        // Whatever the answer is; also where the rest of the head is malformed, and let go of.
        let isHEAD = isHEAD
        guard var result = outcome(earlier: earlier, count: bytes.count, at: local) else { return nil }
        if isHEAD, let response = result.response { result.response = { HTTPResponder.withoutBody(response()) } }
        return result
    }

    /// Whether the method is HEAD, to which no answer has a body (RFC 9110 §9.3.2).
    private var isHEAD: Bool { head.starts(with: "HEAD ".utf8) }

    /// What the head so far comes to; nil while it is not complete.
    private mutating func outcome(earlier: Int, count: Int, at local: SocketAddress?) -> HandshakeResult? {
        switch parser.parse(head) {
        case .needMore: return nil
        case .malformed(let found), .tooLarge(let found):
            let violation = shown(found)
            head = []
            let isTooLarge = violation.rule == .requestHeadTooLarge
            let refusal =
                Refusal(violations: [violation])
                ?? Refusal(status: 400, sentence: Sentence("The request could not be read."))
            // All that could be a head is kept, so that a reader can see what it is.
            return HandshakeResult(
                headEnd: min(count, configuration.headLimits.maximumLength - earlier), outcome: .refused,
                limit: isTooLarge ? .head : nil, response: { refusal.bytes },
                actions: isTooLarge
                    ? [(ServerLimit.head.name, "The request head has \(violation.found); it is refused with 431.")] : []
            )
        case .complete(let parsed):
            let request = HandshakeRequest(head: parsed)
            let why = request.isUpgradeAttempt ? Admission.whyRefused(request, token: configuration.token) : nil
            let shown = shown(request)
            head = []
            let headEnd = parsed.length - earlier
            if let refusedFor { return refuse(for: refusedFor, headEnd: headEnd) }
            guard let why else { return answer(shown, headEnd: headEnd, at: local) }
            return HandshakeResult(
                headEnd: headEnd, outcome: .refused, response: { Admission.tokenRefusal.bytes },
                actions: [("token-missing", "\(why); the request is refused with 401.")])
        }
    }

    /// The request as the log has it. What is answered may quote it, so it must not be made of what the log does not show.
    private func shown(_ request: HandshakeRequest) -> HandshakeRequest {
        guard configuration.token != nil else { return request }
        var bytes = Array(head.prefix(request.head.length))
        guard Credentials.mask(in: &bytes) > 0,
            case .complete(let masked) = HTTPHead.parse(bytes, as: .request, limits: configuration.headLimits)
        else { return request }
        return HandshakeRequest(head: masked)
    }

    /// A violation in words that quote no byte of a token.
    private func shown(_ violation: Violation) -> Violation {
        guard configuration.token != nil, violation.rule == .requestMalformed,
            Credentials.ranges(in: head).contains(where: { $0.overlaps(violation.range) })
        else { return violation }
        return Violation(
            violation.rule, at: violation.range,
            detail: "a byte of the token that cannot stand there; in an address it must be percent-encoded")
    }

    private func answer(_ request: HandshakeRequest, headEnd: Int, at local: SocketAddress?) -> HandshakeResult {
        let isOriginAllowed = Admission.isAllowed(
            origin: request.origin, by: configuration.allowedOrigins, at: local)
        switch ServerHandshake.answer(
            request, subprotocols: configuration.subprotocols, deflate: registry.compression.policy,
            isOriginAllowed: isOriginAllowed)
        {
        case .accept(let acceptance):
            let path = RequestTarget(request.target).path
            guard let route = Route(path: path) else {
                let refusal = Route.refusal(of: path)
                return HandshakeResult(
                    headEnd: headEnd, outcome: .refused, response: { refusal.bytes },
                    actions: [("room-name-unusable", refusal.sentence.text)])
            }
            let mischief = configuration.mischief.union(registry.takeMischiefForNext())
            // A client fails the connection at once on a 101 that lies; no frame of it is read.
            return HandshakeResult(
                headEnd: headEnd,
                outcome: mischief.contains(where: \.isOfHandshake) ? .broken : .opened(acceptance.agreement),
                service: router(route), mischief: mischief, response: { acceptance.bytes(with: mischief) })
        case .refuse(let refusal):
            return HandshakeResult(
                headEnd: headEnd, outcome: .refused, response: { refusal.bytes },
                actions: refusal == .body
                    ? [("body-refused", refusal.sentence.text)]
                    : refusal.status == 403 ? [originRefused(request)] : [])
        case .plainHTTP:
            return HandshakeResult(headEnd: headEnd, outcome: .plainHTTP) { [registry, log = configuration.log] in
                HTTPResponder.response(to: request) {
                    // A HEAD has no page to be named.
                    let name = request.method == "HEAD" ? registry.upcomingPageName : registry.nextPageName()
                    return .init(name: name, logSeconds: log?.now ?? 0)
                }
            }
        }
    }

    /// There is no room for the connection.
    private func refuse(for limit: ServerLimit, headEnd: Int) -> HandshakeResult {
        let sentence = "The server takes no more than \(limit.words(configuration)); this one is refused with 503."
        let refusal = Refusal(status: 503, sentence: Sentence(sentence), headers: [("Retry-After", "5")])
        return HandshakeResult(
            headEnd: headEnd, outcome: .refused, limit: limit, response: { refusal.bytes },
            actions: [(limit.name, sentence)])
    }

    private func originRefused(_ request: HandshakeRequest) -> (String, String) {
        let origin = (request.origin ?? "").visible
        let allowed = configuration.allowedOrigins.joined(separator: ", ")
        return ("origin-refused", "Pages of \(origin) may not connect; allowed are \(allowed).")
    }

    /// Nothing is read behind the head of a request that opens no WebSocket.
    func readRest(_ bytes: ByteBufferView) -> (count: Int, isComplete: Bool) { (0, true) }

    mutating func timeIsUp(after seconds: Int) -> LateHandshake {
        let words = "No complete request within \(seconds) s; the connection was closed."
        // A browser keeps spare connections without a request; there is nothing to answer on those.
        let response = head.isEmpty ? nil : Refusal(status: 408, sentence: Sentence(words)).bytes
        defer { head = [] }
        return LateHandshake(sentence: words, response: isHEAD ? response.map(HTTPResponder.withoutBody) : response)
    }

    func ended() {}
}

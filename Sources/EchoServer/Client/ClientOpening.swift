// The client's half of the opening handshake (RFC 6455 §4.1): the request, and whether the response opens the connection.
//
//   response   103, …        interim ones are passed over (RFC 9110 §15.2)
//              101           judged: the accept key, the subprotocol, the extensions
//              others        a refusal; its body is read to its end, and TCP is ended

import NIOCore
import WebSocketProtocol

/// Sends one request, and judges its response.
struct ClientOpening: OpeningHandshake {
    /// What a response that opens the connection amounts to.
    struct Answer: Sendable {
        let verdict: HandshakeVerdict
        let agreement: Agreement
    }

    let request: [UInt8]?

    private let asked: HandshakeRequest?
    /// Is completed with what the response amounts to.
    private var answered: EventLoopPromise<Answer>?
    private let limits: HeadLimits
    private let service: any Service
    /// The response head so far.
    private var head: [UInt8] = []
    private var parser: HeadParser
    private var body = HTTPBody.untilEnd
    private var bodyLength = 0

    /// How many bytes of a refusal's body are read.
    private static let bodyLimit = 1 << 20

    /// - Parameters:
    ///   - service: what stands behind the WebSocket once it is open.
    ///   - answered: is completed once, whatever happens to the connection.
    init(request: [UInt8], limits: HeadLimits, service: any Service, answered: EventLoopPromise<Answer>) {
        self.request = request
        self.limits = limits
        self.service = service
        self.answered = answered
        parser = HeadParser(.response, limits: limits)
        if case .complete(let head) = HTTPHead.parse(request, as: .request) {
            asked = HandshakeRequest(head: head)
        } else {
            asked = nil
        }
    }

    mutating func read(_ bytes: ByteBufferView, at local: SocketAddress?) -> HandshakeResult? {
        var earlier = head.count
        head += bytes
        while true {
            switch parser.parse(head) {
            case .needMore: return nil
            case .malformed(let violation), .tooLarge(let violation):
                answered.take()?.fail(ClientProblem.notHTTP(violation))
                body = .counted(0)
                // The rest is as little of a response.
                return HandshakeResult(headEnd: bytes.count, outcome: .refused)
            case .complete(let response):
                let status = response.statusCode ?? 0
                guard status / 100 == 1, status != 101 else {
                    head = []
                    return judge(response, headEnd: response.length - earlier)
                }
                // The answer to the same request is still to come.
                earlier -= response.length
                head.removeFirst(response.length)
                parser = HeadParser(.response, limits: limits)
            }
        }
    }

    private mutating func judge(_ response: HTTPHead, headEnd: Int) -> HandshakeResult {
        let verdict = ClientHandshake.check(
            response: response, key: asked?.key ?? "", offeredSubprotocols: asked?.subprotocols ?? [],
            offeredExtensions: asked?.extensions ?? [])
        if verdict.isOpen {
            let agreement = Agreement(verdict, on: asked)
            answered.take()?.succeed(Answer(verdict: verdict, agreement: agreement))
            return HandshakeResult(headEnd: headEnd, outcome: .opened(agreement), service: service)
        }
        answered.take()?.fail(ClientProblem.refused(verdict))
        // A 101 has no body: frames may follow it, which nobody reads.
        body = HTTPBody(ofResponse: response, to: asked?.method)
        let isPlainHTTP = asked?.isUpgradeAttempt == false && verdict.status != 101
        return HandshakeResult(
            headEnd: headEnd, outcome: verdict.status == 101 ? .broken : isPlainHTTP ? .plainHTTP : .refused)
    }

    mutating func readRest(_ bytes: ByteBufferView) -> (count: Int, isComplete: Bool) {
        let count = min(body.read(Array(bytes)[...]), Self.bodyLimit - bodyLength)
        bodyLength += count
        return (count, body.isDone || bodyLength == Self.bodyLimit)
    }

    mutating func timeIsUp(after seconds: Int) -> LateHandshake {
        answered.take()?.fail(ClientProblem.late(seconds: seconds))
        return LateHandshake(
            sentence: "No complete response within \(seconds) s; the connection was closed.", response: nil)
    }

    mutating func ended() { answered.take()?.fail(ClientProblem.ended) }
}

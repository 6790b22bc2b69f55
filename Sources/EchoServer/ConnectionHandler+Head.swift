// The first phase of a connection: the request head, and what it is answered with (RFC 6455 §4.2).

import NIOCore
import WebSocketProtocol

extension ConnectionHandler {
    /// Takes in a part of the request head.
    func readHead(_ context: ChannelHandlerContext, _ bytes: ByteBuffer) {
        head += bytes.readableBytesView
        switch headParser.parse(head) {
        case .needMore: break
        case .malformed(let violation), .tooLarge(let violation):
            refuse(context, Refusal(violations: [violation]))
        case .complete(let parsed):
            let rest = ByteBuffer(bytes: head.dropFirst(parsed.length))
            head = []
            answer(context, HandshakeRequest(head: parsed), rest: rest)
        }
    }

    private func answer(_ context: ChannelHandlerContext, _ request: HandshakeRequest, rest: ByteBuffer) {
        if request.isUpgradeAttempt, !Admission.hasToken(configuration.token, request) {
            journal.decision("token-missing", "The request does not show the token; it is refused with 401.")
            return refuse(context, Admission.tokenRefusal)
        }
        let isOriginAllowed = Admission.isAllowed(
            origin: request.origin, by: configuration.allowedOrigins, at: context.localAddress)
        if request.isUpgradeAttempt, !isOriginAllowed {
            let origin = (request.origin ?? "").visible
            let allowed = configuration.allowedOrigins.joined(separator: ", ")
            journal.decision("origin-refused", "Pages of \(origin) may not connect; allowed are \(allowed).")
        }
        switch ServerHandshake.answer(
            request, subprotocols: configuration.subprotocols, isOriginAllowed: isOriginAllowed)
        {
        case .plainHTTP: respond(context, HTTPResponder.response(to: request))
        case .refuse(let refusal): respond(context, refusal.bytes)
        case .accept(let acceptance): open(context, acceptance, rest: rest)
        }
    }

    /// Sends 101. A client may have sent frames with its request; they are in `rest`.
    private func open(_ context: ChannelHandlerContext, _ acceptance: Acceptance, rest: ByteBuffer) {
        phase = .open
        lastReadTime = .now()
        startTimer(context, .seconds(Int64(configuration.idleSeconds)))
        write(context, acceptance.bytes)
        context.flush()
        var rest = rest
        if rest.readableBytes > 0, phase == .open { readFrames(context, &rest) }
    }

    private func refuse(_ context: ChannelHandlerContext, _ refusal: Refusal?) {
        respond(context, (refusal ?? Refusal(status: 400, sentence: "The request could not be read.")).bytes)
    }

    /// Sends a whole response, the last bytes of this side.
    func respond(_ context: ChannelHandlerContext, _ bytes: [UInt8]) {
        write(context, bytes)
        endOutput(context)
    }
}

// The first phase of a connection: the request head, and what it is answered with (RFC 6455 §4.2).

import Capture
import NIOCore
import WebSocketProtocol

extension ConnectionHandler {
    /// Takes in a part of the request head.
    func readHead(_ context: ChannelHandlerContext, _ bytes: ByteBuffer) {
        let earlier = head.count
        head += bytes.readableBytesView
        switch headParser.parse(head) {
        case .needMore: journal.read(bytes, frame: nil)
        case .malformed(let violation), .tooLarge(let violation):
            // All that could be a head is kept, so that a reader can see what it is.
            let read = Read(
                bytes: bytes, headEnd: min(bytes.readableBytes, configuration.headLimits.maximumLength - earlier))
            journal.read(bytes, read.headEnd, frame: nil)
            refuse(context, Refusal(violations: [violation]), read)
        case .complete(let parsed):
            head = []
            answer(context, HandshakeRequest(head: parsed), Read(bytes: bytes, headEnd: parsed.length - earlier))
        }
    }

    /// A read in which a head ends, after so many of its bytes.
    struct Read {
        let bytes: ByteBuffer
        let headEnd: Int
    }

    private func answer(_ context: ChannelHandlerContext, _ request: HandshakeRequest, _ read: Read) {
        let isUpgrade = request.isUpgradeAttempt
        let lacksToken = isUpgrade && !Admission.hasToken(configuration.token, request)
        let isOriginAllowed = Admission.isAllowed(
            origin: request.origin, by: configuration.allowedOrigins, at: context.localAddress)
        let answer = ServerHandshake.answer(
            request, subprotocols: configuration.subprotocols, isOriginAllowed: isOriginAllowed)
        if !lacksToken, case .accept(let acceptance) = answer { return open(context, acceptance, read) }

        journal.read(read.bytes, read.headEnd, frame: nil)
        if lacksToken {
            journal.serverAction("token-missing", "The request does not present the token; it is refused with 401.")
            return respond(context, Admission.tokenRefusal.bytes, to: read)
        }
        if isUpgrade, !isOriginAllowed {
            let origin = (request.origin ?? "").visible
            let allowed = configuration.allowedOrigins.joined(separator: ", ")
            journal.serverAction("origin-refused", "Pages of \(origin) may not connect; allowed are \(allowed).")
        }
        if case .refuse(let refusal) = answer {
            respond(context, refusal.bytes, to: read)
        } else {
            let response = HTTPResponder.response(to: request) {
                .init(name: registry.nextPageName(), logSeconds: configuration.log?.now ?? 0)
            }
            respond(context, response, to: read)
        }
    }

    /// Sends 101. A client may have sent frames with its request, behind the head.
    private func open(_ context: ChannelHandlerContext, _ acceptance: Acceptance, _ read: Read) {
        phase = .open
        connection.handshakeEnded(.opened)
        lastReadTime = .now()
        startTimer(context, .seconds(Int64(configuration.idleSeconds)))
        var rest = read.bytes
        rest.moveReaderIndex(forwardBy: read.headEnd)
        let result = rest.readableBytes > 0 ? takeFrames(context, rest) : nil
        // One read is one event, whatever is in it, and it came before the response.
        journal.read(
            read.bytes, read.headEnd + (result?.seen ?? 0), frame: FrameStart(offset: nil, number: 0),
            next: connection.nextStart(isBetweenFrames: inbound == nil))
        write(context, acceptance.bytes, frames: 0)
        context.flush()
        if let result, phase == .open { carryOut(context, result, of: rest) }
        startPinging(context)
    }

    private func refuse(_ context: ChannelHandlerContext, _ refusal: Refusal?, _ read: Read) {
        respond(
            context, (refusal ?? Refusal(status: 400, sentence: Sentence("The request could not be read."))).bytes,
            to: read)
    }

    /// Sends a whole response, the last bytes of this side. Nothing is read behind the head of the request.
    func respond(_ context: ChannelHandlerContext, _ bytes: [UInt8], to read: Read? = nil) {
        write(context, bytes, frames: nil)
        readNoMore(
            context, UnreadStream(from: .client, after: .answer), read?.bytes ?? ByteBuffer(), from: read?.headEnd ?? 0)
        endOutput(context)
    }
}

// One connection on its event loop: bytes to the core, the core's actions to the socket, both to the log.
//
//   head ──complete──▶ open ──Close, failure, time──▶ ending ──▶ gone
//     └──refused, page──────────────────────────────────┘
//
// The handler decides nothing about the protocol; it loops over actions. What it does decide (time limits, stopping) it says in the log.

import Capture
import NIOCore
import WebSocketProtocol

/// The one handler of a connection's pipeline.
final class ConnectionHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    enum Phase {
        /// The request head is coming.
        case head
        /// Frames are exchanged.
        case open
        /// Nothing more is sent; the peer's end is awaited.
        case ending
    }

    let configuration: ServerConfiguration
    let journal: Journal
    let pool: BufferPool
    var phase = Phase.head
    var connection: Connection
    /// Bytes that were read and are not consumed: an incomplete frame.
    var inbound: ByteBuffer?
    /// The fragments so far of a message that is not complete.
    var fragments: ByteBuffer?

    private var headParser: HeadParser
    private var head: [UInt8] = []
    private var timer: Scheduled<Void>?
    private var lastReadTime = NIODeadline.now()
    /// Whether a read was asked for while the peer was not taking what we wrote.
    private var owesRead = false

    init(number: Int, configuration: ServerConfiguration, pool: BufferPool) {
        self.configuration = configuration
        self.pool = pool
        journal = Journal(log: configuration.log, connection: number)
        connection = Connection(role: .server, limits: configuration.limits)
        headParser = HeadParser(.request, limits: configuration.headLimits)
    }

    // MARK: The channel's events

    func channelActive(context: ChannelHandlerContext) {
        journal.opened(client: context.remoteAddress, server: context.localAddress)
        startTimer(context, seconds: configuration.handshakeSeconds)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        journal.bytes(from: .client, bytes)
        switch phase {
        case .head: readHead(context, &bytes)
        case .open:
            lastReadTime = .now()
            readFrames(context, &bytes)
        case .ending: break
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard let event = event as? ChannelEvent, event == .inputClosed else {
            return context.fireUserInboundEventTriggered(event)
        }
        journal.ended(by: .client, .fin)
        if phase == .open { _ = connection.receivedEnd() }
        // What was received before the end has been answered; now this side ends as well.
        finish(context, how: .fin)
    }

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        guard event is ServerStops else { return context.triggerUserOutboundEvent(event, promise: promise) }
        promise?.succeed()
        switch phase {
        case .head: finish(context, how: .close)
        case .open:
            journal.decision("server-stops", "The server stops and says so with 1001.")
            close(context, .goingAway, reason: "server stops")
        case .ending: break
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A reset by the peer. Anything else that goes wrong with a socket ends it just as surely.
        journal.ended(by: .client, .reset)
        connection.tcpClosed(wasReset: true)
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        // Without an end of either side in the log the connection broke off.
        if !journal.isOver { journal.ended(by: .client, .reset) }
        if let inbound { pool.put(inbound) }
        (inbound, fragments) = (nil, nil)
        context.fireChannelInactive()
    }

    // MARK: Back pressure: nothing is read from a peer that does not read

    func read(context: ChannelHandlerContext) {
        if context.channel.isWritable || phase == .ending { context.read() } else { owesRead = true }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable, owesRead {
            owesRead = false
            context.read()
        }
        context.fireChannelWritabilityChanged()
    }

    // MARK: The request head

    private func readHead(_ context: ChannelHandlerContext, _ bytes: inout ByteBuffer) {
        head += bytes.readableBytesView
        switch headParser.parse(head) {
        case .needMore: break
        case .malformed(let violation), .tooLarge(let violation):
            refuse(context, Refusal(violations: [violation]))
        case .complete(let parsed):
            let rest = head.dropFirst(parsed.length)
            answer(context, HandshakeRequest(head: parsed), rest: rest)
            head = []
        }
    }

    private func answer(_ context: ChannelHandlerContext, _ request: HandshakeRequest, rest: ArraySlice<UInt8>) {
        if request.isUpgradeAttempt, !Admission.hasToken(configuration.token, request) {
            journal.decision("token-missing", "The request does not show the token; it is refused with 401.")
            return refuse(context, Admission.tokenRefusal)
        }
        let isOriginAllowed = Admission.isAllowed(origin: request.origin, by: configuration.allowedOrigins)
        if request.isUpgradeAttempt, !isOriginAllowed {
            journal.decision("origin-refused", "Pages of \(request.origin ?? "") may not connect; allowed are \(configuration.allowedOrigins.joined(separator: ", ")).")
        }
        let answer = ServerHandshake.answer(
            request, subprotocols: configuration.subprotocols, isOriginAllowed: isOriginAllowed)
        switch answer {
        case .plainHTTP: respond(context, HTTPResponder.response(to: request))
        case .refuse(let refusal): respond(context, refusal.bytes)
        case .accept(let acceptance):
            write(context, acceptance.bytes)
            context.flush()
            phase = .open
            lastReadTime = .now()
            startTimer(context, seconds: configuration.idleSeconds)
            var first = context.channel.allocator.buffer(bytes: rest)
            if !rest.isEmpty { readFrames(context, &first) }
        }
    }

    private func refuse(_ context: ChannelHandlerContext, _ refusal: Refusal?) {
        respond(context, (refusal ?? Refusal(status: 400, sentence: "The request could not be read.")).bytes)
    }

    private func respond(_ context: ChannelHandlerContext, _ bytes: [UInt8]) {
        write(context, bytes)
        context.flush()
        endOutput(context)
    }

    // MARK: Writing and ending

    func write(_ context: ChannelHandlerContext, _ bytes: [UInt8]) {
        write(context, context.channel.allocator.buffer(bytes: bytes))
    }

    func write(_ context: ChannelHandlerContext, _ buffer: ByteBuffer) {
        journal.bytes(from: .server, buffer)
        context.write(wrapOutboundOut(buffer), promise: nil)
    }

    /// Sends a Close of the server's own and ends this side once the peer has answered, or after the closing limit.
    func close(_ context: ChannelHandlerContext, _ code: CloseCode, reason: String) {
        guard let payload = try? connection.close(code, reason: reason) else { return }
        write(context, Frame(.close, payload: payload).encoded)
        context.flush()
        startTimer(context, seconds: configuration.closingSeconds)
    }

    /// Ends this side's stream behind what was written, and gives the peer some time to end its own.
    func endOutput(_ context: ChannelHandlerContext) {
        guard phase != .ending else { return }
        phase = .ending
        startTimer(context, seconds: configuration.closingSeconds)
        journal.ended(by: .server, .fin)
        context.close(mode: .output, promise: nil)
        // The peer's end is only seen by reading, also when reading was held back.
        context.read()
    }

    /// Closes the socket behind what was written.
    private func finish(_ context: ChannelHandlerContext, how: EndManner) {
        if !journal.isOver { journal.ended(by: .server, how) }
        phase = .ending
        context.close(promise: nil)
    }

    // MARK: Time

    /// (Re)starts the one timer; what it means when it fires depends on the phase.
    private func startTimer(_ context: ChannelHandlerContext, seconds: Int) {
        timer?.cancel()
        timer = nil
        guard seconds > 0 else { return }
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        timer = context.eventLoop.scheduleTask(in: .seconds(Int64(seconds))) {
            let (handler, context) = bound.value
            handler.timeIsUp(context)
        }
    }

    private func timeIsUp(_ context: ChannelHandlerContext) {
        switch phase {
        case .head:
            let words = "No complete request within \(configuration.handshakeSeconds) s; the connection was closed."
            journal.decision("handshake-timeout", words)
            // A browser keeps spare connections without a request; there is nothing to answer on those.
            if head.isEmpty { return finish(context, how: .close) }
            respond(context, Refusal(status: 408, sentence: words).bytes)
        case .open where connection.state == .open:
            let rest = lastReadTime + .seconds(Int64(configuration.idleSeconds)) - .now()
            if rest > .milliseconds(1) {
                startTimer(context, seconds: Int(rest.nanoseconds / 1_000_000_000) + 1)
            } else {
                let words = "Nothing came for \(configuration.idleSeconds) s; the connection is closed with 1001."
                journal.decision("idle-timeout", words)
                close(context, .goingAway, reason: "idle")
            }
        case .open, .ending:
            let words = "The peer did not end its side within \(configuration.closingSeconds) s; the socket was closed."
            journal.decision("closing-timeout", words)
            finish(context, how: .close)
        }
    }
}

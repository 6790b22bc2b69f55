// One connection on its event loop, of a server or of a client: bytes to the core, the core's actions to the socket, both to the log.
//
//                     ┌─ OpeningHandshake: the server's half, or the client's
//   socket ⇄ handler ─┼─ Connection: where it is in its life, and what may be done
//                     ├─ Service: what a message is answered with
//                     └─ Journal: what goes into the log
//
// The handler decides nothing about the protocol; it loops over actions. What it does decide (time limits, stopping) it says in the log.
// What it remembers itself is about the socket: what waits to be read, to be written, to be ended. Here are the channel's events
// but for reading and writability (+Pauses); the handshake, the frames, what is sent by hand and the ending are in files of their own.

import Capture
import NIOCore
import WebSocketProtocol

/// The one handler of a connection's pipeline.
final class ConnectionHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// How far the end of this side's stream has come.
    enum Output {
        /// Bytes may be written.
        case open
        /// What was written goes out; nothing follows.
        case ending
        /// All of it has left this process.
        case done
    }

    let settings: ConnectionSettings
    let journal: Journal
    let mailbox: Mailbox
    let loop: LoopState
    /// This side's half of the handshake; nil once a WebSocket is open.
    var handshake: (any OpeningHandshake)?
    var connection: Connection
    /// What stands behind the open WebSocket; nil before and after.
    var service: (any Service)?
    /// Whether that may have this connection wait for others.
    var isAmongOthers = false

    /// Bytes that were read and are not consumed: an incomplete frame.
    var inbound: ByteBuffer?
    /// What messages are compressed with; nil where that was not agreed on.
    var compression: MessageCompression?
    /// The fragments so far of a message that is not complete, inflated where it is compressed.
    var fragments: ByteBuffer?

    /// The timer of the limits; which limit it is depends on where the connection is.
    var timer: Scheduled<Void>?
    /// The timer of the pings.
    var pingTimer: Scheduled<Void>?
    var pingCount = 0
    /// When something was read last, on the event loop's clock.
    var lastReadTime = NIODeadline.distantPast
    /// How many bytes the peer had still to take when the closing limit began.
    var waitingBytes = 0
    var output = Output.open
    /// Whether the whole server stops, so that no peer gets more time than the closing limit.
    var isServerStopping = false

    /// Why nothing is read now; nil where something is.
    var wait: WaitReason?

    /// Bytes that are being sent by hand, piece by piece.
    var pieces: Pieces?

    /// What the peer sends that is not read; nil while it is read.
    var unread: UnreadStream?
    /// Whether a frame behind the end is in the log.
    var hasShownFrame = false
    /// Whether so much came behind the end that nothing more is taken.
    var hasUnreadTooMuch = false

    /// What waits until the system takes it.
    var outbox = Outbox()
    /// Frames that wait for others before they are handed over, where that was asked for.
    var batch = Outbox()
    /// Whether something was written and not flushed.
    var isUnflushed = false
    var isHandingOver = false
    /// Whether more waits to be sent than the high mark allows, and has not come down to the low one.
    var isAboveMark = false
    /// Messages of others that were dropped for want of room, and of which the log does not say yet how many.
    var drops: Drops?
    /// What crossed the socket.
    var counts = ServerStatus.Counts()
    /// Whether a user holds the reading.
    var isHeld = false
    /// Whether a read was taken back, since the queue passed its high mark.
    var isDisarmed = false
    /// What is done wrong on purpose, and what of it the log says already.
    var mischief: Set<Mischief> = []
    var markedMischief: Set<Mischief> = []
    var spoilsFrames = false
    /// The payload of the Pong that will come late; nil while none will.
    var latePayload: [UInt8]?
    /// Whether the peer was too slow, so that it gets no more time than the closing limit.
    var isCutOff = false

    /// How much of what the server keeps is this connection's.
    var keptCount = 0
    /// Whether a read was asked for while there was a reason to wait.
    var owesRead = false

    init(
        role: Endpoint, settings: ConnectionSettings, handshake: any OpeningHandshake, journal: Journal, loop: LoopParts
    ) {
        self.settings = settings
        self.handshake = handshake
        self.journal = journal
        mailbox = loop.mailbox
        self.loop = loop.state
        connection = Connection(role: role, limits: settings.limits, answers: settings.answers)
    }

    var role: Endpoint { connection.role }
    var peer: Endpoint { connection.role.peer }

    // MARK: The channel's events

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { begin(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
    }

    private func begin(_ context: ChannelHandlerContext) {
        loop.connections[journal.connection] = Member(number: journal.connection, self, context)
        journal.opened(local: context.localAddress, remote: context.remoteAddress)
        startTimer(context, .seconds(Int64(settings.handshakeSeconds)))
        if let request = handshake?.request { writeHead(context, request, isOpening: false) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        counts.reads += 1
        if connection.isInHandshake { return readHandshake(context, bytes) }
        guard connection.endOfReading == nil, !connection.isOver else { return takeUnread(context, bytes) }
        lastReadTime = context.eventLoop.now
        let start = journal.isKept ? connection.nextStart(isBetweenFrames: inbound == nil) : nil
        let result = takeFrames(context, bytes)
        if journal.isKept {
            journal.read(bytes, result.seen, frame: start, next: connection.nextStart(isBetweenFrames: inbound == nil))
        }
        carryOut(context, result, of: bytes)
        settleService()
        countKept(context)
    }

    /// Lets the service go as soon as no message can be sent any more.
    func settleService() {
        if !connection.canSend { service.take()?.closed() }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard let event = event as? ChannelEvent, event == .inputClosed else {
            return context.fireUserInboundEventTriggered(event)
        }
        logEnd(by: peer, .fin)
        // What was received before the end has been answered; now this side ends as well.
        if output == .done { close(context, how: .fin) } else { endOutput(context) }
        settleService()
    }

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        switch event {
        case is SendPing: promise?.completeWith(Result { try sendPing(context) })
        case let request as SendBytes: promise?.completeWith(Result { try send(context, request) })
        case let request as SendClose: promise?.completeWith(Result { try sendClose(context, request) })
        case let request as HoldReading:
            hold(context, request.isOn)
            promise?.succeed()
        case let request as SetMischief:
            setMischief(context, request.mischief)
            promise?.succeed()
        case is SocketIsUnwanted:
            close(context, how: .close)
            promise?.succeed()
        case is ServerStops:
            promise?.succeed()
            stop(context)
        default: context.triggerUserOutboundEvent(event, promise: promise)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A reset by the peer. Anything else that goes wrong with a socket ends it just as surely.
        logEnd(by: peer, .reset)
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        pingTimer?.cancel()
        (timer, pingTimer) = (nil, nil)
        dropPieces()
        sayDropped()
        // Once this side has ended, the peer's end closes the channel without an event of its own; a reset would have been an error.
        // Before that, a channel that closes unasked is one that could no longer be written to.
        logEnd(by: peer, output == .done ? .fin : .reset)
        settleService()
        dropBuffers()
        handshake?.ended()
        loop.connections[journal.connection] = nil
        if loop.connections.isEmpty { loop.spare.settle() }
        loop.closedCounts += counts
        keepsNothing()
        context.fireChannelInactive()
    }

    // MARK: Writing

    /// Lets go of what was received and not answered.
    func dropBuffers() {
        (inbound, fragments, compression) = (nil, nil, nil)
        outbox.removeAll()
        batch.removeAll()
    }

    /// Writes a request or a response.
    ///
    /// - Parameter isOpening: whether frames follow it; a flush must.
    func writeHead(_ context: ChannelHandlerContext, _ bytes: [UInt8], isOpening: Bool) {
        let buffer = context.channel.allocator.buffer(bytes: bytes)
        journal.wrote(
            buffer, frame: isOpening ? FrameStart(offset: nil, number: 0) : nil,
            next: isOpening ? FrameStart(offset: 0, number: 0) : nil)
        counts.writes += 1
        context.write(wrapOutboundOut(buffer), promise: nil)
        if !isOpening { context.flush() }
    }

    /// Writes a frame of this connection's own; a client masks it.
    func write(_ context: ChannelHandlerContext, _ frame: Frame) {
        write(context, context.channel.allocator.buffer(bytes: addressed(frame).encoded), frames: 1)
    }

    /// Writes bytes now.
    func put(
        _ context: ChannelHandlerContext, _ buffer: ByteBuffer, wholeFrames: Int?,
        promise: EventLoopPromise<Void>? = nil
    ) {
        guard !mischief.isEmpty, mischief.contains(.oneByte) else {
            return write(context, part: buffer, wholeFrames: wholeFrames, promise: promise)
        }
        write(context, part: putSingleBytes(context, of: buffer), wholeFrames: nil, promise: promise)
    }

    /// Writes bytes, as one write.
    func write(
        _ context: ChannelHandlerContext, part buffer: ByteBuffer, wholeFrames: Int?, promise: EventLoopPromise<Void>?
    ) {
        let (first, next) = connection.sent(buffer.readableBytesSpan, wholeFrames: wholeFrames)
        if journal.isKept { journal.wrote(buffer, frame: first, next: next) }
        isUnflushed = true
        counts.wrote(frames: next.number - first.number)
        context.write(wrapOutboundOut(buffer), promise: promise)
    }

    /// The frame with a masking key where this is a client (RFC 6455 §5.3).
    func addressed(_ frame: Frame) -> Frame {
        var frame = frame
        frame.header.maskingKey = newKey()
        return frame
    }

    /// A key for one frame, which nobody can predict; nil for a server, which masks nothing.
    func newKey() -> MaskingKey? { role == .client ? MaskingKey(.random(in: .min ... .max)) : nil }
}

// One connection on its event loop: bytes to the core, the core's actions to the socket, both to the log.
//
//   head ──complete──▶ open ──time, stop──▶ closing ──▶ ending ──▶ gone
//     │                  └──the peer's Close, failure──────┤
//     └──refused, page─────────────────────────────────────┘
//
// The handler decides nothing about the protocol; it loops over actions. What it does decide (time limits, stopping) it says in the log.
// Here are the channel's events; the request head, the frames and the ending are in files of their own.

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
        /// A Close of the server's own is sent, and nothing after it; the peer's is awaited.
        case closing
        /// Nothing more is written; what was written goes out and the peer's end is awaited.
        case ending
        /// The channel is closed.
        case gone
    }

    let configuration: ServerConfiguration
    let journal: Journal
    let pool: SpareBuffer
    let registry: ConnectionRegistry
    var phase = Phase.head
    var connection: Connection

    /// The request head so far.
    var head: [UInt8] = []
    var headParser: HeadParser

    /// Bytes that were read and are not consumed: an incomplete frame.
    var inbound: ByteBuffer?
    /// The fragments so far of a message that is not complete.
    var fragments: ByteBuffer?

    /// The timer of the limits; which limit it is depends on the phase.
    var timer: Scheduled<Void>?
    /// The timer of the pings.
    var pingTimer: Scheduled<Void>?
    var pingCount = 0
    var lastReadTime = NIODeadline.now()
    /// How many bytes the peer had still to take when the closing limit began.
    var waitingBytes = 0
    /// Whether all that was written before the end has left this process.
    var isOutputDone = false
    /// Whether the peer has ended its side.
    var hasPeerEnded = false
    /// Whether the whole server stops, so that no peer gets more time than the closing limit.
    var isServerStopping = false

    /// What the client sends that is not read; nil while it is read.
    var unread: UnreadStream?
    /// Whether a frame behind the end is in the log.
    var hasShownFrame = false
    /// Whether so much came behind the end that nothing more is taken.
    var hasUnreadTooMuch = false

    /// Whether a read was asked for while the peer was not taking what we wrote.
    private(set) var owesRead = false

    init(number: Int, configuration: ServerConfiguration, pool: SpareBuffer, registry: ConnectionRegistry) {
        self.configuration = configuration
        self.pool = pool
        self.registry = registry
        journal = Journal(log: configuration.log, connection: number)
        connection = Connection(role: .server, limits: configuration.limits)
        headParser = HeadParser(.request, limits: configuration.headLimits)
    }

    // MARK: The channel's events

    func channelActive(context: ChannelHandlerContext) {
        journal.opened(client: context.remoteAddress, server: context.localAddress)
        startTimer(context, .seconds(Int64(configuration.handshakeSeconds)))
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        switch phase {
        case .head: readHead(context, bytes)
        case .open, .closing:
            lastReadTime = .now()
            let start = connection.nextStart(isBetweenFrames: inbound == nil)
            let result = takeFrames(context, bytes)
            journal.read(
                bytes, result.seen, frame: start, next: connection.nextStart(isBetweenFrames: inbound == nil))
            carryOut(context, result, of: bytes)
        case .ending, .gone: takeUnread(context, bytes)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard let event = event as? ChannelEvent, event == .inputClosed else {
            return context.fireUserInboundEventTriggered(event)
        }
        hasPeerEnded = true
        logEnd(by: .client, .fin)
        // What was received before the end has been answered; now this side ends as well.
        if isOutputDone { close(context, how: .fin) } else { endOutput(context) }
    }

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        if event is SendPing {
            promise?.completeWith(Result { try sendPing(context) })
            return
        }
        guard event is ServerStops else { return context.triggerUserOutboundEvent(event, promise: promise) }
        promise?.succeed()
        isServerStopping = true
        switch phase {
        case .head:
            journal.serverAction("server-stops", "The server stopped before there was a request.")
            close(context, how: .close)
        case .open:
            journal.serverAction("server-stops", "The server stops and says so with close code 1001.")
            startClosing(context, .goingAway, reason: "server stops")
        case .closing, .ending, .gone: break
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A reset by the peer. Anything else that goes wrong with a socket ends it just as surely.
        logEnd(by: .client, .reset)
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        phase = .gone
        timer?.cancel()
        pingTimer?.cancel()
        (timer, pingTimer) = (nil, nil)
        // Once this side has ended, the peer's end closes the channel without an event of its own; a reset would have been an error.
        // Before that, a channel that closes unasked is one that could no longer be written to.
        logEnd(by: .client, isOutputDone ? .fin : .reset)
        dropBuffers()
        context.fireChannelInactive()
    }

    // MARK: Back pressure: nothing is read from a peer that does not read

    func read(context: ChannelHandlerContext) {
        // A connection that ends is read to its end, for the peer's part of it, or until that is too much; nothing more is answered.
        if hasUnreadTooMuch { return }
        guard context.channel.isWritable || phase == .ending else {
            owesRead = true
            return
        }
        if journal.mustWait({ resumption(context) }) { owesRead = true } else { context.read() }
    }

    /// Reads on, on the connection's own event loop, if a read was put off.
    private func resumption(_ context: ChannelHandlerContext) -> @Sendable () -> Void {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        let eventLoop = context.eventLoop
        return {
            eventLoop.execute {
                let (handler, context) = bound.value
                guard handler.owesRead, handler.phase != .gone else { return }
                handler.owesRead = false
                context.channel.read()
            }
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable, owesRead {
            owesRead = false
            read(context: context)
        }
        context.fireChannelWritabilityChanged()
    }

    // MARK: Buffers

    /// Lets go of what was received and not answered.
    func dropBuffers() {
        (head, inbound, fragments) = ([], nil, nil)
    }

    func write(_ context: ChannelHandlerContext, _ bytes: [UInt8], frames: Int?) {
        write(context, context.channel.allocator.buffer(bytes: bytes), frames: frames)
    }

    /// Writes so many whole frames; none with the 101 before them; nil is any other response.
    func write(_ context: ChannelHandlerContext, _ buffer: ByteBuffer, frames: Int?) {
        journal.wrote(buffer, frames: frames)
        context.write(wrapOutboundOut(buffer), promise: nil)
    }
}

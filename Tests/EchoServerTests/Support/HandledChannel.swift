// A connection without a socket: the handler in a channel whose events and time are the test's. So every way in which a
// socket can end is there at will, at once, and in any phase.

import Capture
import NIOCore
import NIOEmbedded
import TestSupport
import WebSocketProtocol

@testable import EchoServer

/// A handler and what it logs.
final class HandledChannel {
    let channel: EmbeddedChannel
    private var reader: LogReader
    private var taken: [ConnectionEvent] = []

    /// A channel that has just become active.
    init(
        policy: LogPolicy = .letsGo(limit: .max), _ configure: (inout ServerConfiguration) -> Void = { _ in }
    ) throws {
        let log = EventLog()
        var configuration = ServerConfiguration(log: log)
        configure(&configuration)
        reader = log.reader(policy)
        let loop = EmbeddedEventLoop()
        let handler = ConnectionHandler(
            number: 1, configuration: configuration, pool: SpareBuffer(eventLoop: loop), registry: ConnectionRegistry())
        channel = EmbeddedChannel(handlers: [HalfCloser(), handler], loop: loop)
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    }

    /// A channel whose handshake is done.
    static func open(
        policy: LogPolicy = .letsGo(limit: .max), _ configure: (inout ServerConfiguration) -> Void = { _ in }
    ) throws -> HandledChannel {
        let handled = try HandledChannel(policy: policy, configure)
        try handled.receive(Wire.request)
        return handled
    }

    /// The client's bytes come.
    func receive(_ bytes: [UInt8]) throws { try channel.writeInbound(ByteBuffer(bytes: bytes)) }

    /// The client's FIN comes.
    func receiveEnd() { channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed) }

    /// The socket reports an error, as after a reset.
    func fail() {
        channel.pipeline.fireErrorCaught(IOError(errnoCode: 104, reason: "read: reset by the peer"))
    }

    /// The socket is gone without a report, as when writing to it failed.
    func vanish() { channel.close(promise: nil) }

    func pass(seconds: Int64) { channel.embeddedEventLoop.advanceTime(by: .seconds(seconds)) }

    func stop() { channel.triggerUserOutboundEvent(ServerStops(), promise: nil) }

    /// What the log has to say so far.
    var events: [ConnectionEvent] {
        while let batch = reader.take() {
            taken += batch.events.map(\.event)
            reader.isDone(batch)
        }
        return taken
    }

    /// How the log says that the connection ended, as "client fin".
    var ends: [String] {
        events.compactMap {
            if case .ended(let by, let how) = $0.kind { "\(by.rawValue) \(how.rawValue)" } else { nil }
        }
    }
}

/// Ends the output alone, where an embedded channel would close.
private final class HalfCloser: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        if mode == .output { promise?.succeed() } else { context.close(mode: mode, promise: promise) }
    }
}

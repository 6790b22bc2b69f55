// A connection without a socket: the handler in a channel whose events and time are the test's. So every way in which a
// socket can end is there at will, at once, and in any phase.
//
// After each step the state of the handler must be what the dissection says of the same log, for the handler's side.

import Capture
import NIOCore
import NIOEmbedded
import TestSupport
import Testing
import WebSocketProtocol

@testable import EchoServer

/// A handler and what it logs.
final class HandledChannel {
    let channel: EmbeddedChannel
    let handler: ConnectionHandler
    /// What the response to a client's request came to, once there is one.
    private(set) var answer: Result<HandshakeVerdict, any Error>?
    private let outside = Outside()
    private var reader: LogReader
    private var taken: [ConnectionEvent] = []
    private var dissected = Dissection()
    /// Whether each step is followed by a look at the state.
    var comparesStates = true

    /// A server's channel that has just become active.
    convenience init(
        policy: LogPolicy = .letsGo(limit: .max), service: any Service = EchoService(),
        _ configure: (inout ServerConfiguration) -> Void = { _ in }
    ) throws {
        let log = EventLog()
        let reader = log.reader(policy)
        var configuration = ServerConfiguration(log: log)
        configure(&configuration)
        let loop = EmbeddedEventLoop()
        try self.init(
            configuration.handler(
                number: 1, registry: ConnectionRegistry(compression: configuration.compression),
                loop: LoopParts(
                    eventLoop: loop, batching: configuration.batching, slowReader: configuration.slowReader,
                    kept: KeptBytes(limit: configuration.bufferLimit))
            ) { _, _ in service }, loop, reader)
        // A reader that may let go of events, or hold the connection back, is the test's own to read.
        if case .letsGo(limit: Int.max) = policy, configuration.log != nil {} else { comparesStates = false }
    }

    /// A client's channel that has just become active, and has sent its request with the key of RFC 6455 §1.3.
    static func client(
        request: [UInt8] = Wire.request, _ configure: (inout ClientConfiguration) -> Void = { _ in }
    ) throws -> HandledChannel {
        let log = EventLog()
        let reader = log.reader(.letsGo(limit: .max))
        var configuration = ClientConfiguration(host: "localhost", port: 1338, log: log)
        configure(&configuration)
        let loop = EmbeddedEventLoop()
        let answered = loop.makePromise(of: ClientOpening.Answer.self)
        let handled = try HandledChannel(
            configuration.handler(request: request, answered: answered, on: loop), loop, reader)
        let bound = NIOLoopBound(handled, eventLoop: loop)
        answered.futureResult.whenComplete { bound.value.answer = $0.map(\.verdict) }
        return handled
    }

    private init(_ handler: ConnectionHandler, _ loop: EmbeddedEventLoop, _ reader: LogReader) throws {
        self.handler = handler
        self.reader = reader
        channel = EmbeddedChannel(handlers: [outside, handler], loop: loop)
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    }

    /// A server's channel whose handshake is done.
    static func open(
        policy: LogPolicy = .letsGo(limit: .max), service: any Service = EchoService(),
        _ configure: (inout ServerConfiguration) -> Void = { _ in }
    ) throws -> HandledChannel {
        let handled = try HandledChannel(policy: policy, service: service, configure)
        try handled.receive(Wire.request)
        return handled
    }

    /// A client's channel whose handshake is done.
    static func openClient(_ configure: (inout ClientConfiguration) -> Void = { _ in }) throws -> HandledChannel {
        let handled = try client(configure)
        try handled.receive(Wire.response)
        return handled
    }

    /// The peer's bytes come.
    func receive(_ bytes: [UInt8]) throws {
        try channel.writeInbound(ByteBuffer(bytes: bytes))
        compareStates()
    }

    /// The peer's FIN comes.
    func receiveEnd() { step { channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed) } }

    /// The socket reports an error, as after a reset.
    func fail() {
        step { channel.pipeline.fireErrorCaught(IOError(errnoCode: 104, reason: "read: reset by the peer")) }
    }

    /// The socket is gone without a report, as when writing to it failed.
    func vanish() { step { channel.close(promise: nil) } }

    func pass(seconds: Int64) { pass(.seconds(seconds)) }

    func pass(_ time: TimeAmount) { step { channel.embeddedEventLoop.advanceTime(by: time) } }

    func stop() { step { channel.triggerUserOutboundEvent(ServerStops(), promise: nil) } }

    /// A user's wish reaches the handler.
    func ask(_ wish: some Sendable) throws {
        defer { compareStates() }
        try channel.triggerUserOutboundEvent(wish).wait()
    }

    /// The channel wants to read.
    func read() { step { channel.read() } }

    /// From now on the peer takes nothing: what is written waits.
    func stall() { outside.isStalled = true }

    /// The peer takes all that waits.
    func takeAll() {
        outside.isStalled = false
        step { channel.flush() }
    }

    /// Whether the system takes what is written, as the channel reports it.
    func setWritable(_ isWritable: Bool) {
        step {
            channel.isWritable = isWritable
            channel.pipeline.fireChannelWritabilityChanged()
        }
    }

    /// What was written since the last call.
    func output() throws -> [UInt8] {
        var bytes: [UInt8] = []
        while let buffer = try channel.readOutbound(as: ByteBuffer.self) { bytes += buffer.readableBytesView }
        return bytes
    }

    /// The same, a row for each write.
    func writes() throws -> [[UInt8]] {
        var writes: [[UInt8]] = []
        while let buffer = try channel.readOutbound(as: ByteBuffer.self) {
            writes.append(Array(buffer.readableBytesView))
        }
        return writes.filter { !$0.isEmpty }
    }

    /// What the log has to say so far.
    var events: [ConnectionEvent] {
        while let batch = reader.take() {
            for event in batch.events.map(\.event) {
                taken.append(event)
                dissected.add(event)
            }
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

    /// What was decided, as "name: sentence".
    var actions: [String] {
        events.compactMap {
            if case .serverAction(let name, let sentence) = $0.kind { "\(name): \(sentence)" } else { nil }
        }
    }

    /// The connection so far, as its log has it.
    var dissection: Dissection {
        _ = events
        return dissected
    }

    /// The same with its bytes.
    var conversation: Conversation {
        var conversation = Conversation(number: 1)
        for event in events { conversation.add(event) }
        return conversation
    }

    private func step(_ body: () -> Void) {
        body()
        compareStates()
    }

    private func compareStates() {
        guard comparesStates else { return }
        let role = handler.role
        let found = dissection.moves.last { $0.endpoint == role }?.transition.to ?? .connecting
        #expect(handler.connection.state == found)
    }
}

/// What stands between the handler and the socket that is not there.
private final class Outside: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer

    var isStalled = false

    /// Ends the output alone, where an embedded channel would close.
    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        if mode == .output { promise?.succeed() } else { context.close(mode: mode, promise: promise) }
    }

    func flush(context: ChannelHandlerContext) {
        if !isStalled { context.flush() }
    }
}

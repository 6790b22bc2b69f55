// A client that sends what it is given, right or wrong, on the same handler as the server.
//
//   let client = try await WebSocketClient.connect(configuration)     throws where no WebSocket is opened
//   try await client.send(script.writes)                              or bytes, in pieces
//   try await client.close(.normal)
//   await client.ended()
//
// What is received is in the log of the configuration, from the client's side: a `LogReader` waits for it, and a `Dissection` says what it is.

import NIOCore
import NIOPosix
public import WebSocketProtocol

/// One connection to a server.
public final class WebSocketClient: Sendable {
    /// What the server answered to the request.
    public let verdict: HandshakeVerdict
    /// What that agreed on.
    public let agreement: Agreement
    /// Its own address, "127.0.0.1:51544", by which the server knows it.
    public let address: String
    private let channel: any Channel

    private init(_ answer: ClientOpening.Answer, _ channel: any Channel) {
        (verdict, agreement) = (answer.verdict, answer.agreement)
        self.channel = channel
        address = Journal.words(channel.localAddress)
    }

    /// Connects, and waits for the handshake to be done. Clients share the event loops of the process, which never end.
    public static func connect(_ configuration: ClientConfiguration) async throws(ClientProblem) -> WebSocketClient {
        let channel: any Channel
        do {
            channel = try await bootstrap(configuration)
                .connect(host: configuration.host, port: configuration.port).get()
        } catch {
            throw .unreachable(
                host: configuration.host, port: configuration.port, reason: ClientProblem.reason(error))
        }
        let answered = channel.eventLoop.makePromise(of: ClientOpening.Answer.self)
        do {
            // A name may have several addresses, and a channel for each: the handler is that of the one that connected.
            try await channel.eventLoop.submit {
                try channel.pipeline.syncOperations.addHandler(
                    configuration.handler(answered: answered, on: channel.eventLoop))
            }.get()
            try await channel.setOption(.autoRead, value: true).get()
        } catch {
            // The channel has closed already. Where a handler was added, it has said so.
            answered.fail(ClientProblem.ended)
        }
        do {
            let answer = try await answered.futureResult.get()
            // Behind the read that answered, which is then in the log.
            try? await channel.eventLoop.submit {}.get()
            return WebSocketClient(answer, channel)
        } catch {
            // Until TCP has ended the log gets more of it.
            try? await channel.closeFuture.get()
            throw error as? ClientProblem ?? .ended
        }
    }

    private static func bootstrap(_ configuration: ClientConfiguration) -> ClientBootstrap {
        ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(.seconds(Int64(max(1, configuration.handshakeSeconds))))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .channelOption(.maxMessagesPerRead, value: 1)
            // As the server does: nothing is read from a peer that does not take what was sent.
            .channelOption(.writeBufferWaterMark, value: .init(low: 1, high: 1))
            // Nothing is read before there is a handler for it.
            .channelOption(.autoRead, value: false)
    }

    /// Sends bytes of any kind, which may be frames, halves of them, or nothing like it, and waits until the system has taken the last one.
    /// A Close among them starts the closing handshake, or ends it; more may be sent behind it, for as long as the server lets it.
    ///
    /// - Parameters:
    ///   - pieceLength: how many bytes a write has at most, at least 1.
    ///   - pause: the time between two writes.
    public func send(_ bytes: [UInt8], pieceLength: Int = .max, pause: Duration = .zero) async throws(SendProblem) {
        try await send(
            SendBytes(bytes: bytes, pieceLength: pieceLength, pause: TimeAmount(pause), isFree: true))
    }

    /// Sends the writes of a script, with the pauses before them, under the same terms.
    public func send(_ writes: [ScriptOutput.Write]) async throws(SendProblem) {
        try await send(SendBytes(writes, isFree: true))
    }

    /// Sends a frame, with the masking key that a client's frame must have (RFC 6455 §5.3), and not behind a Close.
    public func send(_ frame: Frame) async throws(SendProblem) {
        var masked = frame
        masked.header.maskingKey = MaskingKey(.random(in: .min ... .max))
        try await send(SendBytes(bytes: masked.encoded))
    }

    private func send(_ what: SendBytes) async throws(SendProblem) {
        let allWritten = channel.eventLoop.makePromise(of: Void.self)
        var request = what
        request.allWritten = allWritten
        do {
            try await channel.triggerUserOutboundEvent(request)
        } catch {
            let problem = error as? SendProblem ?? .notOpen
            allWritten.fail(problem)
            throw problem
        }
        do { try await allWritten.futureResult.get() } catch { throw .notOpen }
    }

    /// Sends a Close; the server's answer, or the closing limit, ends the connection.
    public func close(_ code: CloseCode, reason: String = "") async throws(SendProblem) {
        do {
            try await channel.triggerUserOutboundEvent(SendClose(code: code, reason: reason))
        } catch {
            throw error as? SendProblem ?? .notOpen
        }
    }

    /// Waits until TCP has ended. It ends by itself after a Close, or when the server ends it.
    public func ended() async { try? await channel.closeFuture.get() }

    /// Closes the socket without a Close, whatever is on its way.
    public func closeSocket() { channel.triggerUserOutboundEvent(SocketIsUnwanted(), promise: nil) }
}

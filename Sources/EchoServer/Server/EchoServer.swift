// The echo server: a real one, in this process. It listens, hands each connection to a ConnectionHandler, and stops cleanly.

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif
import Capture
import NIOCore
import NIOPosix
import Synchronization
import WebSocketProtocol

/// A running server.
public final class EchoServer: Sendable {
    /// The port that it listens on.
    public let port: Int
    /// The addresses to open in a browser: the first from this machine, others from elsewhere where it listens there.
    public let urls: [String]
    /// The address for programs, by number: "http://127.0.0.1:1338/".
    public var url: String { ReachableAddresses.url(host: host, port: port) }

    let configuration: ServerConfiguration
    var host: String { configuration.host }
    var token: String? { configuration.token }
    let group: MultiThreadedEventLoopGroup
    private let listener: any Channel
    let registry: ConnectionRegistry
    let hub: Hub
    let loops: [(eventLoop: any EventLoop, parts: LoopParts)]
    private let stopping = Mutex<Task<Void, Never>?>(nil)

    private init(
        _ configuration: ServerConfiguration, port: Int, group: MultiThreadedEventLoopGroup, listener: any Channel,
        registry: ConnectionRegistry, hub: Hub, loops: [(eventLoop: any EventLoop, parts: LoopParts)]
    ) {
        self.port = port
        self.configuration = configuration
        urls = ReachableAddresses.urls(host: configuration.host, port: port, token: configuration.token)
        self.group = group
        self.listener = listener
        self.registry = registry
        self.hub = hub
        self.loops = loops
    }

    /// Whether and how messages are compressed on the connections to come.
    public var compression: CompressionMode {
        get { registry.compression }
        set { registry.compression = newValue }
    }

    /// Starts listening. Call `stop()` at the end.
    public static func start(_ configuration: ServerConfiguration) async throws(ServerError) -> EchoServer {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: max(1, configuration.threads))
        let registry = ConnectionRegistry(
            compression: configuration.compression,
            limits: (configuration.connectionLimit, configuration.addressLimit))
        let hub = Hub(holdsBack: configuration.slowReader == .hold)
        let kept = KeptBytes(limit: configuration.bufferLimit)
        let loops = group.makeIterator().map {
            let parts = LoopParts(
                eventLoop: $0, batching: configuration.batching, slowReader: configuration.slowReader, kept: kept)
            return (eventLoop: $0, parts: parts)
        }
        do {
            let listener = try await bootstrap(group, configuration, registry, hub, loops)
                .bind(host: configuration.host, port: configuration.port).get()
            let port = listener.localAddress?.port ?? configuration.port
            return EchoServer(
                configuration, port: port, group: group, listener: listener, registry: registry, hub: hub,
                loops: loops)
        } catch {
            try? await group.shutdownGracefully()
            throw serverError(error, configuration)
        }
    }

    private static func bootstrap(
        _ group: MultiThreadedEventLoopGroup, _ configuration: ServerConfiguration, _ registry: ConnectionRegistry,
        _ hub: Hub, _ loops: [(eventLoop: any EventLoop, parts: LoopParts)]
    ) -> ServerBootstrap {
        return ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            // A client may end its side and still read: `printf … | nc`.
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            // One read a turn: a second one would mostly find nothing and still cost a system call.
            .childChannelOption(.maxMessagesPerRead, value: 1)
            // SwiftNIO keeps the buffer of the first read for the next one. Most requests fit into 2 KiB, and so do most frames.
            .childChannelOption(
                .recvAllocator, value: AdaptiveRecvByteBufferAllocator(minimum: 1024, initial: 2048, maximum: 256 << 10)
            )
            // Not writable means: the system has not taken all of what it was given. What follows waits in the connection's own queue.
            .childChannelOption(.writeBufferWaterMark, value: .init(low: 1, high: 1))
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let (number, limit) = try registry.add(channel)
                    let loop =
                        loops.first { $0.eventLoop === channel.eventLoop }?.parts
                        ?? LoopParts(eventLoop: channel.eventLoop)
                    if let limit, registry.refusedCount > configuration.refusedLimit {
                        loop.state.limits[limit] += 1
                        Journal(log: configuration.log, connection: number, role: .server)
                            .turnedAway(channel, limit.name, limit.words(configuration))
                        throw TurnedAway()
                    }
                    try channel.pipeline.syncOperations.addHandler(
                        configuration.handler(
                            number: number, registry: registry, loop: loop, refusedFor: limit
                        ) { route, journal in
                            RoutedService(route, hub: hub, journal: journal)
                        })
                }
            }
    }

    /// Stops listening, closes every connection with 1001 (RFC 6455 §7.4.1), and waits a moment for the peers to answer. A second
    /// call waits for the same stop.
    public func stop() async {
        let task = stopping.withLock { stopping in
            let task = stopping ?? Task { await self.stopNow() }
            stopping = task
            return task
        }
        await task.value
    }

    private func stopNow() async {
        try? await listener.close().get()
        let channels = registry.stop()
        for channel in channels { channel.triggerUserOutboundEvent(ServerStops(), promise: nil) }
        // A connection that has not ended by now is cut off by its handler's closing limit.
        for channel in channels { try? await channel.closeFuture.get() }
        try? await group.shutdownGracefully()
    }

    private static func serverError(_ error: any Error, _ configuration: ServerConfiguration) -> ServerError {
        let (host, port) = (configuration.host, configuration.port)
        guard let code = (error as? IOError)?.errnoCode else {
            if error is SocketAddressError || error is SocketAddressError.UnknownHost {
                return .hostUnusable(host: host)
            }
            return .other(host: host, port: port, reason: String(describing: error))
        }
        return switch code {
        case EADDRINUSE: .portTaken(host: host, port: port)
        case EACCES: .portForbidden(port: port)
        case EADDRNOTAVAIL: .hostUnusable(host: host)
        default: .other(host: host, port: port, reason: String(cString: strerror(code)))
        }
    }
}

/// Sent to the handlers when the server stops.
struct ServerStops: Sendable {}

/// A connection that there is no room for, not even for as long as it takes to refuse it.
private struct TurnedAway: Error {}

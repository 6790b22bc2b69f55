// The settings that the server starts with.

public import Capture
public import WebSocketProtocol

/// Addresses, limits and who may connect.
public struct ServerConfiguration: Sendable {
    /// The address to listen on. The default is reachable from this machine only.
    public var host: String
    /// The port, 0...65535; 0 lets the system pick one.
    public var port: Int
    /// How many event loops, one thread each; at least 1.
    public var threads: Int
    /// Where every read and write goes; nil logs nothing.
    public var log: EventLog?
    /// What a peer may send.
    public var limits: ConnectionLimits
    /// What a request head may be.
    public var headLimits: HeadLimits
    /// The origins whose pages may connect; empty allows all. A client that sends no Origin is not a browser, and may connect.
    public var allowedOrigins: [String]
    /// The token that clients must present, as `Authorization: Bearer TOKEN`, as the password of `Authorization: Basic` or in the query as
    /// `token=TOKEN`; nil asks for none. The log shows `*` in place of what they present.
    public var token: String?
    /// Whether and how messages are compressed where clients offer it. `EchoServer.compression` changes it for the connections to come.
    public var compression: CompressionMode
    /// From how many bytes on a message is compressed.
    public var leastCompressed: Int
    /// Subprotocols that the server agrees to, the preferred first.
    public var subprotocols: [String]
    /// Seconds for a request head to be complete.
    public var handshakeSeconds: Int
    /// Seconds of silence after which an open connection is closed with 1001; 0 disables it.
    public var idleSeconds: Int
    /// Seconds between two pings to each open connection; 0 sends none.
    public var pingSeconds: Int
    /// Seconds that the peer has to end its side once a connection is closing.
    public var closingSeconds: Int

    /// How many bytes behind the end of what is read are taken from a socket.
    public var unreadLimit: Int
    /// How many connections may be open.
    public var connectionLimit: Int
    /// How many of them from one address: a school may have only one.
    public var addressLimit: Int
    /// How many more may be open for as long as it takes to refuse them; beyond these, connections are closed without an answer.
    public var refusedLimit: Int
    /// How many bytes of unfinished messages and of what waits to be sent all connections may keep together.
    public var bufferLimit: Int
    /// How much may wait to be sent on each connection.
    public var queue: QueueLimits
    /// What becomes of messages of others where that is exceeded.
    public var slowReader: SlowReaderPolicy
    /// What the server does wrong on purpose, on every connection.
    public var mischief: Set<Mischief>
    /// When answers are handed to the system; `EchoServer.setBatching` changes it.
    public var batching: Batching

    /// The defaults: 127.0.0.1:1338, one thread, no log.
    public init(host: String = "127.0.0.1", port: Int = 1338, log: EventLog? = nil) {
        self.host = host
        self.port = port
        self.log = log
        threads = 1
        limits = ConnectionLimits()
        headLimits = HeadLimits()
        allowedOrigins = []
        token = nil
        compression = .off
        leastCompressed = ConnectionSettings.defaultLeastCompressed
        subprotocols = []
        handshakeSeconds = 10
        idleSeconds = 900
        pingSeconds = 0
        closingSeconds = 3
        unreadLimit = 1 << 20
        connectionLimit = 4096
        addressLimit = 1024
        refusedLimit = 64
        bufferLimit = 256 << 20
        queue = QueueLimits()
        slowReader = .drop
        batching = .read
        mischief = []
    }

    var settings: ConnectionSettings {
        ConnectionSettings(
            handshakeSeconds: handshakeSeconds, idleSeconds: idleSeconds, pingSeconds: pingSeconds,
            closingSeconds: closingSeconds, limits: limits, leastCompressed: leastCompressed, queue: queue,
            unreadLimit: unreadLimit)
    }

    /// The handler of one connection, with its number in the log.
    ///
    /// - Parameters:
    ///   - limit: why its request will be refused; nil where there is room for it.
    ///   - router: makes what stands behind a WebSocket.
    func handler(
        number: Int, registry: ConnectionRegistry, loop: LoopParts, refusedFor limit: ServerLimit? = nil,
        router: @escaping (Route, Journal) -> any Service
    ) -> ConnectionHandler {
        let journal = Journal(log: log, connection: number, role: .server, masksCredentials: token != nil)
        return ConnectionHandler(
            role: .server, settings: settings,
            handshake: ServerOpening(
                configuration: self, registry: registry, refusedFor: limit, router: { router($0, journal) }),
            journal: journal, loop: loop)
    }
}

// The settings of a client.

public import Capture
import NIOCore
public import WebSocketProtocol

/// Where a client connects to, what it asks for, and what it does unasked.
public struct ClientConfiguration: Sendable {
    /// The server's name or address; IPv6 without brackets.
    public var host: String
    /// The server's port, 1...65535.
    public var port: Int
    /// The Host header; nil for the host and the port.
    public var authority: String?
    /// The resource, from its `/` on.
    public var path: String
    /// What the request says besides what every request of a handshake does. Names and values go out unchanged.
    public var headers: [(name: String, value: String)]
    /// Whether to offer permessage-deflate, with a window that the server may choose.
    public var offersDeflate: Bool
    /// The subprotocols to offer, the preferred first.
    public var subprotocols: [String]
    /// Where every read and write goes, as the client sees it; nil logs nothing. It has all that is received, and the end.
    public var log: EventLog?
    /// The number of the connection in the log.
    public var connection: Int
    /// What is answered without asking the user.
    public var answers: AutomaticAnswers
    /// Whether every message is sent back.
    public var echoes: Bool
    /// What the server may send.
    public var limits: ConnectionLimits
    /// What a response head may be.
    public var headLimits: HeadLimits
    /// Seconds for TCP to connect, and then for a response head to be complete.
    public var handshakeSeconds: Int
    /// Seconds of silence after which the connection is closed with 1001; 0 disables it.
    public var idleSeconds: Int
    /// Seconds that the server has to end its side once the connection is closing.
    public var closingSeconds: Int

    /// The defaults: the path `/`, no log, Pings and Closes are answered, nothing is sent back.
    public init(host: String, port: Int, path: String = "/", log: EventLog? = nil) {
        self.host = host
        self.port = port
        self.path = path
        self.log = log
        headers = []
        offersDeflate = false
        subprotocols = []
        connection = 1
        answers = .all
        echoes = false
        limits = ConnectionLimits()
        headLimits = HeadLimits()
        handshakeSeconds = 10
        idleSeconds = 0
        closingSeconds = 3
    }

    /// The request, with a key drawn for it (RFC 6455 §4.1).
    var request: [UInt8] {
        let authority = authority ?? (host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)")
        let key = Base64.encode((0..<16).map { _ in UInt8.random(in: .min ... .max) })
        return ClientHandshake.request(
            host: authority, path: path, key: key, subprotocols: subprotocols,
            extensions: offersDeflate
                ? "\(ExtensionOffer.deflate); \(DeflateParameter.clientMaxWindowBits.rawValue)" : nil,
            headers: headers)
    }

    /// The handler of the connection.
    ///
    /// - Parameters:
    ///   - request: what is sent first; nil for the request of this configuration.
    ///   - answered: is completed with what the response amounts to.
    func handler(
        request: [UInt8]? = nil, answered: EventLoopPromise<ClientOpening.Answer>, on eventLoop: any EventLoop
    ) -> ConnectionHandler {
        let opening = ClientOpening(
            request: request ?? self.request, limits: headLimits, service: echoes ? EchoService() : SilentService(),
            answered: answered)
        let settings = ConnectionSettings(
            handshakeSeconds: handshakeSeconds, idleSeconds: idleSeconds, pingSeconds: 0,
            closingSeconds: closingSeconds, limits: limits, answers: answers)
        return ConnectionHandler(
            role: .client, settings: settings, handshake: opening,
            journal: Journal(log: log, connection: connection, role: .client), loop: LoopParts(eventLoop: eventLoop))
    }
}

// What a handler has to know, whichever endpoint it is.

import WebSocketProtocol

/// Limits and manners of one connection. All times are in seconds; those that may be 0 are disabled by it.
struct ConnectionSettings {
    /// For the handshake to be done.
    var handshakeSeconds: Int
    /// Of silence, after which an open connection is closed with 1001; may be 0.
    var idleSeconds: Int
    /// Between two pings; may be 0.
    var pingSeconds: Int
    /// For the peer to end its side once the connection is closing.
    var closingSeconds: Int
    /// What the peer may send.
    var limits: ConnectionLimits
    /// From how many bytes on a message is compressed, where that was agreed on.
    var leastCompressed = Self.defaultLeastCompressed
    /// What is answered without asking the user.
    var answers = AutomaticAnswers.all

    /// How much may wait to be sent.
    var queue = QueueLimits()

    /// How many bytes behind the end of what is read are taken from the socket.
    var unreadLimit = 1 << 20

    static let defaultLeastCompressed = 1024
}

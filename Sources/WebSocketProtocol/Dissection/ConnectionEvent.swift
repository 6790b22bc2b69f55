// What happened to one connection, as the log keeps it. A live connection and a recording are the same: a list of
// these.

/// One thing that happened to a connection, and when.
public struct ConnectionEvent: Sendable, Hashable {
    /// Seconds since the start of the log.
    public var time: Double
    /// What happened.
    public var kind: Kind

    /// An event of `kind` at `time`.
    public init(time: Double, _ kind: Kind) {
        self.time = time
        self.kind = kind
    }

    /// What can happen to a connection. What is rare is kept elsewhere, so that a million reads stay small.
    public enum Kind: Sendable, Hashable {
        /// TCP was accepted; addresses are written as "127.0.0.1:51544".
        indirect case opened(client: String, server: String)
        /// The log begins after the handshake of a connection that was already open: its bytes are frames.
        indirect case midStream(client: String, server: String)
        /// Bytes as one read or write carried them: a part of a file that was read, or bytes of their own.
        case bytes(from: Endpoint, ArraySlice<UInt8>)
        /// Bytes that existed and are not kept: a gap in a capture, or more than the log may hold. Where `frames` is known, that many
        /// frames begin in them, and what follows begins with a frame: decoding continues there.
        case missing(from: Endpoint, count: Int, frames: Int? = nil)
        /// Bytes that arrived when the server was no longer reading: it only counted them.
        case unread(from: Endpoint, count: Int, after: EndOfReading)
        /// What the server did on its own: a timeout, a limit, a refusal. A name for programs and a sentence for
        /// people.
        indirect case serverAction(name: String, sentence: String)
        /// A teacher's note; playing pauses at it where `stop` is true.
        indirect case note(String, pauses: Bool)
        /// One side's part of TCP ended.
        case ended(by: Endpoint, EndManner)

        /// Bytes of their own, as one read or write carried them.
        public static func bytes(from endpoint: Endpoint, _ bytes: [UInt8]) -> Kind {
            .bytes(from: endpoint, bytes[...])
        }
    }
}

/// How a side of a TCP connection ends.
public enum EndManner: String, Sendable, Hashable {
    /// It sends no more (a FIN). It may still read.
    case fin
    /// It reset the connection: both directions are over at once.
    case reset
    /// It closed its socket without waiting for the other side: nothing more will be seen of either.
    case close
}

/// Why an endpoint no longer reads what its peer sends.
public enum EndOfReading: String, Sendable, Hashable {
    /// It failed the connection (RFC 6455 §7.1.7).
    case failure
    /// The peer sent a Close, after which nothing may follow (§5.5.1).
    case close
    /// The response did not open a WebSocket, and ends the connection.
    case answer
}

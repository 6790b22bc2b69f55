// What a user has the server send on one of its connections, by its number in the log: a Ping, a Close, bytes of any kind.

import NIOCore
public import WebSocketProtocol

extension EchoServer {
    /// Sends one Ping on a connection, and waits for the connection's event loop to do so: not to be called on an event loop.
    public func ping(connection: Int) throws(PingProblem) {
        guard let channel = registry.channel(connection) else { throw .notOpen }
        do {
            try channel.triggerUserOutboundEvent(SendPing()).wait()
        } catch {
            throw error as? PingProblem ?? .notOpen
        }
    }

    /// Sends bytes on an open connection, which may be frames, halves of them, or nothing like it, each write in the log like every other.
    /// It waits for the connection's event loop to write the first piece, not for those that follow: not to be called on an event loop.
    /// What is left of them when the connection closes goes out at once, before its Close.
    ///
    /// - Parameters:
    ///   - pieceLength: how many bytes a write has at most, at least 1.
    ///   - pause: the time between two writes.
    /// - Throws: why nothing was sent. Nothing is queued: not behind what still waits, and not behind a Close.
    public func send(
        connection: Int, bytes: [UInt8], pieceLength: Int = .max, pause: Duration = .zero
    ) throws(SendProblem) {
        try trigger(SendBytes(bytes: bytes, pieceLength: pieceLength, pause: TimeAmount(pause)), on: connection)
    }

    /// Sends the writes of a script, with the pauses before them, under the same terms.
    public func send(connection: Int, _ writes: [ScriptOutput.Write]) throws(SendProblem) {
        try trigger(SendBytes(writes), on: connection)
    }

    /// Sends a Close on an open connection (RFC 6455 §7.1.2). The peer's answer, or the closing limit, ends the connection. It waits for the
    /// connection's event loop: not to be called on an event loop.
    ///
    /// - Parameter reason: is cut so that the frame stays within the 125 bytes of its payload (§5.5).
    public func close(connection: Int, code: CloseCode, reason: String = "") throws(SendProblem) {
        try trigger(SendClose(code: code, reason: reason), on: connection)
    }

    private func trigger(_ request: some Sendable, on connection: Int) throws(SendProblem) {
        guard let channel = registry.channel(connection) else { throw .notOpen }
        do {
            try channel.triggerUserOutboundEvent(request).wait()
        } catch {
            throw error as? SendProblem ?? .notOpen
        }
    }
}

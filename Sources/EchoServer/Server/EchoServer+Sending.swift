// What a user has the server send on one of its connections, by its number in the log.

import NIOCore

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
}

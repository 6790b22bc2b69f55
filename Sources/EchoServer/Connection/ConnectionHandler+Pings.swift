// Pings of a connection's own (RFC 6455 §5.5.2): at intervals, and when asked for. Browsers answer them, and show them to no script.
//
// A Ping that stays unanswered changes nothing: a client that has gone is found by the idle limit. None is sent to a client that has not
// taken what was sent before, or while a recording holds the connection back, so that pings never pile up.

import NIOCore
import WebSocketProtocol

/// Sent to a handler to have it send a Ping. It fails with `PingProblem` where it sends none.
struct SendPing: Sendable {}

/// Why no Ping was sent.
public enum PingProblem: Error, Hashable {
    /// The connection is not an open WebSocket.
    case notOpen
    /// What was sent to it before still waits here.
    case busy
}

extension ConnectionHandler {
    /// Sends a Ping every `pingSeconds` from now on, as long as the connection is open.
    func startPinging(_ context: ChannelHandlerContext) {
        guard settings.pingSeconds > 0, connection.canSend else { return }
        pingTimer = after(.seconds(Int64(settings.pingSeconds)), context) { handler, context in
            try? handler.sendPing(context)
            handler.startPinging(context)
        }
    }

    /// Sends a Ping whose payload is its number, so that the Pong says which one it answers: "ping 1".
    func sendPing(_ context: ChannelHandlerContext) throws(PingProblem) {
        guard connection.canSend else { throw .notOpen }
        guard isFree(context) else { throw .busy }
        writeBatch(context)
        pingCount += 1
        write(context, Frame(.ping, payload: Array("ping \(pingCount)".utf8)))
        flush(context)
    }
}

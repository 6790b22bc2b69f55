// One endpoint's half of the opening handshake, RFC 6455 §4. It is all in which the two roles differ before the first frame:
//
//   server   the request is read ──▶ 101, or the page, or a refusal is written
//   client   the request is written ──▶ the response is read and judged

import Capture
import NIOCore
import WebSocketProtocol

/// The half of one endpoint. It reads and judges; the handler logs and writes.
protocol OpeningHandshake {
    /// What is written as soon as TCP is open; nil where the peer begins.
    var request: [UInt8]? { get }

    /// Takes in bytes of the peer.
    ///
    /// - Parameter local: the address of this end of TCP.
    /// - Returns: what they come to; nil while the head is not complete.
    mutating func read(_ bytes: ByteBufferView, at local: SocketAddress?) -> HandshakeResult?

    /// Takes in what follows a result that opened no WebSocket.
    ///
    /// - Returns: how many of the bytes still belong to the answer, and whether it is complete: nothing more is read then.
    mutating func readRest(_ bytes: ByteBufferView) -> (count: Int, isComplete: Bool)

    /// Says what is done when the time of the handshake is up.
    mutating func timeIsUp(after seconds: Int) -> LateHandshake

    /// Records that TCP has ended; the last call.
    mutating func ended()
}

/// What a handshake came to.
struct HandshakeResult {
    /// How many of the bytes that were read last belong to the head, or to what should be one.
    let headEnd: Int
    let outcome: HandshakeOutcome
    /// What stands behind the connection, where it was opened.
    var service: (any Service)?
    /// The bound that was reached, if that is why it is refused.
    var limit: ServerLimit?
    /// What is done wrong on purpose from now on; the response has its part of that.
    var mischief: Set<Mischief> = []
    /// Makes what is written, once the head is in the log: a page says what time it is there. Nil where the head is itself the answer.
    var response: (() -> [UInt8])?
    /// What was decided on the way, for the log.
    var actions: [(name: String, sentence: String)] = []
}

/// What is done about a handshake that is not complete in time.
struct LateHandshake {
    let sentence: String
    /// What is still written; nil where TCP is just closed.
    let response: [UInt8]?
}

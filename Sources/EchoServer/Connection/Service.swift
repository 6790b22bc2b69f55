// What stands behind the frames of a connection: it is given each message, and says what is sent back.
//
//   messages ──▶ Service.received ──▶ Reply ──▶ the handler writes it, with the other replies to the same read

import WebSocketProtocol

/// What a message is answered with.
enum Reply {
    /// The same message. A server's handler builds it where the message was read: nothing is copied or allocated.
    case echo
    /// Nothing.
    case nothing
    /// These frames. A client's handler gives each a masking key of its own.
    case send([Frame])
}

/// What stands behind one connection, on its event loop.
protocol Service: AnyObject {
    /// Takes a whole message, its fragments joined. It is not called once this side has sent a Close, since nothing may be sent then.
    ///
    /// - Parameter payload: the bytes, unmasked; they are gone after the call.
    func received(_ kind: Opcode, _ payload: RawSpan) -> Reply
}

/// Sends every message back.
final class EchoService: Service {
    func received(_ kind: Opcode, _ payload: RawSpan) -> Reply { .echo }
}

/// Sends nothing of its own accord: what is received is in the log.
final class SilentService: Service {
    func received(_ kind: Opcode, _ payload: RawSpan) -> Reply { .nothing }
}

// What stands behind the frames of a connection: it is given each message, and says what is sent back.
//
//   handshake ──▶ opened
//   messages ───▶ received ──▶ Reply ──▶ the handler writes it, with the other replies to the same read
//                 readIsAnswered, once for each read
//   Close, failure, end of TCP ──▶ closed

import Capture
import WebSocketProtocol

/// What a message is answered with.
enum Reply {
    /// The same message. A server's handler builds it where the message was read: nothing is copied or allocated.
    case echoInPlace
    /// Nothing.
    case nothing
    /// These frames. A client's handler gives each a masking key of its own.
    case send([Frame])
}

/// What stands behind one connection, on its event loop. Its functions are called in the order of the picture.
protocol Service: AnyObject {
    /// The WebSocket is open, though the peer does not see it yet. Messages that came with the head are received before, since they were
    /// read before the response was written.
    ///
    /// - Parameter member: the connection, for others.
    func opened(_ member: Member)
    /// Takes a whole message, its fragments joined. It is not called once this side has sent a Close, since nothing may be sent then.
    ///
    /// - Parameter payload: the bytes, unmasked; they are gone after the call.
    func received(_ kind: Opcode, _ payload: RawSpan) -> Reply
    /// The messages of a read have been received, and the replies to them are on their way.
    func readIsAnswered()
    /// Whether it has to do with other connections, so that `whyWait` is to be asked.
    var isAmongOthers: Bool { get }
    /// Asks why nothing more is to be read now; nil where it may be. Otherwise what `resumption` makes is called when that may have changed.
    func whyWait(_ resumption: () -> @Sendable () -> Void) -> WaitReason?
    /// What waits to be sent has passed the high mark, or is at the low one again.
    func queueIsAboveMark(_ isAbove: Bool)
    /// No more messages can be sent to the peer, or none will come: the last call.
    func closed()
}

extension Service {
    func opened(_ member: Member) {}
    func readIsAnswered() {}
    var isAmongOthers: Bool { false }
    func whyWait(_ resumption: () -> @Sendable () -> Void) -> WaitReason? { nil }
    func queueIsAboveMark(_ isAbove: Bool) {}
    func closed() {}
}

/// Sends every message back.
final class EchoService: Service {
    func received(_ kind: Opcode, _ payload: RawSpan) -> Reply { .echoInPlace }
}

/// Sends nothing of its own accord: what is received is in the log.
final class SilentService: Service {
    func received(_ kind: Opcode, _ payload: RawSpan) -> Reply { .nothing }
}

// What a connection asks its transport to do.

/// What the transport does next. Ranges are positions in the bytes that were presented.
public enum Action: Sendable, Hashable {
    /// Nothing until more bytes have arrived. Present the bytes from `cursor` on again, followed by the new ones; the
    /// frame in hand will have `total` bytes.
    case needMore(total: Int)
    /// A part of a message for the application: all of it where `isFirst` and `isLast`. Where the message is compressed, what the part is
    /// inflated to goes to `Connection.inflated` before the application gets it.
    case deliver(kind: Opcode, payload: Range<Int>, isFirst: Bool, isLast: Bool, isCompressed: Bool)
    /// Send a Pong with this payload (§5.5.3).
    case sendPong(payload: Range<Int>)
    /// A control frame arrived that is not answered: a Pong, a Ping behind this side's own Close, or what the connection was told to
    /// leave to its user. Nothing has to be done.
    case receivedControl(payload: Range<Int>)
    /// The peer's Close arrived and must be answered: send a Close with this payload, which is empty or a code and a
    /// reason.
    case answerClose(payload: Range<Int>)
    /// Fail the connection (§7.1.7): send a Close with the failure's code, then end.
    case fail(ConnectionFailure)
    /// End this side's stream: after what was sent nothing follows. The server does so first (§7.1.1).
    case endOutput
    /// The peer will end its stream; close the socket when it does, or after a time limit.
    case expectEnd
}

// Why nothing is read from a connection for the moment.

/// A reason to leave what comes in the system's buffers, so that TCP holds the peer back.
public enum WaitReason: Sendable, Hashable {
    /// More waits to be sent to it than its queue's high mark allows.
    case queue
    /// Others in its room have not read what was sent to them, in the order of their numbers.
    case slowReaders([SlowReader])
    /// Its messages come faster than other threads pass them on.
    case otherThreads
    /// A recording has not caught up.
    case recording
    /// Bytes are being sent to it by hand, piece by piece, and an answer waits behind them.
    case sendingByHand
    /// A user holds it.
    case byHand
}

/// Somebody who has not read what was sent to it.
public struct SlowReader: Sendable, Hashable {
    /// The number of its connection in the log.
    public let number: Int
    /// "127.0.0.1:51542".
    public let address: String

    /// A connection.
    public init(number: Int, address: String) { (self.number, self.address) = (number, address) }
}

// What a dissection found, in the order of time: the rows of the ladder and the lines of the JSON.

/// One finding, with its time.
public struct Item: Sendable, Hashable {
    /// Seconds since the start of the log.
    public let time: Double
    /// What it is.
    public let kind: Kind

    /// What can be found in a connection. What is rare is kept elsewhere, so that a million frames stay small.
    public enum Kind: Sendable, Hashable {
        /// The head of a request is complete, or broken beyond reading: `Dissection.exchanges[number]`.
        case request(Int)
        /// An interim response has arrived, `HandshakeRecord.interim[index]` of an exchange. The first of them are kept.
        indirect case interim(exchange: Int, Int)
        /// The head of the response to request `number` is complete, or broken beyond reading.
        case response(Int)
        /// A frame is complete: `Dissection.frames(from:)[index]`.
        case frame(Endpoint, Int)
        /// A frame that is incomplete at a server action or a note; that has broken a rule before the
        /// other endpoint's bytes arrived; or that gets no more bytes: frame `index` of its sender. Reported once; `frame` follows if it
        /// is complete after all.
        case unfinishedFrame(Endpoint, Int)
        /// A message is complete: `Dissection.messages(from:)[index]`.
        case message(Endpoint, Int)
        /// An endpoint changed its state: `Dissection.moves[index]`.
        case move(Int)
        /// Anything that happened besides the bytes: TCP was opened or ended, bytes are missing, a note was made.
        indirect case event(ConnectionEvent.Kind)
        /// A rule that the connection as a whole breaks.
        indirect case remark(Violation)
        /// The connection is over: `Dissection.outcome`.
        case closed
    }
}

/// A change of an endpoint's state.
public struct StateMove: Sendable, Hashable {
    /// Whose state.
    public let endpoint: Endpoint
    /// The row of the table that was used: from, to, and why.
    public let transition: Transition
    /// What brought it about.
    public let cause: Cause
    /// Seconds since the start of the log.
    public let time: Double

    /// What can move an endpoint.
    public enum Cause: Sendable, Hashable {
        /// The 101 response.
        case response
        /// A Close frame, by its sender and number.
        case frame(Endpoint, Int)
        /// Bytes that are missing, by their sender, or bytes that cannot be read because of them.
        case missing(Endpoint)
        /// The end of TCP, by whom.
        case ended(Endpoint, EndManner)
    }
}

/// How a connection ended.
public struct CloseOutcome: Sendable, Hashable {
    /// The code of the first Close frame: 1005 if it had none, 1006 if there was no Close frame; nil where no WebSocket
    /// was asked for.
    public let code: CloseCode?
    /// The reason of that frame.
    public let reason: String
    /// Whether both endpoints sent a Close before TCP ended (§7.1.4); for plain HTTP, whether it was answered. Nil where bytes are
    /// missing among which a Close may have been.
    public let isClean: Bool?
    /// Seconds since the start of the log.
    public let time: Double
}

// The unit of the event log.

public import WebSocketProtocol

/// Something that happened to a connection, with the connection's number.
public struct LoggedEvent: Sendable, Hashable {
    /// The connection's number, from 1 in the order of opening. Numbers are not used again.
    public var connection: Int
    /// What happened, and when.
    public var event: ConnectionEvent

    /// An event of connection `connection`.
    public init(connection: Int, _ event: ConnectionEvent) {
        self.connection = connection
        self.event = event
    }
}

extension ConnectionEvent {
    /// The bytes that the event holds in memory.
    var heldBytes: Int {
        if case .bytes(_, let bytes) = kind { bytes.count } else { 0 }
    }

    /// The event without its bytes, which are counted as missing.
    func withoutBytes() -> ConnectionEvent {
        guard case .bytes(let from, let bytes) = kind else { return self }
        return ConnectionEvent(time: time, .missing(from: from, count: bytes.count))
    }
}

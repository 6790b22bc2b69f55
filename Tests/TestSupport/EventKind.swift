// The kinds of events as a list, so that tests can ask for every one of them.

public import WebSocketProtocol

/// A case of `ConnectionEvent.Kind` without what it holds. A case that is added there has to be added here, since the
/// compiler asks for it; then tests ask for its row, its line in the sample recording, and its place in random events.
public enum EventKind: String, CaseIterable, Sendable {
    case opened, midStream, bytes, missing, unread, serverAction, note, ended

    /// Which case an event is.
    public init(_ kind: ConnectionEvent.Kind) {
        self =
            switch kind {
            case .opened: .opened
            case .midStream: .midStream
            case .bytes: .bytes
            case .missing: .missing
            case .unread: .unread
            case .serverAction: .serverAction
            case .note: .note
            case .ended: .ended
            }
    }
}

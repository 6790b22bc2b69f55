// What the server did of its own accord, the latest on all connections.

import Capture
import WebSocketProtocol

/// The latest server actions.
struct ServerActions: Sendable {
    /// One of them.
    struct Entry: Sendable {
        let connection: Int
        let time: Double
        let name: String
        let sentence: String
    }

    /// How many are kept.
    private static let limit = 200

    /// The latest last.
    private(set) var entries: [Entry] = []

    /// The connections on which the server has done wrong on purpose, the latest of them.
    private(set) var mischievous: Set<Int> = []

    init() {}

    /// Those of a recording.
    init(in conversations: some Sequence<Conversation>) {
        let events = conversations.flatMap { conversation in
            conversation.dissection.items.compactMap { item -> LoggedEvent? in
                guard case .event(let kind) = item.kind, case .serverAction = kind else { return nil }
                return LoggedEvent(connection: conversation.number, ConnectionEvent(time: item.time, kind))
            }
        }
        for event in events.sorted(by: { $0.event.time < $1.event.time }) { add(event) }
    }

    /// Takes in an event, if it is one.
    mutating func add(_ event: LoggedEvent) {
        guard case .serverAction(let name, let sentence) = event.event.kind else { return }
        entries.append(Entry(connection: event.connection, time: event.event.time, name: name, sentence: sentence))
        if name.hasPrefix("mischief-") {
            if mischievous.count >= 10 * Self.limit { mischievous = [] }
            mischievous.insert(event.connection)
        }
        if entries.count >= 2 * Self.limit { entries.removeFirst(Self.limit) }
    }
}

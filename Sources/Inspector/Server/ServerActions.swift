// What the server did of its own accord, the latest on all connections.

import Capture
import WebSocketProtocol

/// The latest server actions.
struct ServerActions: Sendable {
    /// One of them, or several that follow each other and say the same.
    struct Entry: Sendable {
        /// The connection and the time of the last of them.
        var connection: Int
        var time: Double
        let name: String
        let sentence: String
        /// How many.
        var count = 1
        /// What tells it from the others.
        let id: Int

        /// "2.002 s  #2".
        func place(_ context: Context) -> String {
            "\(Numbers.secondsWords(time))  \(context.label(of: connection))"
        }

        /// The sentence; "(hidden)" where the texts of the connection are hidden, since a room's name is in it. Of a connection that was let
        /// go, its room is not known.
        func words(_ context: Context) -> String {
            let mayBeHidden = !context.hiddenRooms.isEmpty && context.conversations[connection] == nil
            return mayBeHidden || context.hidesTexts(of: connection) ? "(hidden)" : sentence
        }

        /// "handshake-timeout", "handshake-timeout, 3 times".
        var nameAndCount: String { count > 1 ? "\(name), \(count.grouped) times" : name }
    }

    /// How many are kept.
    private static let limit = 200

    /// The latest last.
    private(set) var entries: [Entry] = []

    /// The connections on which the server has done wrong on purpose, the latest of them.
    private(set) var mischievous: Set<Int> = []

    /// How many rows there have been.
    private var rowCount = 0

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
        if let last = entries.last, last.name == name, last.sentence == sentence {
            (entries[entries.count - 1].connection, entries[entries.count - 1].time) = (
                event.connection, event.event.time
            )
            entries[entries.count - 1].count += 1
        } else {
            rowCount += 1
            entries.append(
                Entry(
                    connection: event.connection, time: event.event.time, name: name, sentence: sentence, id: rowCount))
        }
        if name.hasPrefix("mischief-") {
            if mischievous.count >= 10 * Self.limit { mischievous = [] }
            mischievous.insert(event.connection)
        }
        if entries.count >= 2 * Self.limit { entries.removeFirst(Self.limit) }
    }
}

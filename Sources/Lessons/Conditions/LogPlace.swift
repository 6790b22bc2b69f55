// When a live exercise was opened, in terms of the log: only what comes after counts.

public import Capture
import WebSocketProtocol

/// How far a connection was at some moment.
public struct LogPlace: Sendable, Hashable {
    /// Before anything.
    static let start = LogPlace()

    /// How many events, findings and moves there were.
    private(set) var events = 0, items = 0, moves = 0
    /// How many frames were complete, and how many messages, or given up.
    private var client = Direction(), server = Direction()
    /// Whether it had asked for a WebSocket, and whether it was over.
    private(set) var isWebSocket = false, isOver = false

    /// Whether that is before anything.
    var isStart: Bool { events == 0 }

    struct Direction: Sendable, Hashable {
        var frames = 0, messages = 0
    }

    private init() {}

    /// How far a connection is now. A frame or a message of which something is still to come counts as one that comes later.
    public init(_ conversation: Conversation) {
        let dissection = conversation.dissection
        events = conversation.events.endIndex
        items = dissection.items.endIndex
        moves = dissection.moves.count
        client = Direction(dissection, .client)
        server = Direction(dissection, .server)
        isWebSocket = dissection.asksForWebSocket
        isOver = dissection.outcome != nil
    }

    subscript(_ endpoint: Endpoint) -> Direction { endpoint == .client ? client : server }
}

extension LogPlace.Direction {
    fileprivate init(_ dissection: Dissection, _ endpoint: Endpoint) {
        let all = dissection.messages(from: endpoint)
        frames = dissection.frames(from: endpoint).endIndex
        messages = all.endIndex - (all.last.map { $0.endTime == nil } ?? false ? 1 : 0)
    }
}

/// How far all connections were at some moment.
public struct LogMark: Sendable, Hashable {
    private let places: [Int: LogPlace]

    /// Now, for these connections; for none, before anything.
    public init(_ conversations: some Sequence<Conversation> = [Conversation]()) {
        places = Dictionary(conversations.map { ($0.number, LogPlace($0)) }) { $1 }
    }

    /// How far a connection was; one that came later had not begun.
    public subscript(_ conversation: Conversation) -> LogPlace { places[conversation.number] ?? .start }

    /// How many connections have asked for a WebSocket since.
    public func connections(in conversations: some Sequence<Conversation>) -> Int {
        conversations.reduce(0) { $0 + ($1.dissection.asksForWebSocket && !self[$1].isWebSocket ? 1 : 0) }
    }
}

extension Condition {
    /// Which of several conditions hold for what came since a moment, all of it on one connection: the one on which most of them hold, and
    /// of several such the newest.
    ///
    /// A connection on which nothing has happened since is not one of them; where there is no other, nothing holds.
    public static func met(_ conditions: [Condition], in conversations: [Conversation], since mark: LogMark) -> [Bool] {
        best(conditions, in: conversations, since: mark)?.met ?? conditions.map { _ in false }
    }

    /// The same with the connection; nil where nothing has happened since.
    static func best(_ conditions: [Condition], in conversations: [Conversation], since mark: LogMark) -> (
        conversation: Conversation, met: [Bool]
    )? {
        let all = mark.connections(in: conversations)
        var best: (conversation: Conversation, met: [Bool])?
        for conversation in conversations where conversation.events.endIndex > mark[conversation].events {
            let met = conditions.map { $0.holds(in: conversation, since: mark[conversation], all: all) }
            if met.count(where: \.self) >= best?.met.count(where: \.self) ?? 0 { best = (conversation, met) }
        }
        return best
    }
}

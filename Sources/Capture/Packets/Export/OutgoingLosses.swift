// What is lost, or made up, when a log becomes a capture: said once, so that nobody looks for it later.

import WebSocketProtocol

/// Counts what a pcapng file has no place for.
struct OutgoingLosses {
    /// How many request lines came in several reads, and are in one segment.
    var heads = 0
    /// How many bytes come after the end of their direction.
    var bytes = 0
    /// How many connections have got other addresses.
    var addresses = 0
    /// A time of making that is none.
    var created: String?

    /// How many events of each row of the table lose something, in the order of the table.
    private var events: [(loss: EventRow.Loss, count: Int)] = EventRow.all.flatMap(\.losses).map { ($0, 0) }

    init(_ log: [LoggedEvent]) {
        for logged in log {
            for index in events.indices where events[index].loss.isOne(logged.event.kind) { events[index].count += 1 }
        }
    }

    /// A sentence for each kind of loss.
    var sentences: [String] {
        func say(_ count: Int, _ one: String, _ many: @autoclosure () -> String) -> String? {
            count == 0 ? nil : count == 1 ? one : many()
        }
        let ofEvents = events.map { say($0.count, $0.loss.one, "\($0.count) \($0.loss.many)") }
        let others = [
            say(
                heads, "1 request line became one segment, though read in parts: else Wireshark would not know it.",
                "\(heads) request lines became one segment each, though read in parts: else Wireshark would not know them."
            ),
            say(
                bytes, "1 byte came after the end of its direction, where TCP has no place, and was left out.",
                "\(bytes) bytes came after the end of their direction, where TCP has no place, and were left out."),
            say(
                addresses, "1 connection got made-up addresses: its own are no IP addresses, or another's too.",
                "\(addresses) connections got made-up addresses: their own are no IP addresses, or another's too."),
            created.map {
                "The time of making, \(ProblemList.quoted($0)), was left out: it is no time such as 2026-11-22T10:00:00Z."
            },
        ]
        return (ofEvents + others).compactMap(\.self)
    }
}

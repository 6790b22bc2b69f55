// What is lost, or made up, when a log becomes a capture: reported once, so that it is not searched for later.

import WebSocketProtocol

/// Counts what a pcapng file has no place for.
struct OutgoingLosses {
    /// How many request lines came in several reads, and are in one segment.
    var heads = 0
    /// How many bytes come after the end of their direction.
    var bytes = 0
    /// How many connections were given other addresses.
    var addresses = 0
    /// A creation time that is not a time.
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
                heads, "1 request line, read in parts, became one segment: otherwise Wireshark would not recognise it.",
                "\(heads) request lines, read in parts, became one segment each: otherwise Wireshark would not recognise them."
            ),
            say(
                bytes, "1 byte came after the end of its direction, where TCP has no place for it, and was left out.",
                "\(bytes) bytes came after the end of their direction, where TCP has no place for them, and were left out."
            ),
            say(
                addresses,
                "1 connection got made-up addresses: its own are not IP addresses, or are used twice.",
                "\(addresses) connections got made-up addresses: their own are not IP addresses, or are used twice."
            ),
            created.map {
                "The creation time, \(ProblemList.quoted($0)), was left out: it is not a time such as 2026-11-22T10:00:00Z."
            },
        ]
        return (ofEvents + others).compactMap(\.self)
    }
}

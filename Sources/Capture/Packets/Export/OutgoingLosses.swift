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

    private var stops = 0, decisions = 0, closes = 0, cuts = 0, gaps = 0

    init(_ events: [LoggedEvent]) {
        for logged in events {
            switch logged.event.kind {
            case .note(let text, let stop):
                stops += stop ? 1 : 0
                cuts += text.utf8.count > PcapngBlocks.maximumOption ? 1 : 0
            case .decision: decisions += 1
            case .ended(_, .close): closes += 1
            case .missing(_, let count): gaps += count > OutgoingConnection.maximumGap ? 1 : 0
            default: break
            }
        }
    }

    /// A sentence for each kind of loss.
    var sentences: [String] {
        func say(_ count: Int, _ one: String, _ many: @autoclosure () -> String) -> String? {
            count == 0 ? nil : count == 1 ? one : many()
        }
        return [
            say(
                stops, "1 stop became a plain comment: pcapng has no place for it.",
                "\(stops) stops became plain comments: pcapng has no place for them."),
            say(
                decisions, "1 decision became a comment, which reads back as a note.",
                "\(decisions) decisions became comments, which read back as notes."),
            say(
                closes, "1 closed socket became a FIN: pcapng cannot say that nothing more was read there.",
                "\(closes) closed sockets became FINs: pcapng cannot say that nothing more was read there."),
            say(
                cuts, "1 note was cut to 65,535 bytes, the most that a comment can have.",
                "\(cuts) notes were cut to 65,535 bytes, the most that a comment can have."),
            say(
                heads, "1 request line became one segment, though read in parts: else Wireshark would not know it.",
                "\(heads) request lines became one segment each, though read in parts: else Wireshark would not know them."
            ),
            say(
                gaps, "1 gap was cut to 64 GiB, the most that is written.",
                "\(gaps) gaps were cut to 64 GiB, the most that is written."),
            say(
                bytes, "1 byte came after the end of its direction, where TCP has no place, and was left out.",
                "\(bytes) bytes came after the end of their direction, where TCP has no place, and were left out."),
            say(
                addresses, "1 connection got made-up addresses: its own are no IP addresses, or another's too.",
                "\(addresses) connections got made-up addresses: their own are no IP addresses, or another's too."),
            created.map {
                "The time of making, \(ProblemList.quoted($0)), was left out: it is no time such as 2026-11-22T10:00:00Z."
            },
        ].compactMap(\.self)
    }
}

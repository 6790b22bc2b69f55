// Where the bytes of each read or write lie in their direction's stream.
//
//   stream   │ event 3        │ event 5   │ event 9                │
//            ^ start          ^           ^                        ^ end

import WebSocketProtocol

/// The reads of one direction.
struct ConversationReads: Sendable {
    /// The position of a read's first byte in its direction's stream, and its event.
    struct Read: Sendable {
        var start: Int
        let event: Int
    }

    /// The reads in the order of the stream. An empty read holds no position, so it is left out.
    private(set) var all = History<Read>()
    /// The position after the last byte.
    private(set) var end = 0

    /// Records that an event has brought the stream to a new end.
    mutating func add(upTo newEnd: Int, event: Int) {
        if newEnd > end { all.append(Read(start: end, event: event)) }
        end = newEnd
    }

    /// Forgets the bytes before `position`. Returns the first event that is still needed, and how many of its bytes are not; nil where
    /// none is.
    ///
    /// The bytes of that event stay as they are; where they are dropped, `dropFirst` says so.
    mutating func forget(before position: Int) -> (event: Int, dropped: Int)? {
        let next = all.firstPosition { $0.start > position }
        all.forget(before: end <= position ? all.endIndex : max(all.startIndex, next - 1))
        guard let first = all.first else { return nil }
        return (first.event, max(0, position - first.start))
    }

    /// Takes note that the first bytes of the first read are no longer in its event.
    mutating func dropFirst(_ count: Int) { all[all.startIndex].start += count }

    /// The number of the read that holds `position`.
    func index(at position: Int) -> Int? {
        let next = all.firstPosition { $0.start > position }
        return next > all.startIndex && position < end ? next - 1 : nil
    }
}

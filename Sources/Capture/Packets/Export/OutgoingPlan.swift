// What a capture has room for of a log: which events become packets, and on which packet each comment is put.

import WebSocketProtocol

/// Looks through a log before it is written.
///
/// TCP carries nothing after the end of a direction, so such events have no packets. A comment goes on the packet of its
/// connection that is nearest in time, or on the one before where two are equally near; comments keep their order.
struct OutgoingPlan {
    /// Whether an event has packets, for each event.
    private(set) var isCarried: [Bool]
    /// The position of the last event of each connection.
    private(set) var lastEvents: [Int: Int] = [:]
    /// The position from which on a connection's packets are not acknowledged: what one side sent after the last sign of
    /// the other before it closed its socket. The other may have been gone by then.
    private(set) var silences: [Int: Int] = [:]
    /// How many bytes have no packets.
    private(set) var lostBytes = 0
    private var comments: [Place: [String]] = [:]

    /// Packets that can have comments.
    enum Place: Hashable {
        /// Those that open a connection.
        case opening(Int)
        /// Those of an event, by its position in the log.
        case event(Int)
    }

    /// What is known of a connection so far.
    private struct Progress {
        var directions = OpenDirections()
        /// The packet that came last, and its time.
        var last: (place: Place, time: Double)
        /// Who sent last, and the first of the events that it has sent since.
        var sender: (endpoint: Endpoint, first: Int)?
        /// Comments since then, with their times.
        var remarks: [(text: String, time: Double)] = []
    }

    init(_ events: [LoggedEvent]) {
        isCarried = [Bool](repeating: false, count: events.count)
        var all: [Int: Progress] = [:]
        for (index, logged) in events.enumerated() {
            let (number, time) = (logged.connection, logged.event.time)
            lastEvents[number] = index
            var progress = all.removeValue(forKey: number) ?? Progress(last: (.opening(number), time))
            if let text = EventRow.comment(for: logged.event.kind) {
                progress.remarks.append((text, time))
            } else if progress.directions.carry(logged.event.kind) {
                isCarried[index] = true
                follow(&progress, logged, at: index)
                place(&progress, next: (.event(index), time))
            } else if case .bytes(_, let bytes) = logged.event.kind {
                lostBytes += bytes.count
            }
            all[number] = progress
        }
        for var progress in all.values { place(&progress, next: nil) }
    }

    /// The comments for a place, which are needed once.
    mutating func takeComments(_ place: Place) -> [String] { comments.removeValue(forKey: place) ?? [] }

    /// Records who sends an event.
    private mutating func follow(_ progress: inout Progress, _ logged: LoggedEvent, at index: Int) {
        guard let endpoint = logged.event.kind.sender else { return }
        let first = progress.sender?.endpoint == endpoint ? progress.sender?.first ?? index : index
        progress.sender = (endpoint, first)
        if case .ended(_, .close) = logged.event.kind { silences[logged.connection] = first }
    }

    private mutating func place(_ progress: inout Progress, next: (place: Place, time: Double)?) {
        let last = progress.last
        var isBefore = true
        for (text, time) in progress.remarks {
            if let next, distance(time, next.time) < distance(last.time, time) { isBefore = false }
            comments[isBefore ? last.place : next?.place ?? last.place, default: []].append(text)
        }
        progress.remarks = []
        if let next { progress.last = next }
    }

    /// In nanoseconds, since the last digits of a difference mean nothing.
    private func distance(_ time: Double, _ other: Double) -> Double { ((other - time).magnitude * 1e9).rounded() }
}

/// Which directions of a connection are still open.
private struct OpenDirections {
    private var client = true, server = true

    /// Whether TCP can carry an event. Ends close their directions.
    mutating func carry(_ kind: ConnectionEvent.Kind) -> Bool {
        switch kind {
        case .bytes(let from, let bytes): return isOpen(from) && !bytes.isEmpty
        case .missing(let from, let count, _), .unread(let from, let count, _): return isOpen(from) && count > 0
        case .ended(_, .reset):
            defer { (client, server) = (false, false) }
            return client || server
        case .ended(let by, .fin), .ended(let by, .close):
            defer { if by == .client { client = false } else { server = false } }
            return isOpen(by)
        default: return false
        }
    }

    private func isOpen(_ endpoint: Endpoint) -> Bool { endpoint == .client ? client : server }
}

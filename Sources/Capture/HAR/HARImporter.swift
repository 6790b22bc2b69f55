// From the entries of a HAR to the events of a log.

import WebSocketProtocol

/// Collects the events of all connections, and puts them in the order of time.
struct HARImporter {
    var problems = ProblemList()
    private(set) var entryCount = 0

    private var connectionCount = 0
    private var messageCount = 0
    /// The events in the order of the file, with the time of the clock.
    private var events: [(time: Double?, event: LoggedEvent)] = []

    var summary: HARSummary {
        HARSummary(
            entryCount: entryCount, connectionCount: connectionCount, messageCount: messageCount,
            problems: problems.listed, unlistedProblemCount: problems.unlistedCount)
    }

    /// Reads an entry, where it is a WebSocket.
    mutating func add(_ entry: JSONValue, offset: Int) {
        entryCount += 1
        let messages = entry["_webSocketMessages"]?.array
        guard messages != nil || entry["_resourceType"]?.string == "websocket" else { return }
        connectionCount += 1
        let number = connectionCount
        func told(_ what: String, _ done: String) {
            problems.add(offset: offset, "Connection \(number) \(what)", done: done)
        }
        let heads = HARHeads(entry)
        for problem in heads.problems { told(problem.what, problem.done) }

        var readings: [(message: Int, time: Double?, kind: ConnectionEvent.Kind)] = []
        for (index, message) in (messages ?? []).enumerated() {
            switch HARMessage(message) {
            case .event(let kind, let remark):
                readings.append((index + 1, HARTime.usable(message["time"]?.double), kind))
                if let remark { told("has message \(index + 1), \(remark.what)", remark.done) }
            case .unusable(let why):
                told("has message \(index + 1), \(why)", "It is skipped.")
            }
        }
        let isMasked = readings.contains { if case .bytes(.client, _) = $0.kind { true } else { false } }
        messageCount += readings.count { if case .bytes = $0.kind { true } else { false } }

        // The clock of the page and that of the network may differ a little: the connection opens before its messages.
        let begun = (entry["startedDateTime"]?.string).flatMap(HARTime.seconds)
        let first = readings.lazy.compactMap(\.time).first
        var now = [begun, first].compactMap(\.self).min()
        if begun == nil { told("does not say when it started.", "It starts with its first message.") }
        func add(_ kind: ConnectionEvent.Kind) {
            events.append((now, LoggedEvent(connection: number, ConnectionEvent(time: 0, kind))))
        }
        add(.opened(client: "client", server: heads.server))
        add(.note(HARFile.note, stop: false))
        if isMasked {
            add(.note("The client's masking keys are shown as \(Hex.string(HARFile.maskingKey.bytes)).", stop: false))
        }
        add(.bytes(from: .client, heads.request))
        if let response = heads.response { add(.bytes(from: .server, response)) }
        for reading in readings {
            if let time = reading.time, time >= now ?? time {
                now = time
            } else {
                told(
                    "has message \(reading.message), whose time is missing or before that of the message above it.",
                    "The order of the file is kept.")
            }
            add(reading.kind)
        }
    }

    /// Gives all events, with times from the earliest on.
    func give(_ each: (LoggedEvent) -> Void) {
        let start = events.lazy.compactMap(\.time).min() ?? 0
        let order = events.indices.sorted { (events[$0].time ?? start, $0) < (events[$1].time ?? start, $1) }
        for index in order {
            var event = events[index].event
            // Clocks of browsers tick in microseconds at best; the digits below come from the subtraction.
            event.event.time = (((events[index].time ?? start) - start) * 1_000_000).rounded() / 1_000_000
            each(event)
        }
    }
}

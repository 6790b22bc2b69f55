// From the entries of a HAR to the events of a log.

import WebSocketProtocol

/// Collects the events of all connections, and puts them in the order of time.
struct HARImporter {
    var problems = ProblemList()
    /// What is not as it seems, though nothing is wrong.
    private var remarks = ProblemList()
    private(set) var entryCount = 0

    private var connectionCount = 0
    private var messageCount = 0
    /// The events in the order of the file, with the time of the clock.
    private var events: [(time: Double?, event: LoggedEvent)] = []

    var summary: HARSummary {
        HARSummary(
            entryCount: entryCount, connectionCount: connectionCount, messageCount: messageCount,
            problems: problems.listed, unlistedProblemCount: problems.unlistedCount,
            remarks: remarks.listed, unlistedRemarkCount: remarks.unlistedCount)
    }

    /// Reads an entry, where it is a WebSocket.
    mutating func add(_ entry: JSONValue, offset: Int) {
        entryCount += 1
        let messages = entry["_webSocketMessages"]?.array
        guard messages != nil || entry["_resourceType"]?.string == "websocket" else { return }
        connectionCount += 1
        let place = Place(connection: connectionCount, offset: offset)
        let begun = (entry["startedDateTime"]?.string).flatMap(HARTime.seconds)
        if begun == nil { report("does not say when it started.", "It starts with its first message.", at: place) }
        if messages == nil { remark("has no messages in this file.", Self.absence(of: entry), at: place) }
        let readings = read(messages ?? [], near: begun, at: place)
        // The clock of the page and that of the network may differ a little: the connection opens before its messages.
        let first = readings.lazy.compactMap(\.time).first
        let start = [begun, first].compactMap(\.self).min()
        for kind in opening(HARHeads(entry), before: readings, at: place) { log(kind, start, place) }
        log(readings, from: start, at: place)
    }

    /// Which connection is read, and where its entry begins in the file.
    private struct Place {
        let connection: Int
        let offset: Int
    }

    /// A message that became an event.
    private struct Reading {
        /// Its number, from 1.
        let message: Int
        /// Seconds since 1970; nil where that is unknown.
        let time: Double?
        let kind: ConnectionEvent.Kind

        /// Who sent it; nil where it is a remark of the browser.
        var sender: Endpoint? { if case .bytes(let from, _) = kind { from } else { nil } }
    }

    /// The messages that become events.
    private mutating func read(_ messages: [JSONValue], near begun: Double?, at place: Place) -> [Reading] {
        var readings: [Reading] = []
        var withoutOpcode = 0
        for (index, message) in messages.enumerated() {
            switch HARMessage(message) {
            case .event(let kind, let guess):
                let time = HARTime.seconds(message["time"]?.double, near: begun)
                readings.append(Reading(message: index + 1, time: time, kind: kind))
                switch guess {
                case nil: break
                case .noOpcode: withoutOpcode += 1
                case .other(let what, let done): report("has message \(index + 1), \(what)", done, at: place)
                }
            case .unusable(let why):
                report("has message \(index + 1), \(why)", "It is skipped.", at: place)
            }
        }
        if withoutOpcode > 0 {
            remark(
                "has \(Count.words(withoutOpcode, "message")) without an opcode.", "Each is read as text.", at: place)
        }
        messageCount += readings.count { $0.sender != nil }
        return readings
    }

    /// What comes before the messages.
    private mutating func opening(
        _ heads: HARHeads, before readings: [Reading], at place: Place
    ) -> [ConnectionEvent.Kind] {
        let opening = HAROpening(heads, isOpen: readings.contains { $0.sender != nil })
        for problem in heads.serverProblems { report(problem.what, problem.done, at: place) }
        var kinds: [ConnectionEvent.Kind] = [
            opening.isMidStream
                ? .midStream(client: "client", server: heads.server) : .opened(client: "client", server: heads.server),
            .note(HARFile.note, pauses: false),
        ]
        if readings.contains(where: { $0.sender == .client }) {
            let key = Hex.string(HARFile.maskingKey.bytes)
            kinds.append(.note("The client's masking keys are shown as \(key).", pauses: false))
        }
        if let why = opening.why {
            let words = "\(why): no handshake is shown. The request was for \(heads.target) at \(heads.server)."
            remark("begins without its handshake.", "\(why).", at: place)
            return kinds + [.note(words, pauses: false)]
        }
        for problem in heads.headProblems { report(problem.what, problem.done, at: place) }
        kinds.append(.bytes(from: .client, heads.request))
        if let response = heads.response { kinds.append(.bytes(from: .server, response)) }
        return kinds
    }

    /// Adds messages in the order of the file, each at its time, or at that of the one before.
    private mutating func log(_ readings: [Reading], from start: Double?, at place: Place) {
        let hasTimes = readings.contains { $0.time != nil }
        if !hasTimes, readings.count > 1 {
            report("has no usable message times.", "The order of the file is kept.", at: place)
        }
        var now = start
        for reading in readings {
            if let time = reading.time, time >= now ?? time {
                now = time
            } else if hasTimes || readings.count == 1 {
                report(
                    "has message \(reading.message), whose time is missing or before that of the message above it.",
                    "The order of the file is kept.", at: place)
            }
            log(reading.kind, now, place)
        }
    }

    private mutating func log(_ kind: ConnectionEvent.Kind, _ time: Double?, _ place: Place) {
        events.append((time, LoggedEvent(connection: place.connection, ConnectionEvent(time: 0, kind))))
    }

    private mutating func report(_ what: String, _ done: String, at place: Place) {
        problems.add(offset: place.offset, "Connection \(place.connection) \(what)", done: done)
    }

    private mutating func remark(_ what: String, _ done: String, at place: Place) {
        remarks.add(offset: place.offset, "Connection \(place.connection) \(what)", done: done)
    }

    /// Where the messages are of an entry that lists none. Playwright names another file for them (`content: attach`).
    private static func absence(of entry: JSONValue) -> String {
        guard let file = entry["response"]?["content"]?["_file"]?.string else {
            return "The program that wrote it left them out."
        }
        return "They are in another file, \(ProblemList.quoted(file)); record with content: embed to keep them in one."
    }

    /// Hands out all events, with times from the earliest on.
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

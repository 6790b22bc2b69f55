// The event log: nothing is lost, times ascend, each reader has its own backlog, and waits.

import Capture
import Testing
import WebSocketProtocol

struct EventLogTests {
    private static func bytes(_ count: Int) -> ConnectionEvent.Kind {
        .bytes(from: .client, [UInt8](repeating: 7, count: count))
    }

    @Test func keepsTheOrder() {
        let log = EventLog()
        var reader = log.reader(.letsGo(limit: .max))
        log.append(connection: 1, .opened(client: "a", server: "b"))
        log.append(connection: 2, Self.bytes(3))
        log.append(connection: 1, .ended(by: .client, .fin))
        let events = reader.takeAll()
        #expect(events.map(\.connection) == [1, 2, 1])
        #expect(
            events.map(\.event.kind) == [.opened(client: "a", server: "b"), Self.bytes(3), .ended(by: .client, .fin)])
        #expect(zip(events, events.dropFirst()).allSatisfy { $0.event.time <= $1.event.time })
        #expect(reader.takeAll().isEmpty, "what was taken is gone")
    }

    @Test func everyReaderGetsAllFromItsBeginningOn() {
        let log = EventLog()
        var first = log.reader(.letsGo(limit: .max))
        log.append(connection: 1, Self.bytes(1))
        var second = log.reader(.holdsBack(limit: 10))
        log.append(connection: 1, Self.bytes(2))
        #expect(first.takeAll().map(\.event.kind) == [Self.bytes(1), Self.bytes(2)])
        #expect(second.takeAll().map(\.event.kind) == [Self.bytes(2)])
    }

    @Test func batchesAreSmallEnoughToLookUpInBetween() throws {
        let log = EventLog()
        var reader = log.reader(.letsGo(limit: .max))
        for _ in 0..<10_000 { log.append(connection: 1, Self.bytes(1)) }
        for _ in 0..<10 { log.append(connection: 1, Self.bytes(50_000)) }
        var counts: [Int] = []
        while let batch = reader.take() {
            counts.append(batch.events.count)
            #expect(batch.events.reduce(0) { $0 + $1.event.byteCount } <= 64 << 10 + 50_000)
        }
        #expect(counts.allSatisfy { $0 <= 1024 })
        #expect(counts.reduce(0, +) == 10_010)
    }

    @Test func aRecordingAsksTheServerToWaitUntilItIsDone() {
        let log = EventLog()
        var recording = log.reader(.holdsBack(limit: 100_000))
        let calls = Calls()
        log.append(connection: 1, Self.bytes(60_000))
        #expect(!log.mustWait { calls.count })
        log.append(connection: 1, Self.bytes(60_000))
        #expect(log.mustWait { calls.count })
        let batch = recording.take()
        #expect(calls.value == 0, "what is being written is not safe yet")
        if let batch { recording.isDone(batch) }
        while let batch = recording.take() { recording.isDone(batch) }
        #expect(calls.value == 1)
        #expect(!log.mustWait { calls.count })
    }

    @Test func aRecordingThatEndsLetsTheServerGo() {
        let log = EventLog()
        let recording = log.reader(.holdsBack(limit: 10))
        let calls = Calls()
        log.append(connection: 1, Self.bytes(60_000))
        #expect(log.mustWait { calls.count })
        recording.detach()
        #expect(calls.value == 1)
        log.append(connection: 1, Self.bytes(60_000))
        #expect(!log.mustWait { calls.count })
        #expect(!recording.hasEvents)
    }

    @Test func readerIsWokenByAnEvent() async {
        let log = EventLog()
        var reader = log.reader(.letsGo(limit: .max))
        async let isReady = reader.waitForEvents()
        log.append(connection: 1, .note("x", pauses: false))
        #expect(await isReady)
        #expect(await reader.waitForEvents(), "what already waits is reported at once")
        #expect(reader.takeAll().count == 1)
    }

    @Test func readerIsWokenByTheEnd() async {
        let log = EventLog()
        var reader = log.reader(.letsGo(limit: .max))
        async let isReady = reader.waitForEvents()
        log.finish()
        #expect(await !isReady)
        log.append(connection: 1, .note("late", pauses: false))
        #expect(await reader.waitForEvents(), "a finished log still hands out what it has")
        _ = reader.takeAll()
        #expect(await !reader.waitForEvents())
    }

    @Test func readerIsWokenByItsCancellation() async {
        let log = EventLog()
        let reader = log.reader(.letsGo(limit: .max))
        let waiting = Task { await reader.waitForEvents() }
        waiting.cancel()
        #expect(await !waiting.value)
        log.append(connection: 1, .note("x", pauses: false))
        #expect(await reader.waitForEvents())
    }

    @Test(arguments: [LogPolicy.letsGo(limit: .max), .holdsBack(limit: 1000)])
    func concurrentWritersLoseNothing(policy: LogPolicy) async {
        let log = EventLog()
        let (writers, each) = (8, 500)
        let reader = log.reader(policy)
        let reading = Task {
            var reader = reader
            var events: [LoggedEvent] = []
            while await reader.waitForEvents() { events += reader.takeAll() }
            return events
        }
        await withTaskGroup { group in
            for writer in 1...writers {
                group.addTask {
                    for number in 0..<each { log.append(connection: writer, .note("\(number)", pauses: false)) }
                }
            }
        }
        log.finish()
        let events = await reading.value
        #expect(zip(events, events.dropFirst()).allSatisfy { $0.event.time <= $1.event.time })
        for writer in 1...writers {
            let notes = events.filter { $0.connection == writer }.map(\.event.kind)
            #expect(notes == (0..<each).map { .note("\($0)", pauses: false) })
        }
    }
}

extension LogReader {
    /// Everything that waits.
    mutating func takeAll() -> [LoggedEvent] {
        var events: [LoggedEvent] = []
        while let batch = take() {
            events += batch.events
            isDone(batch)
        }
        return events
    }
}

extension ConnectionEvent {
    /// How many bytes it has.
    var byteCount: Int { if case .bytes(_, let bytes) = kind { bytes.count } else { 0 } }
}

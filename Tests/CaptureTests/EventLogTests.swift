// The event log: nothing is lost, times ascend, memory is bounded, one reader waits.

import Capture
import Testing
import WebSocketProtocol

struct EventLogTests {
    private static func bytes(_ count: Int) -> ConnectionEvent.Kind {
        .bytes(from: .client, [UInt8](repeating: 7, count: count))
    }

    @Test func keepsTheOrder() {
        let log = EventLog()
        log.append(connection: 1, .opened(client: "a", server: "b"))
        log.append(connection: 2, Self.bytes(3))
        log.append(connection: 1, .ended(by: .client, .fin))
        let events = log.take()
        #expect(events.map(\.connection) == [1, 2, 1])
        #expect(
            events.map(\.event.kind) == [.opened(client: "a", server: "b"), Self.bytes(3), .ended(by: .client, .fin)])
        #expect(zip(events, events.dropFirst()).allSatisfy { $0.event.time <= $1.event.time })
        #expect(log.take().isEmpty, "what was taken is gone")
    }

    /// Events of 10, 20, 30 ... bytes; a limit; what is left of their bytes.
    @Test(arguments: [
        (100, [10, 20, 30], [10, 20, 30]),
        (59, [10, 20, 30], [0, 0, 0]),
        (60, [10, 20, 30], [10, 20, 30]),
        (60, [10, 20, 30, 10], [0, 0, 0, 10]),
        (100, [10, 90, 10], [0, 0, 10]),
        (100, [60, 30, 15], [0, 30, 15]),
    ])
    func dropsTheOldestBytes(limit: Int, sizes: [Int], left: [Int]) {
        let log = EventLog(memoryLimit: limit)
        for size in sizes { log.append(connection: 1, Self.bytes(size)) }
        let kinds = log.take().map(\.event.kind)
        #expect(kinds == zip(sizes, left).map { $1 == 0 ? .missing(from: .client, count: $0) : Self.bytes($0) })
    }

    @Test func takingMakesRoom() {
        let log = EventLog(memoryLimit: 10)
        for _ in 0..<5 {
            log.append(connection: 1, Self.bytes(10))
            #expect(log.take().map(\.event.kind) == [Self.bytes(10)])
        }
    }

    @Test func readerIsWokenByAnEvent() async {
        let log = EventLog()
        async let isReady = log.waitForEvents()
        log.append(connection: 1, .note("x", stop: false))
        #expect(await isReady)
        #expect(await log.waitForEvents(), "what waits already is told at once")
        #expect(log.take().count == 1)
    }

    @Test func readerIsWokenByTheEnd() async {
        let log = EventLog()
        async let isReady = log.waitForEvents()
        log.finish()
        #expect(await !isReady)
        log.append(connection: 1, .note("late", stop: false))
        #expect(await log.waitForEvents(), "a finished log still hands out what it has")
        _ = log.take()
        #expect(await !log.waitForEvents())
    }

    @Test func readerIsWokenByItsCancellation() async {
        let log = EventLog()
        let reader = Task { await log.waitForEvents() }
        reader.cancel()
        #expect(await !reader.value)
        log.append(connection: 1, .note("x", stop: false))
        #expect(await log.waitForEvents())
    }

    @Test func concurrentWritersLoseNothing() async {
        let log = EventLog()
        let (writers, each) = (8, 500)
        let reader = Task {
            var events: [LoggedEvent] = []
            while await log.waitForEvents() { events += log.take() }
            return events
        }
        await withTaskGroup { group in
            for writer in 1...writers {
                group.addTask {
                    for number in 0..<each { log.append(connection: writer, .note("\(number)", stop: false)) }
                }
            }
        }
        log.finish()
        let events = await reader.value
        #expect(zip(events, events.dropFirst()).allSatisfy { $0.event.time <= $1.event.time })
        for writer in 1...writers {
            let notes = events.filter { $0.connection == writer }.map(\.event.kind)
            #expect(notes == (0..<each).map { .note("\($0)", stop: false) })
        }
    }
}

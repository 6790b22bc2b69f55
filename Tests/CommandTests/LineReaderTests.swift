// What waits for a session in lines: events stay in the log, where they have a limit, until the session takes them.

import Capture
import Testing
import WebSocketProtocol

@testable import wslens

@Suite struct LineReaderTests {
    @Test func eventsWaitInTheLogUntilTheyAreTaken() async throws {
        let log = EventLog()
        var reader = log.reader(.letsGo(limit: 1 << 20))
        let input = LineReader()
        let following = input.follow(reader)
        input.nextEvents()
        var events = input.events.makeAsyncIterator()
        for _ in 0..<3 {
            for _ in 0..<50 { log.append(connection: 1, .bytes(from: .client, [UInt8](repeating: 7, count: 100_000))) }
            guard case .events = await events.next() else {
                Issue.record("no sign of what waits")
                return
            }
            // Five megabytes came, and one of them is kept.
            #expect((1...11).contains(reader.waiting.count))
            #expect(reader.waiting.lostCount >= 39)
            while let batch = reader.take() { reader.isDone(batch) }
            input.nextEvents()
        }
        log.finish()
        await following.value
    }
}

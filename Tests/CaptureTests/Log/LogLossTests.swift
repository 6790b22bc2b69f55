// A reader of the log that falls behind: it gets counts, continues at the next frame of each direction, and is notified at once.

import Capture
import Synchronization
import TestSupport
import Testing
import WebSocketProtocol

struct LogLossTests {
    /// A log whose readers keep at most `limit` bytes.
    private static func fallBehind(limit: Int = 100_000, _ body: (EventLog) -> Void) -> [String] {
        let log = EventLog()
        var reader = log.reader(.letsGo(limit: limit))
        body(log)
        return reader.takeAll().map { "\($0.connection) \(words($0.event.kind))" }
    }

    private static func words(_ kind: ConnectionEvent.Kind) -> String {
        switch kind {
        case .opened: "opened"
        case .bytes(let from, let bytes): "\(from) \(bytes.count)"
        case .missing(let from, let count, let frames):
            "\(from) missing \(count), frames \(frames.map(String.init) ?? "?")"
        case .ended(let by, let how): "\(by) \(how)"
        default: "other"
        }
    }

    /// Adds reads of a thousand bytes; each frame has 1,500, so that the frames begin at 0, 1500, 3000 …
    private static func flood(_ log: EventLog, _ reads: Range<Int>, connection: Int = 1) {
        for read in reads {
            let number = (read * 1000 + 1499) / 1500
            let start = FrameStart(offset: number * 1500 - read * 1000, number: number)
            [UInt8](repeating: 7, count: 1000).withUnsafeBytes {
                log.append(connection: connection, from: .client, $0, frame: start)
            }
        }
    }

    @Test func whatIsLeftBeginsWithAFrame() throws {
        let events = Self.fallBehind { log in
            log.append(connection: 1, .opened(client: "a", server: "b"))
            Self.flood(log, 0..<1000)
        }
        #expect(events[0] == "1 opened")
        let missing = try #require(events[1].firstMatch(of: /^1 client missing (\d+), frames (\d+)$/), "\(events[1])")
        let (count, frames) = (try #require(Int(missing.1)), try #require(Int(missing.2)))
        #expect(count == frames * 1500)
        let rest = events[2...].reduce(0) { $0 + (Int($1.dropFirst("1 client ".count)) ?? 0) }
        #expect(count + rest == 1_000_000)
        #expect(rest <= 100_000)
        #expect(rest > 50_000, "not more is let go of than necessary")
    }

    @Test func anEndAfterALossIsKept() {
        let log = EventLog()
        var reader = log.reader(.letsGo(limit: 100_000))
        log.append(connection: 1, .opened(client: "a", server: "b"))
        Self.flood(log, 0..<5)
        #expect(reader.takeAll().count == 6)
        Self.flood(log, 5..<20)
        log.append(connection: 1, .ended(by: .client, .fin))
        log.append(connection: 1, .ended(by: .server, .fin))
        Self.flood(log, 0..<1000, connection: 2)
        let events = reader.takeAll().filter { $0.connection == 1 }.map { Self.words($0.event.kind) }
        #expect(events == ["client missing 15000, frames ?", "client fin", "server fin"])
    }

    /// Nothing of what comes after it is decoded, so no frame will say where the loss ends.
    @Test func bytesThatAreNotReadComeAfterALoss() {
        let log = EventLog()
        var reader = log.reader(.letsGo(limit: 100_000))
        log.append(connection: 1, .opened(client: "a", server: "b"))
        #expect(reader.takeAll().count == 1)
        Self.flood(log, 0..<20)
        log.append(connection: 1, .unread(from: .client, count: 7, after: .failure))
        Self.flood(log, 0..<1000, connection: 2)
        let events = reader.takeAll().filter { $0.connection == 1 }.map(\.event.kind)
        #expect(
            events == [
                .missing(from: .client, count: 20_000), .unread(from: .client, count: 7, after: .failure),
            ])
    }

    /// A client that is silent now, with its last frame among what was lost: the reader gets the gap once nothing else waits. In the middle
    /// of a frame it waits for the next one.
    @Test(arguments: [0, 500, nil]) func aLossIsReportedWithoutWaitingForAFrame(rest: Int?) {
        let log = EventLog()
        var reader = log.reader(.letsGo(limit: 100_000))
        log.append(connection: 1, .opened(client: "a", server: "b"))
        for number in 0..<200 {
            [UInt8](repeating: 7, count: 1000).withUnsafeBytes {
                let next = rest.map { FrameStart(offset: number < 199 ? 0 : $0, number: number + 1) }
                log.append(
                    connection: 1, from: .client, $0, frame: FrameStart(offset: nil, number: number), next: next)
            }
        }
        let events = reader.takeAll().map { Self.words($0.event.kind) }
        #expect(events == (rest == 0 ? ["opened", "client missing 200000, frames 200"] : ["opened"]))
    }

    /// What connection 1 says behind a loss: of its reads 5 to 19 nothing is kept.
    private static func behindALoss(_ body: (EventLog) -> Void) -> [String] {
        let log = EventLog()
        var reader = log.reader(.letsGo(limit: 100_000))
        flood(log, 0..<5)
        _ = reader.takeAll()
        flood(log, 5..<20)
        flood(log, 0..<1000, connection: 2)
        body(log)
        return reader.takeAll().filter { $0.connection == 1 }.map { words($0.event.kind) }
    }

    /// Read 20 ends where a frame begins: the loss ends there, and nobody waits for that frame.
    @Test func aLossEndsWhereAFrameBegins() {
        #expect(Self.behindALoss { Self.flood($0, 20..<21) } == ["client missing 16000, frames 10"])
        #expect(
            Self.behindALoss { Self.flood($0, 20..<22) } == ["client missing 16000, frames 10", "client 1000"])
    }

    /// A closed socket and a reset end both directions, whoever did it; a FIN ends one.
    @Test(arguments: [EndManner.close, .reset]) func anEndOfBothSidesEndsTheLossOfTheOther(how: EndManner) {
        #expect(
            Self.behindALoss { $0.append(connection: 1, .ended(by: .server, how)) }
                == ["client missing 15000, frames ?", "server \(how)"])
        #expect(Self.behindALoss { $0.append(connection: 1, .ended(by: .server, .fin)) } == ["server fin"])
    }

    @Test func connectionsThatCameAndWentMeanwhileAreCounted() {
        let log = EventLog()
        var reader = log.reader(.letsGo(limit: 100_000))
        for number in 1...1000 {
            log.append(connection: number, .opened(client: "a", server: "b"))
            if number != 500 { log.append(connection: number, .ended(by: .server, .close)) }
        }
        var unseen = 0
        var seen: Set<Int> = []
        while let batch = reader.take() {
            unseen += batch.unseenCount
            seen.formUnion(batch.events.map(\.connection))
        }
        #expect(unseen + seen.count == 1000)
        #expect(unseen > 500)
        #expect(seen.contains(500), "a live connection is not forgotten")
    }

    /// A connection that lives long, on which the server does something again and again while nobody reads: the latest are kept.
    @Test(arguments: [31, 32, 33, 34, 35, 5000]) func ofTheServersActionsTheLatestAreKept(count: Int) {
        let log = EventLog()
        var reader = log.reader(.letsGo(limit: 100_000))
        log.append(connection: 1, .opened(client: "a", server: "b"))
        for number in 1...count {
            log.append(connection: 1, .serverAction(name: "action", sentence: "\(number)"))
            if number == 2 { log.append(connection: 1, .unread(from: .client, count: 9, after: .close)) }
        }
        log.append(connection: 1, .ended(by: .client, .fin))
        Self.flood(log, 0..<2000, connection: 2)
        let events = reader.takeAll().filter { $0.connection == 1 }
        #expect(events.map(\.event.time) == events.map(\.event.time).sorted())
        let words = events.map { event in
            if case .serverAction(let name, let sentence) = event.event.kind { return "\(name): \(sentence)" }
            return Self.words(event.event.kind)
        }
        let dropped = max(0, count - 32)
        let (noun, number) = (dropped == 1 ? "action" : "actions", dropped == 4968 ? "4,968" : "\(dropped)")
        let skipped =
            "actions-skipped: \(number) earlier \(noun) of the server on this connection came too fast to be shown."
        var expected = ["opened"]
        for number in 1...count {
            if number >= dropped { expected.append(number == dropped ? skipped : "action: \(number)") }
            if number == 2 { expected.append("other") }
        }
        #expect(words == expected + ["client fin"])
    }

    /// What is kept of many connections is a part of what the log may take.
    @Test func whatIsKeptOfALossCounts() {
        let log = EventLog()
        var reader = log.reader(.letsGo(limit: 100_000))
        for _ in 0..<100 {
            for number in 1...1000 { log.append(connection: number, .serverAction(name: "action", sentence: "")) }
        }
        // A thousand connections with 32 actions each are above the bound by themselves: nothing else waits but the batch that is filled.
        #expect(reader.waiting.count < 1024)
        #expect(reader.waiting.count + reader.waiting.lostCount == 100_000)
        var kept = 0
        for event in reader.takeAll() {
            if case .serverAction("action", _) = event.event.kind { kept += 1 }
        }
        #expect((32_000..<34_000).contains(kept))
    }

    /// Ten losses in a row are reported once; the next one, after the reader has caught up, again.
    @Test func aLossIsReportedAtOnceAndOnce() {
        let log = EventLog()
        let calls = Calls()
        var reader = log.reader(.letsGo(limit: 100_000), onLoss: calls.count)
        Self.flood(log, 0..<50)
        #expect(calls.value == 0)
        Self.flood(log, 50..<1000)
        #expect(calls.value == 1)
        _ = reader.takeAll()
        Self.flood(log, 1000..<2000)
        #expect(calls.value == 2)
    }

    /// The dissection of what is left has only whole frames, and no violations.
    @Test(arguments: 0..<20) func whatIsLeftIsDecoded(seed: Int) {
        var numbers = SeededNumbers(seed: UInt64(seed))
        let log = EventLog()
        var reader = log.reader(.letsGo(limit: 60_000))
        var conversation = Conversation(number: 1)
        var receiver = (sent: [UInt8](), starts: [Int](), headers: [Range<Int>]())
        for number in 0..<3000 {
            receiver.starts.append(receiver.sent.count)
            let isText = number % 3 == 0
            let frame = Frame(
                isText ? .text : .binary,
                payload: [UInt8](repeating: 0x61, count: Int.random(in: 0...300, using: &numbers)),
                maskingKey: Wire.maskingKey)
            receiver.sent += frame.encoded
            receiver.headers.append(receiver.starts[number] + 1..<receiver.sent.count - frame.payload.count)
        }
        log.append(connection: 1, .midStream(client: "a", server: "b"))
        var position = 0
        while position < receiver.sent.count {
            let end = min(receiver.sent.count, position + Int.random(in: 1...3000, using: &numbers))
            let next = receiver.starts.firstIndex { $0 >= position }
            let isInHeader = receiver.headers.contains { $0.contains(position) }
            let start = next.map { FrameStart(offset: isInHeader ? nil : receiver.starts[$0] - position, number: $0) }
            receiver.sent[position..<end].withUnsafeBytes { log.append(connection: 1, from: .client, $0, frame: start) }
            position = end
            if Int.random(in: 0..<60, using: &numbers) == 0 {
                for event in reader.takeAll() { conversation.add(event.event) }
            }
        }
        for event in reader.takeAll() { conversation.add(event.event) }
        let frames = conversation.dissection.frames(from: .client)
        #expect(!conversation.dissection.hasViolations)
        #expect(conversation.dissection.byteCount(from: .client) == receiver.sent.count)
        let lost = conversation.events.reduce(0) {
            if case .missing(_, _, let frames?) = $1.kind { $0 + frames } else { $0 }
        }
        #expect(lost > 0)
        #expect(frames.count + lost == 3000)
        #expect(Set(frames.map(\.offset)).isSubset(of: receiver.starts))
    }
}

/// Counts calls from any thread.
final class Calls: Sendable {
    private let state = Mutex(0)
    var value: Int { state.withLock { $0 } }
    var count: @Sendable () -> Void { { [self] in state.withLock { $0 += 1 } } }
}

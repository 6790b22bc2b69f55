// What the log does with memory: that of batches is used again, and large reads and writes are shared.

@testable import Capture
import Synchronization
import Testing
import WebSocketProtocol

struct LogMemoryTests {
    @Test func theMemoryOfABatchIsUsedAgain() {
        let log = EventLog()
        var reader = log.reader(.letsGo(limit: .max))
        var addresses: [Int] = []
        for _ in 0..<6 {
            log.append(connection: 1, .bytes(from: .client, [UInt8](repeating: 7, count: 64 << 10)))
            guard let batch = reader.take() else {
                Issue.record("nothing waits")
                return
            }
            addresses.append(batch.source.bytes.withUnsafeBufferPointer { Int(bitPattern: $0.baseAddress) })
            reader.isDone(batch)
        }
        // One batch is filled while the other is read.
        #expect(addresses[2...] == addresses[..<4], "the memory of the batch before the last")
    }

    /// Counts in place of what was let go of come in a batch of their own, which has no memory that could be used again.
    @Test func lossesLeaveNoBatchesBehind() {
        let log = EventLog()
        var reader = log.reader(.letsGo(limit: 256 << 10))
        var spares: [Int] = []
        for round in 0..<100 {
            for number in 0..<10 {
                log.append(connection: round, .bytes(from: .client, [UInt8](repeating: 7, count: 64 << 10)))
                log.append(connection: round, .serverAction(name: "\(number)", sentence: ""))
            }
            _ = reader.takeAll()
            spares.append(log.state.withLock { $0.backlogs[0].spares.count })
        }
        #expect(spares.last == spares[1])
    }

    @Test func anEventTakesNoMoreMemoryThanItsBytes() {
        let log = EventLog()
        var reader = log.reader(.letsGo(limit: .max))
        for count in [100_000, 5, 5, 5] {
            log.append(connection: 1, .bytes(from: .client, [UInt8](repeating: 7, count: count)))
            for event in reader.takeAll() {
                guard case .bytes(_, let bytes) = event.event.kind else { continue }
                #expect(bytes.capacity < count + 64, "after a large read the memory of batches is large")
            }
        }
    }

    @Test func sharedBytesKeepTheirPlaceAmongOthers() {
        let log = EventLog()
        var reader = log.reader(.letsGo(limit: .max))
        var expected: [ConnectionEvent.Kind] = []
        for number in 0..<40 {
            let bytes = [UInt8](repeating: UInt8(number), count: 1000 * number)
            expected.append(.bytes(from: number % 3 == 0 ? .client : .server, bytes))
            if number.isMultiple(of: 2) {
                log.append(
                    connection: 1, from: number % 3 == 0 ? .client : .server, shared: Shared(bytes: bytes), frame: nil,
                    next: nil)
            } else {
                log.append(connection: 1, expected[number])
            }
        }
        #expect(reader.takeAll().map(\.event.kind) == expected)
    }

    @Test func sharedBytesCountAsTheMemoryThatTheyKeep() {
        let log = EventLog()
        var reader = log.reader(.letsGo(limit: 1 << 20))
        for _ in 0..<20 {
            log.append(
                connection: 1, from: .client, shared: Shared(bytes: [1, 2, 3], memoryCost: 100_000), frame: nil,
                next: nil)
        }
        // Nothing tells where a frame begins, so what is left of these bytes can't be read either.
        let waiting = reader.waiting
        #expect(waiting.count < 11)
        #expect(waiting.count + waiting.lostCount == 20)
        log.append(connection: 1, .ended(by: .client, .fin))
        #expect(reader.takeAll().first?.event.kind == .missing(from: .client, count: 60))
    }

    @Test func aBatchOfSharedBytesIsSmall() {
        let log = EventLog()
        var reader = log.reader(.letsGo(limit: .max))
        for _ in 0..<10 {
            log.append(
                connection: 1, from: .client, shared: Shared(bytes: [1], memoryCost: 40_000), frame: nil, next: nil)
        }
        var counts: [Int] = []
        while let batch = reader.take() { counts.append(batch.events.count) }
        #expect(counts == [2, 2, 2, 2, 2])
    }
}

private struct Shared: SharedBytes {
    let bytes: [UInt8]
    var memoryCost = 0
    var byteCount: Int { bytes.count }
    func copied(from offset: Int) -> [UInt8] { Array(bytes.dropFirst(offset)) }
}

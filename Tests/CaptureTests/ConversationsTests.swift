// All connections of a log, and what is let go when memory is short.

import Capture
import TestSupport
import Testing
import WebSocketProtocol

struct ConversationsTests {
    private static func open(_ number: Int, in conversations: inout Conversations) {
        add(number, .opened(client: "127.0.0.1:50000", server: "127.0.0.1:1338"), to: &conversations)
        for kind in Session.upgraded.kinds { add(number, kind, to: &conversations) }
    }

    private static func add(_ number: Int, _ kind: ConnectionEvent.Kind, to conversations: inout Conversations) {
        conversations.add(LoggedEvent(connection: number, ConnectionEvent(time: 0, kind)))
    }

    private static func close(_ number: Int, in conversations: inout Conversations) {
        add(number, .ended(by: .server, .close), to: &conversations)
    }

    private static func cost(_ conversations: Conversations) -> Int { conversations.all.reduce(0) { $0 + $1.cost } }

    private static let text = Wire.hello

    @Test func aFloodLosesOnlyItsOwnOldest() {
        var conversations = Conversations(memoryLimit: 4 << 20)
        Self.open(1, in: &conversations)
        for _ in 0..<10 { Self.add(1, .bytes(from: .client, Self.text), to: &conversations) }
        let quiet = conversations[1]?.cost
        Self.open(2, in: &conversations)
        var most = 0
        for _ in 0..<100_000 {
            Self.add(2, .bytes(from: .client, Self.text), to: &conversations)
            if conversations.isFull() {
                let changed = conversations.letGo(keeping: nil)
                #expect(changed == [2])
            }
            most = max(most, Self.cost(conversations))
        }
        #expect(most <= 4 << 20 + 1000)
        #expect(conversations[1]?.cost == quiet)
        #expect(conversations[2]?.dissection.frames(from: .client).endIndex == 100_000)
        #expect(conversations.forgottenCount == 0)
    }

    @Test func connectionsThatComeAndGoAreLetGoWholeTheOldestFirst() {
        var conversations = Conversations(memoryLimit: 1 << 20)
        Self.open(1, in: &conversations)
        for number in 2...3000 {
            Self.open(number, in: &conversations)
            Self.close(number, in: &conversations)
            if conversations.isFull() { _ = conversations.letGo(keeping: 3) }
            #expect(!conversations.isFull())
        }
        let numbers = conversations.all.map(\.number)
        #expect(numbers.first == 1, "it lives")
        #expect(numbers.dropFirst().first == 3, "it is on screen")
        #expect(numbers.last == 3000)
        #expect(numbers == numbers.sorted())
        #expect(conversations.forgottenCount + numbers.count == 3000)
        #expect(numbers.allSatisfy { conversations[$0]?.number == $0 })
        #expect(conversations[2] == nil)
    }

    /// Each read has more findings than may be kept.
    @Test func readsOfManySmallFrames() {
        var conversations = Conversations(memoryLimit: 2 << 20)
        Self.open(1, in: &conversations)
        let pings = Array(
            repeatElement(frame(.ping), count: 20_000).joined())
        let pongs = Array(repeatElement(frame(.pong, from: .server), count: 20_000).joined())
        for _ in 0..<5 {
            Self.add(1, .bytes(from: .client, pings), to: &conversations)
            Self.add(1, .bytes(from: .server, pongs), to: &conversations)
            _ = conversations.letGo(keeping: 1)
            #expect(!conversations.isFull())
        }
        let conversation = conversations[1]
        #expect(conversation?.hasDroppedBytes == false)
        let frames = conversation?.dissection.frames(from: .server)
        #expect(frames?.endIndex == 100_000)
        #expect(frames.map { $0.count > 1000 } == true)
        #expect(frames?.last.flatMap { conversation?.bytes(of: $0) } == [0x8a, 0])
    }

    /// Messages that are not complete can't be halved: their bytes go.
    @Test func manyOpenConnectionsWithOneLargeFrameEach() {
        var conversations = Conversations(memoryLimit: 4 << 20)
        let header = FrameHeader(opcode: .binary, maskingKey: Wire.maskingKey, payloadLength: 16 << 20).encoded
        for number in 1...50 {
            Self.open(number, in: &conversations)
            Self.add(number, .bytes(from: .client, header), to: &conversations)
        }
        for _ in 0..<20 {
            for number in 1...50 {
                Self.add(number, .bytes(from: .client, [UInt8](repeating: 0, count: 16 << 10)), to: &conversations)
                if conversations.isFull() { _ = conversations.letGo(keeping: 1) }
                #expect(!conversations.isFull())
            }
        }
        #expect(conversations.all.count == 50)
        #expect(
            conversations.all.allSatisfy { ($0.dissection.unfinishedFrame(from: .client)?.received ?? 0) > 300_000 })
    }

    @Test func aRecordingHasNoLimit() {
        var conversations = Conversations(memoryLimit: .max)
        Self.add(1, .bytes(from: .client, [1]), to: &conversations)
        #expect(!conversations.isFull())
    }

    @Test func areFoundByNumber() {
        var conversations = Conversations()
        for number in [4, 2, 4] {
            conversations.add(LoggedEvent(connection: number, ConnectionEvent(time: 0, .note("n", pauses: false))))
        }
        #expect(conversations.all.map(\.number) == [4, 2])
        #expect(conversations[4]?.events.count == 2)
        #expect(conversations[2]?.events.count == 1)
        #expect(conversations[1] == nil)
    }
}

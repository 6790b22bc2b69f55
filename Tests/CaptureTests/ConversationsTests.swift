// All connections of a log, and which of them lose their bytes when memory is short.

import Capture
import Testing
import WebSocketProtocol

struct ConversationsTests {
    /// Connections of these numbers get this many bytes in turn; what each holds in the end, in the order of opening.
    static let courses: [(limit: Int, events: [(Int, Int)], held: [Int], dropped: Int)] = [
        (100, [(1, 40), (2, 40)], [40, 40], 0),
        (100, [(1, 50), (2, 50)], [50, 50], 0),
        (100, [(1, 50), (2, 50), (3, 1)], [0, 50, 1], 1),
        (100, [(1, 50), (2, 50), (3, 60)], [0, 0, 60], 2),
        (100, [(1, 50), (2, 50), (1, 1)], [51, 0], 1),
        (100, [(1, 101)], [0], 1),
        (100, [(7, 60), (3, 60), (3, 60)], [0, 0], 2),
        (100, [(1, 60), (2, 60), (1, 60), (2, 60)], [0, 60], 2),
    ]

    @Test(arguments: courses)
    func dropsTheOldestFirst(limit: Int, events: [(Int, Int)], held: [Int], dropped: Int) {
        var conversations = Conversations(memoryLimit: limit)
        for (connection, count) in events {
            let event = ConnectionEvent(time: 0, .bytes(from: .client, [UInt8](repeating: 0, count: count)))
            conversations.add(LoggedEvent(connection: connection, event))
        }
        #expect(conversations.all.map(\.heldBytes) == held)
        #expect(conversations.droppedCount == dropped)
        #expect(conversations.all.filter(\.hasDroppedBytes).count == dropped)
    }

    @Test func areFoundByNumber() {
        var conversations = Conversations()
        for number in [4, 2, 4] {
            conversations.add(LoggedEvent(connection: number, ConnectionEvent(time: 0, .note("n", stop: false))))
        }
        #expect(conversations.all.map(\.number) == [4, 2])
        #expect(conversations[4]?.events.count == 2)
        #expect(conversations[2]?.events.count == 1)
        #expect(conversations[1] == nil)
    }
}

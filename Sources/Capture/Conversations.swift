// All connections of a log, within a limit of memory.

import WebSocketProtocol

/// The connections of a log, by number.
public struct Conversations: Sendable {
    /// The connections in the order of opening.
    public private(set) var all: [Conversation] = []
    /// How many connections' bytes were dropped to stay within the limit.
    public private(set) var droppedCount = 0
    /// How many bytes the events may hold; beyond that the oldest connections' bytes go first.
    public let memoryLimit: Int

    private var positions: [Int: Int] = [:]
    private var heldBytes = 0

    /// No connections yet.
    public init(memoryLimit: Int = EventLog.defaultMemoryLimit) { self.memoryLimit = memoryLimit }

    /// The connection with a number.
    public subscript(number: Int) -> Conversation? { positions[number].map { all[$0] } }

    /// Adds an event to its connection, which begins with it if there is none.
    public mutating func add(_ logged: LoggedEvent) {
        let position = positions[logged.connection] ?? begin(logged.connection)
        let before = all[position].heldBytes
        all[position].add(logged.event)
        heldBytes += all[position].heldBytes - before
        if heldBytes > memoryLimit { shrink(keeping: position) }
    }

    private mutating func begin(_ number: Int) -> Int {
        all.append(Conversation(number: number))
        positions[number] = all.count - 1
        return all.count - 1
    }

    /// The connection that has just got an event loses its bytes last.
    private mutating func shrink(keeping position: Int) {
        for index in Array(all.indices).filter({ $0 != position }) + [position] where heldBytes > memoryLimit {
            let held = all[index].heldBytes
            guard held > 0 else { continue }
            if !all[index].hasDroppedBytes { droppedCount += 1 }
            all[index].dropBytes()
            heldBytes -= held
        }
    }
}

// All connections of a log, within a limit of memory. What is let go is counted, so that the screen can say so.
//
//   more than the limit ──▶ the connection that holds most, if it is large, loses its older half
//                     └───▶ else the oldest connections that are over go, whole
//                     └───▶ else the largest lose their older halves, and at last their bytes

import WebSocketProtocol

/// The connections of a log, by number.
public struct Conversations: Sendable {
    /// The connections in the order of opening.
    public private(set) var all: [Conversation] = []
    /// How many whole connections were let go of.
    public private(set) var forgottenCount = 0
    /// About how many bytes of memory the connections may take.
    public let memoryLimit: Int

    private var positions: [Int: Int] = [:]
    private var webSockets = WebSocketNumbers()
    /// What the connections take, as it was when each was last looked at.
    private var cost = 0

    /// No connections yet.
    public init(memoryLimit: Int = EventLog.defaultMemoryLimit) { self.memoryLimit = memoryLimit }

    /// The connection with a number.
    public subscript(number: Int) -> Conversation? { positions[number].map { all[$0] } }

    /// How many WebSockets were asked for, those that were let go of included, as long as the newest is kept.
    public var webSocketCount: Int { all.lazy.compactMap(\.webSocket).max() ?? 0 }

    /// The connection of a WebSocket's number.
    public func webSocket(_ number: Int) -> Conversation? { all.first { $0.webSocket == number } }

    /// Adds an event to its connection, which it begins if there is none.
    public mutating func add(_ logged: LoggedEvent) {
        let position = position(of: logged.connection)
        let before = memoryLimit < .max ? all[position].cost : 0
        all[position].add(logged.event)
        webSockets.number(&all[position])
        if memoryLimit < .max { cost += all[position].cost - before }
    }

    /// Says that no event will follow, as at the end of a file.
    public mutating func finish() {
        for position in all.indices { all[position].finish() }
    }

    /// Whether more than the limit is held, together with what else depends on it.
    public func isFull(with more: Int = 0) -> Bool { cost + more > memoryLimit }

    /// The same connections, each shown in another way.
    public func map(_ transform: (Conversation) -> Conversation) -> Conversations {
        var mapped = self
        mapped.all = all.map(transform)
        return mapped
    }

    /// Lets go of what is oldest until the connections take seven eighths of the limit.
    ///
    /// - Parameters:
    ///   - kept: a connection whose latest part stays: the one on screen.
    ///   - more: how much else is held that depends on them, in bytes.
    /// - Returns: the numbers of the connections that lost something.
    public mutating func letGo(keeping kept: Int?, with more: Int = 0) -> Set<Int> {
        let target = max(0, memoryLimit / 8 * 7 - more)
        var changed: Set<Int> = []
        var isExhausted = false
        while cost > target, !isExhausted {
            let largest = all.indices.max { all[$0].cost < all[$1].cost }
            if let largest, all[largest].cost > memoryLimit / 8, halve(largest) {
                changed.insert(all[largest].number)
            } else if case let over = oldestOver(keeping: kept, toFree: cost - target), !over.isEmpty {
                changed.formUnion(over)
                forget(over)
            } else {
                isExhausted = true
            }
        }
        if isExhausted { changed.formUnion(halveAll(to: target)) }
        return changed
    }

    private mutating func position(of number: Int) -> Int {
        if let position = positions[number] { return position }
        all.append(Conversation(number: number))
        cost += all[all.count - 1].cost
        positions[number] = all.count - 1
        return all.count - 1
    }

    /// Lets go of the older half of a connection. Returns whether that made room.
    private mutating func halve(_ position: Int) -> Bool {
        let before = all[position].cost
        let hasMadeRoom = all[position].forgetOlderHalf()
        cost += all[position].cost - before
        return hasMadeRoom
    }

    /// The oldest connections that are over, as many as it takes to free that many bytes.
    private func oldestOver(keeping kept: Int?, toFree count: Int) -> Set<Int> {
        var rest = count
        var numbers: Set<Int> = []
        for conversation in all where rest > 0 && conversation.number != kept && conversation.dissection.outcome != nil
        {
            rest -= conversation.cost
            numbers.insert(conversation.number)
        }
        return numbers
    }

    private mutating func forget(_ numbers: Set<Int>) {
        forgottenCount += numbers.count
        cost -= all.reduce(0) { $0 + (numbers.contains($1.number) ? $1.cost : 0) }
        all.removeAll { numbers.contains($0.number) }
        positions = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1.number, $0) })
    }

    /// The last resort, where many connections are open: they lose their older halves, the largest first, and then their bytes.
    private mutating func halveAll(to target: Int) -> Set<Int> {
        let order = all.indices.sorted { all[$0].cost > all[$1].cost }
        var changed: Set<Int> = []
        for position in order where cost > target && halve(position) { changed.insert(all[position].number) }
        for position in order where cost > target {
            let before = all[position].cost
            all[position].dropBytes()
            cost += all[position].cost - before
            changed.insert(all[position].number)
        }
        return changed
    }
}

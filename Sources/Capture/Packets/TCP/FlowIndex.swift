// From the ends of a connection to its place in the table. The keys are already in the table, and a capture may hold
// millions of them, so only their hashes are kept here.

/// Finds the connection that two ends used last.
struct FlowIndex: Sendable {
    private var places: [Int: UInt32] = [:]

    /// The place of a connection, and the slot in which it is, or would be. Two keys with the same hash lie one after
    /// the other.
    func find(_ key: FlowKey, in flows: [Flow]) -> (slot: Int, place: Int?) {
        var slot = key.hashValue
        while let place = places[slot] {
            if flows[Int(place)].key == key { return (slot, Int(place)) }
            slot &+= 1
        }
        return (slot, nil)
    }

    /// Puts a connection into the slot of its key.
    mutating func set(_ slot: Int, to place: Int) { places[slot] = UInt32(place) }
}

// What makes two segments belong to the same connection: both addresses and both ports, in whichever direction.

/// The two ends of a connection, in an order that does not depend on who sends.
struct FlowKey: Hashable, Sendable {
    /// The lower end, and the higher one.
    let low, high: SocketEnd

    /// The key of a segment, and whether the lower end sent it.
    static func of(source: SocketEnd, destination: SocketEnd) -> (key: FlowKey, sender: Side) {
        isOrdered(source, destination)
            ? (FlowKey(low: source, high: destination), .low) : (FlowKey(low: destination, high: source), .high)
    }

    private static func isOrdered(_ a: SocketEnd, _ b: SocketEnd) -> Bool {
        (a.port, a.address.high, a.address.low) <= (b.port, b.address.high, b.address.low)
    }

    private init(low: SocketEnd, high: SocketEnd) {
        self.low = low
        self.high = high
    }

    subscript(_ side: Side) -> SocketEnd { side == .low ? low : high }
}

/// One of the two ends of a connection, before it is known which is the client.
enum Side: UInt8, Sendable {
    case low, high

    var other: Side { self == .low ? .high : .low }
}

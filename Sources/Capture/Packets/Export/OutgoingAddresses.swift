// The two ends of each connection that is written. A log may name ends that TCP cannot have; a capture needs real ones.

/// Gives connections their ends.
struct OutgoingAddresses {
    /// How many connections were given an end that their log does not name.
    private(set) var inventions = 0
    /// The connection that used two ends last.
    private var users: [FlowKey: Int] = [:]

    /// The ends of a connection.
    ///
    /// Where the log names none, addresses for documentation stand in (RFC 5737). They stand in for the client too
    /// where both ends are the same, or are those of another open connection: a reader of the capture would
    /// mistake the two for one.
    mutating func ends(
        _ number: Int, client: String, server: String, goesOn: (_ other: Int) -> Bool
    ) -> (client: SocketEnd, server: SocketEnd) {
        let named = (client: SocketEnd(client), server: SocketEnd(server))
        let server = named.server ?? SocketEnd(address: .v4(0xC000_0202), port: 80)
        var client = named.client ?? Self.stranger(number)
        let user = users[FlowKey.of(source: client, destination: server).key]
        if client == server || user.map(goesOn) == true { client = Self.stranger(number) }
        users[FlowKey.of(source: client, destination: server).key] = number
        if client != named.client || server != named.server { inventions += 1 }
        return (client, server)
    }

    private static func stranger(_ number: Int) -> SocketEnd {
        SocketEnd(address: .v4(0xC000_0201), port: 0xC000 | UInt16(truncatingIfNeeded: number & 0x3FFF))
    }
}

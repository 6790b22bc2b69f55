// Which connections of a file are handed out, and under which numbers.

/// What is needed of the connections of a file to hand out their events.
struct Selection {
    /// Those that are handed out, by their number less one.
    private(set) var selected: [Selected] = []
    /// The number of each connection of the table; 0 where it is left out.
    private(set) var numbers: [UInt32]

    struct Selected {
        let key: FlowKey
        let client: Side
        /// The `order` of the moment before which its bytes are left out.
        let start: UInt32
        /// Whether the capture seems to begin after its handshake.
        let isMidStream: Bool

        func name(_ side: Side) -> String { key[side].description }
    }

    /// Selects from all connections of a file. They are in the order of opening.
    init(_ table: FlowTable, includeAll: Bool, _ summary: inout PacketSummary) {
        numbers = [UInt32](repeating: 0, count: table.flows.count)
        for (place, flow) in table.flows.enumerated() {
            let recognition = flow.data.map { table.data[Int($0)].recognition } ?? Recognition()
            let isUpgraded = recognition.hasUpgrade
            // Where the connection opens within the capture, its handshake would be there too.
            let isLikely = !isUpgraded && flow.client == nil && recognition.looksLikeFrames
            guard isUpgraded || isLikely || includeAll else {
                summary.otherConnections += 1
                continue
            }
            summary.connections += 1
            if isUpgraded || isLikely { summary.webSocketConnections += 1 }
            if isLikely { summary.midStream.append(summary.connections) }
            numbers[place] = UInt32(summary.connections)
            selected.append(
                Selected(
                    key: flow.key, client: Self.client(of: flow, recognition, isLikely: isLikely),
                    start: flow.client != nil && !recognition.hasGap ? 0 : recognition.start, isMidStream: isLikely))
        }
    }

    /// Which end is the client: the one that sent the SYN, or else a request, or else masked frames; else the higher port, since
    /// servers have low ones.
    private static func client(of flow: Flow, _ recognition: Recognition, isLikely: Bool) -> Side {
        flow.client ?? recognition.client ?? (isLikely ? recognition.masked : nil) ?? .high
    }
}

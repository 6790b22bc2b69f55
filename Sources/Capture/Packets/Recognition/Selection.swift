// Which connections of a file are handed out, and under which numbers.

/// What is needed of the connections of a file to hand out their events.
struct Selection {
    /// All connections of the table.
    private(set) var flows: [Selected] = []

    struct Selected {
        /// The number under which it is handed out; nil where it is left out.
        let number: Int?
        let key: FlowKey
        let client: Side
        /// The `order` of the moment before which its bytes are left out.
        let start: UInt32
        /// Whether the capture began after its handshake, as far as one can tell.
        let isJoined: Bool

        func name(_ side: Side) -> String { key[side].description }
    }

    /// Selects from all connections of a file. They are in the order of opening.
    init(_ flows: [Flow], includeAll: Bool, _ summary: inout PacketSummary) {
        // A handshake is certain and a likeness is not, so the likeness counts only where there is nothing better.
        let hasUpgrade = flows.contains { $0.recognition.upgrade != nil }
        for flow in flows {
            let isUpgraded = flow.recognition.upgrade != nil
            let isLikely = !isUpgraded && (includeAll || !hasUpgrade) && flow.recognition.looksLikeFrames
            let isSelected = isUpgraded || isLikely || includeAll
            if isSelected { summary.connections += 1 } else { summary.otherConnections += 1 }
            if isUpgraded || isLikely { summary.webSocketConnections += 1 }
            if isLikely { summary.joinedConnections += 1 }
            self.flows.append(
                Selected(
                    number: isSelected ? summary.connections : nil, key: flow.key, client: flow.clientSide,
                    start: flow.recognition.upgrade ?? 0, isJoined: isLikely))
        }
    }
}

extension Flow {
    /// Who is the client: who sent the SYN; else who sent a request; else who masks; else the higher port, since
    /// servers have low ones.
    var clientSide: Side {
        client ?? recognition.client ?? (recognition.looksLikeFrames ? recognition.masked : nil) ?? .high
    }
}

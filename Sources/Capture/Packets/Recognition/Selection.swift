// Which connections of a file are handed out, and under which numbers.

/// The connections that are handed out.
struct Selection {
    /// What is needed of each connection of the table; nil where it is left out.
    private(set) var flows: [Selected?] = []

    /// A connection that is handed out.
    struct Selected {
        let number: Int
        let key: FlowKey
        let client: Side
        /// The `order` of the moment before which its bytes are left out.
        let start: UInt32
    }

    /// Selects from all connections of a file. They are in the order of opening.
    init(_ flows: [Flow], includeAll: Bool, _ summary: inout PacketSummary) {
        // A handshake is certain and a likeness is not, so the likeness counts only where there is nothing better.
        let hasUpgrade = flows.contains { $0.recognition.upgrade != nil }
        for flow in flows {
            let isUpgraded = flow.recognition.upgrade != nil
            let isLikely = !isUpgraded && (includeAll || !hasUpgrade) && flow.recognition.looksLikeFrames
            guard isUpgraded || isLikely || includeAll else {
                summary.otherConnections += 1
                self.flows.append(nil)
                continue
            }
            summary.connections += 1
            if isUpgraded || isLikely { summary.webSocketConnections += 1 }
            if isLikely { summary.midConnection.insert(summary.connections) }
            self.flows.append(
                Selected(
                    number: summary.connections, key: flow.key, client: flow.clientSide, start: flow.recognition.upgrade ?? 0))
        }
    }
}

extension Flow {
    /// Who is the client: who sent the SYN; else who sent a request; else who masks; else the higher port, since servers have low ones.
    var clientSide: Side {
        client ?? recognition.client ?? (recognition.looksLikeFrames ? recognition.masked : nil) ?? .high
    }
}

// Which connections of a file are handed out, and under which numbers.

/// The connections that are handed out.
struct Selection {
    /// The number of each connection of the table; nil where it is left out.
    private(set) var numbers: [Int?]

    /// Selects from all connections of a file. They are in the order of opening.
    init(_ flows: [Flow], includeAll: Bool, _ summary: inout PacketSummary) {
        numbers = []
        numbers.reserveCapacity(flows.count)
        // A handshake is certain and a likeness is not, so the likeness counts only where there is nothing better.
        let hasUpgrade = flows.contains { $0.recognition.upgrade != nil }
        for flow in flows {
            let isUpgraded = flow.recognition.upgrade != nil
            let isLikely = !isUpgraded && (includeAll || !hasUpgrade) && flow.recognition.looksLikeFrames
            guard isUpgraded || isLikely || includeAll else {
                summary.otherConnections += 1
                numbers.append(nil)
                continue
            }
            summary.connections += 1
            if isUpgraded || isLikely { summary.webSocketConnections += 1 }
            if isLikely { summary.midConnection.insert(summary.connections) }
            numbers.append(summary.connections)
        }
    }
}

extension Flow {
    /// Who is the client: who sent the SYN; else who sent a request; else who masks; else the higher port, since servers have low ones.
    var clientSide: Side {
        client ?? recognition.client ?? (recognition.looksLikeFrames ? recognition.masked : nil) ?? .high
    }
}

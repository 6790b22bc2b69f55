// New traffic is added to the conversations, and to the ladders of those that have been viewed.

import Capture
import WebSocketProtocol

extension Context {
    /// Takes in events. Returns what is new.
    mutating func take(_ events: [LoggedEvent]) -> Change {
        let before = (rows: ladder.count, connections: conversations.all.count + conversations.forgottenCount)
        var touched: Set<Int> = []
        for event in events {
            conversations.add(event)
            touched.insert(event.connection)
        }
        for number in touched {
            guard let conversation = conversations[number], ladders[number] != nil else { continue }
            let row = cursors[number]?.row ?? 0
            let newRow = ladders[number, default: Ladder()].update(conversation, keeping: row)
            if newRow != row { cursors[number]?.row = newRow }
        }
        let newRows = max(0, ladder.count - before.rows)
        if conversations.isFull(with: veil.cost) { letGo() }
        if isLive { selectDemonstration(touched) }
        if selected == nil {
            if isLive { selectNewest() } else { selectFirst() }
        }
        let connections = conversations.all.count + conversations.forgottenCount - before.connections
        return Change(rows: newRows, connections: connections)
    }

    /// Selects the newest connection that requests a WebSocket; a browser fetches the page on others.
    mutating func selectNewest() {
        let (all, listed) = (conversations.all, listed)
        let newest = listed.first { all[$0].dissection.handshake.isUpgradeAttempt } ?? listed.first
        selected = newest.map { all[$0].number } ?? selected
    }

    /// Selects the demonstration's connection when it opens, because the reader asked for it.
    private mutating func selectDemonstration(_ touched: Set<Int>) {
        guard let awaited = awaitedDemonstration,
            let number = touched.sorted().first(where: {
                $0 > awaited && conversations[$0]?.program.hasPrefix("wslens-demonstration") == true
            })
        else { return }
        awaitedDemonstration = nil
        selected = number
    }
}

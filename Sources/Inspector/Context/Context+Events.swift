// New traffic is added to the conversations, and to the ladders of those that have been viewed.

import Capture
import WebSocketProtocol

extension Context {
    /// Takes in events. Returns what is new.
    mutating func take(_ events: [LoggedEvent]) -> Change {
        let before = (rows: ladder.count, connections: conversations.all.count + conversations.forgottenCount)
        var touched: Set<Int> = []
        var (order, amounts): ([Int], [Int: Int]) = ([], [:])
        for event in events {
            if touched.insert(event.connection).inserted {
                order.append(event.connection)
                amounts[event.connection] = conversations[event.connection]?.amount ?? 0
            }
            conversations.add(event)
            actions.add(event)
        }
        for number in touched {
            guard let conversation = conversations[number], ladders[number] != nil else { continue }
            let row = cursors[number]?.row ?? 0
            let newRow = ladders[number, default: Ladder()].update(conversation, keeping: row)
            if newRow != row { cursors[number]?.row = newRow }
        }
        let newRows = max(0, ladder.count - before.rows)
        if conversations.isFull(with: veil.cost) { letGo() }
        if isLive {
            selectDemonstration(touched)
            selectClient()
            followOn(to: order)
        }
        if selected == nil {
            if isLive { selectNewest() } else { selectFirst() }
        }
        for number in order where isLive && number != selected {
            guard let conversation = conversations[number], conversation.webSocket != nil else { continue }
            following.add(news: conversation.amount - amounts[number, default: 0], of: number)
        }
        let connections = conversations.all.count + conversations.forgottenCount - before.connections
        return Change(rows: newRows, connections: connections)
    }

    /// Selects the newest WebSocket; a browser fetches the page on other connections.
    mutating func selectNewest() { selected = listedNumbers.first ?? selected }

    /// Once the connection that is followed has closed, goes to the first open WebSocket on which something happened.
    private mutating func followOn(to order: [Int]) {
        guard follows, let conversation, !conversation.isOpen,
            let next = order.first(where: { conversations[$0]?.isOpenWebSocket == true })
        else { return }
        following.source = conversation.label
        filters.home = next
        selected = next
    }

    /// Follows a connection that is open: where this one has closed, the newest WebSocket that is open.
    mutating func followOpen() {
        guard let conversation, !conversation.isOpen else { return }
        let open = listed.first { conversations.all[$0].isOpenWebSocket }
        guard let open else {
            notice = "No WebSocket is open; the next one will be followed."
            return
        }
        following.source = conversation.label
        selected = conversations.all[open].number
    }

    /// Follows a WebSocket; without one, that on which something happened last.
    mutating func follow(_ number: Int?) {
        let own = conversations.all.filter { $0.webSocket != nil && !$0.isDemonstration }
        let newest = own.max { $0.dissection.lastTime < $1.dissection.lastTime }
        guard let chosen = own.first(where: { $0.number == number }) ?? newest else { return }
        if selected != chosen.number { selected = chosen.number }
        following.start()
    }

    /// Selects the demonstration's connection when it opens, because the reader asked for it.
    private mutating func selectDemonstration(_ touched: Set<Int>) {
        guard let awaited = awaitedDemonstration,
            let number = touched.sorted().first(where: {
                $0 > awaited && conversations[$0]?.isDemonstration == true
            })
        else { return }
        awaitedDemonstration = nil
        selected = number
    }
}

extension Conversation {
    /// How much there is of it, to tell how much is new: its frames, that it asked for a WebSocket, and its end.
    fileprivate var amount: Int {
        guard let webSocket, webSocket > 0 else { return 0 }
        return frameCount(from: .client) + frameCount(from: .server) + 1 + (isOpen ? 0 : 1)
    }
}

// Update: what a message does to the model. Pure; the commands it returns are carried out by the run loop.

import Capture
import TerminalUI
import WebSocketProtocol

extension Model {
    /// Takes in a message.
    public mutating func update(_ message: Message) -> [Command] {
        switch message {
        case .key(let key): return press(key)
        case .resize(let size): self.size = size
        case .notice(let words): notice = words
        case .events(let events): take(events)
        case .tick(let time): return tick(time)
        }
        return []
    }

    private mutating func take(_ events: [LoggedEvent]) {
        guard !isPaused else {
            heldEvents += events
            return
        }
        let before = (rows: ladder.count, connections: conversations.all.count)
        var touched: Set<Int> = []
        for event in events {
            conversations.add(event)
            touched.insert(event.connection)
        }
        for number in touched {
            if let conversation = conversations[number] { ladders[number, default: Ladder()].update(conversation) }
        }
        if selected == nil || (isFollowing && screen == .connections) { selectNewest() }
        if isFollowing {
            goToLastRow()
        } else if screen == .connections {
            newCount += conversations.all.count - before.connections
        } else {
            newCount += max(0, ladder.count - before.rows)
        }
    }

    /// Looks at the newest connection that asks for a WebSocket, for a browser fetches the page on others.
    mutating func selectNewest() {
        let listed = listed
        selected = (listed.first { $0.dissection.handshake.isUpgradeAttempt } ?? listed.first)?.number ?? selected
    }

    /// Puts the position on the newest row, or on Frame on the newest frame.
    mutating func goToLastRow() {
        guard let conversation else { return }
        let last = ladder.count - 1
        let row = screen == .frame ? ladder.frameRow(from: last, step: -1, in: conversation) ?? last : last
        if row != cursor.row { setRow(row) }
    }

    private mutating func tick(_ time: Double) -> [Command] {
        now = time
        guard isPlaying else {
            nextStepTime = time + 1 / speed
            return []
        }
        guard time >= nextStepTime else { return [] }
        nextStepTime = time + 1 / speed
        if !step(1) {
            let isLive = conversation?.isOpen ?? false
            isPlaying = isLive
            if !isLive { notice = "This is the end; Home goes back to the start." }
        }
        return []
    }

    private mutating func press(_ key: Key) -> [Command] {
        notice = nil
        if help != nil { return pressInHelp(key) }
        if filterInput != nil {
            pressInFilter(key)
            return []
        }
        if let pending {
            self.pending = nil
            answer(pending, key)
            return []
        }
        guard let binding = KeyMap.binding(for: key) else {
            notice = "\(key.name) has no meaning here; ? lists the keys."
            return []
        }
        guard allows(binding) else {
            notice = whyNot(binding, key)
            return []
        }
        return perform(binding.action)
    }

    /// Whether a binding does something now.
    func allows(_ binding: Binding) -> Bool {
        if binding.needsServer, case .recording = source { return false }
        return binding.screens.contains(screen)
    }

    private func whyNot(_ binding: Binding, _ key: Key) -> String {
        if binding.needsServer, case .recording = source {
            return "\(key.name) needs a live server; this is a recording."
        }
        let names = binding.screens.map { "\($0.rawValue) \($0.name)" }.joined(separator: ", ")
        return "\(key.name) (\(binding.help)) works on: \(names)."
    }

    private mutating func pressInHelp(_ key: Key) -> [Command] {
        let area = Size(width: size.width - 4, height: size.height - 2)
        if help?.handle(key, size: area) == true { return [] }
        switch key {
        case .character("q"), .character("?"), .escape, .enter, .function(1): help = nil
        default: notice = "Esc closes the help."
        }
        return []
    }
}

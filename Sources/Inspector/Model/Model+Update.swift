// Update: what a message does to the model. Pure; the commands it returns are carried out by the run loop.

import Capture
import TerminalUI
import WebSocketProtocol

extension Model {
    /// Takes in a message.
    public mutating func update(_ message: Message) -> [Command] {
        defer { refreshShownRows() }
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
        guard !isPaused else { return hold(events) }
        let before = (rows: ladder.count, connections: conversations.all.count)
        var touched: Set<Int> = []
        for event in events {
            conversations.add(event)
            touched.insert(event.connection)
        }
        for number in touched {
            guard let conversation = conversations[number] else { continue }
            let row = cursors[number]?.row ?? 0
            let newRow = ladders[number, default: Ladder()].update(conversation, keeping: row)
            if newRow != row { cursors[number]?.row = newRow }
        }
        guard isLive else { return openRecording() }
        if selected == nil || (isFollowing && screen == .connections) { selectNewest() }
        if isFollowing {
            goToLastRow()
        } else if screen == .connections {
            newCount += conversations.all.count - before.connections
        } else {
            newCount += max(0, ladder.count - before.rows)
        }
    }

    /// While the view is paused, events wait; but no more of them than the connections themselves may hold.
    private mutating func hold(_ events: [LoggedEvent]) {
        heldEvents += events
        for case .bytes(_, let bytes) in events.lazy.map(\.event.kind) { heldBytes += bytes.count }
        if heldBytes > conversations.memoryLimit {
            resume()
            notice = "The pause is over: no more bytes can be held back."
        }
    }

    /// Ends a pause.
    mutating func resume() {
        let held = heldEvents
        (heldEvents, heldBytes, isPaused) = ([], 0, false)
        take(held)
    }

    /// A recording is read from its start: the first connection that asks for a WebSocket.
    private mutating func openRecording() {
        guard selected == nil else { return }
        let all = conversations.all
        selected = (all.first { $0.dissection.handshake.isUpgradeAttempt } ?? all.first)?.number
    }

    /// Looks at the newest connection that asks for a WebSocket, for a browser fetches the page on others.
    mutating func selectNewest() {
        let listed = listed
        selected = (listed.first { $0.dissection.handshake.isUpgradeAttempt } ?? listed.first)?.number ?? selected
    }

    /// Puts the position on the newest row, or on Frame on the newest frame.
    mutating func goToLastRow() {
        guard let conversation else { return }
        refreshShownRows()
        let last = screen == .flow ? shownRow(shownCount - 1) ?? cursor.row : ladder.count - 1
        let row = screen == .frame ? ladder.frameRow(from: last, step: -1, in: conversation) ?? last : last
        if row != cursor.row { setRow(row) }
    }

    private mutating func tick(_ time: Double) -> [Command] {
        now = time
        guard isPlaying else {
            nextStepTime = time + 1 / speed
            return []
        }
        // At a high speed several steps are due in one tick; after a long silence no more than a second's worth.
        nextStepTime = max(nextStepTime, time - 1)
        while isPlaying, nextStepTime <= time {
            nextStepTime += 1 / speed
            playStep()
        }
        return []
    }

    private mutating func playStep() {
        let row = cursor.row
        guard step(1) else {
            if !canGrow {
                isPlaying = false
                notice = "This is the end; Home goes back to the start."
            }
            return
        }
        if let words = stopNote(after: row, through: cursor.row) {
            isPlaying = false
            notice = "Note: \(words)  space plays on."
        }
    }

    /// The teacher's note in these rows at which playing stops.
    private func stopNote(after first: Int, through last: Int) -> String? {
        guard let conversation, first < last else { return nil }
        for row in first + 1...last {
            if case .item(let index) = ladder.row(row),
                case .note(let words, stop: true) = conversation.dissection.items[index].kind
            {
                return words
            }
        }
        return nil
    }

    /// Whether more may come on the connection that is looked at.
    var canGrow: Bool { isLive && conversation?.isOpen == true }

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

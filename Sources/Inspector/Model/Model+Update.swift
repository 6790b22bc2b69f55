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
        case .recording(let content): open(content)
        case .written(let path, let events, let losses): tellWritten(path, events, losses)
        case .fileExists(let path): askToReplace(path)
        case .tick(let time): tick(time)
        case .held(let count): heldCount = count
        case .unseen(let count): unseenCount += count
        case .recordingEnded(let words): endRecording(words)
        }
        return []
    }

    private mutating func take(_ events: [LoggedEvent]) {
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
        if conversations.isFull { letGo() }
        guard isLive else {
            if selected == nil { selectFirst() }
            return
        }
        selectDemonstration(touched)
        if selected == nil || (isFollowing && screen == .connections) { selectNewest() }
        if !isFollowing {
            let connections = conversations.all.count + conversations.forgottenCount - before.connections
            newCount += screen == .connections ? connections : newRows
        }
        if isFollowing { goToLastRow() }
    }

    /// Looks at the newest connection that asks for a WebSocket, for a browser fetches the page on others.
    mutating func selectNewest() {
        let (all, listed) = (conversations.all, listed)
        let newest = listed.first { all[$0].dissection.handshake.isUpgradeAttempt } ?? listed.first
        selected = newest.map { all[$0].number } ?? selected
    }

    /// Looks at the demonstration's connection when it opens, for the reader has asked for it.
    private mutating func selectDemonstration(_ touched: Set<Int>) {
        guard let awaited = awaitedDemonstration,
            let number = touched.sorted().first(where: {
                $0 > awaited && conversations[$0]?.program.hasPrefix("wslens-demonstration") == true
            })
        else { return }
        awaitedDemonstration = nil
        selected = number
    }

    /// Puts the position on the newest row, or on Frame on the newest frame.
    mutating func goToLastRow() {
        guard conversation != nil else { return }
        refreshShownRows()
        let last = screen == .flow ? shownRow(shownCount - 1) ?? cursor.row : ladder.count - 1
        let frame = screen == .frame ? ladder.frameRow(from: last, step: -1) : nil
        let row = frame.map { isFollowing ? rowOfCause($0) : $0 } ?? last
        if row != cursor.row { setRow(row) }
    }

    /// The row of the client's frame that a frame of the server echoes, or answers as a Pong or a Close does; else the
    /// row itself. The client's is the one to look at: it is masked, and came first.
    private func rowOfCause(_ row: Int) -> Int {
        guard let conversation, let frame = ladder.frame(row, in: conversation), frame.from == .server,
            let earlier = ladder.frameRow(from: row - 1, step: -1),
            let cause = ladder.frame(earlier, in: conversation), cause.from == .client,
            frame.isAnswer(to: cause, in: conversation)
        else { return row }
        return earlier
    }

    /// Whether more may come on the connection that is looked at.
    var canGrow: Bool { isLive && conversation?.isOpen == true }

    private mutating func press(_ key: Key) -> [Command] {
        notice = nil
        if help != nil { return pressInHelp(key) }
        if let prompt { return pressInPrompt(prompt, key) }
        if let pending {
            self.pending = nil
            return answer(pending, key)
        }
        guard let binding = KeyMap.binding(for: key, on: screen) else {
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
        hasSource(for: binding) && KeyMap.bindings(on: screen).contains { $0.action == binding.action }
    }

    /// Whether events come from where a binding needs them to come from.
    func hasSource(for binding: Binding) -> Bool {
        switch binding.needs {
        case .server: isLive
        case .recording: !isLive
        case nil: true
        }
    }

    private func whyNot(_ binding: Binding, _ key: Key) -> String {
        guard hasSource(for: binding) else {
            return isLive
                ? "\(key.name) needs a recording; this is a live server."
                : "\(key.name) needs a live server; this is a recording."
        }
        let names = KeyMap.screens(for: binding.action).map { "\($0.rawValue) \($0.name)" }.joined(separator: ", ")
        return "\(key.name) (\(binding.help)) works on: \(names)."
    }

    private mutating func pressInHelp(_ key: Key) -> [Command] {
        let area = Size(width: size.width - 4, height: size.height - 2)
        if help?.handle(key, size: area) == true { return [] }
        switch key {
        case .character("q"), .character("?"), .escape, .enter, .function(1): help = nil
        default: notice = "Esc closes this."
        }
        return []
    }
}

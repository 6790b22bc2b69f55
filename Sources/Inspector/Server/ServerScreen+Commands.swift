// What the keys of Server ask the server to do.

import Capture

extension ServerScreen {
    static let noConnection = "No open connection is selected. Press Tab until ▸ is at the queues, then ↓ or ↑."

    func toggleHold(_ context: inout Context) -> [Command] {
        guard let status = connection(context) else {
            context.notice = Self.noConnection
            return []
        }
        let isOn = status.wait != .byHand
        let name = context.label(of: status.number)
        context.notice =
            isOn
            ? "\(name) is not read until z lets it go. Have it send more than TCP's buffers hold."
            : "\(name) is read again."
        note(&context, status.number) { $0.wait = isOn ? .byHand : nil }
        return [.holdReading(status.number, isOn)]
    }

    func changeBatching(_ context: inout Context) -> [Command] {
        let all: [Batching] = [.read, .frame, .every(10)]
        let place = all.firstIndex(of: context.server?.batching ?? .read) ?? -1
        let next = all[(place + 1) % all.count]
        context.notice =
            switch next {
            case .read: "Answers go out once per read: the answers to all its frames in one write."
            case .frame: "Each frame goes out by itself, in a write of its own."
            case .every:
                "Answers go out by tens: a client that sends nine and waits, waits forever."
            }
        context.server?.batching = next
        return [.setBatching(next)]
    }

    func changeSlowReaders(_ context: inout Context) -> [Command] {
        let all = SlowReaderPolicy.allCases
        let place = all.firstIndex(of: context.server?.slowReader ?? .drop) ?? 0
        let next = all[(place + 1) % all.count]
        context.notice =
            switch next {
            case .drop: "drop: messages that don't fit a slow reader's queue are dropped and counted."
            case .close: "close: what waits is dropped, Close 1008 is sent, and TCP ends."
            case .hold: "hold: senders in a room are not read until its slow reader has caught up."
            }
        context.server?.slowReader = next
        return [.setSlowReader(next)]
    }

    /// Shows what was asked for at once: the next key may come before the server has said how it is.
    private func note(_ context: inout Context, _ number: Int, _ change: (inout ConnectionStatus) -> Void) {
        guard let index = context.server?.connections.firstIndex(where: { $0.number == number }),
            var connection = context.server?.connections[index]
        else { return }
        change(&connection)
        context.server?.connections[index] = connection
    }

    /// Opens the connection on which the server did what the selected row says, at the row of that.
    func openAction(_ context: inout Context) {
        guard !context.veil.isOn else {
            context.notice = "The veil hides what the server did."
            return
        }
        guard let entry = selectedAction(context) else {
            context.notice = "The server has done nothing of its own accord so far."
            return
        }
        guard context.conversations[entry.connection] != nil else {
            context.notice = "That connection was dropped to save memory, or is not shown yet."
            return
        }
        context.takeOver()
        context.selected = entry.connection
        guard let conversation = context.conversation,
            let row = context.ladder.row(ofAction: entry.name, at: entry.time, in: conversation)
        else {
            context.notice = "The row of \(entry.name) was dropped to save memory."
            return context.show(.flow)
        }
        context.showOnFlow(row)
    }

    /// What the server did in the selected row; the latest is the first.
    func selectedAction(_ context: Context) -> ServerActions.Entry? {
        let entries = context.actions.entries
        return entries.isEmpty ? nil : entries[entries.count - 1 - actionIndex(context)]
    }

    /// The row of that: what is older than all that is kept is the last.
    func actionIndex(_ context: Context) -> Int {
        let entries = context.actions.entries
        guard let action else { return 0 }
        return entries.count - 1 - (entries.firstIndex { $0.id >= action } ?? entries.count - 1)
    }

    func askForText(_ context: inout Context) {
        let first: MessageAudience? =
            switch pane {
            case .rooms: selectedRoom(context).map { .room(path: $0.path) }
            default: connection(context).map { .connection($0.number) }
            }
        context.asked = Prompt(.message(first ?? .everybody))
    }

    /// To whom Tab switches after `audience`.
    func next(after audience: MessageAudience, _ context: Context) -> MessageAudience {
        var all: [MessageAudience] = connection(context).map { [.connection($0.number)] } ?? []
        all += (context.server?.rooms ?? []).map { .room(path: $0.path) } + [.everybody]
        return all[((all.firstIndex(of: audience) ?? -1) + 1) % all.count]
    }

    /// Hides the selected room, or shows it again.
    mutating func toggleRoom(_ context: inout Context) {
        guard let selected = selectedRoom(context) else {
            context.notice = "Nobody is in a room."
            return
        }
        let hasMoved = room != nil && room != selected.path
        room = selected.path
        if hasMoved {
            context.notice = "The room that was selected is empty now. K is about this one from here on."
        } else {
            context.toggleTexts(of: selected)
        }
    }

    func selectedRoom(_ context: Context) -> ServerStatus.Room? {
        guard let rooms = context.server?.rooms, !rooms.isEmpty else { return nil }
        return rooms[roomIndex(context)]
    }

    /// The row of the selected room.
    func roomIndex(_ context: Context) -> Int { context.server?.rooms.firstIndex { $0.path == room } ?? 0 }

    // MARK: Mischief

    /// How the words begin about what is done next.
    static let onNext = "On the next WebSocket, and only on that"

    var chosenMischief: Mischief { Mischief.allCases[min(mischief, Mischief.allCases.count - 1)] }

    func toggleForNext(_ context: inout Context) -> [Command] {
        context.mischiefForNext.formSymmetricDifference([chosenMischief])
        let names = context.mischiefForNext.names
        context.notice =
            names.isEmpty
            ? "The next WebSocket is served like the others."
            : "\(Self.onNext): \(names). Open another connection, or reload the page."
        return [.setMischief(context.mischiefForNext, connection: nil)]
    }

    func toggleMischief(_ context: inout Context) -> [Command] {
        guard let status = connection(context) else {
            context.notice = Self.noConnection
            return []
        }
        guard !chosenMischief.isOfHandshake else {
            context.notice =
                "\(chosenMischief.rawValue) is in the handshake, and that of \(context.label(of: status.number)) is over: Enter does it on the next WebSocket."
            return []
        }
        let mischief = status.mischief.symmetricDifference([chosenMischief])
        context.notice =
            "\(context.label(of: status.number)): \(mischief.isEmpty ? "no more mischief" : mischief.names)."
        note(&context, status.number) { $0.mischief = mischief }
        return [.setMischief(mischief, connection: status.number)]
    }
}

extension Set<Mischief> {
    /// "late-pong, one-byte", in the order of the list.
    var names: String { Mischief.allCases.filter(contains).map(\.rawValue).joined(separator: ", ") }
}

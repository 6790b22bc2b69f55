// Server: what no connection shows by itself. Rooms and who is in them, what waits for whom, when answers are written, limits, mischief,
// and what the server did of its own accord.

import Capture
import TerminalUI

struct ServerScreen: ScreenState {
    var focus = PaneFocus()
    /// The path of the selected room; nil for the first. Others come and go.
    var room: String?
    /// The row of the selected mischief.
    var mischief = 0
    /// How far the limits are scrolled.
    var limit = 0
    /// What the server did in the selected row; nil for the latest.
    var action: Int?

    static let title = ScreenTitle(
        name: "Server", summary: "rooms, queues, limits, mischief")

    static let bindings =
        Keys.entering + Keys.panes + Keys.zoom + [
            Binding(
                [.character("z")], .own(hold), .own, "hold the reading of the selected connection, or let it go on",
                needs: .server, footer: .init("z")),
            Binding(
                [.character("b")], .own(batching), .own,
                "hand answers to the system once per read, frame by frame, or when 10 are waiting", needs: .server,
                footer: .init("b")),
            Binding(
                [.character("S")], .own(slowReaders), .own,
                "what becomes of messages for connections that do not read: drop them, close with 1008, hold the sender",
                needs: .server, footer: .init("S")),
            Binding(
                [.character("s")], .own(send), .own,
                "send a text to the selected connection, a room, or to all: Tab chooses", needs: .server,
                footer: .init("s")),
            Binding(
                [.character("L")], .own(lie), .own,
                "the selected mischief: do it on the selected connection, or no longer (Enter: on the next WebSocket)",
                needs: .server, footer: .init("L")),
        ]

    static let hold = "hold", batching = "batching", slowReaders = "slow readers", send = "send text", lie = "lie"

    static func words(isLive: Bool) -> [UserAction: String] {
        [
            .own(hold): "hold", .own(batching): "batch", .own(slowReaders): "slow readers", .own(send): "send",
            .own(lie): "mischief", .enter: "open", .nextPane: "pane", .zoom: "zoom", .back: "back", .down: "row",
        ]
    }

    static let showsConnections = false
    static let selectsConnections = true
    static let hasTime = false
    static let showsNotes = true
    static let staysAsLeft = true

    /// The panes, in the order of Tab.
    enum Pane: CaseIterable {
        case queues, rooms, mischief, limits, actions
    }

    var pane: Pane { focus.pane(of: Pane.self) }

    mutating func perform(_ action: UserAction, _ context: inout Context) -> [Command]? {
        switch action {
        case _ where focus.perform(action):
            // Whoever leaves the actions wants to see the latest again.
            if pane != .actions { self.action = nil }
        case .back: context.show(.connections)
        case .down, .nextStep: move(1, &context)
        case .up, .previousStep: move(-1, &context)
        case .enter where pane == .mischief: return toggleForNext(&context)
        case .enter where pane == .actions: openAction(&context)
        case .hideTexts where pane == .rooms && context.isLive: toggleRoom(&context)
        case .enter where context.conversation != nil: context.show(.flow)
        case .enter: context.notice = "There is no connection to open yet."
        case .own(Self.hold): return toggleHold(&context)
        case .own(Self.batching): return changeBatching(&context)
        case .own(Self.slowReaders): return changeSlowReaders(&context)
        case .own(Self.send): askForText(&context)
        case .own(Self.lie): return toggleMischief(&context)
        default: return nil
        }
        return []
    }

    mutating func step(_ direction: Int, _ context: inout Context) -> Bool {
        move(direction, &context)
        return true
    }

    mutating func page(_ direction: Int, _ context: inout Context) -> Bool {
        move(direction * max(1, context.size.height / 3), &context)
        return true
    }

    mutating func goToEnd(first: Bool, _ context: inout Context) {
        // Far enough for any list.
        move(first ? -(1 << 40) : 1 << 40, &context)
    }

    mutating func click(_ target: ClickTarget, _ context: inout Context) {
        switch target {
        case .pane(let number): focus.take(number)
        case .connection(let number): context.selected = number
        default: break
        }
    }

    func isSelected(_ target: ClickTarget, _ context: Context) -> Bool {
        target == context.selected.map(ClickTarget.connection)
    }

    func subject(_ context: Context) -> StyledText { StyledText(Self.title.name + "  " + context.sourceName) }

    func position(_ context: Context) -> Position? { nil }

    /// Goes so many rows on in the pane with the focus, or back.
    private mutating func move(_ rows: Int, _ context: inout Context) {
        func moved(_ row: Int, among count: Int) -> Int { max(0, min(row + rows, count - 1)) }
        switch pane {
        case .queues:
            let numbers = context.server.map { QueuesPane(status: $0, context: context).numbers } ?? []
            guard !numbers.isEmpty else { return }
            let row = numbers.firstIndex { $0 == context.selected }
            context.takeOver()
            context.selected = numbers[row.map { moved($0, among: numbers.count) } ?? 0]
        case .rooms:
            let rooms = context.server?.rooms ?? []
            if !rooms.isEmpty { room = rooms[moved(roomIndex(context), among: rooms.count)].path }
        case .mischief: mischief = moved(mischief, among: Mischief.allCases.count)
        case .limits: limit = moved(limit, among: Self.totalRows + (context.server?.limits.count ?? 0))
        case .actions:
            let entries = context.actions.entries
            let row = moved(actionIndex(context), among: entries.count)
            action = row == 0 ? nil : entries[entries.count - 1 - row].id
        }
    }

    /// How the selected connection is doing; nil where it is not an open WebSocket.
    func connection(_ context: Context) -> ConnectionStatus? {
        context.server?.connections.first { $0.number == context.selected && $0.isWebSocket }
    }
}

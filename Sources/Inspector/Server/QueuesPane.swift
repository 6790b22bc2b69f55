// The connections of the server, and what waits for each.
//
//   #   name   room   to send  ▕■■■░░░░░▏   reading       reads  writes  f/w     in       out
//                              └ 0 … the high mark           of its socket       TCP's buffers

import Capture
import TerminalUI
import WebSocketProtocol

struct QueuesPane {
    /// A line of the list.
    private enum Row {
        case open(ConnectionStatus)
        /// The selected connection, which has ended.
        case ended(Conversation)

        var number: Int {
            switch self {
            case .open(let status): status.number
            case .ended(let conversation): conversation.number
            }
        }
    }

    let status: ServerStatus
    let context: Context

    /// The open WebSockets, in the order of Connections: the newest first. Browsers keep connections without a request as well; nothing
    /// waits for those.
    private let rows: [Row]

    /// How wide the bar of a queue is.
    private static let barWidth = 6

    /// From how many columns on names have one of their own.
    private static let nameWidth = 100

    /// What the columns are, for the help.
    static let legend =
        "Queues: \"to send\" is what is waiting in the server; its bar counts the memory that takes, and is full at the high mark. \"reads\" and \"writes\" are those of the socket; where the server does wrong on purpose, \"reading\" says what. "
        + "\"f/w\" is frames per write; the write of the 101 is not counted. \"in\" and \"out\" say how full TCP's own buffers are in this system: what has come and was not read, "
        + "and what was written and not acknowledged."

    init(status: ServerStatus, context: Context) {
        (self.status, self.context) = (status, context)
        var rows = status.connections.filter(\.isWebSocket).map(Row.open)
        if let conversation = context.conversation, conversation.webSocket != nil, !conversation.isOpen,
            !rows.contains(where: { $0.number == conversation.number })
        {
            rows.append(.ended(conversation))
        }
        func place(_ row: Row) -> Int { context.conversations[row.number]?.webSocket ?? .max }
        self.rows = rows.sorted { place($0) > place($1) }
    }

    /// The numbers of the connections that are listed, from the top.
    var numbers: [Int] { rows.map(\.number) }

    /// The rule above it, the heading, a row for each, and TCP's buffers of the selected one in full.
    var height: Int { 2 + max(1, rows.count) + (buffers == nil ? 0 : 1) }

    /// What TCP holds for the selected connection, in this system.
    private var buffers: String? {
        guard let connection = status.connections.first(where: { $0.number == context.selected }),
            connection.isWebSocket, let system = connection.system
        else { return nil }
        func words(_ part: Int, _ whole: Int) -> String { "\(part.grouped) of \(whole.grouped)" }
        return "TCP's buffers of \(context.label(of: connection.number)) in bytes: "
            + "in \(words(system.received, system.receiveLimit)), out \(words(system.sent, system.sendLimit))"
    }

    func draw(in area: Rect, into grid: inout Grid, isFocused: Bool) {
        let marks = "marks \(Count.bytes(status.lowMark)) and \(Count.bytes(status.highMark))"
        grid.rule(
            y: area.y, x: area.x..<area.maxX,
            label: (isFocused ? "▸ " : "") + "queues, \(marks); slow readers: \(status.slowReader.rawValue)")
        let (heading, lines) = area.rows(1..<area.height).splitTop(1)
        let (body, foot) = lines.splitTop(buffers == nil || lines.height < 2 ? lines.height : lines.height - 1)
        if let buffers { grid.put(buffers, x: foot.x + 2, y: foot.y, style: Style(.muted), in: foot) }
        put(Self.headings, in: heading, style: Style(.muted), into: &grid)
        guard !rows.isEmpty else {
            grid.put("No WebSocket is open.", x: body.x + 2, y: body.y, style: Style(.muted), in: body)
            return
        }
        let selected = rows.firstIndex { $0.number == context.selected }
        let visible = ListWindow.visible(
            count: rows.count, selected: selected ?? 0, height: body.height, offset: (selected ?? 0) - body.height / 2)
        for (y, index) in visible.enumerated() {
            draw(rows[index], isSelected: index == selected, in: body.row(y), into: &grid)
        }
        grid.putHidden(visible, of: rows.count, y: area.y, in: area)
    }

    private func draw(_ row: Row, isSelected: Bool, in area: Rect, into grid: inout Grid) {
        put(cells(row), in: area, style: .text, into: &grid)
        if case .open(let connection) = row {
            let isOdd = connection.wait != nil || !connection.mischief.isEmpty
            let role: Role? = connection.isAboveMark ? .bad : isOdd ? .warning : nil
            if let role { grid.restyle(area) { $0 = Style(role, bold: $0.bold) } }
        }
        grid.target(area, ClickTarget.connection(row.number))
        guard isSelected else { return }
        grid.put("▸", x: area.x, y: area.y)
        grid.restyle(area) { $0 = Style(.selection, bold: $0.bold) }
    }

    private static let headings = [
        "#", "name", "room", "to send", "", "reading", "reads", "writes", "f/w", "in", "out",
    ]

    private func cells(_ row: Row) -> [String] {
        let label = String(context.label(of: row.number).drop { $0 == "#" })
        let name = context.ownName(of: row.number) ?? ""
        switch row {
        case .open(let connection): return [label, name] + cells(connection)
        case .ended(let conversation): return [label, name, "", "", "", conversation.stateWords]
        }
    }

    private func cells(_ connection: ConnectionStatus) -> [String] {
        let (counts, system) = (connection.counts, connection.system)
        return [
            status.rooms.first { $0.members.contains(connection.number) }.map(context.name) ?? "echo",
            waiting(connection), bar(connection), reading(connection), Numbers.short(counts.reads),
            Numbers.short(counts.writes),
            // The first write is the answer to the handshake.
            counts.writes < 2 ? "" : Self.ratio(counts.frames, counts.writes - 1),
            system.map { Self.share($0.received, of: $0.receiveLimit) } ?? "",
            system.map { Self.share($0.sent, of: $0.sendLimit) } ?? "",
        ]
    }

    /// "700,000"; where nothing but answers that wait for others: "9 answers".
    private func waiting(_ connection: ConnectionStatus) -> String {
        connection.queuedBytes == 0 && connection.heldFrames > 0
            ? Count.words(connection.heldFrames, "answer") : Numbers.bytes(connection.queuedBytes)
    }

    private func bar(_ connection: ConnectionStatus) -> String {
        let mark = max(1, status.highMark)
        let filled = min(Self.barWidth, (connection.queueCost * Self.barWidth + mark - 1) / mark)
        return String(repeating: "■", count: filled) + String(repeating: "·", count: Self.barWidth - filled)
    }

    private func reading(_ connection: ConnectionStatus) -> String {
        if let wait = connection.wait { return wait.words(context) }
        return connection.mischief.isEmpty ? "reads" : connection.mischief.names
    }

    /// "1.5".
    private static func ratio(_ count: Int, _ total: Int) -> String {
        let tenths = (count * 10 + total / 2) / total
        return "\(tenths / 10).\(tenths % 10)"
    }

    private static func share(_ part: Int, of whole: Int) -> String {
        whole == 0 ? "" : "\(min(100, part * 100 / whole))%"
    }

    /// Puts the cells into their columns: the room, the reason and, where there is space for it, the name get what is left.
    private func put(_ cells: [String], in area: Rect, style: Style, into grid: inout Grid) {
        let hasNames = area.width >= Self.nameWidth
        var widths = [4, hasNames ? 14 : 0, 0, 9, Self.barWidth, 0, 5, 6, 4, 4, 4]
        let room = area.width - 1 - widths.reduce(0, +) - (widths.count - (hasNames ? 0 : 1))
        widths[5] = max(17, min(28, room * 3 / 5))
        widths[2] = min(24, max(6, room - widths[5]))
        var x = area.x + 1
        for (index, cell) in cells.enumerated() where widths[index] > 0 {
            let isRight = ![1, 2, 4, 5].contains(index)
            let indent = isRight ? max(0, widths[index] - CharacterWidth.columns(of: cell)) : 0
            grid.put(
                cell, x: x + indent, y: area.y, width: min(widths[index] - indent, max(0, area.maxX - x - indent)),
                style: style)
            x += widths[index] + 1
        }
    }
}

extension WaitReason {
    /// Why nothing is read, for a row of the list.
    func words(_ context: Context) -> String {
        switch self {
        case .queue: "queue is full"
        case .slowReaders(let readers):
            "waits for " + readers.prefix(3).map { context.label(of: $0.number) }.joined(separator: " ")
                + (readers.count > 3 ? " …" : "")
        case .otherThreads: "waits for threads"
        case .recording: "waits: recording"
        case .sendingByHand: "waits: sending"
        case .byHand: "held by you: z"
        }
    }
}

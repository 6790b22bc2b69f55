// The connections of the server, and what waits for each.
//
//   #   room   to send  ▕■■■░░░░░▏   reading       reads  writes  f/w     in       out
//                       └ 0 … the high mark           of its socket       TCP's buffers

import Capture
import TerminalUI
import WebSocketProtocol

struct QueuesPane {
    let status: ServerStatus
    let context: Context

    /// The open WebSockets. Browsers keep connections without a request as well; nothing waits for those.
    private let connections: [ConnectionStatus]

    /// How wide the bar of a queue is.
    private static let barWidth = 6

    init(status: ServerStatus, context: Context) {
        (self.status, self.context) = (status, context)
        connections = status.connections.filter(\.isWebSocket)
    }

    /// The rule above it, the heading, a row for each, and TCP's buffers of the selected one in full.
    var height: Int { 2 + max(1, connections.count) + (buffers == nil ? 0 : 1) }

    /// What TCP holds for the selected connection, in this system.
    private var buffers: String? {
        guard let connection = connections.first(where: { $0.number == context.selected }),
            let system = connection.system
        else { return nil }
        func words(_ part: Int, _ whole: Int) -> String { "\(part.grouped) of \(whole.grouped)" }
        return "TCP's buffers of \(context.label(of: connection.number)) in bytes: "
            + "in \(words(system.received, system.receiveLimit)), out \(words(system.sent, system.sendLimit))"
    }

    func draw(in area: Rect, into grid: inout Grid, isFocused: Bool) {
        let marks = "marks \(Count.bytes(status.lowMark)) and \(Count.bytes(status.highMark))"
        grid.rule(
            y: area.y, x: area.x..<area.maxX,
            label: (isFocused ? "▸ " : "") + "queues, \(marks); slow readers: \(status.slowReader)")
        let (heading, lines) = area.rows(1..<area.height).splitTop(1)
        let (body, foot) = lines.splitTop(buffers == nil || lines.height < 2 ? lines.height : lines.height - 1)
        if let buffers { grid.put(buffers, x: foot.x + 2, y: foot.y, style: Style(.muted), in: foot) }
        put(Self.headings, in: heading, style: Style(.muted), into: &grid)
        guard !connections.isEmpty else {
            grid.put("No WebSocket is open.", x: body.x + 2, y: body.y, style: Style(.muted), in: body)
            return
        }
        let selected = connections.firstIndex { $0.number == context.selected }
        let visible = ListWindow.visible(
            count: connections.count, selected: selected ?? 0, height: body.height,
            offset: (selected ?? 0) - body.height / 2)
        for (y, index) in visible.enumerated() {
            draw(connections[index], isSelected: index == selected, in: body.row(y), into: &grid)
        }
        grid.putHidden(visible, of: connections.count, y: area.y, in: area)
    }

    private func draw(_ connection: ConnectionStatus, isSelected: Bool, in row: Rect, into grid: inout Grid) {
        put(cells(connection), in: row, style: .text, into: &grid)
        let role: Role? = connection.isAboveMark ? .bad : connection.wait != nil ? .warning : nil
        if let role { grid.restyle(row) { $0 = Style(role, bold: $0.bold) } }
        grid.target(row, ClickTarget.connection(connection.number))
        guard isSelected else { return }
        grid.put("▸", x: row.x, y: row.y)
        grid.restyle(row) { $0 = Style(.selection, bold: $0.bold) }
    }

    private static let headings = ["#", "room", "to send", "", "reading", "reads", "writes", "f/w", "in", "out"]

    private func cells(_ connection: ConnectionStatus) -> [String] {
        let (counts, system) = (connection.counts, connection.system)
        return [
            String(context.label(of: connection.number).drop { $0 == "#" }),
            status.rooms.first { $0.members.contains(connection.number) }?.name ?? "echo",
            Numbers.bytes(connection.queuedBytes), bar(connection), reading(connection), Numbers.short(counts.reads),
            Numbers.short(counts.writes), counts.writes == 0 ? "" : Self.ratio(counts.frames, counts.writes),
            system.map { Self.share($0.received, of: $0.receiveLimit) } ?? "",
            system.map { Self.share($0.sent, of: $0.sendLimit) } ?? "",
        ]
    }

    private func bar(_ connection: ConnectionStatus) -> String {
        let mark = max(1, status.highMark)
        let filled = min(Self.barWidth, (connection.queuedBytes * Self.barWidth + mark - 1) / mark)
        return String(repeating: "■", count: filled) + String(repeating: "·", count: Self.barWidth - filled)
    }

    private func reading(_ connection: ConnectionStatus) -> String {
        if let wait = connection.wait { return wait.words(context) }
        if connection.heldFrames > 0 { return "\(connection.heldFrames) answers wait" }
        return connection.mischief.isEmpty ? "reads" : "reads, mischief"
    }

    /// "1.5".
    private static func ratio(_ count: Int, _ total: Int) -> String {
        let tenths = (count * 10 + total / 2) / total
        return "\(tenths / 10).\(tenths % 10)"
    }

    private static func share(_ part: Int, of whole: Int) -> String {
        whole == 0 ? "" : "\(min(100, part * 100 / whole))%"
    }

    /// Puts the cells into their columns: the room and the reason get what is left.
    private func put(_ cells: [String], in area: Rect, style: Style, into grid: inout Grid) {
        var widths = [4, 0, 9, Self.barWidth, 0, 5, 6, 4, 4, 4]
        let room = area.width - 1 - widths.reduce(0, +) - widths.count
        widths[4] = max(17, min(28, room * 2 / 3))
        widths[1] = min(24, max(6, room - widths[4]))
        var x = area.x + 1
        for (index, cell) in cells.enumerated() {
            let isRight = ![1, 3, 4].contains(index)
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
        case .queue: "paused: its queue"
        case .slowReaders(let numbers):
            "waits for " + numbers.prefix(3).map(context.label).joined(separator: " ") + (numbers.count > 3 ? " …" : "")
        case .otherThreads: "waits for threads"
        case .recording: "waits: recording"
        case .sendingByHand: "waits: sending"
        case .byHand: "held by you: z"
        }
    }
}

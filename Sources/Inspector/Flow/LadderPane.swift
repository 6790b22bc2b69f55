// The ladder: two lifelines, and for each row its label above its arrow, the time on the right, and the state beside
// the row at which an endpoint reached it.
//
//  ─ client 127.0.0.1:51544 ─────────────────────────── server ─┬─ 4 of 7 ─
//   CONNECTING │ GET /  Upgrade: websocket  key dGhlIHNhbXBsZ…  │  0.000 s CONNECTING
//              │───────────────────────────────────────────────▶│
//
// The first row has its time since the start of the log, every other one the time since the row above it.
//
// Fragments of one message are held together by a bracket beside the lifeline of their sender: ╭ ┊ ├ ┊ ╰.

import Capture
import TerminalUI
import WebSocketProtocol

struct LadderPane {
    /// The rows that a row of the ladder takes on the screen.
    static let rowHeight = 2

    let conversation: Conversation
    let ladder: Ladder
    /// The rows to draw, and the one before them, from which the first time is counted.
    let rows: [Int]
    let rowBefore: Int?
    /// The row that is selected.
    var selected: Int?
    /// Whether it has the focus among the panes of a screen.
    var isFocused = false
    /// The text at the right end of the heading.
    let position: String
    /// The text shown if there are no rows.
    var emptyWords = ""
    /// What stands at the end of a text that is cut and that Enter opens.
    var moreWords = "…"

    /// How many rows of the ladder an area has room for, below the heading.
    static func capacity(of area: Rect) -> Int { max(0, area.height - 1) / rowHeight }

    /// Draws the heading and the rows.
    func draw(in area: Rect, into grid: inout Grid) {
        let columns = LadderColumns(area)
        drawHeading(columns, area, &grid)
        var before = rowBefore
        for (index, row) in rows.enumerated() {
            let place = area.rows(1 + index * Self.rowHeight..<1 + (index + 1) * Self.rowHeight)
            draw(row, after: before, columns, place, &grid)
            grid.target(place, ClickTarget.row(row))
            before = row
        }
        if rows.isEmpty, !emptyWords.isEmpty {
            let place = Rect(
                x: columns.inner.lowerBound + 1, y: area.y + 2, width: columns.inner.count - 2, height: area.height - 2)
            grid.putParagraph(StyledText(emptyWords, Style(.warning)), in: place)
        }
        guard conversation.isOpen else { return }
        for y in min(area.maxY, area.y + 1 + rows.count * Self.rowHeight)..<area.maxY {
            drawLifelines(columns, y, &grid)
        }
    }

    private func drawHeading(_ columns: LadderColumns, _ area: Rect, _ grid: inout Grid) {
        guard !area.isEmpty else { return }
        let dissection = conversation.dissection
        grid.rule(y: area.y, x: area.x..<area.maxX, label: nil)
        grid.put("┬", x: columns.right, y: area.y, style: Style(.border))
        let client = (isFocused ? " ▸" : "") + " client \(dissection.client) "
        let end = grid.put(
            client, x: area.x + 1, y: area.y, width: columns.right - area.x - 12, style: Style(.client, bold: true))
        let room = columns.right - end - 2
        let full = " server \(dissection.server) "
        let server = CharacterWidth.columns(of: full) <= room && !dissection.server.isEmpty ? full : " server "
        grid.put(
            server, x: columns.right - 1 - CharacterWidth.columns(of: server), y: area.y, width: room,
            style: Style(.server, bold: true))
        let words = position.isEmpty ? "" : " \(position) "
        let place = area.maxX - CharacterWidth.columns(of: words) - 1
        // The time is headed if there is room for both.
        let time = " time "
        let timePlace = columns.time.upperBound - time.count + 1
        if timePlace + time.count < place { grid.put(time, x: timePlace, y: area.y, style: Style(.muted)) }
        if !words.isEmpty, place > columns.right { grid.put(words, x: place, y: area.y, style: Style(.muted)) }
    }

    private func drawLifelines(_ columns: LadderColumns, _ y: Int, _ grid: inout Grid) {
        grid.put("│", x: columns.left, y: y, style: Style(.client))
        grid.put("│", x: columns.right, y: y, style: Style(.server))
    }

    private func draw(_ row: Int, after before: Int?, _ columns: LadderColumns, _ place: Rect, _ grid: inout Grid) {
        guard var text = RowText(row: row, of: ladder, in: conversation, room: columns.inner.count) else { return }
        for y in place.y..<place.maxY { drawLifelines(columns, y, &grid) }
        if row == selected { grid.put("▸", x: place.x, y: place.y, style: Style(.selection)) }
        drawBrackets(row, columns, place, &grid)
        let states = ladder.newStates(at: row, in: conversation)
        if columns.hasStates {
            let client = states[.client]?.name ?? ""
            grid.put(client, x: columns.left - 1 - client.count, y: place.y, style: Style(.client))
            grid.put(states[.server]?.name ?? "", x: columns.time.upperBound + 1, y: place.y, style: Style(.server))
        } else if row > 0 {
            text.remarks += Endpoint.allCases.compactMap { end in
                states[end].map { .init("\(end.rawValue) \($0.name)") }
            }
        }
        drawTime(text, after: before, columns, place.y, &grid)
        drawText(text, columns, place, &grid)
        if row == selected { grid.restyle(place) { $0 = Style(.selection, bold: $0.bold) } }
    }

    private func drawTime(
        _ text: RowText, after before: Int?, _ columns: LadderColumns, _ y: Int, _ grid: inout Grid
    ) {
        var words = text.timelessWords
        if let time = text.time {
            words =
                before.flatMap(timeOfItem).map { Numbers.delta(time - $0) }
                ?? Numbers.secondsWords(time, width: columns.time.count)
        }
        grid.put(
            words, x: max(columns.time.lowerBound, columns.time.upperBound - words.count), y: y, style: Style(.muted))
    }

    private func timeOfItem(_ row: Int) -> Double? {
        guard case .item(let index) = ladder.row(row) else { return nil }
        return conversation.dissection.items[index].time
    }

    private func drawText(_ text: RowText, _ columns: LadderColumns, _ place: Rect, _ grid: inout Grid) {
        let room = columns.inner.lowerBound + 1..<columns.inner.upperBound - 1
        guard let arrow = text.arrow else {
            let role: Role = text.label.hasPrefix("!") ? .bad : .text
            let area = Rect(x: room.lowerBound, y: place.y, width: room.count, height: place.height)
            // Only as much of it is wrapped as can be shown.
            let label = String(text.label.prefix(room.count * (place.height + 1)))
            let lines = TextWrap.lines(StyledText(label, Style(role)), width: area.width)
            grid.putLines(lines, in: area)
            guard lines.count > area.height, area.height > 0 else { return }
            let more = role == .bad ? "…" : moreWords
            let x = area.x + min(lines[area.height - 1].width + 1, area.width - CharacterWidth.columns(of: more))
            grid.put(more, x: x, y: area.maxY - 1, style: Style(role == .bad ? role : .muted), in: area)
            return
        }
        // The server's labels are on its side.
        let width = min(room.count, CharacterWidth.columns(of: text.label))
        let x = arrow.from == .client ? room.lowerBound : room.upperBound - width
        grid.put(text.label, x: x, y: place.y, width: room.count)
        guard place.height > 1 else { return }
        LadderArrow(arrow, remarks: text.remarks).draw(columns.inner, y: place.y + 1, into: &grid)
    }

    private func drawBrackets(_ row: Int, _ columns: LadderColumns, _ place: Rect, _ grid: inout Grid) {
        for (endpoint, x) in [(Endpoint.client, columns.left - 1), (.server, columns.right + 1)] {
            let wasOpen = ladder.hasOpenMessage(from: endpoint, after: row - 1)
            let isOpen = ladder.hasOpenMessage(from: endpoint, after: row)
            var mark = wasOpen && isOpen ? "┊" : " "
            if ladder.frame(row, in: conversation)?.from == endpoint,
                let number = ladder.fragmentNumber(at: row, in: conversation), wasOpen || isOpen
            {
                mark = number == 1 ? "╭" : isOpen ? "├" : "╰"
            }
            grid.put(mark, x: x, y: place.y, style: Style(endpoint.role))
            if isOpen, place.height > 1 { grid.put("┊", x: x, y: place.y + 1, style: Style(endpoint.role)) }
        }
    }
}

// A head as fields, each with a verdict: "ok" if it is what the handshake needs, "! bad" if it breaks a rule.

import TerminalUI
import WebSocketProtocol

enum HeadPane {
    static func wantedHeight(_ record: HandshakeRecord, _ part: HeadPart) -> Int {
        1 + max(1, HeadLine.lines(record, part).count)
    }

    /// The head as a list; `selected` is the line of the step, nil if the step is elsewhere.
    static func draw(
        _ record: HandshakeRecord, _ part: HeadPart, selected: Int?, in area: Rect, into grid: inout Grid,
        isFocused: Bool
    ) {
        grid.paneRule(part.name, isFocused: isFocused, in: area)
        let (_, body) = area.splitTop(1)
        let lines = HeadLine.lines(record, part)
        guard !lines.isEmpty else {
            grid.put("Nothing has arrived yet.", x: body.x + 2, y: body.y, width: body.width - 3, style: Style(.muted))
            return
        }
        let visible = ListWindow.visible(
            count: lines.count, selected: selected ?? 0, height: body.height,
            offset: max(0, (selected ?? 0) - body.height / 2))
        grid.putHidden(visible, of: lines.count, y: area.y, in: area)
        let names = min(body.width < 64 ? 21 : 26, lines.filter { $0.value != nil }.map(\.name.count).max() ?? 0)
        for row in visible {
            let line = body.row(row - visible.lowerBound)
            draw(
                lines[row], nameWidth: names, isJudged: record.parse(part) != .needMore, isSelected: row == selected,
                in: line, into: &grid)
            grid.target(line, ClickTarget.step(.line(part, row)))
        }
    }

    private static func draw(
        _ line: HeadLine, nameWidth: Int, isJudged: Bool, isSelected: Bool, in row: Rect, into grid: inout Grid
    ) {
        let isBad = !line.violations.isEmpty
        let verdict = isBad ? "! bad" : line.purpose == nil || !isJudged ? "" : "ok"
        let room = row.width - 9
        if let value = line.value {
            grid.put(line.name, x: row.x + 2, y: row.y, width: min(room, nameWidth), style: Style(.title))
            grid.put(value, x: row.x + nameWidth + 4, y: row.y, width: room - nameWidth - 4)
        } else {
            let isEmpty = line.name == "empty line"
            grid.put(line.name, x: row.x + 2, y: row.y, width: room - 2, style: isEmpty ? Style(.muted) : .text)
        }
        grid.put(verdict, x: row.maxX - 7, y: row.y, style: Style(isBad ? .bad : .good), in: row)
        guard isSelected else { return }
        grid.restyle(row) { $0 = Style(.selection) }
        grid.put("▸", x: row.x, y: row.y, style: Style(.selection), in: row)
    }

    /// A head on one line, when the screen is about something else.
    static func drawSummary(_ record: HandshakeRecord, _ part: HeadPart, in row: Rect, into grid: inout Grid) {
        guard !row.isEmpty else { return }
        let lines = HeadLine.lines(record, part)
        if !lines.isEmpty { grid.target(row, ClickTarget.step(.line(part, 0))) }
        let bad = lines.reduce(0) { $0 + $1.violations.count }
        var text = StyledText((part.name + "         ").prefix(9).description + " ", Style(.muted))
        if let first = lines.first {
            let headers = lines.count { $0.value != nil }
            text += StyledText(first.name) + StyledText("   \(Count.words(headers, "header"))", Style(.muted))
        } else {
            text += StyledText("nothing yet", Style(.muted))
        }
        if bad > 0 { text += StyledText("   ! \(Count.words(bad, "broken rule"))", Style(.bad)) }
        grid.put(text, x: row.x + 2, y: row.y, width: row.width - 3)
    }
}

/// The current line of a head, as bytes and in words.
enum HeadLinePane {
    static func words(_ record: HandshakeRecord, _ line: HeadLine?, isVeiled: Bool, width: Int) -> [NotedLine] {
        var lines: [NotedLine] = []
        for violation in line?.violations ?? [] {
            let text = StyledText("violation: ", Style(.bad)) + StyledText(violation.words)
            lines += NotedLine.wrap("! ", text, section: violation.citation, width: width, mark: .bad)
        }
        if let purpose = line?.purpose {
            lines += NotedLine.wrap("", StyledText(purpose.text), section: purpose.citation, width: width)
        } else if line?.value != nil {
            lines += NotedLine.wrap(
                "", StyledText("This header plays no part in opening a WebSocket.", Style(.muted)), width: width
            )
        }
        for sentence in [line?.fate].compactMap(\.self) + (line?.extensions ?? []) {
            lines += NotedLine.wrap("", StyledText(sentence.text), section: sentence.citation, width: width)
        }
        // An outcome that the response brings stands where the response ends.
        let isKnownBefore = record.verdict == nil || record.isPlainHTTP
        guard isKnownBefore || line?.isLast ?? true else { return lines }
        // Behind the veil a head is hidden in part, which is not the same as incomplete.
        guard record.verdict != nil || !isVeiled else { return lines }
        let outcome = record.outcome
        let isDone = record.verdict?.isOpen ?? false
        let mark = isDone ? "" : "! "
        lines += NotedLine.wrap(
            mark, StyledText(outcome.text, isDone ? Style(.good) : .text), section: outcome.citation, width: width,
            mark: .warning)
        return lines
    }

    /// The rows of 16 bytes that a line touches, and at least two, but not more than six.
    static func rows(_ line: HeadLine?) -> Int {
        guard let range = line?.range, !range.isEmpty else { return 2 }
        return max(2, min(6, (range.upperBound - 1) / 16 - range.lowerBound / 16 + 1))
    }

    static func drawBytes(
        _ record: HandshakeRecord, _ part: HeadPart, _ line: HeadLine?, in area: Rect, into grid: inout Grid,
        isFocused: Bool, isWide: Bool
    ) {
        let bytes = record.bytes(part)
        let range = line?.range ?? 0..<0
        let place = range.isEmpty ? "" : ", \(range.lowerBound) to \(range.upperBound - 1)"
        grid.paneRule("bytes of the \(part.name)\(place)", isFocused: isFocused, in: area)
        let (_, body) = area.splitTop(1)
        guard !body.isEmpty, !bytes.isEmpty else { return }
        let layout = HexRows(count: bytes.count, width: body.width, isWide: isWide)
        let first = range.lowerBound / layout.perRow
        let last = max(first, (range.upperBound - 1) / layout.perRow)
        // The start of the range shows, and its end too if both fit.
        let spare = max(0, body.height - (last - first + 1))
        let count = layout.rowCount(bytes.count)
        let top = max(0, min(first - spare / 2, count - body.height))
        let rows = top..<min(count, top + body.height)
        for row in rows {
            let part = bytes[row * layout.perRow..<min(bytes.count, (row + 1) * layout.perRow)]
            layout.draw(
                row: row, bytes: ArraySlice(Array(part)), selected: range, isCursor: false,
                y: body.y + row - rows.lowerBound, in: body, into: &grid
            ) { _ in (.text, .text) }
        }
    }
}

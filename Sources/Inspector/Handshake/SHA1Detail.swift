// The steps of SHA-1 with their values (FIPS 180-4 §5.1.1, §6.1.2).

import TerminalUI
import WebSocketProtocol

enum SHA1Detail {
    static func draw(_ trace: AcceptTrace, _ step: HandshakeStep, in area: Rect, into grid: inout Grid) {
        let sha1 = trace.sha1
        switch step {
        case .padding:
            let below = ComputationPane.say([sha1.paddingSentence], in: area, into: &grid)
            let parts = [
                ("message", sha1.messageRange), ("the byte 80", sha1.markRange), ("zeros", sha1.zeroRange),
                ("number of bits", sha1.lengthRange),
            ]
            drawBytes(sha1.padded, parts: parts, in: below, into: &grid)
        case .schedule(let block) where sha1.blocks.indices.contains(block):
            drawSchedule(sha1.blocks[block], in: area, into: &grid)
        case .round(let block, let index)
        where sha1.blocks.indices.contains(block) && sha1.blocks[block].rounds.indices.contains(index):
            drawRound(sha1.blocks[block].rounds[index], sha1.blocks[block], in: area, into: &grid)
        case .addition(let block) where sha1.blocks.indices.contains(block):
            drawAddition(sha1.blocks[block], in: area, into: &grid)
        case .digest:
            let below = ComputationPane.say([sha1.digestSentence, trace.hashSentence], in: area, into: &grid)
            let parts = ["a", "b", "c", "d", "e"].enumerated().map { ($0.element, $0.offset * 4..<$0.offset * 4 + 4) }
            drawBytes(trace.digest, parts: parts, in: below.splitTop(1).rest, into: &grid)
        default: break
        }
    }

    /// Bytes in hex, with a bar and another hue at the start of each part; `parts` are ranges in the order of the
    /// bytes, and their names are below in that order.
    static func drawBytes(
        _ bytes: [UInt8], parts: [(name: String, range: Range<Int>)], in area: Rect, into grid: inout Grid
    ) {
        let body = area.columns(1..<area.width)
        let layout = HexRows(count: bytes.count, width: body.width - 1)
        let rows = min(layout.rowCount(bytes.count), body.height)
        for row in 0..<rows {
            let range = row * layout.perRow..<min(bytes.count, (row + 1) * layout.perRow)
            layout.draw(
                row: row, bytes: ArraySlice(Array(bytes[range])), selected: 0..<0, y: body.y + row, in: body,
                into: &grid
            ) { index in
                let style = role(parts.firstIndex { $0.range.contains(index) } ?? 0)
                return (style, style)
            }
            for part in parts where part.range.lowerBound > 0 && range.contains(part.range.lowerBound) {
                let x = body.x + layout.column(of: part.range.lowerBound) - 1
                grid.put("│", x: x, y: body.y + row, style: Style(.title), in: body)
            }
        }
        var legend = StyledText()
        for (index, part) in parts.enumerated() {
            legend += StyledText(index == 0 ? "" : " │ ", Style(.title)) + StyledText(part.name, role(index))
        }
        grid.put(legend, x: area.x + 2, y: body.y + rows, in: area)
    }

    private static func role(_ part: Int) -> Style { Style(Role.fields[part % Role.fields.count]) }

    private static func drawSchedule(_ block: SHA1Trace.Block, in area: Rect, into grid: inout Grid) {
        let sentences = [block.scheduleSentence(16)] + (area.height >= 15 ? [block.scheduleSentence(0)] : [])
        let below = ComputationPane.say(sentences, in: area, into: &grid)
        let perRow = below.width >= 79 ? 8 : 5
        for row in 0..<min(below.height, block.schedule.count / perRow) {
            let first = row * perRow
            grid.put("w\(first)", x: below.x + 2, y: below.y + row, style: Style(.muted), in: below)
            for index in first..<first + perRow {
                let style = Style(index < 16 ? .field1 : .field2)
                let x = below.x + 6 + (index - first) * 9
                grid.put(Hex.word(block.schedule[index]), x: x, y: below.y + row, style: style, in: below)
            }
        }
    }

    private static func drawRound(
        _ round: SHA1Trace.Round, _ block: SHA1Trace.Block, in area: Rect, into grid: inout Grid
    ) {
        let (table, rest) = area.splitTop(3)
        drawWords(["before": round.before, "after": round.after], order: ["before", "after"], in: table, into: &grid)
        let values = [
            ("f", "\(Hex.word(round.f))  \(round.function.name)(b, c, d) = \(round.function.formula)"),
            ("k", "\(Hex.word(round.k))  the constant of this quarter of the rounds"),
            ("w", block.scheduleSentence(round.index).cited),
        ]
        for (row, (name, value)) in values.enumerated() {
            grid.put(name, x: rest.x + 2, y: rest.y + row, style: Style(.muted), in: rest)
            grid.put(value, x: rest.x + 11, y: rest.y + row, width: rest.width - 12)
        }
        _ = ComputationPane.say([round.sentence, round.sumSentence], in: rest.splitTop(values.count).rest, into: &grid)
    }

    private static func drawAddition(_ block: SHA1Trace.Block, in area: Rect, into grid: inout Grid) {
        let (table, rest) = area.splitTop(4)
        var rows = ["hash": block.before, "sum": block.after]
        if let last = block.rounds.last { rows["round 79"] = last.after }
        drawWords(rows, order: ["hash", "round 79", "sum"], in: table, into: &grid)
        _ = ComputationPane.say([block.additionSentence], in: rest.splitTop(1).rest, into: &grid)
    }

    /// Rows of the five words under their names.
    private static func drawWords(_ rows: [String: SHA1Words], order: [String], in area: Rect, into grid: inout Grid) {
        for (column, name) in ["a", "b", "c", "d", "e"].enumerated() {
            let role = Role.fields[column]
            grid.put(name, x: area.x + 12 + column * 10, y: area.y, style: Style(role, bold: true), in: area)
            for (row, title) in order.enumerated() {
                guard let words = rows[title]?.words else { continue }
                grid.put(title, x: area.x + 2, y: area.y + 1 + row, style: Style(.muted), in: area)
                let x = area.x + 12 + column * 10
                grid.put(Hex.word(words[column]), x: x, y: area.y + 1 + row, style: Style(role), in: area)
            }
        }
    }
}

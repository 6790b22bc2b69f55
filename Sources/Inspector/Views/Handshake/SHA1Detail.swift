// The steps of SHA-1 with their values (FIPS 180-4 §5.1.1, §6.1.2).

import TerminalUI
import WebSocketProtocol

enum SHA1Detail {
    static func draw(_ trace: AcceptTrace, _ step: HandshakeStep, in area: Rect, into grid: inout Grid) {
        let sha1 = trace.sha1
        switch step {
        case .padding:
            let below = ComputationPane.say([sha1.paddingSentence], in: area, into: &grid)
            drawBytes(sha1.padded, in: below, into: &grid) { letter(ofByte: $0, sha1) }
            let entries = [("M", "message"), ("1", "the byte 80"), ("0", "zeros"), ("N", "number of bits")]
            ComputationPane.legend(entries, under: below, count: sha1.padded.count, into: &grid)
        case .schedule(let block) where sha1.blocks.indices.contains(block):
            drawSchedule(sha1.blocks[block], in: area, into: &grid)
        case .round(let block, let index)
        where sha1.blocks.indices.contains(block) && sha1.blocks[block].rounds.indices.contains(index):
            drawRound(sha1.blocks[block].rounds[index], sha1.blocks[block], in: area, into: &grid)
        case .addition(let block) where sha1.blocks.indices.contains(block):
            drawAddition(sha1.blocks[block], in: area, into: &grid)
        case .digest:
            let below = ComputationPane.say([sha1.digestSentence, trace.hashSentence], in: area, into: &grid)
            drawBytes(trace.digest, in: below.splitTop(1).rest, into: &grid) { ["a", "b", "c", "d", "e"][$0 / 4 % 5] }
        default: break
        }
    }

    /// The rows that bytes take.
    static func rowsTaken(count: Int, width: Int) -> Int { HexRows(count: count, width: width - 2).rowCount(count) }

    /// Bytes in hex; the letter of each byte's part stands where the part begins, in place of a rule between parts.
    static func drawBytes(_ bytes: [UInt8], in area: Rect, into grid: inout Grid, letter: (Int) -> String) {
        let body = area.columns(1..<area.width)
        let layout = HexRows(count: bytes.count, width: body.width - 1)
        let parts = bytes.indices.reduce(into: [String]()) { if $0.last != letter($1) { $0.append(letter($1)) } }
        for row in 0..<min(layout.rowCount(bytes.count), body.height) {
            let range = row * layout.perRow..<min(bytes.count, (row + 1) * layout.perRow)
            layout.draw(
                row: row, bytes: ArraySlice(Array(bytes[range])), selected: 0..<0, y: body.y + row, in: body, into: &grid
            ) { index in
                let style = Style(Role.fields[(parts.firstIndex(of: letter(index)) ?? 0) % Role.fields.count])
                return (style, style)
            }
            for index in range where index == 0 || letter(index) != letter(index - 1) {
                let x = body.x + layout.column(of: index) - 1
                grid.put(letter(index), x: x, y: body.y + row, style: Style(.title), in: body)
            }
        }
    }

    private static func letter(ofByte index: Int, _ sha1: SHA1Trace) -> String {
        if sha1.messageRange.contains(index) { return "M" }
        if sha1.markRange.contains(index) { return "1" }
        return sha1.zeroRange.contains(index) ? "0" : "N"
    }

    private static func drawSchedule(_ block: SHA1Trace.Block, in area: Rect, into grid: inout Grid) {
        let below = ComputationPane.say([block.scheduleSentence(0), block.scheduleSentence(16)], in: area, into: &grid)
        let perRow = below.width >= 79 ? 8 : 5
        // Where not all rows fit, the first are those that differ in kind: the block's own words and the first mixed ones.
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
            ("k", "\(Hex.word(round.k))  the constant of this quarter"),
            ("w", "\(Hex.word(round.w))  w[\(round.index)] of the schedule"),
        ]
        for (row, (name, value)) in values.enumerated() {
            grid.put(name, x: rest.x + 2, y: rest.y + row, style: Style(.muted), in: rest)
            grid.put(value, x: rest.x + 11, y: rest.y + row, width: rest.width - 12)
        }
        let words = [round.sentence, round.sumSentence, block.scheduleSentence(round.index)]
        _ = ComputationPane.say(words, in: rest.splitTop(values.count).rest, into: &grid)
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

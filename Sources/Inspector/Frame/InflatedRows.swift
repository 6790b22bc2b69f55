// What comes out of a compressed message, around what the symbols under the cursor write, in brackets, and what that is copied from, in
// parentheses. What came with earlier messages stands before a line:
//
//    inflated  …price is 191.25"} (Hello, w)│H[ello, w]orld
//
// A copy from far away has a row of its own.

import TerminalUI
import WebSocketProtocol

struct InflatedRows {
    private let deflate: DeflateScene
    /// What is written, and what it is copied from; positions before 0 are those of earlier messages.
    private let written: Range<Int>, source: Range<Int>
    /// The positions that the first row shows, and those of the second.
    private let shown: Range<Int>, far: Range<Int>

    /// What stands behind text that is cut.
    private let more: String

    init(_ deflate: DeflateScene, _ steps: Range<Int>, more: String, width: Int) {
        (self.deflate, self.more) = (deflate, more)
        let trace = deflate.trace
        let end = trace.output.count
        // Without a symbol the text as it is; with one that writes nothing, up to where it stands.
        let first = steps.first.map { trace.steps[$0].output.lowerBound } ?? 0
        written = first..<(steps.last.map { trace.steps[$0].output.upperBound } ?? 0)
        let copy = steps.first { trace.source(of: trace.steps[$0]) != nil }.map { trace.steps[$0] }
        let from = copy.flatMap(trace.source)
        source = from.map { $0..<max($0, min($0 + (copy?.output.count ?? 0), copy?.output.lowerBound ?? 0)) } ?? 0..<0
        // Brackets, parentheses, the line and the dots take columns, too.
        let columns = max(8, width - InflatingBits.labelWidth - 10)
        let room = end > columns ? max(8, columns - more.count) : columns
        let start = max(0, min(first - room / 2, end - room))
        if let from, written.upperBound - from <= room {
            // With something of what stands before it.
            let before = min(8, room - (written.upperBound - from), from + trace.earlier.count)
            let lower = min(from - before, max(start, written.upperBound - room))
            shown = lower..<min(end, lower + room)
            far = 0..<0
        } else {
            shown = start..<min(end, start + room)
            let lower = max(-trace.earlier.count, (from ?? 0) - min(16, room / 4))
            far = from == nil ? 0..<0 : lower..<min(end, lower + room)
        }
    }

    /// Draws the first row, and where there is room the second.
    func draw(in area: Rect, into grid: inout Grid) {
        draw(shown, "inflated", in: area.row(0), into: &grid)
        if area.height > 1, !far.isEmpty { draw(far, "from", in: area.row(1), into: &grid) }
    }

    private func draw(_ range: Range<Int>, _ name: String, in row: Rect, into grid: inout Grid) {
        grid.put(name, x: row.x + 2, y: row.y, style: Style(.muted), in: row)
        let trace = deflate.trace
        guard !trace.output.isEmpty || !range.isEmpty else {
            let words = trace.end == .arriving ? "nothing yet" : "nothing"
            grid.put(words, x: row.x + InflatingBits.labelWidth + 1, y: row.y, style: Style(.muted), in: row)
            return
        }
        var x = row.x + InflatingBits.labelWidth
        func put(_ text: String, _ style: Style = .text) { x = grid.put(text, x: x, y: row.y, style: style, in: row) }
        put(
            range.lowerBound > 0 || (range.lowerBound < 0 && range.lowerBound > -trace.earlier.count) ? "…" : " ",
            Style(.muted))
        let cells = cells(of: range)
        for index in range {
            if index == source.lowerBound, !source.isEmpty { put("(") }
            if index == written.lowerBound, !written.isEmpty { put("[") }
            let style =
                written.contains(index)
                ? Style(.cursor) : source.contains(index) ? Style(.mark) : index < 0 ? Style(.muted) : .text
            put(cells[index - range.lowerBound], style)
            if index == source.upperBound - 1, !source.isEmpty { put(")") }
            if index == written.upperBound - 1, !written.isEmpty { put("]") }
            if index == -1, range.upperBound > 0 { put("│", Style(.border)) }
        }
        if range.upperBound < trace.output.count { put("…\(more)", Style(.muted)) }
    }

    /// What stands for each byte: its character, which a character of several bytes has at the first of them, and nothing at the others. Where
    /// a bracket stands inside a character, each of its bytes is a point.
    private func cells(of range: Range<Int>) -> [String] {
        let trace = deflate.trace
        let bytes = range.map { $0 < 0 ? trace.earlier[-$0] : trace.output[$0] }
        let columns = UnmaskingColumn.columns(of: bytes, from: 0, key: nil, asText: deflate.message.kind == .text)
        var cells = bytes.map(\.printable)
        let edges = [0, written.lowerBound, written.upperBound, source.lowerBound, source.upperBound]
        for column in columns {
            guard let scalar = column.scalar, !scalar.isASCII else { continue }
            let character = Character(scalar)
            let own = column.index..<column.index + String(character).utf8.count
            guard !edges.contains(where: { own.dropFirst().contains($0 - range.lowerBound) }) else { continue }
            let isVisible =
                Sanitizer.standIn(for: character) == nil && (1...2).contains(CharacterWidth.columns(of: character))
            for index in own { cells[index] = "" }
            cells[column.index] = isVisible ? String(character) : "·"
        }
        return cells
    }
}

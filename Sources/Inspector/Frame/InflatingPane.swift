// A compressed message, inflated symbol by symbol (RFC 7692 §7.2.2, RFC 1951 §3.2):
//
//    ─ inflating ───────────── compressed byte 2 ▸ inflated bytes 1 to 4 ─
//      byte      f2           00        11        00           00
//      bits      010│01111 000[00000 10001000]0000000│0 00│000000
//      symbol    B   H         4 from 5       end     B    pad
//      inflated  H(ello)│H[ello]
//      A copy of 4 bytes from 5 back, in an earlier message: "ello".
//      5 bytes for 5: 4 are copied from earlier messages; 19 bits delimit its blocks.
//
// What is written is in brackets, and what it is copied from in parentheses.

import TerminalUI
import WebSocketProtocol

enum InflatingPane {
    /// With as many rows a symbol is explained; with fewer the pane above has them.
    static let leastHeight = 7
    /// The rows that sentences have, so that the last line stays where it is while the cursor moves.
    private static let sentenceRows = 4

    static func wantedHeight(_ scene: FrameScene, width: Int) -> Int {
        1 + 5 + sentenceRows + lastLines(scene, width: width).count
    }

    static func draw(
        _ scene: FrameScene, _ deflate: DeflateScene, in area: Rect, into grid: inout Grid, isFocused: Bool = false
    ) {
        guard !area.isEmpty else { return }
        grid.paneRule("inflating", isFocused: isFocused, in: area)
        drawPlace(scene, deflate, in: area.row(0), into: &grid)
        let (_, body) = area.splitTop(1)
        let steps = scene.deflateSteps
        let sentences = sentences(scene, deflate, width: body.width)
        let last = lastLines(scene, width: body.width)
        let text = InflatedRows(deflate, steps, more: scene.moreWords, width: body.width)
        let heights = heights(
            isOnSymbol: scene.deflateByte != nil, lastCount: last.count, isBroken: deflate.inflated?.problem != nil,
            room: body.height)
        var rest = body
        for part in Part.allCases {
            let (rows, below) = rest.splitTop(heights[part, default: 0])
            rest = below
            guard !rows.isEmpty else { continue }
            switch part {
            case .bits: InflatingBits.draw(scene, deflate, in: rows, into: &grid)
            case .text: text.draw(in: rows, into: &grid)
            case .sentences: NotedLine.draw(sentences, in: rows, into: &grid)
            case .last: grid.putLines(last, in: rows.inset(horizontally: 2))
            }
        }
    }

    /// The parts of the pane, from the top.
    private enum Part: CaseIterable { case bits, text, sentences, last }

    /// How many rows each part has. It does not depend on the symbol, so that nothing moves while the cursor does. What is wrong with the
    /// message is not cut, if a symbol can do with one row.
    private static func heights(isOnSymbol: Bool, lastCount: Int, isBroken: Bool, room: Int) -> [Part: Int] {
        var heights: [Part: Int] = [:]
        var room = room
        let first: [(Part, Int)] = isOnSymbol ? [(.bits, 2), (.sentences, isBroken ? 1 : 2)] : []
        let wanted: [(Part, Int)] =
            first + [(.text, 1), (.last, lastCount), (.bits, 2), (.sentences, sentenceRows), (.bits, 3), (.text, 2)]
        for (part, rows) in wanted {
            let taken = max(0, min(rows - heights[part, default: 0], room))
            heights[part, default: 0] += taken
            room -= taken
        }
        return heights
    }

    /// Which byte of the compressed data the cursor is on, and which bytes come out of it.
    private static func drawPlace(
        _ scene: FrameScene, _ deflate: DeflateScene, in row: Rect, into grid: inout Grid
    ) {
        guard let byte = scene.deflateByte else { return }
        let trace = deflate.trace
        let steps = scene.deflateSteps
        var words = "compressed byte \(byte.grouped)"
        if let first = steps.first, let last = steps.last {
            let output = trace.steps[first].output.lowerBound..<trace.steps[last].output.upperBound
            words += output.isEmpty ? " ▸ nothing comes out" : " ▸ inflated \(Self.words(output))"
        }
        let x = row.maxX - words.count - 3
        if x > row.x + 14 { grid.put(" \(words) ", x: x, y: row.y, style: Style(.title), in: row) }
    }

    private static func words(_ bytes: Range<Int>) -> String {
        bytes.count == 1
            ? "byte \(bytes.lowerBound.grouped)"
            : "bytes \(bytes.lowerBound.grouped) to \((bytes.upperBound - 1).grouped)"
    }

    /// What the symbols under the cursor say.
    private static func sentences(_ scene: FrameScene, _ deflate: DeflateScene, width: Int) -> [NotedLine] {
        guard let byte = scene.deflateByte else {
            let isInPayload = scene.frame.header.map { scene.byte >= $0.headerLength } ?? false
            let words =
                !scene.isExplained
                ? "What comes next is hidden."
                : isInPayload
                    ? deflate.trace.sentenceBehindSteps.text : "In the payload, [ and ] step from symbol to symbol."
            return NotedLine.wrap("", StyledText(words, Style(.muted)), width: width)
        }
        let trace = deflate.trace
        var all: [Sentence] = []
        for step in scene.deflateSteps {
            // Of a whole byte the symbols are several, and have a sentence each.
            guard scene.bit != nil else {
                all.append(trace.sentence(of: step))
                continue
            }
            all += trace.sentences(of: step)
            if trace.begins(step, before: deflate.bytes.lowerBound) { all.append(DeflateTrace.sentenceOfEarlierStart) }
        }
        if trace.isBehindSteps(byte: byte, bit: scene.bit) { all.append(trace.sentenceBehindSteps) }
        if byte == trace.payloadCount - 1, let added = trace.addedSentence { all.append(added) }
        return all.flatMap {
            NotedLine.wrap(
                "", StyledText($0.text), section: $0.citation, brief: scene.isProjector || width < 72, width: width)
        }
    }

    /// Why the message got smaller, or did not, and what does not come out.
    static func lastLines(_ scene: FrameScene, width: Int) -> [StyledText] {
        PayloadWords.aboutInflating(scene).flatMap { TextWrap.lines($0, width: max(10, width - 4)) }
    }
}

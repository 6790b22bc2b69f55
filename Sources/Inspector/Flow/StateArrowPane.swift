// The diagram of states, and below it how the states are known and what stands under one of its arrows: the rows of the table, those that
// happened in this connection first, with what caused them.
//
//  The server runs here, so its state is known. The client's is inferred …
//  ─ OPEN → CLOSING ──────────────────────────── arrow 4 of 13 ─
//  ● It sent a Close and waits for the peer's Close (§7.1.2).
//      client: Close 1000, client frame 1

import TerminalUI
import WebSocketProtocol

struct StateArrowPane {
    let history: StateHistory
    /// The number of the arrow that the reader has chosen; nil for that of the last move.
    let choice: Int?
    /// How the states are known, in lines below the diagram; none where there is no room for it.
    var origin: [StyledText] = []
    /// Whether the arrow is named in large letters too.
    var isLarge = false

    /// The number of the arrow that is shown.
    var selected: Int {
        if let choice { return min(max(0, choice), StateArrow.all.count - 1) }
        return history.moves.last.flatMap { StateArrow.number(of: $0.transition) } ?? 0
    }

    /// The rows for the list in an area of that height.
    func listHeight(in height: Int) -> Int {
        max(1, height - StateDiagram.height - origin.count - 1 - (isLarge ? BigText.height : 0))
    }

    /// Draws the diagram, and the list from its line `offset` on.
    func draw(in area: Rect, offset: Int = 0, into grid: inout Grid) {
        let (top, below) = area.splitTop(StateDiagram.height)
        StateDiagram(in: top).draw(history, selected: selected, into: &grid)
        let (place, rest) = below.splitTop(origin.count)
        grid.putLines(origin, in: place.inset(horizontally: 1))
        guard !rest.isEmpty else { return }
        let arrow = StateArrow.all[selected]
        grid.rule(y: rest.y, x: rest.x..<rest.maxX, label: "\(arrow.from) → \(arrow.to)")
        let (large, list) = rest.rows(1..<rest.height).splitTop(isLarge ? BigText.height : 0)
        if !large.isEmpty { drawLarge(arrow, in: large.inset(horizontally: 1), into: &grid) }
        let text = list.inset(horizontally: 1)
        let lines = lines(width: text.width)
        let more = offset + text.height < lines.count ? ", ↓ more" : ""
        let words = " arrow \(selected + 1) of \(StateArrow.all.count)\(more) "
        grid.put(words, x: rest.maxX - words.count - 1, y: rest.y, style: Style(.muted), in: rest)
        grid.putLines(Array(lines.dropFirst(offset)), in: text)
    }

    /// Its name; before the first move the state, since the arrow is not more than the next one.
    private func drawLarge(_ arrow: StateArrow, in area: Rect, into grid: inout Grid) {
        let hasMoved = choice != nil || !history.moves.isEmpty
        let words = hasMoved ? "\(arrow.from) → \(arrow.to)" : history.state(of: .server).name
        let text = BigText.fitting(words, width: area.width)
        BigText.draw(text, x: area.x, y: area.y, style: Style(.title), in: area, into: &grid)
    }

    /// The rows under the arrow in words. Rows that say the same are one.
    func lines(width: Int) -> [StyledText] {
        var sentences: [Sentence] = []
        var moves: [Sentence: [StateMove]] = [:]
        for row in StateArrow.all[selected].rows {
            if !sentences.contains(row.sentence) { sentences.append(row.sentence) }
            moves[row.sentence, default: []] += history.moves.filter { $0.transition == row }
        }
        let happened = sentences.filter { moves[$0]?.isEmpty == false }
        let others = sentences.filter { moves[$0]?.isEmpty != false }
        return (happened + others).flatMap { sentence in
            let causes = moves[sentence] ?? []
            let mark = causes.isEmpty ? StyledText("  ") : StyledText("● ", Style(.good, bold: true))
            let text = TextWrap.lines(Self.words(sentence, isMuted: causes.isEmpty), width: width - 2)
            let sentenceLines = text.enumerated().map { ($0.offset == 0 ? mark : StyledText("  ")) + $0.element }
            return sentenceLines
                + causes.map { move in
                    StyledText("    \(move.endpoint.rawValue)", Style(move.endpoint.role))
                        + StyledText(": \(move.cause.words(in: history.conversation))")
                }
        }
    }

    private static func words(_ sentence: Sentence, isMuted: Bool) -> StyledText {
        let style = Style(isMuted ? .muted : .text)
        guard let citation = sentence.citation else { return StyledText(sentence.text, style) }
        return StyledText("\(sentence.text.dropLast()) (\(citation.brief)).", style)
    }
}

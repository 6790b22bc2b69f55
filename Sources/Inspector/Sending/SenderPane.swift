// The sender, below the ladder: a line to type in, and under it each frame with its bytes, the letters of the fields, what it is, and the rules
// that it will break.
//
//   ─ send  as the server, to #2 ─────────────────────────────────────────────
//    > text:Hello mask=37fa213d▏
//    81 85 37 fa 21 3d 7f 9f 4d 51 58         text  5 B  FIN masked  "Hello"
//    FO ML K--K--K--K  P--P--P--P--P
//    ! A server must not mask; this frame is masked, so the client closes with 1002. §5.1
//    3 writes: 2, 5 bytes; after 0.5 s 4 bytes

import TerminalUI
import WebSocketProtocol

struct SenderPane {
    private let context: Context
    private let preview: SendPreview
    private let target: Result<SendTarget, Unsendable>

    init(_ context: Context) {
        self.context = context
        target = context.sendTarget
        let sender = (try? target.get())?.sender ?? .server
        preview = SendPreview(
            context.sending.line.text, from: sender, on: context.conversation, seed: context.sending.seed)
    }

    /// The rows that it takes of an area, whatever is typed, so that nothing moves.
    static func height(in area: Rect) -> Int { min(area.height, max(7, min(area.height / 2, 18))) }

    func draw(in area: Rect, into grid: inout Grid) {
        guard !area.isEmpty else { return }
        grid.fill(area)
        let words = (try? target.get())?.words ?? "nothing can be sent now"
        grid.rule(y: area.y, x: area.x..<area.maxX, label: "send  \(words)")
        let line = area.row(1)
        let end = grid.put(" > ", x: line.x, y: line.y, style: Style(.title), in: line)
        context.sending.line.draw(into: &grid, in: line.columns(end - line.x..<line.width))
        let below = area.rows(2..<area.height).inset(horizontally: 1)
        let head = headRows(width: below.width)
        let isSent = context.sending.isSent
        let tail = isSent ? [] : preview.writesWords.map { [StyledText($0, Style(.muted))] } ?? []
        let groups = isSent ? [] : preview.frames.map { rows($0, width: below.width) }
        let shown = visible(groups, height: below.height - head.count - tail.count)
        grid.putLines(head + groups[shown].flatMap(\.self) + tail, in: below)
        grid.putHidden(shown, of: groups.count, y: area.y, in: area)
    }

    /// What comes before the frames: why nothing can be sent, what is wrong, or what can be typed.
    private func headRows(width: Int) -> [StyledText] {
        if context.sending.isSent, case .success = target {
            // Read anew, behind itself, it would mean something else.
            return TextWrap.lines(StyledText(Self.sentWords, Style(.muted)), width: width)
        }
        var rows: [StyledText] = []
        if case .failure(let why) = target {
            rows += TextWrap.lines(StyledText(why.words, Style(.warning)), width: width)
        }
        if let problem = preview.problem {
            rows += TextWrap.lines(StyledText(problem.description, Style(.bad)), width: width)
        } else if preview.output?.pieces.isEmpty != false {
            rows += Self.words.flatMap { TextWrap.lines($0, width: width) }
        }
        return rows
    }

    private static let sentWords = "This was sent. Enter sends it again; what you type takes its place."

    /// All words of the language, by their examples.
    private static var words: [StyledText] {
        func row(_ label: String, _ examples: [String]) -> StyledText {
            examples.reduce(StyledText(label, Style(.muted))) { $0 + StyledText("  ") + StyledText($1, Style(.key)) }
        }
        let timing: [ScriptPart] = [.pause, .chop]
        return [
            row("frames", ScriptPart.allCases.filter { !timing.contains($0) }.map(\.example)),
            row("changes", ScriptModifier.allCases.map(\.example)),
            row("between", timing.map(\.example)),
            StyledText("such as ", Style(.muted)) + StyledText("text:Hel fin=no ping continuation:lo", Style(.key))
                + StyledText("; values with spaces stand in quotes.", Style(.muted)),
        ]
    }

    /// The frames that there is room for, that of the word under the cursor among them.
    private func visible(_ groups: [[StyledText]], height: Int) -> Range<Int> {
        guard !groups.isEmpty else { return 0..<0 }
        let selected = min(preview.frame(at: context.sending.line.cursor), groups.count - 1)
        var (first, last, used) = (selected, selected, groups[selected].count)
        while first > 0, used + groups[first - 1].count <= height {
            first -= 1
            used += groups[first].count
        }
        while last + 1 < groups.count, used + groups[last + 1].count <= height {
            last += 1
            used += groups[last].count
        }
        return first..<last + 1
    }

    /// A frame: its bytes and their letters, what it is beside them or below, and what it breaks.
    private func rows(_ frame: UpcomingFrame, width: Int) -> [StyledText] {
        let half = (width - 2) / 2
        let isBeside = frame.bytes.count * 3 <= half
        let room = isBeside ? frame.bytes.count : min(frame.bytes.count, (width - 1) / 3)
        let isCut = room < frame.bytes.count
        let hex = Hex.string(frame.bytes.prefix(room), groupsOf: 1)
        let letters = HexLine.letters(Array(frame.letters.prefix(room)), below: hex, from: 0)
        let what = StyledText(frame.label(room: isBeside ? width - half : width))
        let state = frame.record.isComplete ? "" : frame.explanation.state.words
        var rows = [StyledText(hex + (isCut ? "…" : "")), letters]
        if isBeside {
            func padded(_ row: StyledText) -> StyledText {
                row + StyledText(String(repeating: " ", count: max(1, half - row.width)))
            }
            rows[0] = padded(rows[0]) + what
            if !state.isEmpty { rows[1] = padded(rows[1]) + StyledText(state, Style(.warning)) }
        } else {
            rows.append(what)
            if !state.isEmpty { rows.append(StyledText(state, Style(.warning))) }
        }
        for violation in frame.record.violations {
            let cause = violation.cause.isEmpty ? "" : " Found: \(violation.cause)."
            let words =
                StyledText("! " + violation.rule.sentence.text + cause, Style(.bad))
                + StyledText(" " + violation.citation.brief, Style(.muted))
            rows += TextWrap.lines(words, width: width)
        }
        return rows
    }
}

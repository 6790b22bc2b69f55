// The wrong program of a `mutant`, above the exercise: its code, and beside it, or below where it is narrow, what it made of the bytes and what a right
// one made of them. Before the first answer the goals stand there, and once the line is found what is wrong with it.
//
//    ─ code ──────────────────────────────┬─ the two outputs ───────────
//      1  func readFrame() {              │ a right server
//      2      readHeader()                │ text  5 bytes  "Hello"
//      3      let key = keyBytes()        │       48 65 6c 6c 6f
//    ▸ 4      …                           │

import Lessons
import TerminalUI
import WebSocketProtocol

struct MutantBoard {
    private let page: ExercisePage
    private let listing: MutantListing

    /// Nil for exercises without a wrong program.
    init?(_ page: ExercisePage) {
        guard let listing = page.work.assignment.listing else { return nil }
        (self.page, self.listing) = (page, listing)
    }

    /// The columns of the code with its numbers, and those of what stands beside it.
    private static let codeWidth = 49, sideWidth = 29
    /// The rows of what stands below, where there is no room beside it: those wanted, and the fewest.
    private static let wantedBelow = 15, leastBelow = 8

    private static func isBeside(width: Int) -> Bool { width >= codeWidth + 2 + sideWidth }

    /// The rows that it wants, rules included.
    func height(width: Int) -> Int {
        guard Self.isBeside(width: width) else {
            return codeHeight + max(Self.wantedBelow, 1 + sideHeight(width: width - 1))
        }
        return max(codeHeight, 1 + sideHeight(width: width - Self.codeWidth - 2))
    }

    /// The rows of the code with its rule.
    private var codeHeight: Int { 1 + listing.lines.count }

    /// The rows for all that ever stands beside the code, so that nothing moves when it changes: the goals, outputs such as those of the
    /// author's answer, or those that are there, and the mistake.
    private func sideHeight(width: Int) -> Int {
        let assignment = page.work.assignment
        let usual = assignment.reference().flatMap { assignment.grade($0).outputs }
        let parts =
            [goals(width), mistake(width)] + [usual, outputs].compactMap { $0.map { outputs($0, width) } }
        return parts.map(Self.height).max() ?? 0
    }

    func draw(in area: Rect, into grid: inout Grid) {
        guard area.height > 1 else { return }
        if Self.isBeside(width: area.width) {
            let x = area.x + Self.codeWidth
            drawCode(in: area.columns(0..<Self.codeWidth), into: &grid)
            drawSide(in: area.columns(Self.codeWidth + 1..<area.width), indent: 1, into: &grid)
            grid.put("┬", x: x, y: area.y, style: Style(.border))
            for y in area.y + 1..<area.maxY { grid.put("│", x: x, y: y, style: Style(.border)) }
            if grid[x, area.maxY].character == "─" { grid.put("┴", x: x, y: area.maxY, style: Style(.border)) }
            return
        }
        let below = area.height - 1 - listing.lines.count
        guard below < Self.leastBelow else {
            let (code, side) = area.splitBottom(below)
            drawCode(in: code, into: &grid)
            return drawSide(in: side, indent: 1, into: &grid)
        }
        // Where there is room for one of them only, Tab goes to the other.
        let showsSide = page.isAnswering && (isSolved || (page.work.step == .main && outputs != nil))
        if showsSide { drawSide(in: area, indent: 1, into: &grid) } else { drawCode(in: area, into: &grid) }
    }

    // MARK: Code

    private func drawCode(in area: Rect, into grid: inout Grid) {
        grid.paneRule("code", isFocused: false, in: area)
        let rows = area.rows(1..<area.height)
        let isMarked = page.work.step != .main || isSolved
        let marked = isSolved ? listing.bugLine - 1 : isMarked ? MutantLinePane.marked(page.work) : nil
        let here = marked ?? (page.work.step == .main ? page.study.item : 0)
        let shown = ListWindow.visible(
            count: listing.lines.count, selected: here, height: rows.height,
            offset: marked == nil ? here : here - rows.height / 2)
        for (y, index) in shown.enumerated() {
            let number = "\(index + 1)"
            let style = index == marked ? Style(isSolved ? .warning : .title, bold: true) : .text
            if index == marked { grid.put("▸", x: rows.x, y: rows.y + y, style: Style(.title, bold: true), in: rows) }
            grid.put(number, x: rows.x + 3 - number.count, y: rows.y + y, style: Style(.muted), in: rows)
            grid.put(listing.lines[index], x: rows.x + 5, y: rows.y + y, width: max(0, rows.width - 5), style: style)
        }
        grid.putHidden(shown, of: listing.lines.count, y: area.y, in: area)
    }

    /// Whether the wrong line is known to the student.
    private var isSolved: Bool {
        let assignment = page.work.assignment
        return assignment.steps.contains(.line)
            ? page.work.feedback[.line]?.verdict.passes == true : page.work.isDone && assignment.revealsMistake
    }

    private var outputs: Feedback.Outputs? { page.work.feedback[.main]?.outputs }

    // MARK: What stands beside it

    private func drawSide(in area: Rect, indent: Int, into grid: inout Grid) {
        let body = area.rows(1..<area.height).columns(indent..<area.width)
        let (title, parts) = side(width: body.width, height: body.height)
        grid.paneRule(title, isFocused: false, in: area)
        grid.putLines(Self.fit(parts, height: body.height), in: body)
    }

    private func side(width: Int, height: Int) -> (String, [[StyledText]]) {
        guard let outputs else { return ("what is asked for", goals(width)) }
        let asksForLine = page.work.assignment.steps.contains(.line)
        if isSolved, asksForLine || page.work.step != .main { return ("the mistake", mistake(width)) }
        let parts = self.outputs(outputs, width)
        // What is asked for stays in view where it has room.
        let both = parts + [Array(goals(width).joined())]
        return ("the two outputs", page.work.step == .main && Self.height(both) <= height ? both : parts)
    }

    private static func height(_ parts: [[StyledText]]) -> Int { parts.map(\.count).reduce(0, +) }

    /// The lines of parts, with gaps between them where there is room, the last ones first; else the longest part is cut.
    private static func fit(_ parts: [[StyledText]], height: Int) -> [StyledText] {
        var parts = parts
        let room = height - Self.height(parts)
        for index in parts.indices.dropFirst().reversed().prefix(max(0, room)) { parts[index].insert("", at: 0) }
        while Self.height(parts) > height, let longest = parts.indices.max(by: { parts[$0].count < parts[$1].count }),
            parts[longest].count > 2
        {
            parts[longest].removeLast(2)
            parts[longest].append("…")
        }
        return Array(parts.joined())
    }

    private func goals(_ width: Int) -> [[StyledText]] {
        page.work.assignment.mutantGoals(page.work.feedback[.main]).map { words, isMet in
            TextWrap.lines(StyledText(words), width: max(10, width - 4)).enumerated().map { index, line in
                StyledText(index > 0 ? "    " : isMet ? "[x] " : "[ ] ", Style(isMet ? .good : .text)) + line
            }
        }
    }

    private func outputs(_ outputs: Feedback.Outputs, _ width: Int) -> [[StyledText]] {
        func part(_ words: String, _ output: ProgramOutput) -> [StyledText] {
            [StyledText(words, Style(.title))] + output.lines(width: width).map { StyledText($0) }
        }
        let parts = [part("a correct program", outputs.right), part("this code", outputs.wrong)]
        guard let difference = outputs.difference else { return parts + [[StyledText("no difference", Style(.title))]] }
        let title = outputs.isOtherMistake ? "differs by another mistake" : "first difference"
        return parts + [[StyledText(title, Style(.title))] + TextWrap.lines(StyledText(difference), width: width)]
    }

    private func mistake(_ width: Int) -> [[StyledText]] {
        [
            TextWrap.lines(StyledText(listing.title, Style(.title)), width: width),
            TextWrap.lines(StyledText(listing.shows), width: width),
            [StyledText("seen in", Style(.title))] + TextWrap.lines(StyledText(listing.field), width: width),
        ]
    }
}

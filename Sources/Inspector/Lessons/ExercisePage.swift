// The page of an exercise. The text gives way first, then the bytes, never the exercise, and nothing moves when a verdict comes:
//
//    ─ text ──────────────────────── 2 of 3 ─
//    ─ bytes  a frame from the server ───────
//    ─ ▸ exercise 4  predict ────────────────
//     the goal
//
//     the rows of the answer (Answers/)
//
//     five rows for a verdict, or a hint
//
// With more room, the text stands on the left.

import Lessons
import TerminalUI

/// What the page of an exercise is drawn from.
struct ExercisePage {
    let school: School
    let work: Work
    let study: Study
    let look: Look
    let terminal: Size

    /// Nil where no exercise is open.
    init?(_ context: Context) {
        guard let school = context.school, let work = school.work else { return nil }
        (self.school, self.work, study, look, terminal) = (school, work, context.study, context.look, context.size)
    }

    /// Whether keys are typed into the answer.
    var isAnswering: Bool { study.focus == .answer }

    /// Whether the answer can still be changed, so that its cursor shows.
    var isTyping: Bool { isAnswering && !work.isPassed }

    /// What stood in a line of a form when it was checked.
    func checked(_ field: Int) -> String? {
        guard let answer = work.checked[work.step] else { return nil }
        let fields = work.assignment.fields(of: answer)
        return fields.indices.contains(field) ? fields[field] : nil
    }

    /// The rows reserved for what is said about an answer.
    static let feedbackHeight = 5

    /// The fewest rows in which a longer text is shown, its rule included.
    private static let leastText = 4

    /// The rows of them that are always kept.
    static let leastFeedback = 3

    /// The parts of the exercise from top to bottom: a wrong program, its rule, the goal, a gap, the answer, a gap, the feedback.
    private func heights(width: Int, total: Int) -> [Int] {
        let wanted = [
            MutantBoard(self)?.height(width: width) ?? 0, 1, goal(width: width).count, 1,
            work.pane.rows(self, width: width - 2).count, 1, Self.feedbackHeight,
        ]
        return Heights.fit(
            wanted,
            floors: [
                (5, 0), (3, 0), (6, Self.leastFeedback), (0, 8), (2, 2), (4, 3), (0, 0), (6, 1), (2, 1), (4, 1), (6, 0),
            ],
            total: total)
    }

    private func goal(width: Int) -> [StyledText] {
        TextWrap.lines(StyledText(work.task), width: max(10, width - 2))
    }

    /// The rows that the exercise wants.
    private func wantedHeight(width: Int) -> Int { heights(width: width, total: .max).reduce(0, +) }

    // MARK: Layout

    /// Where the panes are.
    struct Layout {
        var text = Rect(x: 0, y: 0, width: 0, height: 0)
        var bytes = Rect(x: 0, y: 0, width: 0, height: 0)
        var exercise = Rect(x: 0, y: 0, width: 0, height: 0)
    }

    /// Shares out the screen.
    ///
    /// - Parameter textHeight: the rows that the text wants at a width, its rule included; 0 where there is none.
    func layout(in area: Rect, textHeight: (Int) -> Int) -> Layout {
        var layout = Layout()
        if area.width >= 120, area.height >= 30, textHeight(area.width) > 0 {
            let (left, right) = area.splitLeft(area.width / 2)
            layout.text = left
            stack(in: right.columns(1..<right.width), textHeight: 0, &layout)
        } else {
            stack(in: area, textHeight: textHeight(area.width), &layout)
        }
        return layout
    }

    /// One below the other. What the text and the bytes have together does not depend on whether the exercise is done.
    private func stack(in area: Rect, textHeight: Int, _ layout: inout Layout) {
        let exercise = min(area.height, wantedHeight(width: area.width))
        let rest = area.height - exercise
        let pane = BytesPane(self)
        let before = pane.height(isDone: false, width: area.width), after = pane.height(isDone: true, width: area.width)
        if before == 0, rest - textHeight >= after {
            // Bytes that are not shown before stand below, so that no hole is kept for them.
            if textHeight > 0 { layout.text = area.splitTop(textHeight).top }
            layout.exercise = area.rows(textHeight..<textHeight + exercise)
            layout.bytes =
                work.isUnveiled ? area.rows(textHeight + exercise..<textHeight + exercise + after) : layout.bytes
            return
        }
        let reserved = max(min(before, rest), min(after, rest - textHeight))
        let both = min(rest, textHeight + reserved)
        let bytes = min(work.isUnveiled ? max(after, reserved) : reserved, both)
        // A rule with nothing or next to nothing below it says nothing.
        let text = both - bytes
        if textHeight > 0 { layout.text = area.splitTop(text >= min(textHeight, Self.leastText) ? text : 0).top }
        layout.bytes = area.rows(text..<(bytes > 1 ? both : text))
        layout.exercise = area.rows(both..<both + exercise)
    }

    // MARK: Drawing

    /// Draws the exercise itself.
    func draw(in area: Rect, into grid: inout Grid) {
        guard !area.isEmpty else { return }
        let heights = heights(width: area.width, total: area.height)
        var parts: [Rect] = []
        var rest = area
        for height in heights {
            let (part, below) = rest.splitTop(height)
            parts.append(part)
            rest = below
        }
        let order = work.isShuffled && !work.isPassed ? ", in another order now" : ""
        grid.paneRule(school.exerciseWords + order, isFocused: isAnswering, in: parts[1])
        MutantBoard(self)?.draw(in: parts[0], into: &grid)
        grid.putLines(goal(width: area.width), in: parts[2].inset(horizontally: 1))
        var rows = work.pane.rows(self, width: area.width - 2)
        let answer = parts[4].inset(horizontally: 1)
        if rows.count > answer.height { rows.removeAll(where: \.isDispensable) }
        // Where they do not all fit, those around the one that is typed.
        let here = rows.firstIndex(where: \.hasCursor) ?? rows.firstIndex { $0.text.plain.hasPrefix("▸") } ?? 0
        let shown = ListWindow.visible(
            count: rows.count, selected: here, height: answer.height, offset: here - answer.height / 2)
        for (y, row) in rows[shown].enumerated() { row.draw(in: answer.row(y), into: &grid) }
        FeedbackPane.draw(self, in: parts[6], into: &grid)
    }
}

// While a live exercise is open, its goals stay in view on every other screen, in two rows above the keys:
//
//    ─ lesson 4, exercise 6  live ────────────────────────────── 1 of 2 ─
//     [x] A text from the browser   [ ] The same text again    5 lesson

import Lessons
import TerminalUI

enum LessonStrip {
    static let height = 2

    /// Whether it is shown.
    static func isShown(_ model: Model) -> Bool {
        model.screen != .lessons && model.context.school?.liveWork != nil && model.help == nil
    }

    static func draw(_ model: Model, in area: Rect, into grid: inout Grid) {
        guard area.height >= height, let school = model.context.school, let work = school.liveWork else { return }
        let number = school.exerciseNumber.map { "exercise \($0 + 1)" } ?? "review"
        grid.rule(y: area.y, x: area.x..<area.maxX, label: "lesson \(school.lesson?.number ?? 0), \(number)  live")
        let met = work.goalsMet.count(where: \.self)
        let words = " \(met) of \(work.goalsMet.count) "
        grid.put(
            words, x: area.maxX - words.count - 2, y: area.y, style: Style(met == work.goalsMet.count ? .good : .muted))
        let lessons = "\(Screen.lessons.rawValue)"
        // While a line is typed, a digit goes into it.
        let isTyping = (model.front as? FlowScreen)?.isSending == true
        let end =
            StyledText((isTyping ? "Esc " : "") + lessons, Style(.key))
            + StyledText(work.isPassed ? " done: back to the lesson" : " lesson")
        let row = area.row(1)
        let room = max(0, row.width - end.width - 3)
        let goals = zip(work.assignment.goals, work.goalsMet).map { (words: $0.words, isMet: $1) }
        // Where there is no room for all words, what is still to be done is more important.
        var spoken = Set(goals.indices)
        let next = goals.firstIndex { !$0.isMet } ?? goals.count - 1
        for index in Array(0..<next) + goals.indices.dropFirst(next + 1).reversed()
        where text(goals, spoken).width > room { spoken.remove(index) }
        grid.put(text(goals, spoken), x: row.x + 1, y: row.y, width: room)
        grid.put(end, x: row.maxX - end.width - 1, y: row.y, in: row)
        grid.target(
            Rect(x: row.maxX - end.width - 1, y: row.y, width: end.width, height: 1),
            ClickTarget.key(.character(Character(lessons))))
    }

    /// The goals side by side, some of them without their words.
    private static func text(_ goals: [(words: String, isMet: Bool)], _ spoken: Set<Int>) -> StyledText {
        var text = StyledText()
        for (index, goal) in goals.enumerated() {
            text += StyledText(goal.isMet ? "[x]" : "[ ]", Style(goal.isMet ? .good : .text))
            if spoken.contains(index) { text += StyledText(" " + goal.words) }
            if index < goals.count - 1 { text += StyledText("   ") }
        }
        return text
    }
}

// The list of the lessons.
//
//       #  title                     minutes  done     clean  builds on
//    ▸  0  Bits and bytes                 20  3 of 9       2
//       3  The first frame                25  0 of 10      0  lesson 0

import Lessons
import TerminalUI
import WebSocketProtocol

enum LessonList {
    /// A rule, a gap, the heads of the columns, and a lesson.
    private static let leastHeight = 4

    static func draw(_ context: Context, in area: Rect, into grid: inout Grid) {
        guard let school = context.school else { return }
        let lessons = school.course.lessons
        grid.paneRule("lessons", isFocused: true, in: area)
        guard area.height > leastHeight else { return }
        // The list comes first where there is little room.
        let lines = noteLines(context, width: area.width - 2).prefix(area.height - leastHeight)
        let (list, notes) = area.rows(2..<area.height).splitBottom(lines.count)
        grid.putLines(Array(lines), in: notes.inset(horizontally: 1))
        guard !lessons.isEmpty else {
            grid.put("There is no lesson in this folder.", x: list.x + 2, y: list.y, width: list.width - 3)
            return
        }
        let titleWidth = max(5, min(lessons.map { CharacterWidth.columns(of: $0.title) }.max() ?? 0, area.width - 46))
        let table = Columns(titleWidth: titleWidth, x: area.x)
        table.draw(
            ["", "#", "title", "minutes", "done", "clean", "builds on"], style: Style(.muted), in: list.row(0),
            into: &grid)
        let rows = list.rows(1..<list.height)
        let selected = selected(context)
        let visible = ListWindow.visible(
            count: lessons.count, selected: selected, height: rows.height, offset: selected - rows.height / 2)
        for (y, index) in visible.enumerated() {
            let (lesson, count) = (lessons[index], school.count(of: lessons[index]))
            let needs = lesson.needs.map { id in school.course.lesson(id).map { "lesson \($0.number)" } ?? id }
            let row = rows.row(y)
            table.draw(
                [
                    index == selected ? "▸" : "", "\(lesson.number)", lesson.title, "\(lesson.minutes)",
                    "\(count.done) of \(count.all)", "\(count.clean)", needs.joined(separator: ", "),
                ], style: .text, in: row, into: &grid)
            if index == selected { grid.restyle(row) { $0 = Style(.selection, bold: $0.bold) } }
            grid.target(row, ClickTarget.item(index))
        }
        grid.putHidden(visible, of: lessons.count, y: area.y, in: area)
    }

    private struct Columns {
        let titleWidth: Int
        let x: Int

        func draw(_ texts: [String], style: Style, in row: Rect, into grid: inout Grid) {
            let widths = [1, 3, titleWidth, 7, 8, 5, max(0, row.width - titleWidth - 40)]
            let isRight = [false, true, false, true, false, true, false]
            var x = x + 1
            for (index, text) in texts.enumerated() {
                let indent = isRight[index] ? max(0, widths[index] - CharacterWidth.columns(of: text)) : 0
                grid.put(text, x: x + indent, y: row.y, width: widths[index] - indent, style: style)
                x += widths[index] + 2
            }
        }
    }

    /// What stands below the list: what its columns mean, what is wrong with the files, and where the progress is kept.
    private static func noteLines(_ context: Context, width: Int) -> [StyledText] {
        guard let school = context.school else { return [] }
        var lines = [
            StyledText("Clean is an exercise that was right at once, and without its last hint.", Style(.muted))
        ]
        let files = Set(school.course.problems.map(\.file)).count
        if files > 0 {
            let words = "\(Count.words(files, "file")) \(files == 1 ? "has" : "have") problems: wslens lessons check"
            lines.append(StyledText(words, Style(.warning)))
        }
        if let name = context.progressName { lines.append(StyledText("Your progress: \(name)", Style(.muted))) }
        return lines.flatMap { TextWrap.lines($0, width: width) }
    }

    // MARK: Keys

    private static func selected(_ context: Context) -> Int {
        guard let school = context.school else { return 0 }
        let lessons = school.course.lessons
        // The lesson of the last answer, or the next one that is not done.
        let last = lessons.firstIndex { $0.id == school.lastLesson?.id } ?? 0
        func isOpen(_ index: Int) -> Bool {
            school.count(of: lessons[index]).done < school.count(of: lessons[index]).all
        }
        let open = lessons.indices.dropFirst(last).first(where: isOpen) ?? lessons.indices.first(where: isOpen)
        return max(0, min(context.study.selected ?? open ?? 0, lessons.count - 1))
    }

    /// Takes a key; nil for those of the key map.
    static func take(_ key: Key, _ context: inout Context) -> [Command]? {
        switch key {
        case .enter: open(&context)
        case .escape: context.notice = "This is the list of lessons; q quits."
        default: return nil
        }
        return []
    }

    private static func open(_ context: inout Context) {
        let selected = selected(context)
        guard let lessons = context.school?.course.lessons, lessons.indices.contains(selected) else {
            context.notice = "There is no lesson to open."
            return
        }
        context.school?.open(lessons[selected])
        LessonsScreen().arriveAtStop(&context)
    }

    static func move(_ direction: Int, _ context: inout Context) {
        let (here, count) = (selected(context), context.school?.course.lessons.count ?? 0)
        if (0..<count).contains(here + direction) { context.study.selected = here + direction }
    }

    static func goToEnd(first: Bool, _ context: inout Context) {
        context.study.selected = first ? 0 : max(0, (context.school?.course.lessons.count ?? 1) - 1)
    }

    /// A click selects a lesson, and opens the one that is selected.
    static func click(_ item: Int, _ context: inout Context) {
        if item == selected(context) { return open(&context) }
        context.study.selected = item
    }
}

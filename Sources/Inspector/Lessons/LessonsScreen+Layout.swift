// Where things are on Lessons. Keys ask it as well: how far PgDn goes depends on how much of the text is shown.

import Lessons
import TerminalUI

extension LessonsScreen {
    /// The rows between the title and the keys.
    private func body(_ context: Context) -> Rect {
        Rect(x: 0, y: 1, width: context.size.width, height: context.size.height - 2)
    }

    /// The text of the page to read; nil on an exercise and on the list.
    func readingPane(_ context: Context, in area: Rect? = nil) -> TextPane? {
        guard case .reading = context.school?.stop else { return nil }
        let area = area ?? body(context)
        return textPane(context, width: area.width, height: area.height)
    }

    /// The text that the screen shows; nil where there is none.
    func textPane(_ context: Context) -> TextPane? {
        guard let page = ExercisePage(context) else { return readingPane(context) }
        let area = exerciseLayout(page, context, in: body(context)).text
        return textPane(context, width: area.width, height: area.height)
    }

    /// The text before an exercise, or of a page to read, in a pane of that size with its rule.
    func textPane(_ context: Context, width: Int, height: Int) -> TextPane? {
        guard height > 1, let text = text(context, width: width), let place = context.studyPlace else { return nil }
        let isReading = if case .reading = place.stop { true } else { false }
        return TextPane(text, top: context.study.tops[place] ?? (isReading ? 0 : nil), height: height - 1)
    }

    private func text(_ context: Context, width: Int) -> LessonText? {
        guard let school = context.school, let lesson = school.lesson else { return nil }
        if let words = school.reviewWords { return LessonText(words, width: max(20, width - 2)) }
        switch school.stop {
        case .reading(let page), .exercise(let page):
            // An exercise without a text of its own stands beside the one that was read last.
            guard let page = lesson.pages[...page].lastIndex(where: { !$0.blocks.isEmpty }) else { return nil }
            return LessonText(page, of: lesson, context, width: max(20, width - 2))
        case .review, nil: return nil
        }
    }

    func exerciseLayout(_ page: ExercisePage, _ context: Context, in area: Rect) -> ExercisePage.Layout {
        page.layout(in: area) { width in text(context, width: width).map { $0.lines.count + 1 } ?? 0 }
    }
}

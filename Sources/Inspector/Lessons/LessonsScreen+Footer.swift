// The keys of the footer on Lessons: those of what has the focus.

import Lessons
import TerminalUI

extension LessonsScreen {
    func footer(_ context: Context) -> [KeyHint]? {
        let screens = [
            KeyHint(
                "1-\(Screen.allCases.count)", "screens", isPinned: true,
                key: .character(Character("\(Screen.lessons.next.rawValue)"))),
            KeyHint("q", "quit", isPinned: true),
        ]
        guard let school = context.school else { return [KeyHint("?", "help")] + screens }
        guard school.lesson != nil else {
            return [KeyHint("Enter", "open"), KeyHint("↑ ↓", "lesson"), KeyHint("^G", "card"), KeyHint("?", "help")]
                + screens
        }
        let shared = [KeyHint("^N", "next"), KeyHint("^P", "back"), KeyHint("^G", "card")]
        guard let page = ExercisePage(context) else {
            let pane = readingPane(context)
            let bytes = pane?.show.flatMap { ShowPane.bytes($0.block) } == nil ? [] : [KeyHint("← →", "byte")]
            return [KeyHint("space", "on"), KeyHint("PgUp", "back")] + bytes
                + [KeyHint("^N", "exercise"), KeyHint("^P", "back"), KeyHint("^G", "card"), KeyHint("Esc", "list")]
                + screens
        }
        guard page.isAnswering else {
            let bytes = textPane(context)?.show == nil ? [] : [KeyHint("← →", "byte")]
            return [KeyHint("Tab", "answer"), KeyHint("↑ ↓", "text")] + bytes + shared + [KeyHint("Esc", "list")]
                + screens
        }
        let work = page.work
        if work.isPassed {
            return [KeyHint("Enter", "go on"), KeyHint("^R", "again, other bytes")] + shared + [KeyHint("Esc", "keys")]
        }
        let hints =
            work.assignment.hints.isEmpty || work.step != .main ? [] : [KeyHint("?", "hint (\(work.hintsLeft))")]
        return work.pane.hints(page) + hints + shared + [KeyHint("Esc", "keys")]
    }
}

// The keys of the footer on Lessons: those of what has the focus.

import Lessons
import TerminalUI

extension LessonsScreen {
    func footer(_ context: Context) -> [KeyHint]? {
        let screens = KeyHint.atEnd(of: .lessons)
        guard let school = context.school else { return [KeyHint("?", "help")] + screens }
        guard school.lesson != nil else {
            return [KeyHint("Enter", "open"), KeyHint("↑ ↓", "lesson"), KeyHint("^G", "card"), KeyHint("?", "help")]
                + screens
        }
        guard let page = ExercisePage(context) else { return keysOfText(context) + screens }
        return page.isAnswering ? keysOfAnswer(page) : keysBesideAnswer(context) + screens
    }

    /// Between the stops of a lesson: the text of an exercise is the one before it.
    private func moving(_ school: School) -> [KeyHint] {
        func isText(_ index: Int) -> Bool {
            guard school.stops.indices.contains(index), case .reading = school.stops[index] else { return false }
            return true
        }
        let isAtStart = school.work.map { $0.step == .main } ?? true
        let next = KeyHint("^N", "next"), hasText = isAtStart && isText(school.index - 1) && !isText(school.index)
        return (hasText ? [KeyHint("^P", "text"), next] : [next, KeyHint("^P", "back")]) + [KeyHint("^G", "card")]
    }

    /// Where there is nothing but text.
    private func keysOfText(_ context: Context) -> [KeyHint] {
        guard let pane = readingPane(context) else { return [] }
        let isLast = context.school.map { $0.index == $0.stops.count - 1 } ?? false
        let next = pane.page(1) != nil ? "page \(pane.number + 1)" : isLast ? "end" : "go on"
        return [KeyHint("space", next)] + (pane.number > 1 ? [KeyHint("PgUp", "page \(pane.number - 1)")] : [])
            + bytes(pane)
            + (context.school.map(moving) ?? []) + [KeyHint("Esc", "list", isPinned: true)]
    }

    /// Beside an exercise whose answer has not the focus.
    private func keysBesideAnswer(_ context: Context) -> [KeyHint] {
        let pane = textPane(context)
        return [KeyHint("Tab", "answer")] + (pane == nil ? [] : [KeyHint("↑ ↓", "text")]) + bytes(pane)
            + (context.school.map(moving) ?? []) + [KeyHint("Esc", "list", isPinned: true)]
    }

    /// The block in view has a cursor.
    private func bytes(_ pane: TextPane?) -> [KeyHint] {
        pane?.show.flatMap { ShowPane.bytes($0.block) } == nil ? [] : [KeyHint("← →", "byte")]
    }

    private func keysOfAnswer(_ page: ExercisePage) -> [KeyHint] {
        // A question about what was done in a browser is answered by looking at it.
        let work = page.work, isAboutTraffic = work.exercise.kind == .live && work.step == .why && !work.isTwin
        let leave = [
            KeyHint(
                "Esc", isAboutTraffic ? "then \(Screen.frame.rawValue) shows the bytes" : "leave line", isPinned: true)
        ]
        guard !work.isPassed else {
            let looking = work.wasDoneLive ? [Screen.flow.keyHint, Screen.frame.keyHint] : []
            let again = KeyHint("^R", work.exercise.drawsOtherBytes ? "again, other bytes" : "again")
            return [KeyHint("Enter", "go on")] + looking + [again] + moving(page.school) + leave
        }
        let hasHints =
            !work.hints.isEmpty && work.step == .main && !work.asksForPrediction && !work.typesQuestionMark(page.study)
        return work.pane.hints(page) + (hasHints ? [KeyHint("?", "hint (\(work.hintsLeft))")] : [])
            + moving(page.school) + leave
    }
}

extension Screen {
    /// The key that leads to it: "4 frame".
    var keyHint: KeyHint { KeyHint("\(rawValue)", name.lowercased()) }
}

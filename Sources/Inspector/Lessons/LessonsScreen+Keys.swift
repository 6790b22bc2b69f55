// What keys do on Lessons. While the answer has the focus every printable key is text; Enter, Tab, Esc, the arrows, PgUp and PgDn and four keys
// with Ctrl work everywhere.

import Lessons
import TerminalUI

extension LessonsScreen {
    mutating func take(_ key: Key, _ context: inout Context) -> [Command]? {
        guard context.school != nil else { return nil }
        guard context.school?.lesson != nil else { return LessonList.take(key, &context) }
        switch key {
        case .pageDown: _ = scroll(1, &context)
        case .pageUp: _ = scroll(-1, &context)
        // No page is passed over unseen.
        case .control("n"): if context.school?.work != nil || !scroll(1, &context) { goToStop(1, &context) }
        case .control("p"): goToStop(-1, &context)
        case .control("g"): showCard(&context)
        case .control("r"): redo(&context)
        case _ where context.school?.work == nil: return takeWhileReading(key, &context)
        case .tab, .backTab: context.study.focus = context.study.focus == .answer ? .text : .answer
        case _ where context.isAnswering: return answer(key, &context)
        default: return takeInText(key, &context)
        }
        return []
    }

    // MARK: Reading

    private func takeWhileReading(_ key: Key, _ context: inout Context) -> [Command]? {
        switch key {
        case .character(" "), .enter: if !scroll(1, &context) { goOn(&context) }
        case .tab, .backTab: context.notice = "There is nothing to answer here; space goes on."
        default: return takeInText(key, &context)
        }
        return []
    }

    /// Keys of a text; of others the key map decides.
    private func takeInText(_ key: Key, _ context: inout Context) -> [Command]? {
        switch key {
        case .escape: closeLesson(&context)
        case .enter: context.study.focus = .answer
        default: return nil
        }
        return []
    }

    private func moveLine(_ direction: Int, _ context: inout Context) {
        // Where a wrong program stands in the place of the text, its code.
        if textPane(context) == nil, let count = context.school?.work?.assignment.listing?.lines.count {
            context.study.item = max(0, min(context.study.item + direction, count - 1))
        }
        guard let place = context.studyPlace, let line = textPane(context)?.line(direction) else { return }
        context.study.tops[place] = line
    }

    /// Steps the cursor of the block with bytes that is in view.
    private func moveByte(_ direction: Int, _ context: inout Context) {
        guard let show = textPane(context)?.show, let bytes = ShowPane.bytes(show.block) else { return }
        let byte = (context.study.cursors[show.place] ?? bytes.start) + direction
        if bytes.range.contains(byte) { context.study.cursors[show.place] = byte }
    }

    /// A page of the text on or back; false where there is none.
    private func scroll(_ direction: Int, _ context: inout Context) -> Bool {
        guard let place = context.studyPlace, let top = textPane(context)?.page(direction) else { return false }
        context.study.tops[place] = top
        return true
    }

    private func goToEndOfText(first: Bool, _ context: inout Context) {
        guard let place = context.studyPlace, let pane = textPane(context) else { return }
        context.study.tops[place] = first ? 0 : pane.last
    }

    // MARK: Answering

    private func answer(_ key: Key, _ context: inout Context) -> [Command]? {
        guard var work = context.school?.work else { return [] }
        switch key {
        // While something is done in a browser there is nothing to type, so that keys lead to the other screens.
        case .character("b")
        where work.exercise.kind == .live && work.step == .main && !work.asksForPrediction && !work.isPassed:
            toggleTwin(&context)
        case .character(let character) where work.isLive && !work.asksForPrediction && character != "?":
            // Somebody who types a text here, and not into the browser, must not run commands with it.
            if character.isNumber || character == "A" { return nil }
            context.notice = "Nothing is typed here: do it in the browser. Esc, and letters are keys again."
        case .character where work.wasDoneLive: return nil
        case .function: return nil
        case .escape: context.study.focus = .text
        case .enter: return enter(&context)
        case .character("?")
        where !work.isPassed && !work.typesQuestionMark(context.study):
            return showHint(work, &context)
        case _ where work.isPassed:
            context.notice =
                work.nextWords + " Ctrl-R asks again, \(work.exercise.againWords)."
        default:
            _ = work.pane.take(key, &work, &context.study)
            context.school?.work = work
        }
        return []
    }

    private func showHint(_ work: Work, _ context: inout Context) -> [Command] {
        if work.asksForPrediction {
            context.notice = "First a guess, or Enter without one; hints come after it."
        } else if let shown = context.school?.showHint(time: context.wallTime) {
            return [.noteHints(shown.count, id: shown.id, time: context.wallTime)]
        } else {
            context.notice = "There are no hints for this."
        }
        return []
    }

    /// Checks the answer, or goes on once it has passed.
    private func enter(_ context: inout Context) -> [Command] {
        guard var work = context.school?.work else { return [] }
        if work.isPassed {
            guard work.nextStep() else {
                goOn(&context)
                return []
            }
            context.school?.work = work
            context.study.item = 0
            return []
        }
        if work.pane.enter(&work, &context.study) {
            context.school?.work = work
            if work.isLive, !work.asksForPrediction {
                context.notice =
                    "Nothing is typed here: the goals are ticked as the server sees them met. b is the same in a recording."
            }
            return []
        }
        if work.lastFeedback?.verdict == .notYet, work.draft == work.checked[work.step] {
            context.notice = "That was checked. Change it first; it does not count twice."
            return []
        }
        let attempt = context.school?.check(work.draft, time: context.wallTime)
        if let work = context.school?.work, !work.isPassed { work.pane.wasChecked(work, &context.study) }
        return attempt.map { [.record($0)] } ?? []
    }

    /// The recorded twin of a live exercise, or the live one again.
    private func toggleTwin(_ context: inout Context) {
        guard var work = context.school?.work else { return }
        if work.isTwin, !context.isLive {
            context.notice = "There is no server here. With a browser: wslens lessons"
            return
        }
        work.toggleTwin()
        context.school?.work = work
        context.notice =
            work.isTwin && context.isLive ? "The same in a recording; b goes back to the live exercise." : nil
    }

    private func redo(_ context: inout Context) {
        guard context.school?.work != nil else {
            context.notice = "There is nothing to do again here; ^R is for exercises."
            return
        }
        context.school?.redo()
        context.notice = context.school?.work.map { "Begun anew, \($0.exercise.againWords)." }
        (context.study.focus, context.study.item) = (.answer, 0)
    }

    // MARK: Going on

    /// To the next stop; behind the last one, back to the list.
    private func goOn(_ context: inout Context) {
        guard let school = context.school, let lesson = school.lesson else { return }
        if context.school?.go(to: school.index + 1) == true { return arriveAtStop(&context) }
        closeLesson(&context)
        context.notice = school.endWords(of: lesson)
        LessonList.move(1, &context)
    }

    private func goToStop(_ direction: Int, _ context: inout Context) {
        guard let school = context.school else { return }
        let isThere = direction > 0 ? context.school?.go(to: school.index + 1) : context.school?.goBack()
        if isThere == true {
            arriveAtStop(&context)
            if direction > 0, let words = school.leftWords { context.notice = words }
            return
        }
        context.notice = direction > 0 ? "This is the end of the lesson." : "This is where the lesson begins."
    }

    /// Answers first, where there is something to answer.
    func arriveAtStop(_ context: inout Context) {
        (context.study.focus, context.study.item) = (.answer, 0)
        if !context.isLive, context.school?.work?.isLive == true {
            toggleTwin(&context)
            context.notice = "There is no server here, so this is about a recording. With a browser: wslens lessons"
        }
        // A text is read from its start.
        if let place = context.studyPlace, case .reading = place.stop { context.study.tops[place] = 0 }
    }

    private func closeLesson(_ context: inout Context) {
        if let lesson = context.school?.lesson,
            let position = context.school?.course.lessons.firstIndex(where: { $0.id == lesson.id })
        {
            context.study.selected = position
        }
        context.school?.close()
    }

    // MARK: The key map

    mutating func perform(_ action: UserAction, _ context: inout Context) -> [Command]? {
        let isList = context.school?.lesson == nil
        switch action {
        case .down, .nextStep: if isList { LessonList.move(1, &context) } else { move(action, 1, &context) }
        case .up, .previousStep: if isList { LessonList.move(-1, &context) } else { move(action, -1, &context) }
        case .first, .last:
            let first = action == .first
            if isList { LessonList.goToEnd(first: first, &context) } else { goToEndOfText(first: first, &context) }
        case .pageDown, .pageUp:
            let direction = action == .pageDown ? 1 : -1
            if isList { LessonList.goToEnd(first: direction < 0, &context) } else { _ = scroll(direction, &context) }
        case .own(Self.next), .own(Self.previous), .own(Self.redo), .nextPane, .previousPane, .enter, .back:
            context.notice = "Choose a lesson first: Enter opens it."
        case .own(Self.card): showCard(&context)
        default: return nil
        }
        return []
    }

    private func move(_ action: UserAction, _ direction: Int, _ context: inout Context) {
        if action == .down || action == .up { moveLine(direction, &context) } else { moveByte(direction, &context) }
    }

    func step(_ direction: Int, _ context: inout Context) -> Bool { false }

    func page(_ direction: Int, _ context: inout Context) -> Bool { false }

    func goToEnd(first: Bool, _ context: inout Context) {}

    private func showCard(_ context: inout Context) {
        context.help = Tables.card(context.school?.knownWords ?? [], width: context.size.width - 4)
    }

    mutating func click(_ target: ClickTarget, _ context: inout Context) {
        switch target {
        case .item(let item) where context.school?.lesson == nil: LessonList.click(item, &context)
        case .item(let item):
            guard var work = context.school?.work, !work.isPassed else { return }
            context.study.focus = .answer
            if work.choices.isEmpty {
                context.study.item = item
            } else {
                work.draft = "\(item + 1)"
                context.school?.work = work
            }
        default: break
        }
    }
}

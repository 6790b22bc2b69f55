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
        case .control("n"): goToExercise(1, &context)
        case .control("p"): goToExercise(-1, &context)
        case .control("g"): context.help = Tables.card(width: context.size.width - 4)
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
        case .up: moveLine(-1, &context)
        case .down: moveLine(1, &context)
        case .left: moveByte(-1, &context)
        case .right: moveByte(1, &context)
        case .home: goToEndOfText(first: true, &context)
        case .end: goToEndOfText(first: false, &context)
        case .escape: closeLesson(&context)
        case .enter: context.study.focus = .answer
        default: return nil
        }
        return []
    }

    private func moveLine(_ direction: Int, _ context: inout Context) {
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
    func scroll(_ direction: Int, _ context: inout Context) -> Bool {
        guard let place = context.studyPlace, let top = textPane(context)?.page(direction) else { return false }
        context.study.tops[place] = top
        return true
    }

    func goToEndOfText(first: Bool, _ context: inout Context) {
        guard context.school?.lesson != nil else { return LessonList.goToEnd(first: first, &context) }
        guard let place = context.studyPlace, let pane = textPane(context) else { return }
        context.study.tops[place] = first ? pane.first : pane.last
    }

    func move(_ direction: Int, _ context: inout Context) -> Bool {
        guard context.school?.lesson != nil else { return LessonList.move(direction, &context) }
        moveLine(direction, &context)
        return true
    }

    // MARK: Answering

    private func answer(_ key: Key, _ context: inout Context) -> [Command]? {
        guard var work = context.school?.work else { return [] }
        switch key {
        // While something is done in a browser there is nothing to type, so that keys lead to the other screens.
        case .character("b")
        where work.exercise.kind == .live && work.step == .main && !work.asksForPrediction && !work.isPassed:
            toggleTwin(&context)
        case .character(let character) where work.isLive && !work.asksForPrediction && character != "?": return nil
        case .escape: context.study.focus = .text
        case .enter: return enter(&context)
        case .character("?") where work.draft.isEmpty || !work.pane.isTyped:
            if work.showHint() == nil { context.notice = "There are no hints for this." }
            context.school?.work = work
        case .function(1): context.help = nil
        case _ where work.isPassed:
            context.notice = work.nextWords + " Ctrl-R asks again with other bytes."
        default:
            _ = work.pane.take(key, &work, &context.study)
            context.school?.work = work
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
        let attempt = context.school?.check(work.draft, time: context.wallTime)
        return attempt.map { [.record($0)] } ?? []
    }

    /// The recorded twin of a live exercise, or the live one again.
    private func toggleTwin(_ context: inout Context) {
        guard var work = context.school?.work else { return }
        work.toggleTwin()
        work.draft = ""
        context.school?.work = work
        context.notice = work.isTwin && context.isLive ? "The same in a recording; b goes back to the browser." : nil
    }

    private func redo(_ context: inout Context) {
        guard context.school?.work != nil else {
            context.notice = "There is nothing to do again here; ^R is for exercises."
            return
        }
        context.school?.redo()
        (context.study.focus, context.study.item) = (.answer, 0)
    }

    // MARK: Going on

    /// To the next stop; behind the last one, back to the list.
    private func goOn(_ context: inout Context) {
        guard let school = context.school, let lesson = school.lesson else { return }
        if context.school?.go(to: school.index + 1) == true { return arriveAtStop(&context) }
        closeLesson(&context)
        context.notice = school.endWords(of: lesson)
        context.study.selected = min(context.study.selected + 1, school.course.lessons.count - 1)
    }

    private func goToExercise(_ direction: Int, _ context: inout Context) {
        let went =
            direction > 0 ? context.school?.goToNextExercise() : context.school?.goToPreviousExercise()
        if went == true { return arriveAtStop(&context) }
        context.notice =
            direction > 0 ? "This is the last exercise of the lesson." : "There is no exercise before this."
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

    /// What is about connections does nothing here.
    mutating func perform(_ action: UserAction, _ context: inout Context) -> [Command]? {
        switch action {
        case .own(Self.next), .own(Self.previous), .own(Self.redo), .nextPane, .previousPane, .enter, .back:
            context.notice = "Choose a lesson first: Enter opens it."
        case .own(Self.card): context.help = Tables.card(width: context.size.width - 4)
        case .playOrPause, .faster, .slower, .nextNote, .previousNote, .follow, .pauseView, .veil, .hideTexts,
            .nextConnection, .previousConnection, .news, .mark, .jump, .goTo, .ping:
            let screens = Screen.ofConnections.map { "\($0.rawValue)" }
            context.notice =
                "That is for connections, on screens \(screens.first ?? "") to \(screens.last ?? ""); \(Screen.lessons.rawValue) comes back here."
        default: return nil
        }
        return []
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

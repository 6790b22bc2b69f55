// Keys on Lessons: which are text, which are keys, and what must survive a look at another screen.

import Lessons
import Testing
import TerminalUI

@testable import Inspector

@Suite struct LessonKeysTests {
    /// Every printable key is text while the answer has the focus.
    @Test func keysAreTextInTheLine() {
        var model = LessonScreens.model(at: "frames/first-byte", keys: .typing("q1234: mHA"))
        #expect(model.school?.work?.draft == "q1234: mHA")
        #expect(model.screen == .lessons)
        model.press([.escape] + .typing("4"))
        #expect(model.screen == .frame)
        #expect(model.update(.key(.character("q"))) == [.quit])
    }

    /// The draft, the page and the place in the text are as they were.
    @Test func comingBackChangesNothing() {
        var model = LessonScreens.model(at: "frames/first-byte", keys: .typing("8") + [.escape, .pageUp])
        let before = model.screenText
        model.press(.typing("2"))
        #expect(model.screenText != before)
        model.press(.typing("5"))
        #expect(model.screenText == before)
        model.press([.tab] + .typing("1"))
        #expect(model.school?.work?.draft == "81")
    }

    @Test func anAnswerIsRecorded() {
        var model = LessonScreens.model(at: "frames/first-byte", keys: .typing("01"))
        guard case .record(let attempt)? = model.update(.key(.enter)).first else {
            Issue.record("nothing was recorded")
            return
        }
        #expect(attempt.id == "frames/first-byte")
        #expect(attempt.verdict == .notYet)
        #expect(attempt.answer == "01")
        #expect(attempt.time == "2026-11-27T10:00:00Z")
        model.press([.control("u")] + .typing("xx"))
        #expect(model.update(.key(.enter)) == [], "what cannot be read does not count")
    }

    @Test func enterGoesOnOnceItHasPassed() {
        var model = LessonScreens.model(at: "frames/only-xor")
        let right = (model.school?.work?.choices.firstIndex { $0.hasPrefix("Done twice") } ?? 0) + 1
        model.press(.typing("\(right)") + [.enter])
        #expect(model.school?.stop == .exercise(2))
        // A key that would type is not lost on another screen.
        model.press(.typing("2"))
        #expect(model.screen == .lessons)
        model.press([.enter])
        #expect(model.school?.stop == .exercise(3))
    }

    @Test func theLastPageEndsInTheList() {
        let model = LessonScreens.model(
            at: "more/number",
            keys: .typing("259") + [.enter, .control("u")] + .typing("258") + [.enter, .enter, .enter])
        #expect(model.school?.lesson == nil)
        #expect(model.notice == "Lesson 4 ends here: 1 of 1 exercises done, 0 clean.")
    }

    /// No text is passed over unseen, and there is a way back to it.
    @Test func textsAndExercisesAreGoneToAndBack() {
        var model = LessonScreens.model(at: "frames/first-byte")
        #expect(view(model).lines.last?.contains("^P text") == true)
        model.press([.control("n")])
        #expect(model.school?.stop == .reading(1))
        model.press([.control("p"), .control("p")])
        #expect(model.school?.stop == .reading(0))
        model.press([.control("p")])
        #expect(model.notice == "This is where the lesson begins.")
    }

    /// What is wrong counts once, and makes way for the next answer; other keys edit it.
    @Test func aWrongAnswerMakesWay() {
        var model = LessonScreens.model(at: "frames/first-byte", keys: .typing("01") + [.enter, .enter])
        #expect(model.school?.work?.attempts == [.main: 1])
        #expect(model.notice == "That was checked. Change it first; it does not count twice.")
        model.press(.typing("8"))
        #expect(model.school?.work?.draft == "8")
        model = LessonScreens.model(at: "frames/first-byte", keys: .typing("01") + [.enter, .backspace] + .typing("2"))
        #expect(model.school?.work?.draft == "02")
        // What begins like the wrong answer can be typed, also after Ctrl-U.
        for before in [[], [.control("u")]] as [[Key]] {
            let keys = .typing("01") + [.enter] + before + .typing("0102")
            model = LessonScreens.model(at: "frames/first-byte", keys: keys)
            #expect(model.school?.work?.draft == "0102")
        }
    }

    /// Ctrl-N shows the next page of a text before it goes on.
    @Test func noPageIsPassedOver() {
        var model = LessonScreens.model(LessonScreens.builtIn, at: "bits/first-letter")
        model.press([.control("p")])
        #expect(view(model).lines[0].contains("page 1 of "))
        model.press([.control("n")])
        #expect(view(model).lines[0].contains("page 2 of "))
    }

    @Test func redoingDrawsAnew() {
        var model = LessonScreens.model(LessonScreens.builtIn, at: "bits/undo", keys: .typing("00") + [.enter])
        let goal = model.school?.work?.assignment.goal
        model.press([.control("r")])
        #expect(model.school?.work?.assignment.goal != goal)
        #expect(model.school?.work?.draft == "")
        #expect(model.school?.work?.lastFeedback == nil)
    }

    /// A text may have a question mark in it, a byte may not.
    @Test func questionMarksAreHintsUnlessTheyCanBeMeant() {
        var model = LessonScreens.model(at: "frames/first-byte", keys: .typing("?8?"))
        #expect(model.school?.work?.hintsShown == 2)
        #expect(model.school?.work?.draft == "8")
        // A blank is not the beginning of an answer.
        model = LessonScreens.model(LessonScreens.builtIn, at: "bits/why-hex", keys: .typing(" ?"))
        #expect(model.school?.work?.hintsShown == 1)
        // Ctrl-U takes back what was typed.
        model = LessonScreens.model(at: "frames/first-byte", keys: .typing("81") + [.control("u")])
        #expect(model.school?.work?.draft == "")
        model = LessonScreens.model(LessonScreens.builtIn, at: "bits/why-hex", keys: .typing("?Why?"))
        #expect(model.school?.work?.hintsShown == 1)
        #expect(model.school?.work?.draft == "Why?")
    }

    @Test func escapeLeavesTheLineAndThenTheLesson() {
        var model = LessonScreens.model(at: "frames/first-byte", keys: [.escape])
        #expect(model.school?.lesson != nil)
        #expect(view(model).lines.contains { $0.hasPrefix("─ ▸ text") })
        model.press([.tab])
        #expect(view(model).lines.contains { $0.hasPrefix("─ ▸ exercise 1") })
        model.press([.escape, .escape])
        #expect(model.school?.lesson == nil)
        #expect(view(model).lines[0].hasPrefix(" wslens  Lessons "))
    }

    @Test func keysOfConnectionsSayWhereTheyWork() {
        let model = LessonScreens.model(keys: .typing("m"))
        #expect(
            model.notice == "m (mark this place with a letter) works on: 1 Connections, 2 Flow, 3 Handshake, 4 Frame.")
    }

    @Test(arguments: [([Key](), "Enter check"), (.typing("81") + [.enter], "Enter go on"), ([.escape], "Tab answer")])
    func theFooterHasTheKeysOfTheFocus(keys: [Key], first: String) {
        for width in [60, 80, 140] {
            let model = LessonScreens.model(at: "frames/first-byte", keys: keys, width: width)
            let footer = view(model).lines[23]
            #expect(footer.hasPrefix(" " + first))
            #expect(footer.count <= width)
            #expect(footer.contains("Esc leave line") || footer.hasSuffix("q quit"))
        }
    }

    /// What is pasted may be anything.
    @Test func aLineHasABound() {
        let model = LessonScreens.model(at: "frames/first-byte", keys: .typing(String(repeating: "x", count: 5000)))
        #expect(model.school?.work?.draft.count == 2000)
    }

    @Test func theHelpIsThereInTheLineToo() {
        #expect(LessonScreens.model(at: "frames/first-byte", keys: [.function(1)]).help != nil)
    }

    /// A click does what keys do.
    @Test func clicks() {
        var model = LessonScreens.model(at: "frames/whole-frame")
        let click: (inout Model, String) -> Void = { model, words in
            let lines = view(model).lines
            guard let y = lines.firstIndex(where: { $0.contains(words) }),
                let range = lines[y].firstRange(of: words)
            else { return }
            let x = CharacterWidth.columns(of: String(lines[y][..<range.lowerBound]))
            _ = model.update(.mouse(MouseEvent(.click, at: Point(x: x, y: y))))
        }
        click(&model, "length ")
        #expect(view(model).lines.contains { $0.hasPrefix(" ▸ length") })
        click(&model, "^N next")
        #expect(model.school?.stop == .exercise(2))
        click(&model, "With 00")
        #expect(view(model).lines.contains { $0.hasPrefix(" ▸ ") && $0.hasSuffix("With 00 the result is always 00") })
        click(&model, "leave line")
        click(&model, "list")
        click(&model, "More of them")
        click(&model, "More of them")
        #expect(model.school?.lesson?.id == "more")
        #expect(model.school?.stop == .reading(0))
    }

    @Test func progressOfAnotherProgramIsTakenIn() {
        var other = Progress()
        other.record(
            Attempt(
                id: "frames/and", verdict: .ok, answer: "0f", hints: 0, couldBeClean: true,
                time: "2026-11-27T09:00:00Z"))
        var model = LessonScreens.model()
        _ = model.update(.progress(other))
        #expect(model.school?.progress["frames/and"]?.isDone == true)
        #expect(view(model).lines.contains { $0.contains("The first frame") && $0.contains("1 of 5") })
    }
}

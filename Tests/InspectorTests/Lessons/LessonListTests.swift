// The list of the lessons.

import Lessons
import TestSupport
import Testing
import TerminalUI

@testable import Inspector

@Suite struct LessonListTests {
    @Test func lessonsAreListed() {
        let course = LessonScreens.course(
            ("03-frames.md", Self.small("frames", "The first frame")),
            ("04-masking.md", Self.small("masking", "Masking", needs: "frames")), ("05-bad.md", "no front matter"))
        expectScreen(
            LessonScreens.model(course, progressName: "~/.local/state/wslens/progress.jsonl").screenText,
            is: """
                 wslens  Lessons                                                   LIVE  ?=help
                ─ ▸ lessons ────────────────────────────────────────────────────────────────────

                      #  title            minutes  done      clean  builds on
                 ▸    3  The first frame       20  0 of 1        0
                      4  Masking               20  0 of 1        0  lesson 3














                 Clean is an exercise that was right at once, and without its last hint.
                 1 file has problems: wslens lessons check
                 Your progress: ~/.local/state/wslens/progress.jsonl
                 Enter open  ↑ ↓ lesson  ^G card  ? help  1-6 screens  q quit
                """)
    }

    private static func small(_ id: String, _ title: String, needs: String = "") -> String {
        """
        ---
        id: \(id)
        title: \(title)
        minutes: 20
        needs: [\(needs)]
        ---
        Text.

        ```exercise
        id: one
        kind: explain
        goal: Why?
        ```
        """
    }

    @Test func whatIsDoneIsCounted() {
        var model = LessonScreens.model(
            at: "frames/and",
            keys: .typing("ff") + [.enter, .control("u")] + .typing("0f") + [.enter, .escape, .escape])
        expectScreen(
            model.screenText,
            is: """
                 wslens  Lessons                                                   LIVE  ?=help
                ─ ▸ lessons ────────────────────────────────────────────────────────────────────

                      #  title            minutes  done      clean  builds on
                 ▸    3  The first frame       25  1 of 5        0
                      4  More of them           5  0 of 1        0  lesson 3
















                 Clean is an exercise that was right at once, and without its last hint.
                 Enter open  ↑ ↓ lesson  ^G card  ? help  1-6 screens  q quit
                """)
        model.press([.down, .down, .up])
        #expect(view(model).lines.contains { $0.hasPrefix(" ▸    3  The first frame") })
    }

    @Test func enterOpensWhereTheStudentLeftOff() {
        var model = LessonScreens.model(keys: [.enter])
        #expect(model.school?.stop == .reading(0))
        model.press([.control("n"), .control("n"), .escape, .escape, .enter])
        #expect(model.school?.stop == .reading(0), "nothing was answered")
        while case .reading? = model.school?.stop { model.press([.control("n")]) }
        model.press(.typing("81") + [.enter, .enter, .character("1"), .escape, .escape, .enter])
        #expect(model.school?.stop == .exercise(0), "one question of it is open")
    }

    @Test func withoutLessonsItSaysSo() {
        let model = Model.after([.hello], keys: .typing("5"))
        #expect(model.screenText.contains("No lessons were found."))
        #expect(Model.after([.hello], keys: .typing("52")).screen == .flow)
    }

    @Test func itNeedsNoConnection() {
        #expect(Model.after([], keys: .typing("5")).screenText.contains("No lessons were found."))
    }
}

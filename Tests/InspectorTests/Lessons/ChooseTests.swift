// Exercises with answers to pick from, and sentences that are kept for the teacher.

import Lessons
import Testing
import TerminalUI

@testable import Inspector

@Suite struct ChooseTests {
    private func model(_ keys: [Key] = [], width: Int = 80, height: Int = 24) -> Model {
        LessonScreens.model(at: "frames/only-xor", keys: keys, width: width, height: height)
    }

    private func digit(_ model: Model, _ text: String) -> Key {
        .character(Character("\((model.school?.work?.choices.firstIndex { $0.hasPrefix(text) } ?? 0) + 1)"))
    }

    @Test func before() {
        expectScreen(
            model([.down, .down]).screenText,
            is: """
                 wslens  Lesson 3  The first frame                                3 of 5  □□▣□□
                ─ text ─────────────────────────────────────────────────────────────────────────
                 Now a whole frame.
                ─ ▸ exercise 3  choose ─────────────────────────────────────────────────────────
                 Which of these is true of XOR, but not of AND and not of OR?

                   1  With ff the result is always ff
                 ▸ 2  With 00 the result is always 00
                   3  The order of the two bytes makes no difference
                   4  Done twice with the same byte, it gives back the first byte













                 Enter check  1-4 pick  ^N next  ^P back  ^G card  Esc leave line
                """)
    }

    @Test func nothingPicked() {
        expectScreen(
            model([.enter]).screenText,
            is: """
                 wslens  Lesson 3  The first frame                                3 of 5  □□▣□□
                ─ text ─────────────────────────────────────────────────────────────────────────
                 Now a whole frame.
                ─ ▸ exercise 3  choose ─────────────────────────────────────────────────────────
                 Which of these is true of XOR, but not of AND and not of OR?

                   1  With ff the result is always ff
                   2  With 00 the result is always 00
                   3  The order of the two bytes makes no difference
                   4  Done twice with the same byte, it gives back the first byte

                 ? unreadable Nothing was picked. Type a number from 1 to 4.











                 Enter check  1-4 pick  ^N next  ^P back  ^G card  Esc leave line
                """)
    }

    @Test func wrong() {
        expectScreen(
            model([digit(model(), "With 00"), .enter]).screenText,
            is: """
                 wslens  Lesson 3  The first frame                                3 of 5  □□▣□□
                ─ text ─────────────────────────────────────────────────────────────────────────
                 Now a whole frame.
                ─ ▸ exercise 3  choose ─────────────────────────────────────────────────────────
                 Which of these is true of XOR, but not of AND and not of OR?

                   1  With ff the result is always ff
                 ▸ 2  With 00 the result is always 00
                   3  The order of the two bytes makes no difference
                   4  Done twice with the same byte, it gives back the first byte

                 = not yet    That is AND. XOR with 00 changes nothing.             1st attempt











                 Enter check  1-4 pick  ^N next  ^P back  ^G card  Esc leave line
                """)
    }

    @Test func right() {
        expectScreen(
            model([digit(model(), "Done twice"), .enter]).screenText,
            is: """
                 wslens  Lesson 3  The first frame                                3 of 5  □□▣□□
                ─ text ─────────────────────────────────────────────────────────────────────────
                 Now a whole frame.
                ─ ▸ exercise 3  choose ─────────────────────────────────────────────────────────
                 Which of these is true of XOR, but not of AND and not of OR?

                   1  With ff the result is always ff
                   2  With 00 the result is always 00
                   3  The order of the two bytes makes no difference
                 = 4  Done twice with the same byte, it gives back the first byte

                 = ok         Enter goes on.                                        1st attempt











                 Enter go on  ^R again  ^N next  ^P back  ^G card  Esc leave line
                """)
    }

    /// Otherwise one could try them in turn. What was picked stays picked.
    @Test func theThirdWrongAnswerShuffles() {
        var model = model()
        let (wrong, other) = (digit(model, "With 00"), digit(model, "With ff"))
        model.press([wrong, .enter, other, .enter, wrong, .enter])
        #expect(model.screenText.split(separator: "\n").contains { $0.contains("▸") && $0.contains("With 00") })
        #expect(model.screenText.contains("choose, in another order now ─"))
        #expect(model.screenText.contains("That is AND."))
    }

    @Test func aSentenceIsKept() {
        let text =
            "Two hex digits are one byte, and each of them is four bits, so that nobody has to calculate to see them."
        let model = LessonScreens.model(at: "frames/why-hex", keys: .typing(text))
        expectScreen(
            model.screenText,
            is: """
                 wslens  Lesson 3  The first frame                                4 of 5  □□□▣□
                ─ text ─────────────────────────────────────────────────────────────────────────
                 Now a whole frame.
                ─ ▸ exercise 4  explain ────────────────────────────────────────────────────────
                 In one or two sentences. Why do people who look at bytes write them in hex?

                 your answer  Two hex digits are one byte, and each of them is four bits, so
                              that nobody has to calculate to see them.















                 Enter keep  ^N next  ^P back  ^G card  Esc leave line
                """)
        var kept = model
        kept.press([.enter])
        expectScreen(
            kept.screenText,
            is: """
                 wslens  Lesson 3  The first frame                                4 of 5  □□□▣□
                ─ text ─────────────────────────────────────────────────────────────────────────
                 Now a whole frame.
                ─ ▸ exercise 4  explain ────────────────────────────────────────────────────────
                 In one or two sentences. Why do people who look at bytes write them in hex?

                 your answer  Two hex digits are one byte, and each of them is four bits, so
                              that nobody has to calculate to see them.



                 = kept       Enter goes on.











                 Enter go on  ^R again  ^N next  ^P back  ^G card  Esc leave line
                """)
    }
}

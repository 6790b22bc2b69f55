// All lessons, rehearsed: everything fits 80x24, and no answer can be read before it is given. `wslens lessons check` does the same with more draws.

import Inspector
import Lessons
import Testing

@Suite struct RehearsalTests {
    @Test func everythingFits() { #expect(Rehearsal(LessonScreens.builtIn).shortages().map(\.description) == []) }

    @Test func noAnswerCanBeReadBefore() {
        #expect(Rehearsal(LessonScreens.builtIn).leaks(seeds: 8).map(\.description) == [])
    }

    /// All draws count, those that are equal too, and what is not drawn counts for all.
    @Test func leaksAreCountedByDraws() {
        let course = LessonScreens.course(
            (
                "05-leaks.md",
                """
                ---
                id: leaks
                title: Leaks
                minutes: 10
                ---
                ```exercise
                id: fixed
                kind: predict
                goal: It has 12 bytes. How many?
                of: { from: server, text: abcdefghij }
                ask: size
                ```
                ```exercise
                id: drawn
                kind: predict
                goal: It has 12, 13 or 14 bytes. How many?
                random: { from: server, text: 10..12 }
                ask: size
                ```
                ```exercise
                id: some
                kind: predict
                goal: What is {a} AND 7f?
                of: { calculate: "random & 7f" }
                ask: hex 0
                ```
                """
            ))
        #expect(course.problems.map(\.description) == [])
        #expect(
            Rehearsal(course).leaks(seeds: 8).map(\.description) == [
                "05-leaks.md:7: fixed: the answer, such as 12, can be read at 80x24 before it is given, with 8 of 8 draws",
                "05-leaks.md:14: drawn: the answer, such as 14, can be read at 80x24 before it is given, with 8 of 8 draws",
                "05-leaks.md:21: some: the answer, such as 40, can be read at 80x24 before it is given, with 4 of 8 draws",
            ])
    }
}

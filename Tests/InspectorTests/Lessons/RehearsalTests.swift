// All lessons, rehearsed: everything fits 80x24, and no answer can be read before it is given. `wslens lessons check` does the same with more draws.

import Inspector
import Lessons
import Testing

@Suite struct RehearsalTests {
    @Test func everythingFits() { #expect(Rehearsal(LessonScreens.builtIn).shortages().map(\.description) == []) }

    @Test func noAnswerCanBeReadBefore() {
        #expect(Rehearsal(LessonScreens.builtIn).leaks(seeds: 8).map(\.description) == [])
    }
}

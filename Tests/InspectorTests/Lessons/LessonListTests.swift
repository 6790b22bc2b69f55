// The list of the lessons.

import Lessons
import Testing
import TerminalUI

@testable import Inspector

@Suite struct LessonListTests {
    @Test func lessonsAreListed() {
        expectScreen(
            LessonScreens.model().screenText,
            is: """
                 wslens  Lessons                                           LIVE  FOLLOW  ?=help
                ─ ▸ lessons ────────────────────────────────────────────────────────────────────

                      #  title           minutes  done      clean  builds on
                 ▸    0  Bits and bytes       20  0 of 9        0

















                 2 files have problems: wslens lessons check
                 Enter open  ↑ ↓ lesson  ^G card  ? help  1-5 screens  q quit
                """)
    }
}

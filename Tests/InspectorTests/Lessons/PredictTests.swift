// Exercises with one line to type into.

import Lessons
import Testing
import TerminalUI

@testable import Inspector

@Suite struct PredictTests {
    @Test func before() {
        expectScreen(
            LessonScreens.model(at: "bits/and-7f").screenText,
            is: """
                 wslens  Lesson 0  Bits and bytes               LIVE  FOLLOW  5 of 9  □□□□▣□□□□
                ─ text ───────────────────────────────────────────────────── PgUp PgDn  3 of 3 ─
                 Its brother OR gives a 1 where at least one of the two has a 1. Programs write
                 AND as & and OR as |.





                ─ bytes  a calculation ─────────────────────────────────────────────────────────
                      b2   1011 0010
                 AND  7f   0111 1111
                 is   32   0011 0010
                ─ ▸ exercise 5  predict ────────────────────────────────────────────────────────
                 What is b2 AND 7f? Both bytes and your answer are in hex.

                 your answer     a byte






                 Enter check  ? hint (2)  ^N next  ^P back  ^G card  Esc keys
                """)
    }

    @Test func wrong() {
        expectScreen(
            LessonScreens.model(at: "bits/and-7f", keys: .typing("01") + [.enter]).screenText,
            is: """
                 wslens  Lesson 0  Bits and bytes               LIVE  FOLLOW  5 of 9  □□□□▣□□□□
                ─ text ───────────────────────────────────────────────────── PgUp PgDn  3 of 3 ─
                 Its brother OR gives a 1 where at least one of the two has a 1. Programs write
                 AND as & and OR as |.





                ─ bytes  a calculation ─────────────────────────────────────────────────────────
                      b2   1011 0010
                 AND  7f   0111 1111
                 is   32   0011 0010
                ─ ▸ exercise 5  predict ────────────────────────────────────────────────────────
                 What is b2 AND 7f? Both bytes and your answer are in hex.

                 your answer  01   → 0x01

                 = not yet    yours   0000 0001   0x01                              1st attempt
                              it is   ···· ····



                 Enter check  ? hint (2)  ^N next  ^P back  ^G card  Esc keys
                """)
    }
}

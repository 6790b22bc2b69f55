// Pages to read.

import Lessons
import Testing
import TerminalUI

@testable import Inspector

@Suite struct ReadingTests {
    @Test func aPageWithBytes() {
        expectScreen(
            LessonScreens.model(keys: [.enter, .enter, .enter]).screenText,
            is: """
                 wslens  Lesson 0  Bits and bytes               LIVE  FOLLOW  1 of 9  ▣□□□□□□□□
                ─ text ─────────────────────────────────────────────────────────────────────────
                 A web page and a server can keep a line open between them, on which both may
                 send at any time. Such a line is a WebSocket. wslens is a server for
                 WebSockets, and it shows everything that crosses the line. In this course you
                 learn to read it.

                 What crosses the line is a row of small numbers. Each of them is a byte. Begin
                 by making some. You need a browser, and nothing else.
                ─ ▸ exercise 1  live ───────────────────────────────────────────────────────────
                 Send your first name from a browser to the server, and see it come back.

                 your answer

                 ? unreadable Type a place: a frame such as c0 or s3, a byte such as c2 byte 5,
                              101, or client-fin.







                 Enter check  ? hint (2)  ^N next  ^P back  ^G card  Esc keys
                """)
    }
}

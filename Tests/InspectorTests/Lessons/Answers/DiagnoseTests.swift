// Which mistake a program makes, from what it reports.

import Lessons
import Testing
import TerminalUI

@testable import Inspector

@Suite struct DiagnoseTests {
    private func model(_ keys: [Key] = [], width: Int = 80, height: Int = 24, hasBlocks: Bool = true) -> Model {
        AnswerLessons.model("never-shown", keys, width: width, height: height, hasBlocks: hasBlocks)
    }

    private var wrongKeys: [Key] {
        let choices = model().school?.work?.choices ?? []
        return .typing("\((choices.firstIndex { $0.hasPrefix("MASK") } ?? 0) + 1)") + [.enter]
    }

    @Test func before() {
        expectScreen(
            model().screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                        8 of 8  □□□□□□□▣
                ─ bytes  a frame from the server ───────────────────────────────────────────────
                   81  05  48  65  6c  6c  6f
                   0   1   2   3   4   5   6
                ─ ▸ exercise 8  diagnose ───────────────────────────────────────────────────────
                 A server sent these bytes, and the program that reads them reports the
                 following. Which mistake does it make?

                 the program reads
                    text  FIN 0  5 bytes  "Hello"
                          48 65 6c 6c 6f
                    waits for a continuation

                   1  It reads MASK the wrong way round.
                   2  It reads FIN the wrong way round.
                   3  It takes five bits for the opcode.
                   4  It counts the bits of a byte from the wrong end.






                 Enter check  1-4 pick  ? hint (1)  ^N next  ^P back  ^G card  Esc leave line
                """)
    }

    @Test func unreadable() {
        expectScreen(
            model([.enter]).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                        8 of 8  □□□□□□□▣
                ─ bytes  a frame from the server ───────────────────────────────────────────────
                   81  05  48  65  6c  6c  6f
                   0   1   2   3   4   5   6
                ─ ▸ exercise 8  diagnose ───────────────────────────────────────────────────────
                 A server sent these bytes, and the program that reads them reports the
                 following. Which mistake does it make?

                 the program reads
                    text  FIN 0  5 bytes  "Hello"
                          48 65 6c 6c 6f
                    waits for a continuation

                   1  It reads MASK the wrong way round.
                   2  It reads FIN the wrong way round.
                   3  It takes five bits for the opcode.
                   4  It counts the bits of a byte from the wrong end.

                 ? unreadable Nothing was picked. Type a number from 1 to 4.




                 Enter check  1-4 pick  ? hint (1)  ^N next  ^P back  ^G card  Esc leave line
                """)
    }

    @Test func wrong() {
        expectScreen(
            model(wrongKeys).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                        8 of 8  □□□□□□□▣
                ─ bytes  a frame from the server ───────────────────────────────────────────────
                   81  05  48  65  6c  6c  6f
                   0   1   2   3   4   5   6
                ─ ▸ exercise 8  diagnose ───────────────────────────────────────────────────────
                 A server sent these bytes, and the program that reads them reports the
                 following. Which mistake does it make?

                 the program reads
                    text  FIN 0  5 bytes  "Hello"
                          48 65 6c 6c 6f
                    waits for a continuation

                 ▸ 1  It reads MASK the wrong way round.
                   2  It reads FIN the wrong way round.
                   3  It takes five bits for the opcode.
                   4  It counts the bits of a byte from the wrong end.

                 = not yet    would read   Begins: FIN 1, RSV 000, opcode 1, MASK 1, length 5.
                                           Waits for 4 more bytes.                  1st attempt
                              Then MASK would come out as 1, and the text would not be right.
                              In this report both are.

                 Enter check  1-4 pick  ? hint (1)  ^N next  ^P back  ^G card  Esc leave line
                """)
    }

    @Test func right() {
        expectScreen(
            model(AnswerLessons.right("never-shown")).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                        8 of 8  □□□□□□□▣
                ─ wire ──────────── F FIN  R RSV  O opcode  M MASK  L length  K key  P payload ─
                 [81]05 48 65 6c 6c 6f                              ··Hello
                  FO ML P--P--P--P--P
                ─ ▸ exercise 8  diagnose ───────────────────────────────────────────────────────
                 A server sent these bytes, and the program that reads them reports the
                 following. Which mistake does it make?

                 the program reads
                    text  FIN 0  5 bytes  "Hello"
                          48 65 6c 6c 6f
                    waits for a continuation

                   1  It reads MASK the wrong way round.
                 = 2  It reads FIN the wrong way round.
                   3  It takes five bits for the opcode.
                   4  It counts the bits of a byte from the wrong end.

                 = ok         Enter goes on.                                        1st attempt




                 Enter go on  ^R again  ^N next  ^P back  ^G card  Esc leave line
                """)
    }

    @Test func large() {
        expectScreen(
            model(wrongKeys, width: 140, height: 45).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                                                                                    8 of 8  □□□□□□□▣
                ─ text ─────────────────────────────────────────────────────────────── ─ bytes  a frame from the server ────────────────────────────────────
                 The next exercise shows a program that reads frames. In it,              81  05  48  65  6c  6c  6f
                 takeByte() gives the next byte that has arrived, take(n) the next n      0   1   2   3   4   5   6
                 bytes.



                                                                                       ─ ▸ exercise 8  diagnose ────────────────────────────────────────────
                                                                                        A server sent these bytes, and the program that reads them reports
                                                                                        the following. Which mistake does it make?

                                                                                        the program reads
                                                                                           text  FIN 0  5 bytes  "Hello"
                                                                                                 48 65 6c 6c 6f
                                                                                           waits for a continuation

                                                                                        ▸ 1  It reads MASK the wrong way round.
                                                                                          2  It reads FIN the wrong way round.
                                                                                          3  It takes five bits for the opcode.
                                                                                          4  It counts the bits of a byte from the wrong end.

                                                                                        = not yet    would read   Begins: FIN 1, RSV 000, opcode 1, MASK 1,
                                                                                                                  length 5. Waits for 4 more bytes.
                                                                                                     Then MASK would come out as 1, and the text would not
                                                                                                     be right. In this report both are.         1st attempt


















                 Enter check  1-4 pick  ? hint (1)  ^N next  ^P back  ^G card  Esc leave line
                """)
    }

    @Test func ascii() {
        expectScreen(
            model(wrongKeys, hasBlocks: false).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                        8 of 8  □□□□□□□▣
                ─ bytes  a frame from the server ───────────────────────────────────────────────
                   81  05  48  65  6c  6c  6f
                   0   1   2   3   4   5   6
                ─ ▸ exercise 8  diagnose ───────────────────────────────────────────────────────
                 A server sent these bytes, and the program that reads them reports the
                 following. Which mistake does it make?

                 the program reads
                    text  FIN 0  5 bytes  "Hello"
                          48 65 6c 6c 6f
                    waits for a continuation

                 ▸ 1  It reads MASK the wrong way round.
                   2  It reads FIN the wrong way round.
                   3  It takes five bits for the opcode.
                   4  It counts the bits of a byte from the wrong end.

                 = not yet    would read   Begins: FIN 1, RSV 000, opcode 1, MASK 1, length 5.
                                           Waits for 4 more bytes.                  1st attempt
                              Then MASK would come out as 1, and the text would not be right.
                              In this report both are.

                 Enter check  1-4 pick  ? hint (1)  ^N next  ^P back  ^G card  Esc leave line
                """)
    }

    @Test func small() {
        expectScreen(
            model(wrongKeys, width: 60, height: 20).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers    8 of 8  □□□□□□□▣
                ─ ▸ exercise 8  diagnose ───────────────────────────────────
                 A server sent these bytes, and the program that reads them
                 reports the following. Which mistake does it make?

                 the program reads
                    text  FIN 0  5 bytes  "Hello"
                          48 65 6c 6c 6f
                    waits for a continuation

                 ▸ 1  It reads MASK the wrong way round.
                   2  It reads FIN the wrong way round.
                   3  It takes five bits for the opcode.
                   4  It counts the bits of a byte from the wrong end.
                 = not yet    would read   Begins: FIN 1, RSV 000, opcode
                                           1, MASK 1, length 5. Waits for 4
                                           more bytes.          1st attempt
                              Then MASK would come out as 1, and the text
                              would not be right. In this report both are.
                 Enter check  1-4 pick  ? hint (1)  ^N next  Esc leave line
                """)
    }

    @Test(
        arguments: [
            ([], ""), (.typing("3"), "3"), (.typing("5"), ""), ([.down], "1"), ([.down, .down], "2"), ([.up], "4"),
            ([.up, .up], "3"), (.typing("3") + [.backspace], ""), ([.end, .home], "1"),
        ] as [([Key], String)])
    func keys(keys: [Key], draft: String) {
        #expect(AnswerLessons.draft("never-shown", keys) == draft)
    }
}

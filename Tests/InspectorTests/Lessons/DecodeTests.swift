// Exercises with a form.

import Lessons
import Testing
import TerminalUI

@testable import Inspector

@Suite struct DecodeTests {
    private func screen(_ keys: [Key], width: Int = 80, height: Int = 24) -> String {
        LessonScreens.model(at: "frames/whole-frame", keys: keys, width: width, height: height).screenText
    }

    private func form(_ fields: String...) -> [Key] { fields.flatMap { .typing($0) + [.enter] } }

    @Test func before() {
        expectScreen(
            screen(form("1", "text")),
            is: """
                 wslens  Lesson 3  The first frame                                2 of 5  □▣□□□
                ─ text ─────────────────────────────────────────────────────────────────────────
                 Now a whole frame.
                ─ bytes  a frame from the server ───────────────────────────────────────────────
                   81  05  48  65  6c  6c  6f
                   0   1   2   3   4   5   6



                ─ ▸ exercise 2  decode ─────────────────────────────────────────────────────────
                 A server sent this frame. Read it, field by field.

                   FIN     1                   [ ]
                   opcode  text                [ ]  → 1, text
                 ▸ MASK                        [ ]  0 or 1
                   length                      [ ]  a number
                   text                        [ ]  text






                 Enter next  ↑ ↓ field  ? hint (1)  ^P text  ^N next  ^G card  Esc leave line
                """)
    }

    @Test func unreadable() {
        expectScreen(
            screen(form("1", "9x", "0", "5", "Hello")),
            is: """
                 wslens  Lesson 3  The first frame                                2 of 5  □▣□□□
                ─ text ─────────────────────────────────────────────────────────────────────────
                 Now a whole frame.
                ─ bytes  a frame from the server ───────────────────────────────────────────────
                   81  05  48  65  6c  6c  6f
                   0   1   2   3   4   5   6



                ─ ▸ exercise 2  decode ─────────────────────────────────────────────────────────
                 A server sent this frame. Read it, field by field.

                   FIN     1                   [ ]
                 ▸ opcode  9x                  [ ]  number or name
                   MASK    0                   [ ]
                   length  5                   [ ]
                   text    Hello               [ ]

                 ? unreadable opcode: "9x" could not be read. Type an opcode: its number, 0 to
                              15, or its name.



                 Enter next  ↑ ↓ field  ? hint (1)  ^P text  ^N next  ^G card  Esc leave line
                """)
    }

    @Test func wrong() {
        expectScreen(
            screen(form("1", "1", "0", "7", "Hello")),
            is: """
                 wslens  Lesson 3  The first frame                                2 of 5  □▣□□□
                ─ text ─────────────────────────────────────────────────────────────────────────
                 Now a whole frame.
                ─ bytes  a frame from the server ───────────────────────────────────────────────
                   81  05  48  65  6c  6c  6f
                   0   1   2   3   4   5   6



                ─ ▸ exercise 2  decode ─────────────────────────────────────────────────────────
                 A server sent this frame. Read it, field by field.

                 ▸ FIN     1                   [ ]
                   opcode  1                   [ ]  → 1, text
                   MASK    0                   [ ]
                   length  7                   [ ]
                   text    Hello               [ ]

                 = not yet    Right so far: 4 of 5 fields. From the third attempt on, the wrong
                              ones are named.                                       1st attempt



                 Enter next  ↑ ↓ field  ? hint (1)  ^P text  ^N next  ^G card  Esc leave line
                """)
    }

    @Test func right() {
        expectScreen(
            screen(form("1", "1", "0", "5", "Hello")),
            is: """
                 wslens  Lesson 3  The first frame                                2 of 5  □▣□□□

                ─ wire ──────────── F FIN  R RSV  O opcode  M MASK  L length  K key  P payload ─
                 [81]05 48 65 6c 6c 6f                              ··Hello
                  FO ML P--P--P--P--P
                ─ bits ─────────────────────────────────────────────────────────────────────────
                  F R R R  op    M  length   payload
                 [1 0 0 0  0001] 0  0000101  01001000 01100101 01101100 01101100 01101111
                  byte 0         byte 1      byte 2   byte 3   byte 4   byte 5   byte 6
                ─ ▸ exercise 2  decode ─────────────────────────────────────────────────────────
                 A server sent this frame. Read it, field by field.

                   FIN     1                   [x]
                   opcode  1                   [x]  → 1, text
                   MASK    0                   [x]
                   length  5                   [x]
                   text    Hello               [x]

                 = ok         Enter goes on.                                        1st attempt




                 Enter go on  ^R again  ^P text  ^N next  ^G card  Esc leave line
                """)
    }

    @Test func narrow() {
        expectScreen(
            screen(form("1", "1", "0", "7", "Hello"), width: 60, height: 20),
            is: """
                 wslens  Lesson 3  The first frame            2 of 5  □▣□□□

                ─ bytes  a frame from the server ───────────────────────────
                   81  05  48  65  6c  6c  6f
                   0   1   2   3   4   5   6
                ─ ▸ exercise 2  decode ─────────────────────────────────────
                 A server sent this frame. Read it, field by field.

                 ▸ FIN     1                   [ ]
                   opcode  1                   [ ]  → 1, text
                   MASK    0                   [ ]
                   length  7                   [ ]
                   text    Hello               [ ]

                 = not yet    Right so far: 4 of 5 fields. From the third
                              attempt on, the wrong ones are named.
                                                                1st attempt


                 Enter next  ↑ ↓ field  ? hint (1)  ^P text  Esc leave line
                """)
    }

    /// A field that is changed after the check is not ticked until the next.
    @Test func aChangedFieldIsNotTicked() {
        // Which fields are right is said at the third attempt.
        let again = ["8", "9"].flatMap { [.down, .down, .down, .backspace] + [Key].typing($0) + [.down, .enter] }
        let keys = form("1", "1", "0", "7", "Hello") + again + [.up, .up, .up, .up, .backspace]
        let lines = screen(keys).split(separator: "\n")
        #expect(lines.contains { $0.hasPrefix(" ▸ FIN") && $0.contains("[ ]") })
        #expect(lines.contains { $0.hasPrefix("   opcode") && $0.contains("[x]") })
    }

    /// What separates the fields in one line goes to the next field, but belongs to a text.
    @Test func semicolonsGoOn() {
        var model = LessonScreens.model(at: "frames/whole-frame", keys: .typing("1;1;0;5;a;b"))
        #expect(model.school?.work?.draft == "1; 1; 0; 5; a;b")
        model.press([.up, .backspace] + .typing("12"))
        #expect(model.school?.work?.draft == "1; 1; 0; 12; a;b")
    }
}

// A wrong program: bytes that expose or clear it, and the line at fault.

import Lessons
import Testing
import TerminalUI

@testable import Inspector

@Suite struct MutantTests {
    private func model(_ keys: [Key] = [], width: Int = 80, height: Int = 24, hasBlocks: Bool = true) -> Model {
        AnswerLessons.model("one-bit-too-many", keys, width: width, height: height, hasBlocks: hasBlocks)
    }

    private func cuts(_ keys: [Key] = [], width: Int = 80, height: Int = 24, hasBlocks: Bool = true) -> Model {
        AnswerLessons.model("short-read", keys, width: width, height: height, hasBlocks: hasBlocks)
    }

    private let passed: [Key] = .typing("8a00") + [.enter]
    private var found: [Key] {
        passed + [.enter] + .typing(model().school?.work?.assignment.reference(.line) ?? "") + [.enter]
    }

    @Test func before() {
        expectScreen(
            model().screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                        4 of 8  □□□▣□□□□
                ─ code ──────────────────────────────────────────┬─ what is asked for ──────────
                  1  func readFrame() {                          │ [ ] The two programs agree
                  2      let byte0 = takeByte()                  │
                  3      let byte1 = takeByte()                  │ [ ] No rule is broken, and
                  4      frame.fin = (byte0 & 0x80) != 0         │     nothing is missing
                  5      frame.rsv = (byte0 & 0x70) >> 4         │
                  6      frame.opcode = byte0 & 0x1f             │ [ ] It is one Pong without a
                  7      frame.masked = (byte1 & 0x80) != 0      │     payload
                  8      frame.length = takeLength(byte1 & 0x7f) │
                  9      frame.key = takeKey()                   │
                 10      let payload = take(frame.length)        │
                 11      frame.payload = unmask(payload)         │
                 12  }                                           │
                ─ ▸ exercise 4  mutant ──────────────────────────┴──────────────────────────────
                 This program has a mistake, and nobody noticed. You are the server. Type a
                 Pong without a payload that it reads as it should; then find the line.
                 your bytes     bytes in hex





                 Enter check  ? hint (1)  ^P text  ^N next  ^G card  Esc leave line
                """)
    }

    @Test func unreadable() {
        expectScreen(
            model(.typing("8a 0") + [.enter]).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                        4 of 8  □□□▣□□□□
                ─ code ──────────────────────────────────────────┬─ what is asked for ──────────
                  1  func readFrame() {                          │ [ ] The two programs agree
                  2      let byte0 = takeByte()                  │
                  3      let byte1 = takeByte()                  │ [ ] No rule is broken, and
                  4      frame.fin = (byte0 & 0x80) != 0         │     nothing is missing
                  5      frame.rsv = (byte0 & 0x70) >> 4         │
                  6      frame.opcode = byte0 & 0x1f             │ [ ] It is one Pong without a
                  7      frame.masked = (byte1 & 0x80) != 0      │     payload
                  8      frame.length = takeLength(byte1 & 0x7f) │
                  9      frame.key = takeKey()                   │
                 10      let payload = take(frame.length)        │
                 11      frame.payload = unmask(payload)         │
                 12  }                                           │
                ─ ▸ exercise 4  mutant ──────────────────────────┴──────────────────────────────
                 This program has a mistake, and nobody noticed. You are the server. Type a
                 Pong without a payload that it reads as it should; then find the line.
                 your bytes  8a 0   bytes in hex
                 ? unreadable Character 4, '0', is half a byte. A byte has two digits: write
                              00, or add the digit that is missing.



                 Enter check  ? hint (1)  ^P text  ^N next  ^G card  Esc leave line
                """)
    }

    @Test func wrong() {
        expectScreen(
            model(.typing("9a00") + [.enter]).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                        4 of 8  □□□▣□□□□
                ─ code ──────────────────────────────────────────┬─ the two outputs ────────────
                  1  func readFrame() {                          │ a correct program
                  2      let byte0 = takeByte()                  │ refuses it: reserved bit set
                  3      let byte1 = takeByte()                  │ this code
                  4      frame.fin = (byte0 & 0x80) != 0         │ opcode 26  RSV 001  0 bytes
                  5      frame.rsv = (byte0 & 0x70) >> 4         │ first difference
                  6      frame.opcode = byte0 & 0x1f             │ answers instead of refusing
                  7      frame.masked = (byte1 & 0x80) != 0      │
                  8      frame.length = takeLength(byte1 & 0x7f) │ [ ] The two programs agree
                  9      frame.key = takeKey()                   │ [ ] No rule is broken, and
                 10      let payload = take(frame.length)        │     nothing is missing
                 11      frame.payload = unmask(payload)         │ [x] It is one Pong without a
                 12  }                                           │     payload
                ─ ▸ exercise 4  mutant ──────────────────────────┴──────────────────────────────
                 This program has a mistake, and nobody noticed. You are the server. Type a
                 Pong without a payload that it reads as it should; then find the line.
                 your bytes  9a 00   → 2 bytes
                 = not yet    goal 2 of 3   No rule is broken, and nothing is missing
                              RSV3 is 1: that breaks a rule, and it is just what this program
                              gets wrong.                                           1st attempt


                 Enter check  ? hint (1)  ^P text  ^N next  ^G card  Esc leave line
                """)
    }

    @Test func right() {
        expectScreen(
            model(passed).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                        4 of 8  □□□▣□□□□
                ─ code ──────────────────────────────────────────┬─ the two outputs ────────────
                  1  func readFrame() {                          │ a correct program
                  2      let byte0 = takeByte()                  │ pong  0 bytes
                  3      let byte1 = takeByte()                  │ this code
                  4      frame.fin = (byte0 & 0x80) != 0         │ pong  0 bytes
                  5      frame.rsv = (byte0 & 0x70) >> 4         │
                  6      frame.opcode = byte0 & 0x1f             │ no difference
                  7      frame.masked = (byte1 & 0x80) != 0      │
                  8      frame.length = takeLength(byte1 & 0x7f) │ [x] The two programs agree
                  9      frame.key = takeKey()                   │ [x] No rule is broken, and
                 10      let payload = take(frame.length)        │     nothing is missing
                 11      frame.payload = unmask(payload)         │ [x] It is one Pong without a
                 12  }                                           │     payload
                ─ ▸ exercise 4  mutant ──────────────────────────┴──────────────────────────────
                 This program has a mistake, and nobody noticed. You are the server. Type a
                 Pong without a payload that it reads as it should; then find the line.
                 your bytes  8a 00   → 2 bytes
                 = ok         Enter: now find the line.                             1st attempt




                 Enter go on  ^R again  ^P text  ^N next  ^G card  Esc leave line
                """)
    }

    @Test func theLine() {
        expectScreen(
            model(passed + [.enter, .down, .down]).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                        4 of 8  □□□▣□□□□
                ─ code ──────────────────────────────────────────┬─ the two outputs ────────────
                  1  func readFrame() {                          │ a correct program
                ▸ 2      let byte0 = takeByte()                  │ pong  0 bytes
                  3      let byte1 = takeByte()                  │
                  4      frame.fin = (byte0 & 0x80) != 0         │ this code
                  5      frame.rsv = (byte0 & 0x70) >> 4         │ pong  0 bytes
                  6      frame.opcode = byte0 & 0x1f             │
                  7      frame.masked = (byte1 & 0x80) != 0      │ no difference
                  8      frame.length = takeLength(byte1 & 0x7f) │
                  9      frame.key = takeKey()                   │
                 10      let payload = take(frame.length)        │
                 11      frame.payload = unmask(payload)         │
                 12  }                                           │
                ─ ▸ exercise 4  line ────────────────────────────┴──────────────────────────────
                 Which line is wrong? Type its number.
                 your bytes  8a 00   → 2 bytes
                 line  2   its number, or ↑ ↓





                 Enter check  ↑ ↓ line  ^N next  ^P back  ^G card  Esc leave line
                """)
    }

    @Test func theLineUnreadable() {
        expectScreen(
            model(passed + [.enter, .enter]).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                        4 of 8  □□□▣□□□□
                ─ code ──────────────────────────────────────────┬─ the two outputs ────────────
                  1  func readFrame() {                          │ a correct program
                  2      let byte0 = takeByte()                  │ pong  0 bytes
                  3      let byte1 = takeByte()                  │
                  4      frame.fin = (byte0 & 0x80) != 0         │ this code
                  5      frame.rsv = (byte0 & 0x70) >> 4         │ pong  0 bytes
                  6      frame.opcode = byte0 & 0x1f             │
                  7      frame.masked = (byte1 & 0x80) != 0      │ no difference
                  8      frame.length = takeLength(byte1 & 0x7f) │
                  9      frame.key = takeKey()                   │
                 10      let payload = take(frame.length)        │
                 11      frame.payload = unmask(payload)         │
                 12  }                                           │
                ─ ▸ exercise 4  line ────────────────────────────┴──────────────────────────────
                 Which line is wrong? Type its number.
                 your bytes  8a 00   → 2 bytes
                 line     its number, or ↑ ↓
                 ? unreadable Type the number of a line, from 1 to 12.




                 Enter check  ↑ ↓ line  ^N next  ^P back  ^G card  Esc leave line
                """)
    }

    @Test func theLineWrong() {
        expectScreen(
            model(passed + [.enter, .down, .enter]).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                        4 of 8  □□□▣□□□□
                ─ code ──────────────────────────────────────────┬─ the two outputs ────────────
                ▸ 1  func readFrame() {                          │ a correct program
                  2      let byte0 = takeByte()                  │ pong  0 bytes
                  3      let byte1 = takeByte()                  │
                  4      frame.fin = (byte0 & 0x80) != 0         │ this code
                  5      frame.rsv = (byte0 & 0x70) >> 4         │ pong  0 bytes
                  6      frame.opcode = byte0 & 0x1f             │
                  7      frame.masked = (byte1 & 0x80) != 0      │ no difference
                  8      frame.length = takeLength(byte1 & 0x7f) │
                  9      frame.key = takeKey()                   │
                 10      let payload = take(frame.length)        │
                 11      frame.payload = unmask(payload)         │
                 12  }                                           │
                ─ ▸ exercise 4  line ────────────────────────────┴──────────────────────────────
                 Which line is wrong? Type its number.
                 your bytes  8a 00   → 2 bytes
                 line  1   its number, or ↑ ↓
                 = not yet    This line is fine. Here the program begins.           1st attempt




                 Enter check  ↑ ↓ line  ^N next  ^P back  ^G card  Esc leave line
                """)
    }

    @Test func theLineRight() {
        expectScreen(
            model(found).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                        4 of 8  □□□▣□□□□
                ─ code ──────────────────────────────────────────┬─ the mistake ────────────────
                  1  func readFrame() {                          │ It takes five bits for the
                  2      let byte0 = takeByte()                  │ opcode.
                  3      let byte1 = takeByte()                  │
                  4      frame.fin = (byte0 & 0x80) != 0         │ The opcode is the low four
                  5      frame.rsv = (byte0 & 0x70) >> 4         │ bits. One more, and RSV3
                ▸ 6      frame.opcode = byte0 & 0x1f             │ becomes part of it (RFC 6455
                  7      frame.masked = (byte1 & 0x80) != 0      │ §5.2).
                  8      frame.length = takeLength(byte1 & 0x7f) │
                  9      frame.key = takeKey()                   │ seen in
                 10      let payload = take(frame.length)        │ a server that students wrote
                 11      frame.payload = unmask(payload)         │
                 12  }                                           │
                ─ ▸ exercise 4  line ────────────────────────────┴──────────────────────────────
                 Which line is wrong? Type its number.
                 your bytes  8a 00   → 2 bytes
                 line  6
                 = ok         The opcode is four bits. With five, RSV3 is read as a part of it.
                              Enter: one more question about it.                    1st attempt



                 Enter go on  ^R again  ^N next  ^P back  ^G card  Esc leave line
                """)
    }

    @Test func theQuestionAfterIt() {
        expectScreen(
            model(found + [.enter, .down]).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                        4 of 8  □□□▣□□□□
                ─ code ──────────────────────────────────────────┬─ the mistake ────────────────
                  1  func readFrame() {                          │ It takes five bits for the
                  2      let byte0 = takeByte()                  │ opcode.
                  3      let byte1 = takeByte()                  │
                  4      frame.fin = (byte0 & 0x80) != 0         │ The opcode is the low four
                  5      frame.rsv = (byte0 & 0x70) >> 4         │ bits. One more, and RSV3
                ▸ 6      frame.opcode = byte0 & 0x1f             │ becomes part of it (RFC 6455
                  7      frame.masked = (byte1 & 0x80) != 0      │ §5.2).
                  8      frame.length = takeLength(byte1 & 0x7f) │
                  9      frame.key = takeKey()                   │ seen in
                 10      let payload = take(frame.length)        │ a server that students wrote
                 11      frame.payload = unmask(payload)         │
                 12  }                                           │
                ─ ▸ exercise 4  why ─────────────────────────────┴──────────────────────────────
                 Which frames does this program read wrong?
                 ▸ 1  Those in which RSV3 is 1
                   2  Those in which RSV1 is 1
                   3  All control frames




                 Enter check  1-3 pick  ^N next  ^P back  ^G card  Esc leave line
                """)
    }

    @Test func large() {
        expectScreen(
            model(.typing("9a00") + [.enter], width: 140, height: 45).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                                                                                    4 of 8  □□□▣□□□□
                ─ text ─────────────────────────────────────────────────────────────── ─ code ──────────────────────────────────────────────────────────────
                 The next exercise shows a program that reads frames. In it,             1  func readFrame() {
                 takeByte() gives the next byte that has arrived, take(n) the next n     2      let byte0 = takeByte()
                 bytes.                                                                  3      let byte1 = takeByte()
                                                                                         4      frame.fin = (byte0 & 0x80) != 0
                                                                                         5      frame.rsv = (byte0 & 0x70) >> 4
                                                                                         6      frame.opcode = byte0 & 0x1f
                                                                                         7      frame.masked = (byte1 & 0x80) != 0
                                                                                         8      frame.length = takeLength(byte1 & 0x7f)
                                                                                         9      frame.key = takeKey()
                                                                                        10      let payload = take(frame.length)
                                                                                        11      frame.payload = unmask(payload)
                                                                                        12  }
                                                                                       ─ the two outputs ───────────────────────────────────────────────────
                                                                                        a correct program
                                                                                        refuses it: reserved bit set

                                                                                        this code
                                                                                        opcode 26  RSV 001  0 bytes

                                                                                        first difference
                                                                                        answers instead of refusing

                                                                                        [ ] The two programs agree
                                                                                        [ ] No rule is broken, and nothing is missing
                                                                                        [x] It is one Pong without a payload


                                                                                       ─ ▸ exercise 4  mutant ──────────────────────────────────────────────
                                                                                        This program has a mistake, and nobody noticed. You are the server.
                                                                                        Type a Pong without a payload that it reads as it should; then find
                                                                                        the line.

                                                                                        your bytes  9a 00   → 2 bytes

                                                                                        = not yet    goal 2 of 3   No rule is broken, and nothing is
                                                                                                                   missing                      1st attempt
                                                                                                     RSV3 is 1: that breaks a rule, and it is just what
                                                                                                     this program gets wrong.




                 Enter check  ? hint (1)  ^P text  ^N next  ^G card  Esc leave line
                """)
    }

    @Test func ascii() {
        expectScreen(
            model(passed + [.enter, .down], hasBlocks: false).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                        4 of 8  □□□▣□□□□
                ─ code ──────────────────────────────────────────┬─ the two outputs ────────────
                ▸ 1  func readFrame() {                          │ a correct program
                  2      let byte0 = takeByte()                  │ pong  0 bytes
                  3      let byte1 = takeByte()                  │
                  4      frame.fin = (byte0 & 0x80) != 0         │ this code
                  5      frame.rsv = (byte0 & 0x70) >> 4         │ pong  0 bytes
                  6      frame.opcode = byte0 & 0x1f             │
                  7      frame.masked = (byte1 & 0x80) != 0      │ no difference
                  8      frame.length = takeLength(byte1 & 0x7f) │
                  9      frame.key = takeKey()                   │
                 10      let payload = take(frame.length)        │
                 11      frame.payload = unmask(payload)         │
                 12  }                                           │
                ─ ▸ exercise 4  line ────────────────────────────┴──────────────────────────────
                 Which line is wrong? Type its number.
                 your bytes  8a 00   → 2 bytes
                 line  1   its number, or Up Down





                 Enter check  Up Down line  ^N next  ^P back  ^G card  Esc leave line
                """)
    }

    @Test func small() {
        expectScreen(
            model(.typing("9a00") + [.enter], width: 60, height: 20).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers    4 of 8  □□□▣□□□□
                ─ the two outputs ──────────────────────────────────────────
                 a correct program
                 refuses it: reserved bit set
                 this code
                 opcode 26  RSV 001  0 bytes
                 first difference
                 answers instead of refusing
                 [ ] The two programs agree
                 [ ] No rule is broken, and nothing is missing
                 [x] It is one Pong without a payload
                ─ ▸ exercise 4  mutant ─────────────────────────────────────
                 This program has a mistake, and nobody noticed. You are
                 the server. Type a Pong without a payload that it reads as
                 it should; then find the line.
                 your bytes  9a 00   → 2 bytes
                 = not yet    goal 2 of 3   No rule is broken, and nothing
                                            is missing          1st attempt
                              RSV3 is 1: that breaks a rule, and it is just
                 Enter check  ? hint (1)  ^P text  ^N next  Esc leave line
                """)
    }

    @Test func cutsBefore() {
        expectScreen(
            cuts().screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                        6 of 8  □□□□□▣□□
                ─ code ─────────────────────────────── ↓ 1 more ─┬─ what is asked for ──────────
                  1  func take(_ n: Int) -> [UInt8] {            │ [ ] The two programs differ
                  2      var array = zeros(n)                    │
                  3      socket.read(into: &array)               │
                  4      return array                            │
                  5  }                                           │
                  6  func readFrame() {                          │
                  7      let head = take(2)                      │
                  8      readBits(head)                          │
                  9      frame.length = takeLength(head[1])      │
                 10      frame.key = take(4)                     │
                 11      let payload = take(frame.length)        │
                 12      frame.payload = unmask(payload)         │
                ─ ▸ exercise 6  mutant ──────────────────────────┴──────────────────────────────
                 On its author's machine this server works. Say where the reads end, so that it
                 gets Hello wrong.
                     given   81 85 37 fa 21 3d 7f 9f 4d 51 58                          11 bytes
                 positions    0  1  2  3  4  5  6  7  8  9 10
                 reads end before     numbers of bytes, such as 3 7



                 Enter check  ? hint (1)  ^N next  ^P back  ^G card  Esc leave line
                """)
    }

    @Test func cutsUnreadable() {
        expectScreen(
            cuts(.typing("11") + [.enter]).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                        6 of 8  □□□□□▣□□
                ─ code ─────────────────────────────── ↓ 1 more ─┬─ what is asked for ──────────
                  1  func take(_ n: Int) -> [UInt8] {            │ [ ] The two programs differ
                  2      var array = zeros(n)                    │
                  3      socket.read(into: &array)               │
                  4      return array                            │
                  5  }                                           │
                  6  func readFrame() {                          │
                  7      let head = take(2)                      │
                  8      readBits(head)                          │
                  9      frame.length = takeLength(head[1])      │
                 10      frame.key = take(4)                     │
                 11      let payload = take(frame.length)        │
                 12      frame.payload = unmask(payload)         │
                ─ ▸ exercise 6  mutant ──────────────────────────┴──────────────────────────────
                 On its author's machine this server works. Say where the reads end, so that it
                 gets Hello wrong.
                     given   81 85 37 fa 21 3d 7f 9f 4d 51 58                          11 bytes
                 positions    0  1  2  3  4  5  6  7  8  9 10
                 reads end before  11   numbers of bytes, such as 3 7
                 ? unreadable "11" is not the number of a byte to cut before, from 1 to 10, in
                              rising order.

                 Enter check  ? hint (1)  ^N next  ^P back  ^G card  Esc leave line
                """)
    }

    @Test func cutsWrong() {
        expectScreen(
            cuts(.typing("6") + [.enter]).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                        6 of 8  □□□□□▣□□
                ─ code ─────────────────────────────── ↓ 1 more ─┬─ the two outputs ────────────
                  1  func take(_ n: Int) -> [UInt8] {            │ a correct program
                  2      var array = zeros(n)                    │ text  5 bytes  "Hello"
                  3      socket.read(into: &array)               │       48 65 6c 6c 6f
                  4      return array                            │
                  5  }                                           │ this code
                  6  func readFrame() {                          │ text  5 bytes  "Hello"
                  7      let head = take(2)                      │       48 65 6c 6c 6f
                  8      readBits(head)                          │
                  9      frame.length = takeLength(head[1])      │ no difference
                 10      frame.key = take(4)                     │
                 11      let payload = take(frame.length)        │ [ ] The two programs differ
                 12      frame.payload = unmask(payload)         │
                ─ ▸ exercise 6  mutant ──────────────────────────┴──────────────────────────────
                 On its author's machine this server works. Say where the reads end, so that it
                 gets Hello wrong.
                     given   81 85 37 fa 21 3d 7f 9f 4d 51 58                          11 bytes
                 positions    0  1  2  3  4  5  6  7  8  9 10
                 reads end before  6   → 6 bytes, 5 bytes
                 = not yet    They are alike. Find a cut with which they differ.    1st attempt


                 Enter check  ? hint (1)  ^N next  ^P back  ^G card  Esc leave line
                """)
    }

    @Test func cutsRight() {
        expectScreen(
            cuts(.typing("8") + [.enter]).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                        6 of 8  □□□□□▣□□
                ─ code ─────────────────────────────── ↓ 1 more ─┬─ the two outputs ────────────
                  1  func take(_ n: Int) -> [UInt8] {            │ a correct program
                  2      var array = zeros(n)                    │ text  5 bytes  "Hello"
                  3      socket.read(into: &array)               │       48 65 6c 6c 6f
                  4      return array                            │ this code
                  5  }                                           │ text  5 bytes  "He!=7"
                  6  func readFrame() {                          │       48 65 21 3d 37
                  7      let head = take(2)                      │ begins:  FIN 0  RSV 100
                  8      readBits(head)                          │   opcode 13  MASK 0
                  9      frame.length = takeLength(head[1])      │   length 81
                 10      frame.key = take(4)                     │ waits for 81 more bytes
                 11      let payload = take(frame.length)        │ first difference
                 12      frame.payload = unmask(payload)         │ frame 0, payload byte 2
                ─ ▸ exercise 6  mutant ──────────────────────────┴──────────────────────────────
                 On its author's machine this server works. Say where the reads end, so that it
                 gets Hello wrong.
                     given   81 85 37 fa 21 3d 7f 9f 4d 51 58                          11 bytes
                 positions    0  1  2  3  4  5  6  7  8  9 10
                 reads end before  8   → 8 bytes, 3 bytes
                 = ok         Enter: now find the line.                             1st attempt


                 Enter go on  ^R again  ^N next  ^P back  ^G card  Esc leave line
                """)
    }

    @Test func cutsLine() {
        expectScreen(
            cuts(.typing("8") + [.enter, .enter, .up]).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                        6 of 8  □□□□□▣□□
                ─ code ──────────────────────────────────────────┬─ the two outputs ────────────
                  1  func take(_ n: Int) -> [UInt8] {            │ a correct program
                  2      var array = zeros(n)                    │ text  5 bytes  "Hello"
                  3      socket.read(into: &array)               │       48 65 6c 6c 6f
                  4      return array                            │ this code
                  5  }                                           │ text  5 bytes  "He!=7"
                  6  func readFrame() {                          │       48 65 21 3d 37
                  7      let head = take(2)                      │ begins:  FIN 0  RSV 100
                  8      readBits(head)                          │   opcode 13  MASK 0
                  9      frame.length = takeLength(head[1])      │   length 81
                 10      frame.key = take(4)                     │ waits for 81 more bytes
                 11      let payload = take(frame.length)        │
                 12      frame.payload = unmask(payload)         │ first difference
                ▸13  }                                           │ frame 0, payload byte 2
                ─ ▸ exercise 6  line ────────────────────────────┴──────────────────────────────
                 Which line is wrong? Type its number.
                 reads end before  8   → 8 bytes, 3 bytes
                 line  13   its number, or ↑ ↓




                 Enter check  ↑ ↓ line  ^N next  ^P back  ^G card  Esc leave line
                """)
    }

    @Test func reads() {
        expectScreen(
            AnswerLessons.model("two-reads", .typing("818537fa213d7f9f|4d5158") + [.enter]).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                        7 of 8  □□□□□□▣□
                ─ code ──────────────────────────────────────────┬─ the two outputs ────────────
                  1  func readFrame() {                          │ a correct program
                  2      readHeader()                            │ text  5 bytes  "Hello"
                  3      let key = keyBytes()                    │       48 65 6c 6c 6f
                  4      for piece in payloadReads() {           │ this code
                  5          for i in 0..<piece.count {          │ text  5 bytes
                ▸ 6              let mask = key[i % 4]           │       48 65 7a ab 79
                  7              let byte = piece[i] ^ mask      │
                  8              frame.payload.append(byte)      │ first difference
                  9          }                                   │ payload byte 2
                 10      }                                       │
                 11  }                                           │ [x] The two programs differ
                ─ ▸ exercise 7  mutant ──────────────────────────┴──────────────────────────────
                 Type reads with which this server gets a text wrong.

                 your bytes  81 85 37 fa 21 3d 7f 9f|4d 51 58   → 8 bytes, 3 bytes

                 = ok         It starts with key byte 0 again in each read. Seen in Boost.Beast
                              (issue 1061).                                         1st attempt
                              Enter goes on.


                 Enter go on  ^R again  ^N next  ^P back  ^G card  Esc leave line
                """)
    }

    @Test func readsInLittleRoom() {
        expectScreen(
            AnswerLessons.model("two-reads", .typing("818537fa213d7f9f|4d5158") + [.enter], width: 60, height: 20)
                .screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers    7 of 8  □□□□□□▣□
                ─ the two outputs ──────────────────────────────────────────
                 a correct program
                 text  5 bytes  "Hello"
                       48 65 6c 6c 6f
                 this code
                 text  5 bytes
                       48 65 7a ab 79

                 first difference
                 payload byte 2

                 [x] The two programs differ
                ─ ▸ exercise 7  mutant ─────────────────────────────────────
                 Type reads with which this server gets a text wrong.
                 your bytes  81 85 37 fa 21 3d 7f 9f|…  → 8 bytes, 3 bytes
                 = ok         It starts with key byte 0 again in each read.
                              Seen in Boost.Beast (issue 1061).
                              Enter goes on.                    1st attempt
                 Enter go on  ^R again  ^N next  ^P back  Esc leave line
                """)
    }

    /// Where there is room for one of them, Tab goes from the outputs to the code, which the arrows scroll.
    @Test func codeInLittleRoom() {
        expectScreen(
            model(.typing("9a00") + [.enter, .tab, .down, .down], width: 60, height: 20).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers    4 of 8  □□□▣□□□□
                ─ code ──────────────────────────────── ↑ 2 more  ↓ 1 more ─
                  3      let byte1 = takeByte()
                  4      frame.fin = (byte0 & 0x80) != 0
                  5      frame.rsv = (byte0 & 0x70) >> 4
                  6      frame.opcode = byte0 & 0x1f
                  7      frame.masked = (byte1 & 0x80) != 0
                  8      frame.length = takeLength(byte1 & 0x7f)
                  9      frame.key = takeKey()
                 10      let payload = take(frame.length)
                 11      frame.payload = unmask(payload)
                ─ exercise 4  mutant ───────────────────────────────────────
                 This program has a mistake, and nobody noticed. You are
                 the server. Type a Pong without a payload that it reads as
                 it should; then find the line.
                 your bytes  9a 00   → 2 bytes
                 = not yet    goal 2 of 3   No rule is broken, and nothing
                                            is missing          1st attempt
                              RSV3 is 1: that breaks a rule, and it is just
                 Tab answer  ^P text  ^N next  Esc list  1-6 screens  q quit
                """)
    }

    /// A right program and this one may say a lot; where they differ is always in view.
    @Test func longOutputsAreCut() {
        expectScreen(
            AnswerLessons.model(
                "two-reads",
                .typing("81 85 37 fa 21 3d 7f 9f | 4d 51 58 89 80 00 00 00 00 89 80 00 00 00 00 8a 80 00 00 00 00 81")
                    + [.enter]
            ).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                        7 of 8  □□□□□□▣□
                ─ code ──────────────────────────────────────────┬─ the two outputs ────────────
                  1  func readFrame() {                          │ a correct program
                  2      readHeader()                            │ text  5 bytes  "Hello"
                  3      let key = keyBytes()                    │       48 65 6c 6c 6f
                  4      for piece in payloadReads() {           │ ping  0 bytes
                  5          for i in 0..<piece.count {          │ ping  0 bytes
                ▸ 6              let mask = key[i % 4]           │ …
                  7              let byte = piece[i] ^ mask      │ this code
                  8              frame.payload.append(byte)      │ text  5 bytes
                  9          }                                   │       48 65 7a ab 79
                 10      }                                       │ ping  0 bytes
                 11  }                                           │ ping  0 bytes
                                                                 │ pong  0 bytes
                                                                 │ waits for 1 more byte
                                                                 │ first difference
                                                                 │ frame 0, payload byte 2
                ─ ▸ exercise 7  mutant ──────────────────────────┴──────────────────────────────
                 Type reads with which this server gets a text wrong.
                 your bytes  81 85 37 fa 21 3d 7f 9f | 4d 51 58 89 80 00…  → 8 bytes, 22 bytes
                 = ok         It starts with key byte 0 again in each read. Seen in Boost.Beast
                              (issue 1061).                                         1st attempt
                              Enter goes on.
                 Enter go on  ^R again  ^N next  ^P back  ^G card  Esc leave line
                """)
    }

    @Test(
        arguments: [
            ("two-reads", .typing("8185|37fa"), "81 85|37 fa"),
            ("two-reads", .typing("8185 | 37fa"), "81 85 | 37 fa"),
            ("two-reads", [.down, .up], ""),
            ("short-read", .typing("3 7"), "3 7"),
            ("short-read", .typing("12"), "12"),
            ("short-read", .typing("12?"), "12"),
            ("one-bit-too-many", .typing("8a00"), "8a 00"),
            ("one-bit-too-many", .typing("8a00") + [.tab, .down, .tab, .down], "8a 00"),
            ("one-bit-too-many", .typing("8a00") + [.enter, .enter, .down], "1"),
            ("one-bit-too-many", .typing("8a00") + [.enter, .enter, .down, .down], "2"),
            ("one-bit-too-many", .typing("8a00") + [.enter, .enter, .up], "12"),
            ("one-bit-too-many", .typing("8a00") + [.enter, .enter, .up, .down], "12"),
            ("one-bit-too-many", .typing("8a00") + [.enter, .enter, .down, .up], "1"),
            ("one-bit-too-many", .typing("8a00") + [.enter, .enter] + .typing("7"), "7"),
            ("one-bit-too-many", .typing("8a00") + [.enter, .enter] + .typing("7") + [.down], "8"),
            ("one-bit-too-many", .typing("8a00") + [.enter, .enter] + .typing("99") + [.down], "1"),
        ] as [(String, [Key], String)])
    func keys(exercise: String, keys: [Key], draft: String) {
        #expect(AnswerLessons.draft(exercise, keys) == draft)
    }

    /// The line and what is wrong with it are not on the screen before they are found.
    @Test func nothingIsGivenAway() {
        for keys in [[], .typing("9a00") + [.enter], passed, passed + [.enter], passed + [.enter, .down, .enter]] {
            let screen = model(keys).screenText
            #expect(!screen.contains("five bits"))
            #expect(!screen.contains("the bug"))
            #expect(!screen.contains("seen in"))
        }
        #expect(model(found).screenText.contains("seen in"))
    }

    /// Where both programs agreed and no line is asked for, the mistake stays hidden for the exercise that follows.
    @Test func whatAgreedKeepsItsMistake() {
        for height in [24, 45] {
            let screen = AnswerLessons.model(
                "author-tried", .typing("8a00") + [.enter], width: height * 3 + 8, height: height, hasBlocks: false
            ).screenText
            #expect(screen.contains("no difference"))
            #expect(!screen.contains("five bits") && !screen.contains("seen in"))
            #expect(!screen.contains("▸ 6"))
        }
    }
}

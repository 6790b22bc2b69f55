// Exercises with one line to type into.

import Lessons
import Testing
import TerminalUI

@testable import Inspector

@Suite struct PredictTests {
    private func screen(_ keys: [Key], at id: String = "frames/first-byte", width: Int = 80, height: Int = 24) -> String
    {
        LessonScreens.model(at: id, keys: keys, width: width, height: height).screenText
    }

    @Test func before() {
        expectScreen(
            screen([]),
            is: """
                 wslens  Lesson 3  The first frame                                1 of 5  ▣□□□□
                ─ text ───────────────────────────────────────────────────── PgUp PgDn  6 of 6 ─
                   0x3-0x7    data     Reserved for data frames yet to be defined (§5.2).
                   0x8        control  A Close, which starts or answers the closing handshake
                                       (§5.5.1).
                   0x9        control  A Ping, which the receiver answers with a Pong that
                                       carries the same payload (§5.5.2).
                   0xa        control  A Pong, the answer to a Ping (§5.5.3).
                   0xb-0xf    control  Reserved for control frames yet to be defined (§5.2).

                ─ bytes  a frame from the server ───────────────────────────────────────────────
                   ··  02  48  69
                   0   1   2   3
                ─ ▸ exercise 1  predict ────────────────────────────────────────────────────────
                 The server echoes "Hi" as one text frame. What is its first byte?

                 your answer     a byte






                 Enter check  ? hint (2)  ^P text  ^N next  ^G card  Esc leave line
                """)
    }

    @Test func unreadable() {
        expectScreen(
            screen(.typing("8g") + [.enter]),
            is: """
                 wslens  Lesson 3  The first frame                                1 of 5  ▣□□□□
                ─ text ───────────────────────────────────────────────────── PgUp PgDn  6 of 6 ─
                   0x3-0x7    data     Reserved for data frames yet to be defined (§5.2).
                   0x8        control  A Close, which starts or answers the closing handshake
                                       (§5.5.1).
                   0x9        control  A Ping, which the receiver answers with a Pong that
                                       carries the same payload (§5.5.2).
                   0xa        control  A Pong, the answer to a Ping (§5.5.3).
                   0xb-0xf    control  Reserved for control frames yet to be defined (§5.2).

                ─ bytes  a frame from the server ───────────────────────────────────────────────
                   ··  02  48  69
                   0   1   2   3
                ─ ▸ exercise 1  predict ────────────────────────────────────────────────────────
                 The server echoes "Hi" as one text frame. What is its first byte?

                 your answer  8g   a byte

                 ? unreadable "8g" could not be read. Type a byte: two hex digits such as 4f,
                              or 0x4f, or eight binary digits.



                 Enter check  ? hint (2)  ^P text  ^N next  ^G card  Esc leave line
                """)
    }

    @Test func wrong() {
        expectScreen(
            screen(.typing("01") + [.enter]),
            is: """
                 wslens  Lesson 3  The first frame                                1 of 5  ▣□□□□
                ─ text ───────────────────────────────────────────────────── PgUp PgDn  6 of 6 ─
                   0x3-0x7    data     Reserved for data frames yet to be defined (§5.2).
                   0x8        control  A Close, which starts or answers the closing handshake
                                       (§5.5.1).
                   0x9        control  A Ping, which the receiver answers with a Pong that
                                       carries the same payload (§5.5.2).
                   0xa        control  A Pong, the answer to a Ping (§5.5.3).
                   0xb-0xf    control  Reserved for control frames yet to be defined (§5.2).

                ─ bytes  a frame from the server ───────────────────────────────────────────────
                   ··  02  48  69
                   0   1   2   3
                ─ ▸ exercise 1  predict ────────────────────────────────────────────────────────
                 The server echoes "Hi" as one text frame. What is its first byte?

                 your answer  01   → 0x01 = 1

                 = not yet    yours   0000 0001   0x01   FIN 0, RSV 0 0 0, opcode 1 text
                              it is   ···· ····                                     1st attempt
                              That is a text frame with more to come: FIN, the highest bit, is
                              0.                                                  RFC 6455 §5.2

                 Enter check  ? hint (2)  ^P text  ^N next  ^G card  Esc leave line
                """)
    }

    @Test func hints() {
        expectScreen(
            screen([.character("?"), .character("?")]),
            is: """
                 wslens  Lesson 3  The first frame                                1 of 5  ▣□□□□
                ─ text ───────────────────────────────────────────────────── PgUp PgDn  6 of 6 ─
                   0x3-0x7    data     Reserved for data frames yet to be defined (§5.2).
                   0x8        control  A Close, which starts or answers the closing handshake
                                       (§5.5.1).
                   0x9        control  A Ping, which the receiver answers with a Pong that
                                       carries the same payload (§5.5.2).
                   0xa        control  A Pong, the answer to a Ping (§5.5.3).
                   0xb-0xf    control  Reserved for control frames yet to be defined (§5.2).

                ─ bytes  a frame from the server ───────────────────────────────────────────────
                   ··  02  48  69
                   0   1   2   3
                ─ ▸ exercise 1  predict ────────────────────────────────────────────────────────
                 The server echoes "Hi" as one text frame. What is its first byte?

                 your answer     a byte

                 hint 2 of 2  The opcode of text is 1.




                 Enter check  ? hint (0)  ^P text  ^N next  ^G card  Esc leave line
                """)
    }

    @Test func right() {
        expectScreen(
            screen(.typing("81") + [.enter]),
            is: """
                 wslens  Lesson 3  The first frame                                1 of 5  ▣□□□□
                ─ text ─────────────────────────────────────────────────── PgUp PgDn  10 of 10 ─
                   0x9        control  A Ping, which the receiver answers with a Pong that
                                       carries the same payload (§5.5.2).
                   0xa        control  A Pong, the answer to a Ping (§5.5.3).
                   0xb-0xf    control  Reserved for control frames yet to be defined (§5.2).
                ─ wire ──────────── F FIN  R RSV  O opcode  M MASK  L length  K key  P payload ─
                 [81]02 48 69                                       ··Hi
                  FO ML P--P
                ─ bits ─────────────────────────────────────────────────────────────────────────
                  F R R R  op    M  length   payload
                 [1 0 0 0  0001] 0  0000010  01001000 01101001
                  byte 0         byte 1      byte 2   byte 3
                ─ ▸ exercise 1  predict ────────────────────────────────────────────────────────
                 The server echoes "Hi" as one text frame. What is its first byte?

                 your answer  81   → 0x81 = 129

                 = ok         Enter: one more question about it.                    1st attempt




                 Enter go on  ^R again  ^P text  ^N next  ^G card  Esc leave line
                """)
    }

    @Test func theQuestionAfterIt() {
        expectScreen(
            screen(.typing("81") + [.enter, .enter, .down]),
            is: """
                 wslens  Lesson 3  The first frame                                1 of 5  ▣□□□□



                ─ wire ──────────── F FIN  R RSV  O opcode  M MASK  L length  K key  P payload ─
                 [81]02 48 69                                       ··Hi
                  FO ML P--P
                ─ bits ─────────────────────────────────────────────────────────────────────────
                  F R R R  op    M  length   payload
                 [1 0 0 0  0001] 0  0000010  01001000 01101001
                  byte 0         byte 1      byte 2   byte 3
                ─ ▸ exercise 1  why ────────────────────────────────────────────────────────────
                 Why not 0x82?

                 ▸ 1  FIN would be 0
                   2  RSV1 would be 1
                   3  Binary data has opcode 2






                 Enter check  1-3 pick  ^N next  ^P back  ^G card  Esc leave line
                """)
    }

    @Test func allDone() {
        let model = LessonScreens.model(at: "frames/first-byte", keys: .typing("81") + [.enter, .enter])
        var done = model
        let right = (model.school?.work?.choices.firstIndex(of: "Binary data has opcode 2") ?? 0) + 1
        done.press(.typing("\(right)") + [.enter])
        expectScreen(
            done.screenText,
            is: """
                 wslens  Lesson 3  The first frame                                1 of 5  ▣□□□□



                ─ wire ──────────── F FIN  R RSV  O opcode  M MASK  L length  K key  P payload ─
                 [81]02 48 69                                       ··Hi
                  FO ML P--P
                ─ bits ─────────────────────────────────────────────────────────────────────────
                  F R R R  op    M  length   payload
                 [1 0 0 0  0001] 0  0000010  01001000 01101001
                  byte 0         byte 1      byte 2   byte 3
                ─ ▸ exercise 1  why ────────────────────────────────────────────────────────────
                 Why not 0x82?

                   1  FIN would be 0
                   2  RSV1 would be 1
                 = 3  Binary data has opcode 2

                 = ok         Enter goes on.                                        1st attempt




                 Enter go on  ^R again  ^N next  ^P back  ^G card  Esc leave line
                """)
        done.press([.enter])
        #expect(done.school?.stop == .reading(1))
    }

    @Test func sideBySide() {
        expectScreen(
            screen(.typing("01") + [.enter], width: 140, height: 45),
            is: """
                 wslens  Lesson 3  The first frame                                                                                            1 of 5  ▣□□□□
                ─ text ─────────────────────────────────────────── PgUp PgDn  2 of 2 ─ ─ bytes  a frame from the server ────────────────────────────────────
                 - FIN is the highest bit. It has nothing to do with closing the          ··  02  48  69
                   connection, although its name sounds like it.                          0   1   2   3

                 - The opcode is the low four bits:
                   1. one is text,
                   2. two is binary.
                                                                                       ─ ▸ exercise 1  predict ─────────────────────────────────────────────
                 │ A frame is not a message.                                            The server echoes "Hi" as one text frame. What is its first byte?

                 ─ wire ─────────────────────────────────────────────────────────────   your answer  01   → 0x01 = 1
                  [81]85 37 fa 21 3d ·· ·· ·· ·· ··
                   FO ML K--K--K--K                                                     = not yet    yours   0000 0001   0x01   FIN 0, RSV 0 0 0, opcode 1
                 ─ bits ─────────────────────────────────────────────────────────────                        text                               1st attempt
                   F R R R  op    M  length   masking key                                            it is   ···· ····
                  [1 0 0 0  0001] 1  0000101  00110111 11111010 00100001 00111101                    That is a text frame with more to come: FIN, the
                   byte 0         byte 1      byte 2   byte 3   byte 4   byte 5                      highest bit, is 0.                       RFC 6455 §5.2

                 Take these bytes apart:

                     1000 0001

                 Whatever follows has as many rows as there are, so that this text
                 does not fit on one page of a terminal with 24 rows, and goes on on
                 a second one.

                   0x0        data     A continuation of the open message (§5.4).
                   0x1        data     A text frame; the payload is UTF-8 (§5.6).
                   0x2        data     A binary frame; the payload is bytes that only
                                       the application understands (§5.6).
                   0x3-0x7    data     Reserved for data frames yet to be defined
                                       (§5.2).
                   0x8        control  A Close, which starts or answers the closing
                                       handshake (§5.5.1).
                   0x9        control  A Ping, which the receiver answers with a Pong
                                       that carries the same payload (§5.5.2).
                   0xa        control  A Pong, the answer to a Ping (§5.5.3).
                   0xb-0xf    control  Reserved for control frames yet to be defined
                                       (§5.2).




                 Enter check  ? hint (2)  ^P text  ^N next  ^G card  Esc leave line
                """)
    }

    @Test func narrow() {
        expectScreen(
            screen(.typing("01") + [.enter], width: 60, height: 20),
            is: """
                 wslens  Lesson 3  The first frame            1 of 5  ▣□□□□
                ─ text ─────────────────────────────── PgUp PgDn  16 of 16 ─
                                       (§5.5.3).
                   0xb-0xf    control  Reserved for control frames yet to
                                       be defined (§5.2).
                ─ bytes  a frame from the server ───────────────────────────
                   ··  02  48  69
                   0   1   2   3
                ─ ▸ exercise 1  predict ────────────────────────────────────
                 The server echoes "Hi" as one text frame. What is its
                 first byte?

                 your answer  01   → 0x01 = 1

                 = not yet    yours   0000 0001   0x01   FIN 0, RSV 0 0 0,
                                      opcode 1 text             1st attempt
                              it is   ···· ····
                              That is a text frame with more to come: FIN,
                              the highest bit, is 0.          RFC 6455 §5.2
                 Enter check  ? hint (2)  ^P text  ^N next  Esc leave line
                """)
    }

    @Test func aCalculationHidesItsResult() {
        expectScreen(
            screen(.typing("ff") + [.enter], at: "frames/and"),
            is: """
                 wslens  Lesson 3  The first frame                                5 of 5  □□□□▣
                ─ text ─────────────────────────────────────────────────────────────────────────
                 Now a whole frame.
                ─ bytes  a calculation ─────────────────────────────────────────────────────────
                      8f   1000 1111
                 AND  7f   0111 1111
                 is   ··   ···· ····
                ─ ▸ exercise 5  predict ────────────────────────────────────────────────────────
                 What is 8f AND 7f?

                 your answer  ff   → 0xff

                 = not yet    yours   1111 1111   0xff                              1st attempt
                              it is   ···· ····
                              That is OR.








                 Enter check  ^N next  ^P back  ^G card  Esc leave line
                """)
        #expect(screen(.typing("0f") + [.enter], at: "frames/and").contains("is   0f   0000 1111"))
    }

    @Test func bytesOfNobody() {
        expectScreen(
            screen([], at: "more/number"),
            is: """
                 wslens  Lesson 4  More of them                                       1 of 1  ▣
                ─ text ─────────────────────────────────────────────────────────────────────────
                 Three bytes of nobody.
                ─ bytes ────────────────────────────────────────────────────────────────────────
                 byte 0  01
                 byte 1  02
                ─ ▸ exercise 1  predict ────────────────────────────────────────────────────────
                 Which number is that?

                 your answer     a number













                 Enter check  ^P text  ^N next  ^G card  Esc leave line
                """)
    }

    /// Bytes that are not shown before come below, and nothing above them moves.
    @Test func bytesThatWereHiddenStandBelow() {
        let before = LessonScreens.model(LessonScreens.builtIn, at: "bits/first-letter", width: 80, height: 90)
        let answer = before.school?.work?.assignment.reference() ?? ""
        let after = LessonScreens.model(
            LessonScreens.builtIn, at: "bits/first-letter", keys: .typing(answer) + [.enter], width: 80, height: 90)
        let (old, new) = (view(before).lines, view(after).lines)
        let rule = old.firstIndex { $0.hasPrefix("─ ▸ exercise") }
        #expect(rule != nil && rule == new.firstIndex { $0.hasPrefix("─ ▸ exercise") })
        #expect(!old.contains { $0.hasPrefix("─ wire") })
        #expect((new.firstIndex { $0.hasPrefix("─ wire") } ?? 0) > rule ?? 0)
    }

    /// Beside the text there is no hole above the exercise either.
    @Test func besideTheTextTheExerciseComesFirst() {
        let lines = view(LessonScreens.model(LessonScreens.builtIn, at: "bits/first-letter", width: 140, height: 45))
            .lines
        #expect(lines[1].hasPrefix("─ text ") && lines[1].contains("─ ▸ exercise 2  predict"))
    }
}

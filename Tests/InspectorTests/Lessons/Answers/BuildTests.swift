// Bytes that are written by hand, with what the decoder makes of them while they are typed.

import Lessons
import Testing
import TerminalUI

@testable import Inspector

@Suite struct BuildTests {
    private func model(_ keys: [Key] = [], width: Int = 80, height: Int = 24, hasBlocks: Bool = true) -> Model {
        AnswerLessons.model("masked-hi", keys, width: width, height: height, hasBlocks: hasBlocks)
    }

    @Test func before() {
        expectScreen(
            model().screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                        1 of 8  ▣□□□□□□□
                ─ ▸ exercise 1  build ──────────────────────────────────────────────────────────
                 You are the client. Send the text Hi in one frame. You choose the key.

                 your bytes                                                             0 bytes

                     so far  nothing


                       next  waiting for the first byte: FIN, RSV and opcode.


                     [ ]   No rule is broken, and nothing is missing
                     [ ]   It is one text frame
                     [ ]   It is masked
                     [ ]   Unmasked, it says Hi
                     [ ] ~ The key is not four zeros: with them the payload is not hidden at
                           all (should)





                 Enter check  ? hint (2)  ^P text  ^N next  ^G card  Esc leave line
                """)
    }

    @Test func oneByte() {
        expectScreen(
            model(.typing("81")).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                        1 of 8  ▣□□□□□□□
                ─ ▸ exercise 1  build ──────────────────────────────────────────────────────────
                 You are the client. Send the text Hi in one frame. You choose the key.

                 your bytes  81                                                          1 byte
                             FO
                     so far  F FIN is 1: this frame ends its message.                      §5.2
                             R RSV1, RSV2 and RSV3 are 0: no extension was agreed on.      §5.2
                             O The opcode is 1: a text frame; the payload is UTF-8.        §5.6
                       next  has the first byte, needs 1 more for MASK and length.


                     [ ]   No rule is broken, and nothing is missing
                     [ ]   It is one text frame
                     [ ]   It is masked
                     [ ]   Unmasked, it says Hi
                     [ ] ~ The key is not four zeros: with them the payload is not hidden at
                           all (should)





                 Enter check  ? hint (2)  ^P text  ^N next  ^G card  Esc leave line
                """)
    }

    @Test func unreadable() {
        expectScreen(
            model(.typing("81 8") + [.enter]).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                        1 of 8  ▣□□□□□□□
                ─ ▸ exercise 1  build ──────────────────────────────────────────────────────────
                 You are the client. Send the text Hi in one frame. You choose the key.

                 your bytes  81 8                                                        1 byte
                             FO
                     so far  F FIN is 1: this frame ends its message.                      §5.2
                             R RSV1, RSV2 and RSV3 are 0: no extension was agreed on.      §5.2
                             O The opcode is 1: a text frame; the payload is UTF-8.        §5.6
                       next  has the first byte, needs 1 more for MASK and length.


                     [ ]   No rule is broken, and nothing is missing
                     [ ]   It is one text frame
                     [ ]   It is masked
                     [ ]   Unmasked, it says Hi
                     [ ] ~ The key is not four zeros: with them the payload is not hidden at
                           all (should)
                 ? unreadable Character 4, '8', is half a byte. A byte has two digits: write
                              08, or add the digit that is missing.



                 Enter check  ? hint (2)  ^P text  ^N next  ^G card  Esc leave line
                """)
    }

    @Test func aBrokenRuleIsSaidAtOnce() {
        expectScreen(
            model(.typing("8102")).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                        1 of 8  ▣□□□□□□□
                ─ ▸ exercise 1  build ──────────────────────────────────────────────────────────
                 You are the client. Send the text Hi in one frame. You choose the key.

                 your bytes  81 02                                                      2 bytes
                             FO ML
                     so far  M MASK is 0: the payload is not masked, and there is no key.  §5.1
                             L The length bits are 2: the payload has 2 bytes.             §5.2
                     broken  A client must mask every frame; this one is not masked, so
                             the server closes with 1002. Found: MASK is 0. MUST, close
                             code 1002.                                                    §5.1

                     [ ]   No rule is broken, and nothing is missing
                     [ ]   It is one text frame
                     [ ]   It is masked
                     [ ]   Unmasked, it says Hi
                     [ ] ~ The key is not four zeros: with them the payload is not hidden at
                           all (should)





                 Enter check  ? hint (2)  ^P text  ^N next  ^G card  Esc leave line
                """)
    }

    @Test func wrong() {
        expectScreen(
            model(.typing("818237fa213d7f") + [.enter]).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                        1 of 8  ▣□□□□□□□
                ─ ▸ exercise 1  build ──────────────────────────────────────────────────────────
                 You are the client. Send the text Hi in one frame. You choose the key.

                 your bytes  81 82 37 fa 21 3d 7f                                       7 bytes
                             FO ML K--K--K--K  P
                     so far  P Payload byte 0: 0x7f XOR key byte 0, 0x37, is 0x48, "H".    §5.3


                       next  payload, has 1 of 2 bytes, needs 1 more.


                     [ ]   No rule is broken, and nothing is missing
                     [ ]   It is one text frame
                     [x]   It is masked
                     [ ]   Unmasked, it says Hi
                     [x] ~ The key is not four zeros: with them the payload is not hidden at
                           all (should)
                 = not yet    goal 1 of 4   No rule is broken, and nothing is missing
                              but           byte 7 is missing, the second byte of the payload.
                                                                                  RFC 6455 §5.2
                                                                                    1st attempt

                 Enter check  ? hint (2)  ^P text  ^N next  ^G card  Esc leave line
                """)
    }

    @Test func right() {
        expectScreen(
            model(.typing("818237fa213d7f93") + [.enter]).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                        1 of 8  ▣□□□□□□□
                ─ ▸ exercise 1  build ──────────────────────────────────────────────────────────
                 You are the client. Send the text Hi in one frame. You choose the key.

                 your bytes  81 82 37 fa 21 3d 7f 93                                    8 bytes
                             FO ML K--K--K--K  P--P
                     so far  P Payload byte 1: 0x93 XOR key byte 1, 0xfa, is 0x69, "i".    §5.3


                       next  nothing: the frame is complete.


                     [x]   No rule is broken, and nothing is missing
                     [x]   It is one text frame
                     [x]   It is masked
                     [x]   Unmasked, it says Hi
                     [x] ~ The key is not four zeros: with them the payload is not hidden at
                           all (should)
                 = ok         Enter goes on.                                        1st attempt




                 Enter go on  ^R again  ^P text  ^N next  ^G card  Esc leave line
                """)
    }

    @Test func nonStrict() {
        expectScreen(
            model(.typing("8182000000004869") + [.enter]).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                        1 of 8  ▣□□□□□□□
                ─ ▸ exercise 1  build ──────────────────────────────────────────────────────────
                 You are the client. Send the text Hi in one frame. You choose the key.

                 your bytes  81 82 00 00 00 00 48 69                                    8 bytes
                             FO ML K--K--K--K  P--P
                     so far  P Payload byte 1: 0x69 XOR key byte 1, 0x00, is 0x69, "i".    §5.3


                       next  nothing: the frame is complete.


                     [x]   No rule is broken, and nothing is missing
                     [x]   It is one text frame
                     [x]   It is masked
                     [x]   Unmasked, it says Hi
                     [ ] ~ The key is not four zeros: with them the payload is not hidden at
                           all (should)
                 = non-strict Should: The key is not four zeros: with them the payload is not
                              hidden at all                                         1st attempt
                              Enter goes on.


                 Enter go on  ^R again  ^P text  ^N next  ^G card  Esc leave line
                """)
    }

    @Test func aLongLineScrolls() {
        expectScreen(
            model(.typing("81fe008037fa213d") + .typing(String(repeating: "7f", count: 20))).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                        1 of 8  ▣□□□□□□□
                ─ ▸ exercise 1  build ──────────────────────────────────────────────────────────
                 You are the client. Send the text Hi in one frame. You choose the key.

                 your bytes  … 7f 7f 7f 7f 7f 7f 7f 7f 7f 7f 7f 7f 7f 7f 7f 7f 7f 7f   28 bytes
                               P--P--P--P--P--P--P--P--P--P--P--P--P--P--P--P--P--P
                     so far  P This is the payload. Enter shows what it says.


                     broken  The text of a message must be valid UTF-8. Found: byte 0x85
                             is not valid here. MUST, close code 1007.                     §8.1

                     [ ]   No rule is broken, and nothing is missing
                     [ ]   It is one text frame
                     [ ]   It is masked
                     [ ]   Unmasked, it says Hi
                     [ ] ~ The key is not four zeros: with them the payload is not hidden at
                           all (should)





                 Enter check  ? hint (2)  ^P text  ^N next  ^G card  Esc leave line
                """)
    }

    @Test func large() {
        expectScreen(
            model(.typing("818237fa213d7f") + [.enter], width: 140, height: 45).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                                                                                    1 of 8  ▣□□□□□□□
                ─ text ─────────────────────────────────────────────────────────────── ─ ▸ exercise 1  build ───────────────────────────────────────────────
                 That is all there is to it: payload byte i is XORed with key byte i    You are the client. Send the text Hi in one frame. You choose the
                 mod 4. Now write a whole frame yourself.                               key.

                                                                                        your bytes  81 82 37 fa 21 3d 7f                            7 bytes
                                                                                                    FO ML K--K--K--K  P
                                                                                            so far  P Payload byte 0: 0x7f XOR key byte 0, 0x37, is
                                                                                                      0x48, "H".                                       §5.3

                                                                                              next  payload, has 1 of 2 bytes, needs 1 more.


                                                                                            [ ]   No rule is broken, and nothing is missing
                                                                                            [ ]   It is one text frame
                                                                                            [x]   It is masked
                                                                                            [ ]   Unmasked, it says Hi
                                                                                            [x] ~ The key is not four zeros: with them the payload is not
                                                                                                  hidden at all (should)

                                                                                        = not yet    goal 1 of 4   No rule is broken, and nothing is
                                                                                                                   missing                      1st attempt
                                                                                                     but           byte 7 is missing, the second byte of
                                                                                                                   the payload.               RFC 6455 §5.2




















                 Enter check  ? hint (2)  ^P text  ^N next  ^G card  Esc leave line
                """)
    }

    @Test func ascii() {
        expectScreen(
            model(.typing("818237fa213d7f") + [.enter], hasBlocks: false).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                        1 of 8  ▣□□□□□□□
                ─ ▸ exercise 1  build ──────────────────────────────────────────────────────────
                 You are the client. Send the text Hi in one frame. You choose the key.

                 your bytes  81 82 37 fa 21 3d 7f                                       7 bytes
                             FO ML K--K--K--K  P
                     so far  P Payload byte 0: 0x7f XOR key byte 0, 0x37, is 0x48, "H".    §5.3


                       next  payload, has 1 of 2 bytes, needs 1 more.


                     [ ]   No rule is broken, and nothing is missing
                     [ ]   It is one text frame
                     [x]   It is masked
                     [ ]   Unmasked, it says Hi
                     [x] ~ The key is not four zeros: with them the payload is not hidden at
                           all (should)
                 = not yet    goal 1 of 4   No rule is broken, and nothing is missing
                              but           byte 7 is missing, the second byte of the payload.
                                                                                  RFC 6455 §5.2
                                                                                    1st attempt

                 Enter check  ? hint (2)  ^P text  ^N next  ^G card  Esc leave line
                """)
    }

    @Test func small() {
        expectScreen(
            model(.typing("818237fa213d7f") + [.enter], width: 60, height: 20).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers    1 of 8  ▣□□□□□□□
                ─ ▸ exercise 1  build ──────────────────────────────────────
                 You are the client. Send the text Hi in one frame. You
                 choose the key.
                 your bytes  81 82 37 fa 21 3d 7f                   7 bytes
                             FO ML K--K--K--K  P
                     so far  P Payload byte 0: 0x7f XOR key byte 0,
                               0x37, is 0x48, "H".                     §5.3

                       next  payload, has 1 of 2 bytes, needs 1 more.

                     [ ]   No rule is broken, and nothing is missing
                     [ ]   It is one text frame
                     [x]   It is masked
                     [ ]   Unmasked, it says Hi
                     [x] ~ The key is not four zeros: with them the payload
                 = not yet    goal 1 of 4   No rule is broken, and nothing
                                            is missing        RFC 6455 §5.2
                              but           byte 7 is missing, the second …
                 Enter check  ? hint (2)  ^P text  ^N next  Esc leave line
                """)
    }

    @Test(
        arguments: [
            ("8182", [], "81 82"),
            ("81 82", [], "81 82"),
            ("81,82", [], "81,82"),
            ("0x81 0x82", [], "0x81 0x82"),
            ("818", [.backspace], "81 "),
            ("8182", [.backspace, .backspace, .character("0")], "81 0"),
            ("8182", [.home, .character("f")], "f81 82"),
            ("8182", [.control("u")], ""),
            ("8g", [], "8g"),
        ] as [(String, [Key], String)])
    func eachByteStandsAlone(typed: String, keys: [Key], draft: String) {
        #expect(AnswerLessons.draft("masked-hi", .typing(typed) + keys) == draft)
    }

    /// Letters stand below their bytes, however these are typed.
    @Test(
        arguments: [
            ("81 82 37 fa", "FO ML K--K"),
            ("8182 37fa", "FOML K-K"),
            ("0x81 0x82, 37", "  FO   ML  K"),
            ("81zz", "FO"),
            ("", ""),
        ])
    func lettersStandBelow(typed: String, letters: String) {
        #expect(HexLine.letters(["FO", "ML", "K", "K"], below: typed, from: 0).plain == letters)
    }

    @Test func aQuestionMarkIsAHint() {
        let model = model(.typing("81?"))
        #expect(model.school?.work?.draft == "81")
        #expect(model.screenText.contains("hint 1 of 2"))
    }
}

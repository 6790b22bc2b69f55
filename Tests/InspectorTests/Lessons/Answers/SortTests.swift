// Items that are put into bins.

import Lessons
import Testing
import TerminalUI

@testable import Inspector

@Suite struct SortTests {
    private func model(_ keys: [Key] = [], width: Int = 80, height: Int = 24, hasBlocks: Bool = true) -> Model {
        AnswerLessons.model("who-masks", keys, width: width, height: height, hasBlocks: hasBlocks)
    }

    /// The right digits, but for that of an item.
    private func wrong(_ item: Int) -> [Key] {
        var digits = Array((model().school?.work?.assignment.reference() ?? "").filter { $0 != " " })
        digits[item] = digits[item] == "3" ? "1" : "3"
        return .typing(String(digits)) + [.enter]
    }

    @Test func before() {
        expectScreen(
            model().screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                        2 of 8  □▣□□□□□□
                ─ ▸ exercise 2  sort ───────────────────────────────────────────────────────────
                 Eight frames. Which ones must the server refuse, which ones must the client
                 refuse, and which are fine?

                   1 the server must refuse it     2 the client must refuse it     3 fine

                         from    bytes
                 ▸ a  -  server  81 05 48 65 6c 6c 6f
                   b  -  client  88 02 03 e8
                   c  -  server  88 02 03 e8
                   d  -  client  81 05 48 65 6c 6c 6f
                   e  -  server  81 85 37 fa 21 3d 7f 9f 4d 51 58
                   f  -  client  81 00
                   g  -  client  81 85 37 fa 21 3d 7f 9f 4d 51 58
                   h  -  client  89 80 37 fa 21 3d

                 your answer                                  1-3 puts ▸ into a bin, ↑ ↓ move ▸





                 Enter check  ? hint (1)  ^P text  ^N next  ^G card  Esc leave line
                """)
    }

    @Test func unreadable() {
        expectScreen(
            model(.typing("12") + [.enter]).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                        2 of 8  □▣□□□□□□
                ─ ▸ exercise 2  sort ───────────────────────────────────────────────────────────
                 Eight frames. Which ones must the server refuse, which ones must the client
                 refuse, and which are fine?

                   1 the server must refuse it     2 the client must refuse it     3 fine

                         from    bytes
                   a  1  server  81 05 48 65 6c 6c 6f
                   b  2  client  88 02 03 e8
                 ▸ c  -  server  88 02 03 e8
                   d  -  client  81 05 48 65 6c 6c 6f
                   e  -  server  81 85 37 fa 21 3d 7f 9f 4d 51 58
                   f  -  client  81 00
                   g  -  client  81 85 37 fa 21 3d 7f 9f 4d 51 58
                   h  -  client  89 80 37 fa 21 3d

                 your answer  1 2                             1-3 puts ▸ into a bin, ↑ ↓ move ▸
                 ? unreadable Item c is in no bin yet. Type 8 digits, one for each item.




                 Enter check  ? hint (1)  ^P text  ^N next  ^G card  Esc leave line
                """)
    }

    @Test func wrong() {
        expectScreen(
            model(wrong(3)).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                        2 of 8  □▣□□□□□□
                ─ ▸ exercise 2  sort ───────────────────────────────────────────────────────────
                 Eight frames. Which ones must the server refuse, which ones must the client
                 refuse, and which are fine?

                   1 the server must refuse it     2 the client must refuse it     3 fine

                         from    bytes
                 ▸ a  3  server  81 05 48 65 6c 6c 6f
                   b  1  client  88 02 03 e8
                   c  3  server  88 02 03 e8
                   d  3  client  81 05 48 65 6c 6c 6f
                   e  2  server  81 85 37 fa 21 3d 7f 9f 4d 51 58
                   f  1  client  81 00
                   g  3  client  81 85 37 fa 21 3d 7f 9f 4d 51 58
                   h  3  client  89 80 37 fa 21 3d

                 your answer  3 1 3 3 2 1 3 3                 1-3 puts ▸ into a bin, ↑ ↓ move ▸
                 = not yet    Right so far: 7 of 8 items. From the third attempt on, the first
                              wrong one is named.                                   1st attempt



                 Enter check  ? hint (1)  ^P text  ^N next  ^G card  Esc leave line
                """)
    }

    @Test func right() {
        expectScreen(
            model(AnswerLessons.right("who-masks").filter { $0 != .character(" ") }).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                        2 of 8  □▣□□□□□□
                ─ ▸ exercise 2  sort ───────────────────────────────────────────────────────────
                 Eight frames. Which ones must the server refuse, which ones must the client
                 refuse, and which are fine?

                   1 the server must refuse it     2 the client must refuse it     3 fine

                         from    bytes
                   a  3  server  81 05 48 65 6c 6c 6f
                   b  1  client  88 02 03 e8
                   c  3  server  88 02 03 e8
                   d  1  client  81 05 48 65 6c 6c 6f
                   e  2  server  81 85 37 fa 21 3d 7f 9f 4d 51 58
                   f  1  client  81 00
                   g  3  client  81 85 37 fa 21 3d 7f 9f 4d 51 58
                   h  3  client  89 80 37 fa 21 3d

                 your answer  3 1 3 1 2 1 3 3
                 = ok         Enter goes on.                                        1st attempt




                 Enter go on  ^R again  ^P text  ^N next  ^G card  Esc leave line
                """)
    }

    @Test func large() {
        expectScreen(
            model(wrong(3), width: 140, height: 45).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                                                                                    2 of 8  □▣□□□□□□
                ─ text ─────────────────────────────────────────────────────────────── ─ ▸ exercise 2  sort ────────────────────────────────────────────────
                 Then waiting is pointless, and the connection must be ended.           Eight frames. Which ones must the server refuse, which ones must
                                                                                        the client refuse, and which are fine?

                                                                                          1 the server must refuse it
                                                                                          2 the client must refuse it
                                                                                          3 fine

                                                                                                from    bytes
                                                                                        ▸ a  3  server  81 05 48 65 6c 6c 6f
                                                                                          b  1  client  88 02 03 e8
                                                                                          c  3  server  88 02 03 e8
                                                                                          d  3  client  81 05 48 65 6c 6c 6f
                                                                                          e  2  server  81 85 37 fa 21 3d 7f 9f 4d 51 58
                                                                                          f  1  client  81 00
                                                                                          g  3  client  81 85 37 fa 21 3d 7f 9f 4d 51 58
                                                                                          h  3  client  89 80 37 fa 21 3d

                                                                                        your answer  3 1 3 3 2 1 3 3      1-3 puts ▸ into a bin, ↑ ↓ move ▸

                                                                                        = not yet    Right so far: 7 of 8 items. From the third attempt on,
                                                                                                     the first wrong one is named.              1st attempt





















                 Enter check  ? hint (1)  ^P text  ^N next  ^G card  Esc leave line
                """)
    }

    @Test func ascii() {
        expectScreen(
            model(wrong(3), hasBlocks: false).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                        2 of 8  □▣□□□□□□
                ─ ▸ exercise 2  sort ───────────────────────────────────────────────────────────
                 Eight frames. Which ones must the server refuse, which ones must the client
                 refuse, and which are fine?

                   1 the server must refuse it     2 the client must refuse it     3 fine

                         from    bytes
                 ▸ a  3  server  81 05 48 65 6c 6c 6f
                   b  1  client  88 02 03 e8
                   c  3  server  88 02 03 e8
                   d  3  client  81 05 48 65 6c 6c 6f
                   e  2  server  81 85 37 fa 21 3d 7f 9f 4d 51 58
                   f  1  client  81 00
                   g  3  client  81 85 37 fa 21 3d 7f 9f 4d 51 58
                   h  3  client  89 80 37 fa 21 3d

                 your answer  3 1 3 3 2 1 3 3             1-3 puts ▸ into a bin, Up Down move ▸
                 = not yet    Right so far: 7 of 8 items. From the third attempt on, the first
                              wrong one is named.                                   1st attempt



                 Enter check  ? hint (1)  ^P text  ^N next  ^G card  Esc leave line
                """)
    }

    @Test func small() {
        expectScreen(
            model(wrong(3) + [.home] + wrong(4) + [.home] + wrong(3), width: 60, height: 20).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers    2 of 8  □▣□□□□□□
                ─ ▸ exercise 2  sort, in another order now ─────────────────
                 Eight frames. Which ones must the server refuse, which
                 ones must the client refuse, and which are fine?
                   1 the server must refuse it
                   2 the client must refuse it
                   3 fine
                   a  1  client  88 02 03 e8
                   b  3  client  81 85 37 fa 21 3d 7f 9f 4d 51 58
                   c  2  server  81 85 37 fa 21 3d 7f 9f 4d 51 58
                   d  3  server  81 05 48 65 6c 6c 6f
                   e  1  client  81 00
                 ▸ f  3× client  81 05 48 65 6c 6c 6f
                   g  3  client  89 80 37 fa 21 3d
                   h  3  server  88 02 03 e8
                 your answer  1 3 2 3 1 3 3 3
                 = not yet    item f   byte 0   FIN 1, RSV 0 0 0, opcode 1
                                                text          RFC 6455 §5.1
                                       byte 1   MASK 0, length 5 …
                 Enter check  ? hint (1)  ^P text  ^N next  Esc leave line
                """)
    }

    @Test(
        arguments: [
            ([], "", 0),
            (.typing("2"), "2", 1),
            (.typing("22"), "2 2", 2),
            ([.down, .down] + .typing("3"), "- - 3", 3),
            (.typing("22") + [.down] + .typing("3"), "2 2 - 3", 4),
            (.typing("123") + [.backspace], "1 2", 2),
            (.typing("123") + [.up, .up, .backspace], "1 - 3", 1),
            (.typing("123") + [.up, .delete], "1 2", 2),
            (.typing("123") + [.home, .character("3")], "3 2 3", 1),
            (.typing("12312312"), "1 2 3 1 2 3 1 2", 7),
            (.typing("123123123"), "1 2 3 1 2 3 1 3", 7),
            (.typing("04x"), "", 0),
            ([.end, .character("1")], "- - - - - - - 1", 7),
            (.typing("123") + [.control("u")], "", 0),
            ([.backspace], "", 0),
        ] as [([Key], String, Int)])
    func keys(keys: [Key], draft: String, item: Int) {
        let model = model(keys)
        #expect(model.school?.work?.draft == draft)
        #expect(model.context.study.item == item)
    }

    /// Once the item is in another bin, nothing is said about it any more.
    @Test func theMarkGoesWithTheMistake() {
        var model = model(wrong(3))
        #expect(!model.screenText.contains("not in this bin"), "that comes with the third attempt")
        model.press([.home] + wrong(4) + [.home] + wrong(3))
        #expect(model.screenText.contains("not in this bin"))
        model.press([.delete])
        #expect(!model.screenText.contains("not in this bin"))
    }

    @Test func theThirdWrongAnswerShuffles() throws {
        let after = model(wrong(3) + [.home] + wrong(4) + [.home] + wrong(3))
        func pointedOut(_ model: Model) -> String? {
            model.screenText.split(separator: "\n").first { $0.contains("not in this bin") }.map {
                String($0.dropFirst(5).trimmingPrefix { $0 == " " })
            }
        }
        #expect(after.screenText.contains("sort, in another order now ─"))
        let item = try #require(model().school?.work?.assignment.sortItems[3])
        #expect(pointedOut(after)?.contains("  \(item.text) ") == true)
    }
}

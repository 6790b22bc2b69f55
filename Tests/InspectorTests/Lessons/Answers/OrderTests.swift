// Lines that are put in order.

import Lessons
import Testing
import TerminalUI

@testable import Inspector

@Suite struct OrderTests {
    private func model(_ keys: [Key] = [], width: Int = 80, height: Int = 24, hasBlocks: Bool = true) -> Model {
        AnswerLessons.model("the-loop", keys, width: width, height: height, hasBlocks: hasBlocks)
    }

    /// The letters of lines by the beginning of their words.
    private func letters(_ words: String...) -> [Key] {
        let lines = model().school?.work?.assignment.lines ?? []
        return words.flatMap { words in [Key].typing(lines.first { $0.text.hasPrefix(words) }?.letter ?? "") }
    }

    private var wrongKeys: [Key] { letters("add", "work out", "stop if the buffer does") + [.enter] }
    private var rightKeys: [Key] { AnswerLessons.right("the-loop").filter { $0 != .character(" ") } }

    @Test func before() {
        expectScreen(
            model().screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                        3 of 8  □□▣□□□□□
                ─ ▸ exercise 3  order ──────────────────────────────────────────────────────────
                 Put the loop together. Two of the lines belong in no working server.

                 When bytes arrive:                                                      1 line
                 While the buffer is not empty - is the frame all there?                3 lines
                 Yes, so take it out:                                                   3 lines
                 ─ not placed yet ─────────────────────────────────────────────────────────────
                 ▸     a  stop if the buffer does not hold the whole header
                       b  stop if the buffer holds fewer bytes than the payload
                       c  answer the frame
                       d  add them to this connection's buffer
                       e  stop if the buffer holds fewer bytes than that
                       f  remove the frame's bytes from the buffer
                       g  empty the buffer
                       h  work out the size of the frame: header and payload
                       i  copy the payload and unmask the copy
                 your answer                     type letters; Backspace takes the last one out





                 Enter check  ? hint (1)  ^N next  ^P back  ^G card  Esc leave line
                """)
    }

    @Test func unreadable() {
        expectScreen(
            model([.enter]).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                        3 of 8  □□▣□□□□□
                ─ ▸ exercise 3  order ──────────────────────────────────────────────────────────
                 Put the loop together. Two of the lines belong in no working server.

                 When bytes arrive:                                                      1 line
                 While the buffer is not empty - is the frame all there?                3 lines
                 Yes, so take it out:                                                   3 lines
                 ─ not placed yet ─────────────────────────────────────────────────────────────
                 ▸     a  stop if the buffer does not hold the whole header
                       b  stop if the buffer holds fewer bytes than the payload
                       c  answer the frame
                       d  add them to this connection's buffer
                       e  stop if the buffer holds fewer bytes than that
                       f  remove the frame's bytes from the buffer
                       g  empty the buffer
                       h  work out the size of the frame: header and payload
                       i  copy the payload and unmask the copy
                 your answer                     type letters; Backspace takes the last one out
                 ? unreadable Type the letters of the lines in their order, each at most once,
                              such as c a b.



                 Enter check  ? hint (1)  ^N next  ^P back  ^G card  Esc leave line
                """)
    }

    @Test func wrong() {
        expectScreen(
            model(wrongKeys).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                        3 of 8  □□▣□□□□□
                ─ ▸ exercise 3  order ──────────────────────────────────────────────────────────
                 Put the loop together. Two of the lines belong in no working server.

                 When bytes arrive:                                                      1 line
                    1  d  add them to this connection's buffer
                 While the buffer is not empty - is the frame all there?                3 lines
                    2× h  work out the size of the frame: header and payload  not yet: not here
                    3  a  stop if the buffer does not hold the whole header
                 Yes, so take it out:                                                   3 lines
                 ─ not placed yet ─────────────────────────────────────────────────────────────
                 ▸     b  stop if the buffer holds fewer bytes than the payload
                       c  answer the frame
                       e  stop if the buffer holds fewer bytes than that
                       f  remove the frame's bytes from the buffer
                       g  empty the buffer
                       i  copy the payload and unmask the copy
                 your answer  d h a              type letters; Backspace takes the last one out
                 = not yet    line h: The size is in the header. While the header is
                              incomplete, nobody knows it.                          1st attempt



                 Enter check  ? hint (1)  ^N next  ^P back  ^G card  Esc leave line
                """)
    }

    @Test func aLineTooMuch() {
        expectScreen(
            model(letters("add", "empty") + [.enter]).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                        3 of 8  □□▣□□□□□
                ─ ▸ exercise 3  order ──────────────────────────────────────────────────────────
                 Put the loop together. Two of the lines belong in no working server.

                 When bytes arrive:                                                      1 line
                    1  d  add them to this connection's buffer
                 While the buffer is not empty - is the frame all there?                3 lines
                    2× g  empty the buffer                                    not yet: not here
                 Yes, so take it out:                                                   3 lines
                 ─ not placed yet ─────────────────────────────────────────────────────────────
                 ▸     a  stop if the buffer does not hold the whole header
                       b  stop if the buffer holds fewer bytes than the payload
                       c  answer the frame
                       e  stop if the buffer holds fewer bytes than that
                       f  remove the frame's bytes from the buffer
                       h  work out the size of the frame: header and payload
                       i  copy the payload and unmask the copy
                 your answer  d g                type letters; Backspace takes the last one out
                 = not yet    line g: The next frame may be in it already.          1st attempt




                 Enter check  ? hint (1)  ^N next  ^P back  ^G card  Esc leave line
                """)
    }

    @Test func soFarItIsRight() {
        expectScreen(
            model(letters("add", "stop if the buffer does") + [.enter]).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                        3 of 8  □□▣□□□□□
                ─ ▸ exercise 3  order ──────────────────────────────────────────────────────────
                 Put the loop together. Two of the lines belong in no working server.

                 When bytes arrive:                                                      1 line
                    1  d  add them to this connection's buffer
                 While the buffer is not empty - is the frame all there?                3 lines
                    2  a  stop if the buffer does not hold the whole header
                 Yes, so take it out:                                                   3 lines
                 ─ not placed yet ─────────────────────────────────────────────────────────────
                 ▸     b  stop if the buffer holds fewer bytes than the payload
                       c  answer the frame
                       e  stop if the buffer holds fewer bytes than that
                       f  remove the frame's bytes from the buffer
                       g  empty the buffer
                       h  work out the size of the frame: header and payload
                       i  copy the payload and unmask the copy
                 your answer  d a                type letters; Backspace takes the last one out
                 = not yet    So far it is right. 5 more of the lines belong to it.
                                                                                    1st attempt



                 Enter check  ? hint (1)  ^N next  ^P back  ^G card  Esc leave line
                """)
    }

    @Test func right() {
        expectScreen(
            model(rightKeys).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                        3 of 8  □□▣□□□□□
                ─ ▸ exercise 3  order ──────────────────────────────────────────────────────────
                 Put the loop together. Two of the lines belong in no working server.

                 When bytes arrive:                                                      1 line
                    1  d  add them to this connection's buffer
                 While the buffer is not empty - is the frame all there?                3 lines
                    2  a  stop if the buffer does not hold the whole header
                    3  h  work out the size of the frame: header and payload
                    4  e  stop if the buffer holds fewer bytes than that
                 Yes, so take it out:                                                   3 lines
                    5  i  copy the payload and unmask the copy
                    6  f  remove the frame's bytes from the buffer
                    7  c  answer the frame
                 ─ not placed yet ─────────────────────────────────────────────────────────────
                       b  stop if the buffer holds fewer bytes than the payload
                       g  empty the buffer
                 your answer  d a h e i f c
                 = ok         Enter goes on.                                        1st attempt




                 Enter go on  ^R again  ^N next  ^P back  ^G card  Esc leave line
                """)
    }

    @Test func large() {
        expectScreen(
            model(wrongKeys, width: 140, height: 45).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                                                                                    3 of 8  □□▣□□□□□
                ─ text ─────────────────────────────────────────────────────────────── ─ ▸ exercise 3  order ───────────────────────────────────────────────
                 Then waiting is pointless, and the connection must be ended.           Put the loop together. Two of the lines belong in no working
                                                                                        server.

                                                                                        When bytes arrive:                                           1 line
                                                                                           1  d  add them to this connection's buffer
                                                                                        While the buffer is not empty - is the frame all there?     3 lines
                                                                                           2× h  work out the size of the frame: header and payload
                                                                                           3  a  stop if the buffer does not hold the whole header
                                                                                        Yes, so take it out:                                        3 lines
                                                                                        ─ not placed yet ──────────────────────────────────────────────────
                                                                                        ▸     b  stop if the buffer holds fewer bytes than the payload
                                                                                              c  answer the frame
                                                                                              e  stop if the buffer holds fewer bytes than that
                                                                                              f  remove the frame's bytes from the buffer
                                                                                              g  empty the buffer
                                                                                              i  copy the payload and unmask the copy
                                                                                        your answer  d h a   type letters; Backspace takes the last one out

                                                                                        = not yet    line h: The size is in the header. While the header is
                                                                                                     incomplete, nobody knows it.               1st attempt






















                 Enter check  ? hint (1)  ^N next  ^P back  ^G card  Esc leave line
                """)
    }

    @Test func ascii() {
        expectScreen(
            model(wrongKeys, hasBlocks: false).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers                        3 of 8  □□▣□□□□□
                ─ ▸ exercise 3  order ──────────────────────────────────────────────────────────
                 Put the loop together. Two of the lines belong in no working server.

                 When bytes arrive:                                                      1 line
                    1  d  add them to this connection's buffer
                 While the buffer is not empty - is the frame all there?                3 lines
                    2× h  work out the size of the frame: header and payload  not yet: not here
                    3  a  stop if the buffer does not hold the whole header
                 Yes, so take it out:                                                   3 lines
                 ─ not placed yet ─────────────────────────────────────────────────────────────
                 ▸     b  stop if the buffer holds fewer bytes than the payload
                       c  answer the frame
                       e  stop if the buffer holds fewer bytes than that
                       f  remove the frame's bytes from the buffer
                       g  empty the buffer
                       i  copy the payload and unmask the copy
                 your answer  d h a              type letters; Backspace takes the last one out
                 = not yet    line h: The size is in the header. While the header is
                              incomplete, nobody knows it.                          1st attempt



                 Enter check  ? hint (1)  ^N next  ^P back  ^G card  Esc leave line
                """)
    }

    @Test func small() {
        expectScreen(
            model(wrongKeys, width: 60, height: 20).screenText,
            is: """
                 wslens  Lesson 3  All kinds of answers    3 of 8  □□▣□□□□□
                ─ ▸ exercise 3  order ──────────────────────────────────────
                 Put the loop together. Two of the lines belong in no
                 working server.
                    1  d  add them to this connection's buffer
                 While the buffer is not empty - is the frame all … 3 lines
                    2× h  work out the size of the frame: header and paylo…
                    3  a  stop if the buffer does not hold the whole header
                 Yes, so take it out:                               3 lines
                 ─ not placed yet ─────────────────────────────────────────
                 ▸     b  stop if the buffer holds fewer bytes than the pa…
                       c  answer the frame
                       e  stop if the buffer holds fewer bytes than that
                       f  remove the frame's bytes from the buffer
                       g  empty the buffer
                       i  copy the payload and unmask the copy
                 = not yet    line h: The size is in the header. While the
                              header is incomplete, nobody knows it.
                                                                1st attempt
                 Enter check  ? hint (1)  ^N next  ^P back  Esc leave line
                """)
    }

    @Test(
        arguments: [
            ([], ""),
            (.typing("dg"), "d g"),
            (.typing("DG"), "d g"),
            (.typing("dd"), "d"),
            (.typing("dz1"), "d"),
            (.typing("dga") + [.backspace], "d g"),
            (.typing("dga") + [.backspace, .backspace, .backspace, .backspace], ""),
            ([.character(" "), .character(" ")], "a b"),
            ([.down, .down, .character(" ")], "c"),
            ([.down, .down, .character(" "), .character(" ")], "c d"),
            ([.end, .character(" "), .character(" ")], "i h"),
            ([.end, .up, .character(" ")], "h"),
            ([.down, .down, .character("a"), .character(" ")], "a c"),
            ([.down, .down, .character("a"), .backspace, .character(" ")], "c"),
            (.typing("abcdefghi"), "a b c d e f g h i"),
            (.typing("abcdefghi") + [.backspace, .character(" ")], "a b c d e f g h i"),
            (.typing("abcdefghi "), "a b c d e f g h i"),
            (.typing("dga") + [.control("u")], ""),
        ] as [([Key], String)])
    func keys(keys: [Key], draft: String) {
        #expect(AnswerLessons.draft("the-loop", keys) == draft)
    }

    /// However many lines are placed, what stands below them stays where it is.
    @Test func nothingMoves() {
        var model = model()
        let row = view(model).lines.firstIndex { $0.contains("your answer") }
        for key in rightKeys.dropLast() {
            model.press([key])
            #expect(view(model).lines.firstIndex { $0.contains("your answer") } == row)
        }
        model.press([.enter])
        #expect(view(model).lines.firstIndex { $0.contains("your answer") } == row)
    }
}

// Pages to read: text, with bytes and tables in it.

import Lessons
import Testing
import TerminalUI

@testable import Inspector

@Suite struct ReadingTests {
    @Test func aPageWithText() {
        expectScreen(
            LessonScreens.model(keys: [.enter]).screenText,
            is: """
                 wslens  Lesson 3  The first frame                           page 1 of 2  ▣□□□□
                ─ ▸ text ────────────────────────────────────────────────────────────── 1 of 2 ─
                 The first byte

                 The first byte answers two questions: is this the last frame of its message
                 (FIN), and what kind is it (the opcode)?

                 - FIN is the highest bit. It has nothing to do with closing the connection,
                   although its name sounds like it.

                 - The opcode is the low four bits:
                   1. one is text,
                   2. two is binary.

                 │ A frame is not a message.

                 ─ wire ────────── F FIN  R RSV  O opcode  M MASK  L length  K key  P payload ─
                  [81]85 37 fa 21 3d ·· ·· ·· ·· ··                  ··7·!=
                   FO ML K--K--K--K
                 ─ bits ───────────────────────────────────────────────────────────────────────
                   F R R R  op    M  length   masking key
                  [1 0 0 0  0001] 1  0000101  00110111 11111010 00100001 00111101  ········
                   byte 0         byte 1      byte 2   byte 3   byte 4   byte 5    byte 6
                 space page 2  ← → byte  ^N next  ^P back  Esc list  1-6 screens  q quit
                """)
    }

    @Test func itsSecondPage() {
        expectScreen(
            LessonScreens.model(keys: [.enter, .character(" ")]).screenText,
            is: """
                 wslens  Lesson 3  The first frame                           page 2 of 2  ▣□□□□
                ─ ▸ text ────────────────────────────────────────────────────────────── 2 of 2 ─
                 Take these bytes apart:

                     1000 0001

                 Whatever follows has as many rows as there are, so that this text does not fit
                 on one page of a terminal with 24 rows, and goes on on a second one.

                   0x0        data     A continuation of the open message (§5.4).
                   0x1        data     A text frame; the payload is UTF-8 (§5.6).
                   0x2        data     A binary frame; the payload is bytes that only the
                                       application understands (§5.6).
                   0x3-0x7    data     Reserved for data frames yet to be defined (§5.2).
                   0x8        control  A Close, which starts or answers the closing handshake
                                       (§5.5.1).
                   0x9        control  A Ping, which the receiver answers with a Pong that
                                       carries the same payload (§5.5.2).
                   0xa        control  A Pong, the answer to a Ping (§5.5.3).
                   0xb-0xf    control  Reserved for control frames yet to be defined (§5.2).



                 space go on  PgUp page 1  ^N next  ^P back  Esc list  1-6 screens  q quit
                """)
    }

    @Test func largeAndInASCII() {
        let model = LessonScreens.model(keys: [.enter], width: 140, height: 45, hasBlocks: false)
        expectScreen(
            view(model).lines.map { String($0.map(AsciiArt.replacement)) }.joined(separator: "\n"),
            is: """
                 wslens  Lesson 3  The first frame                                                                                                    @----
                - > text -----------------------------------------------------------------------------------------------------------------------------------
                 The first byte

                 The first byte answers two questions: is this the last frame of its message (FIN), and
                 what kind is it (the opcode)?

                 - FIN is the highest bit. It has nothing to do with closing the connection, although its
                   name sounds like it.

                 - The opcode is the low four bits:
                   1. one is text,
                   2. two is binary.

                 | A frame is not a message.

                 - wire ---------------------------------------------------- F FIN  R RSV  O opcode  M MASK  L length  K key  P payload -
                  [81]85 37 fa 21 3d .. .. .. .. ..                  ..7.!=
                   FO ML K--K--K--K
                 - bits -----------------------------------------------------------------------------------------------------------------
                   F R R R  op    M  length   masking key
                  [1 0 0 0  0001] 1  0000101  00110111 11111010 00100001 00111101  ........ ........ ........ ........ ........
                   byte 0         byte 1      byte 2   byte 3   byte 4   byte 5    byte 6   byte 7   byte 8   byte 9   byte 10

                 Take these bytes apart:

                     1000 0001

                 Whatever follows has as many rows as there are, so that this text does not fit on one page
                 of a terminal with 24 rows, and goes on on a second one.

                   0x0        data     A continuation of the open message (s5.4).
                   0x1        data     A text frame; the payload is UTF-8 (s5.6).
                   0x2        data     A binary frame; the payload is bytes that only the application understands (s5.6).
                   0x3-0x7    data     Reserved for data frames yet to be defined (s5.2).
                   0x8        control  A Close, which starts or answers the closing handshake (s5.5.1).
                   0x9        control  A Ping, which the receiver answers with a Pong that carries the same payload (s5.5.2).
                   0xa        control  A Pong, the answer to a Ping (s5.5.3).
                   0xb-0xf    control  Reserved for control frames yet to be defined (s5.2).





                 space go on  ^N next  ^P back  ^G card  Esc list  1-6 screens  q quit
                """)
    }

    /// It never moves on by itself: a key scrolls to the end first, and goes on only there.
    @Test func spaceGoesOnAtTheEnd() {
        var model = LessonScreens.model(keys: [.enter])
        var pages = 0
        while model.school?.stop == .reading(0), pages < 9 {
            model.press([.character(" ")])
            pages += 1
        }
        #expect(pages == 2)
        #expect(model.school?.stop == .exercise(0))
        // And not from there, where it is text.
        model.press([.character(" "), .pageDown])
        #expect(model.school?.stop == .exercise(0))
    }

    /// A table that would not fit below the text goes to the next page, with the line that says how to read it.
    @Test func aTableIsNotCut() {
        let paragraphs = (1...7).map { "Paragraph \($0).\n" }.joined(separator: "\n")
        let text = """
            ---
            id: table
            title: A table
            minutes: 1
            ---
            \(paragraphs)
            This is how to read it.

            ```show
            table: ascii
            ```

            ```exercise
            id: why
            kind: explain
            goal: Why?
            ```
            """
        let course = LessonScreens.course(("00-table.md", text))
        let first = view(LessonScreens.model(course, keys: [.enter])).lines
        #expect(first.contains { $0.contains("Paragraph 7.") })
        #expect(!first.contains { $0.contains("how to read it") || $0.contains("0x0_") })
        let second = view(LessonScreens.model(course, keys: [.enter, .character(" ")])).lines
        #expect(second[2].contains("This is how to read it."))
        for row in 0..<8 { #expect(second.contains { $0.contains("0x\(row)_") }) }
    }

    @Test func pageDownStaysAtTheEnd() {
        let model = LessonScreens.model(keys: [.enter] + Array(repeating: .pageDown, count: 9))
        #expect(model.school?.stop == .reading(0))
        #expect(view(model).lines[0].contains("page 2 of 2"))
    }

    /// Only bytes that are shown can be reached.
    @Test func arrowsStepThroughTheBytesInView() {
        func wire(_ keys: [Key]) -> String? {
            view(LessonScreens.model(keys: [.enter] + keys)).lines.first {
                $0.contains("85") && $0.contains("··7·")
            }
        }
        #expect(wire([])?.contains("[81]85") == true)
        #expect(wire([.right])?.contains("81[85]37") == true)
        #expect(wire(Array(repeating: .right, count: 9))?.contains("21[3d]··") == true)
        #expect(wire([.right, .left, .left])?.contains("[81]85") == true)
    }

    @Test func whatIsBehindUntilIsNotThere() {
        let text = LessonScreens.model(keys: [.enter], width: 140, height: 45).screenText
        #expect(text.contains("37 fa 21 3d ·· ··") || text.contains("37  fa  21  3d  ··"))
        #expect(!text.contains("7f 9f") && !text.contains("7f  9f"))
    }

    @Test func theCardIsOnItsKey() {
        var model = LessonScreens.model(at: "frames/first-byte", keys: .typing("8") + [.control("g")])
        #expect(view(model).lines.contains { $0.contains("b  11  1011") })
        model.press([.control("g")])
        #expect(model.help == nil)
        model.press(.typing("1"))
        #expect(model.school?.work?.draft == "81", "the line still has the focus")
    }

    /// Only words that were explained are on it.
    @Test func theCardHasTheWordsSoFar() throws {
        let words = try LessonWords(
            Array(
                """
                words:
                  - { word: FIN, lesson: frames, means: "Whether this frame is the last of its message." }
                  - { word: masking key, lesson: more, means: "Four bytes." }
                texts: [Hi]
                """.utf8), file: "words.yml")
        var school = School(LessonScreens.sample, progress: Progress(), seed: "test")
        school.words = words
        #expect(school.knownWords.map(\.word) == ["FIN", "masking key"])
        school.open(LessonScreens.sample.lessons[0])
        var model = Model(source: .live(urls: []), size: Size(width: 80, height: 90), school: school)
        model.press(.typing("5") + [.control("g")])
        #expect(model.screenText.contains("  FIN             Whether this frame is the last of its message."))
        #expect(!model.screenText.contains("masking key"))
    }
}

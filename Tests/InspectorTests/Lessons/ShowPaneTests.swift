// Blocks in the text of a lesson that show bytes.

import Lessons
import Testing
import TerminalUI

@testable import Inspector

@Suite struct ShowPaneTests {
    /// The rows below the text, without blank ones at the end.
    private func screen(_ block: String, keys: [Key] = []) -> [String] {
        let course = LessonScreens.course(
            (
                "01-test.md",
                """
                ---
                id: test
                title: A test
                minutes: 5
                ---
                Look:

                ```show
                \(block)
                ```
                """
            ))
        #expect(course.problems.map(\.description) == [])
        let lines = view(LessonScreens.model(course, keys: [.enter] + keys)).lines
        var shown = Array(lines.dropFirst(4).dropLast())
        while shown.last == "" { shown.removeLast() }
        return shown
    }

    private static let hello = "of: { from: client, text: Hello, mask: 37fa213d }"

    @Test func lettersCanBeLeftOut() {
        expectScreen(
            screen("\(Self.hello)\npanes: [wire, bits]\nletters: off\nuntil: byte 3").joined(separator: "\n"),
            is: """
                 ─ wire ───────────────────────────────────────────────────────────────────────
                  [81]85 37 fa ·· ·· ·· ·· ·· ·· ··
                   0  1  2  3
                 ─ bits ───────────────────────────────────────────────────────────────────────

                  [10000001]10000101 00110111 11111010 ········ ········ ········ ········
                   byte 0   byte 1   byte 2   byte 3   byte 4   byte 5   byte 6   byte 7
                """)
    }

    @Test func whatIsBehindUntilIsHidden() {
        expectScreen(
            screen("\(Self.hello)\npanes: [wire, decoder, unmasking]\nat: byte 6\nuntil: byte 7").joined(
                separator: "\n"),
            is: """
                 ─ wire ────────── F FIN  R RSV  O opcode  M MASK  L length  K key  P payload ─
                   81 85 37 fa 21 3d[7f]9f ·· ·· ··                  ··7·!=··
                   FO ML K--K--K--K  P--P
                 ─ decoder ────────────────────────────────────────────────────────────────────
                   P  Payload byte 0: 0x7f XOR key byte 0, 0x37, is 0x48, "H".   RFC 6455 §5.3
                   P  0 1001000 is a character of one byte: U+0048, "H".           RFC 3629 §3
                      State: payload, has 1 of 5 bytes, needs 4 more.
                 ─ unmasking ──────────────────────────────────────────────────────────────────
                   i      0        1
                   wire   7f       9f
                   key    37 [0]   fa [1]
                   xor    48       65
                   char   H        e

                   wire   0 1 1 1 1 1 1 1   7f
                   key    0 0 1 1 0 1 1 1   37   byte 0 of the key
                   xor    0 1 0 0 1 0 0 0   48   1 where the two bits differ
                """)
    }

    /// The last byte that is shown is in the second frame, and the cursor in the first.
    @Test func untilMayBeInALaterFrame() {
        let frames = "frames: [{ from: server, text: Hi }, { from: server, text: you }]\nuntil: byte 6"
        #expect(screen(frames).contains { $0.contains("[81]02 48 69  ") })
        let second = screen(frames, keys: Array(repeating: .right, count: 20))
        #expect(second.contains { $0.contains("81 03[79]·· ··") })
        #expect(screen(frames + "\nletters: off").contains { $0.contains("[81]02 48 69") })
    }

    @Test func bytesOfNobody() {
        #expect(screen("hex: 01 02 ff") == ["   01 02 ff"])
    }

    /// Arrows go from frame to frame.
    @Test func severalFrames() {
        let frames = "frames: [{ from: server, text: Hi }, { from: server, close: 1000 }]"
        #expect(screen(frames).contains { $0.contains("[81]02 48 69") })
        #expect(screen(frames, keys: Array(repeating: .right, count: 4)).contains { $0.contains("[88]02 03 e8") })
        #expect(screen(frames, keys: Array(repeating: .right, count: 30)).contains { $0.contains("88 02 03[e8]") })
    }

    @Test(arguments: ["lengths", "close-codes", "opcodes", "ascii"]) func tablesComeFromTheCodec(name: String) {
        let lines = screen("table: \(name)")
        #expect(lines.count >= 3)
        #expect(lines.allSatisfy { $0.count < 80 })
    }

    @Test func lengths() {
        expectScreen(
            screen("table: lengths").joined(separator: "\n"),
            is: """
                   0 to 125            the seven bits are the length
                   126 to 65,535       the seven bits are 126; 2 bytes with the length follow
                   65,536 to 2^63 - 1  the seven bits are 127; 8 bytes with the length follow
                """)
    }
}

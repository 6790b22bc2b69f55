// Whole lesson files, and files that are not.

import TestSupport
import Testing

@testable import Lessons

struct DocumentTests {
    private func parse(_ text: String) -> LessonDocument { LessonDocument.parse(Array(text.utf8), file: "l.md") }

    private func outline(_ document: LessonDocument) -> String {
        document.blocks.map { block in
            switch block {
            case .prose: "p\(block.line)"
            case .show: "s\(block.line)"
            case .exercise: "e\(block.line)"
            }
        }.joined(separator: " ")
    }

    @Test(
        "The drafts are read whole",
        arguments: [
            (
                Drafts.firstFrame,
                "p9 s16 p20 e26 p40 s45 p50 s58 p61 e67 e92 p113 s122 e128 e143 p156 s163 e169 p183 e186 e207 p219"
            ),
            (Drafts.masking, "p9 s12 p17 s26 p32 e37 p55 e59 p76 e84 e106 p129 e136 p157 e168 e188 e201"),
            (Drafts.tcpIsAStream, "p9 s20 e26 e41 p55 e65 p87 e92 p122 e129 e147 e166 p183 e186 p205"),
        ])
    func drafts(draft: String, expected: String) throws {
        let document = parse(draft)
        #expect(document.problems == [])
        #expect(outline(document) == expected)
        var front = try Fields(#require(document.frontMatter), "the front matter")
        _ = try front.requiredText("id")
        _ = try front.requiredText("title")
        #expect(try front.number("minutes", in: 1...90) != nil)
        for key in ["needs", "rfc", "review"] { #expect(try front.texts(key)?.isEmpty == false) }
        try front.finish()
        for case .exercise(let node) in document.blocks {
            var exercise = try Fields(node, "an exercise")
            for key in ["id", "kind", "goal"] { _ = try exercise.requiredText(key) }
        }
    }

    @Test("Other ends of lines, and none at the end, make no difference", arguments: ["\r\n", "\r"])
    func ends(end: String) {
        let text = String(Drafts.firstFrame.dropLast()).replacing("\n", with: end)
        let document = LessonDocument.parse([0xEF, 0xBB, 0xBF] + Array(text.utf8), file: "l.md")
        let plain = parse(Drafts.firstFrame)
        #expect(document.problems == [])
        #expect(document.frontMatter == plain.frontMatter)
        #expect(document.blocks == plain.blocks)
    }

    @Test("All problems of a file are reported, in the order of the lines")
    func all() {
        let text = """
            ---
            id: [a
            ---
            A <b>frame</b>.

            ```show
            at: "1
            ```

            ```exercise
            id: a
            id: b
            ```
            > x

            ```exercise
            id: c
            ```
            ![x](y)
            """
        let document = parse(text)
        #expect(
            document.problems.map(\.description) == [
                "l.md:2: the \"[\" that opens here is never closed; write \"]\" at its end",
                "l.md:4: HTML is not supported; write Markdown, or \\< for the sign itself",
                "l.md:7: the quote that opens here is never closed; end the text with the same quote",
                "l.md:12: \"id\" is already in line 11; remove one of the two",
                "l.md:19: images are not supported; describe it in words, or write \\! for the sign itself",
            ])
        #expect(document.frontMatter == nil)
        #expect(outline(document) == "p4 p14 e17 p19")
    }

    @Test(
        "Bytes that are not a text",
        arguments: [
            ([], ["l.md:1: the file is empty; write a lesson into it"]),
            (
                Array("---\na: b\n---\nHe\u{FF}".utf8) + [0xC3, 0x0A, 0x41],
                ["l.md:4: this line is not UTF-8; save the file as UTF-8"]
            ),
            (
                [0xFF, 0xFE, 0x2D, 0x00],
                [
                    "l.md:1: this line is not UTF-8; save the file as UTF-8",
                    "l.md:1: a lesson begins with a line \"---\", then keys such as \"id: …\", then another line \"---\"",
                ]
            ),
            (
                [UInt8](repeating: 0x0A, count: 1_048_577),
                ["l.md: the file has 1048577 bytes, and a file of lessons at most 1048576 (1 MiB); split it"]
            ),
        ] as [([UInt8], [String])])
    func bytes(bytes: [UInt8], expected: [String]) {
        let document = LessonDocument.parse(bytes, file: "l.md")
        #expect(document.problems.map(\.description) == expected)
    }

    @Test("However many problems there are, a hundred are reported")
    func bound() {
        #expect(parse("---\nid: a\n---\n" + String(repeating: "<b>\n\n", count: 1000)).problems.count == 100)
    }
}

/// Nothing that a file can hold stops the program, and every problem has its line and its words.
struct AnyFileTests {
    private func check(_ bytes: [UInt8]) {
        let document = LessonDocument.parse(bytes, file: "l.md")
        let lines = bytes.count + 1
        let isGood = document.problems.allSatisfy {
            ($0.line.map { (1...lines).contains($0) } ?? true) && $0.words.count > 10
        }
        if !isGood { Issue.record("\(document.problems) in \(bytes)") }
        if document.frontMatter == nil, document.problems.isEmpty { Issue.record("nothing is said of \(bytes)") }
    }

    @Test("A draft, cut after any byte", arguments: 0..<4)
    func cut(remainder: Int) {
        let bytes = Array(Drafts.masking.utf8)
        for count in stride(from: remainder, to: bytes.count, by: 4) { check(Array(bytes[..<count])) }
    }

    @Test("Drafts with changes at random", arguments: 0..<3)
    func mutations(draft: Int) {
        var numbers = SeededNumbers(seed: UInt64(draft) + 1)
        let bytes = Array(Drafts.all[draft].utf8)
        let signs = Array("\n\n  \t-*_`[](){}<>\"'#:,&!|\\%@".utf8) + [0x00, 0x0D, 0x80, 0xFF]
        for _ in 0..<400 {
            var changed = bytes
            for _ in 0...numbers.below(8) {
                let place = numbers.below(changed.count)
                switch numbers.below(4) {
                case 0: changed.remove(at: place)
                case 1: changed.insert(signs[numbers.below(signs.count)], at: place)
                case 2: changed[place] = UInt8(numbers.below(256))
                default: changed.removeSubrange(place..<min(changed.count, place + numbers.below(200)))
                }
            }
            check(changed)
        }
    }

    @Test("Random bytes, and random signs that mean something")
    func random() {
        var numbers = SeededNumbers(seed: 7)
        let words = [
            "---\n", "```show\n", "```exercise\n", "```\n", "- ", "  ", "> ", "1. ", "# ", "*", "**", "_", "`", "[",
            "](", ")", "<", "a", "b c", ": ", "\"", "{", "}", "]", ", ", "\n", "\n\n", "|", "?", "\t", "\\", "===\n",
        ]
        for _ in 0..<1000 {
            check(numbers.bytes(numbers.below(300)))
            let text = (0..<numbers.below(80)).map { _ in words[numbers.below(words.count)] }.joined()
            check(Array(text.utf8))
            check(Array("---\nid: a\n---\n\(text)".utf8))
            check(Array("---\nid: a\n---\n```show\n\(text)\n```\n".utf8))
        }
    }

    @Test(
        "Long files that repeat what is hard to read are read in a time in proportion to their length",
        arguments: [
            "[", "*a ", "a* ", "*_a ", "`a``", "[a](", "> ", "- ", "- a\n  - b\n", "<b ", "&a; ", "]", "[]()", "a\n",
            "\\\n", "```\n", "\t",
        ])
    func large(pattern: String) {
        let count = (SourceText.sizeLimit - 100) / pattern.utf8.count / 8
        for start in ["---\nid: a\n---\n", "---\nid: a\n---\n```show\na: "] {
            check(Array((start + String(repeating: pattern, count: count)).utf8))
        }
        let paragraph = String(repeating: pattern, count: 7_900 / pattern.utf8.count) + "\n\n"
        check(Array(("---\nid: a\n---\n" + String(repeating: paragraph, count: 8)).utf8))
    }
}

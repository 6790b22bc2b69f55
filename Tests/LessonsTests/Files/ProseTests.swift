// Markdown as lessons read it.

import Testing

@testable import Lessons

/// Prose as an outline: one line per block, with what is inside it indented.
func outline(_ prose: [Prose.Block], _ indentation: String = "") -> [String] {
    prose.flatMap { block -> [String] in
        switch block.content {
        case .heading(let level, let inlines): [indentation + "h\(level) " + outline(inlines)]
        case .paragraph(let inlines): [indentation + "p " + outline(inlines)]
        case .code(let lines): [indentation + "code"] + lines.map { indentation + "  |" + $0 }
        case .quote(let blocks): [indentation + "quote"] + outline(blocks, indentation + "  ")
        case .list(let list):
            list.entries.enumerated().flatMap { index, entry in
                [indentation + (list.firstNumber.map { "\($0 + index)." } ?? "-") + (list.isLoose ? " loose" : "")]
                    + outline(entry, indentation + "  ")
            }
        }
    }
}

private func outline(_ inlines: [Prose.Inline]) -> String {
    inlines.map { inline in
        switch inline {
        case .text(let text): text
        case .emphasis(let inner): "<em>\(outline(inner))</em>"
        case .strong(let inner): "<b>\(outline(inner))</b>"
        case .code(let code): "<code>\(code)</code>"
        case .link(let inner, let target): "<a \(target)>\(outline(inner))</a>"
        }
    }.joined()
}

/// Reads prose below a front matter of three lines.
private func read(_ text: String) -> (outline: [String], problems: [String]) {
    let document = LessonDocument.parse(Array("---\nid: a\n---\n\(text)".utf8), file: "l.md")
    let blocks = document.blocks.flatMap { block in
        if case .prose(let prose) = block { prose.blocks } else { [Prose.Block]() }
    }
    return (outline(blocks), document.problems.map(\.description))
}

struct ProseTests {
    @Test(
        "Blocks",
        arguments: [
            ("", ""),
            ("a\nb\n  c \n\n\nd", "p a b c⏎p d"),
            ("# One\n## Two ##\ntext\n### C#", "h1 One⏎h2 Two⏎p text⏎h3 C#"),
            ("a\n***\nb\n\n---\n\n- - -\n_ _ _", "p a⏎p b"),
            ("- a\n- b\n  c\n* d", "-⏎  p a⏎-⏎  p b c⏎-⏎  p d"),
            ("- a\n\n- b", "- loose⏎  p a⏎- loose⏎  p b"),
            ("- a\n\n  b\n- c\n", "- loose⏎  p a⏎  p b⏎- loose⏎  p c"),
            ("- a\n  - b\n\n    c\n\ntext", "-⏎  p a⏎  - loose⏎    p b⏎    p c⏎p text"),
            ("3. a\n4. b\n   - c\n   - d\n1) e", "3.⏎  p a⏎4.⏎  p b⏎  -⏎    p c⏎  -⏎    p d⏎1.⏎  p e"),
            ("a port\n1338. That\n- b", "p a port 1338. That⏎-⏎  p b"),
            ("a\n1. b", "p a⏎1.⏎  p b"),
            ("-a\n+1 b\n1.5 c\n(1) d", "p -a +1 b 1.5 c (1) d"),
            ("> a\n> b\n>\n> - c\n\nd", "quote⏎  p a b⏎  -⏎    p c⏎p d"),
            ("- > a\n- ```\n  b\n  ```", "-⏎  quote⏎    p a⏎-⏎  code⏎    |b"),
            ("    a\n\n      b\n\nc\n    d", "code⏎  |a⏎  |⏎  |  b⏎p c d"),
            (
                "```text\n# a\n\n  b\n```\n~~~ sh\n```\n~~~\n````\n```\n````",
                "code⏎  |# a⏎  |⏎  |  b⏎code⏎  |```⏎code⏎  |```"
            ),
            ("  ```\n  a\n   b\n c\n  ```", "code⏎  |a⏎  | b⏎  |c"),
            ("\tcode\n-\ta\n\tb", "code⏎  |code⏎-⏎  p a b"),
            ("- a\n\n\n\n  b\n      \n- c", "- loose⏎  p a⏎  p b⏎- loose⏎  p c"),
            ("- ## a\n-     b", "-⏎  h2 a⏎-⏎  code⏎    |b"),
            ("````\n```exercise\nid: a\n```\n````", "code⏎  |```exercise⏎  |id: a⏎  |```"),
            ("= a\n\n== b", "p = a⏎p == b"),
        ])
    func blocks(text: String, expected: String) {
        let (outline, problems) = read(text)
        #expect(outline.joined(separator: "⏎") == expected)
        #expect(problems == [])
    }

    @Test(
        "The text of a paragraph",
        arguments: [
            ("*a* **b** ***c*** _d_ __e__", "<em>a</em> <b>b</b> <em><b>c</b></em> <em>d</em> <b>e</b>"),
            ("**a *b* c** *d **e** f*", "<b>a <em>b</em> c</b> <em>d <b>e</b> f</em>"),
            ("in*side*word snake_case_name 2 * 3 a_b", "in<em>side</em>word snake_case_name 2 * 3 a_b"),
            ("**Frames**, (*yes*) *\"a\"* „**b**“", "<b>Frames</b>, (<em>yes</em>) <em>\"a\"</em> „<b>b</b>“"),
            ("*a\nb*", "<em>a b</em>"),
            ("*a**b**c* **a*b*c**", "<em>a<b>b</b>c</em> <b>a<em>b</em>c</b>"),
            (
                "`a` ``b`c`` `` ` `` ` d ` `*e*` `f\ng` `  `",
                "<code>a</code> <code>b`c</code> <code>`</code> <code>d</code> <code>*e*</code> <code>f g</code> <code>  </code>"
            ),
            ("`81 85` `\\` \\`a\\`", "<code>81 85</code> <code>\\</code> `a`"),
            ("\\*a\\* \\_ \\\\ \\a \\[x\\](y) \\<b> \\&amp; \\# \\!", "*a* _ \\ \\a [x](y) <b> &amp; # !"),
            ("[a](b) [*c* `d`](<e f>)", "<a b>a</a> <a e f><em>c</em> <code>d</code></a>"),
            ("[a](b(c)d) [e](f\\)) [g]( h )", "<a b(c)d>a</a> <a f)>e</a> <a h>g</a>"),
            ("[a] [b][c] [d](e f) a[0](1)", "[a] [b][c] [d](e f) a<a 1>0</a>"),
            ("[a [b](c) d](e)", "[a <a c>b</a> d](e)"),
            (
                "<https://example.org/?a=b&c> a < b > c & d <3",
                "<a https://example.org/?a=b&c>https://example.org/?a=b&c</a> a < b > c & d <3"
            ),
            ("a   b\t c", "a b c"),
            ("Höhe *ü* – 🙂 **é**", "Höhe <em>ü</em> – 🙂 <b>é</b>"),
            ("a &b &; & co", "a &b &; & co"),
            ("! [a](b)!", "! <a b>a</a>!"),
        ])
    func inlines(text: String, expected: String) {
        let (outline, problems) = read(text)
        #expect(outline == ["p " + expected])
        #expect(problems == [])
    }

    @Test("Lines are those of the file")
    func lines() {
        let text = "---\r\nid: a\r\n---\r\n\r\na\r\n\r\n- b\r\n\r\n  c\r\n> d\r\n\r\n```show\r\nat: 1\r\n```\r\n# e"
        let document = LessonDocument.parse([0xEF, 0xBB, 0xBF] + Array(text.utf8), file: "l.md")
        #expect(document.problems == [])
        #expect(document.blocks.map(\.line) == [5, 13, 15])
        guard case .prose(let prose) = document.blocks.first, case .list(let list) = prose.blocks[1].content else {
            return #expect(Bool(false))
        }
        #expect(prose.blocks.map(\.line) == [5, 7, 10])
        #expect(list.entries[0].map(\.line) == [7, 9])
    }
}

// YAML values with their places.

import Testing

@testable import Lessons

/// A node on one line: texts in quotes, `-` for nothing.
private func outline(_ node: Node) -> String {
    switch node.value {
    case .scalar(let text): "\"\(text)\""
    case .missing: "-"
    case .list(let nodes): "[" + nodes.map(outline).joined(separator: ", ") + "]"
    case .map(let entries):
        "{" + entries.map { "\($0.key)@\($0.line): \(outline($0.value))" }.joined(separator: ", ") + "}"
    }
}

struct NodeTests {
    @Test(
        "Texts are the file's, with the lines of their keys",
        arguments: [
            ("", "-"),
            ("# nothing\n", "-"),
            (
                "a: 00000000\nb: 0102\nc: no\nd: 81 05\ne: ~\nf: null",
                "{a@3: \"00000000\", b@4: \"0102\", c@5: \"no\", d@6: \"81 05\", e@7: \"~\", f@8: \"null\"}"
            ),
            ("a:\nb: \"\"\nc: ''\n", "{a@3: -, b@4: \"\", c@5: \"\"}"),
            ("a: {b: , c}", nil),
            ("a: {b: , d: }", "{a@3: {b@3: -, d@3: -}}"),
            ("- a\n- [b, c]\n- {d: e}\n-\n", "[\"a\", [\"b\", \"c\"], {d@5: \"e\"}, -]"),
            ("a: x\n  y\nb: z  # said\n", "{a@3: \"x y\", b@5: \"z\"}"),
            ("a: |\n  x\n   y\nb: >\n  x\n  y\n", "{a@3: \"x\n y\n\", b@6: \"x y\n\"}"),
            ("a: \"\\x41\\\"\\\\\"\nb: 'it''s'\n", "{a@3: \"A\"\\\", b@4: \"it's\"}"),
            ("a: [x == 1 and y == text, \"Höhe: 3\"]", "{a@3: [\"x == 1 and y == text\", \"Höhe: 3\"]}"),
            ("a: b\r\nc: d\r\n", "{a@3: \"b\", c@4: \"d\"}"),
            ("- {of: {text: \"\" , fin: 0}}", "[{of@3: {text@3: \"\", fin@3: \"0\"}}]"),
        ] as [(String, String?)])
    func values(text: String, expected: String?) throws {
        #expect((try? Node.parse(text, file: "l.md", firstLine: 3)).map(outline) == expected)
    }

    @Test("A value knows its file and the line in which it begins")
    func places() throws {
        let node = try Node.parse("a:\n  - b\n  - [c,\n     d]\n", file: "l.md", firstLine: 10)
        guard case .map(let entries) = node.value, case .list(let items) = entries[0].value.value,
            case .list(let inner) = items[1].value
        else { return #expect(Bool(false)) }
        #expect([node.line, items[0].line, items[1].line, inner[1].line] == [10, 11, 12, 13])
        #expect(inner[1].problem("x").description == "l.md:13: x")
    }

    @Test("Nesting has a bound", arguments: ["[", "{a: ", "- ", "? "])
    func depth(open: String) throws {
        #expect(throws: LessonProblem.self) {
            try Node.parse(String(repeating: open, count: 200_000), file: "l.md", firstLine: 1)
        }
        let deep = String(repeating: "[", count: 17) + String(repeating: "]", count: 17)
        let problem = #expect(throws: LessonProblem.self) { try Node.parse(deep, file: "l.md", firstLine: 1) }
        #expect(problem?.description == "l.md:1: lists and maps nest deeper than 16 here; is a bracket missing?")
        _ = try Node.parse(String(deep.dropFirst().dropLast()), file: "l.md", firstLine: 1)
    }
}

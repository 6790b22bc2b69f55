// Keys asked for by name.

import Testing
import WebSocketProtocol

@testable import Lessons

struct FieldsTests {
    private func problem(_ text: String, _ read: (inout Fields) throws(LessonProblem) -> Void) -> String? {
        do {
            var fields = try Fields(Node.parse(text, file: "l.md", firstLine: 1), "an exercise")
            try read(&fields)
            try fields.finish()
            return nil
        } catch {
            return error.description
        }
    }

    private func readAll(_ fields: inout Fields) throws(LessonProblem) {
        _ = try fields.requiredText("id")
        _ = try fields.text("goal")
        _ = try fields.number("minutes", in: 1...90)
        _ = try fields.flag("strict")
        _ = try fields.list("wrong")
        _ = try fields.texts("hints")
    }

    @Test("What is asked for is given")
    func values() throws {
        let text = "id: a\ngoal: \"\"\nminutes: 007\nstrict: no\nwrong: [x, [y]]\nhints: [one, two]\n"
        var fields = try Fields(Node.parse(text, file: "l.md", firstLine: 5), "an exercise")
        #expect(try fields.requiredText("id") == "a")
        #expect(try fields.text("goal") == "")
        #expect(try fields.text("title") == nil)
        #expect(try fields.number("minutes", in: 1...90) == 7)
        #expect(try fields.flag("strict") == false)
        #expect(try fields.list("wrong")?.map(\.line) == [9, 9])
        #expect(try fields.texts("hints") == ["one", "two"])
        #expect(fields.problem("x").description == "l.md:5: x")
        #expect(fields.problem("x", at: 8).description == "l.md:8: x")
        try fields.finish()
    }

    @Test(
        "What is wrong is said in words",
        arguments: [
            ("id: a", nil),
            ("id: a\nhnts: [b]", "l.md:2: unknown key \"hnts\"; did you mean \"hints\"?"),
            ("id: a\nhitns: [b]", "l.md:2: unknown key \"hitns\"; did you mean \"hints\"?"),
            ("id: a\nGoal: b", "l.md:2: unknown key \"Goal\"; did you mean \"goal\"?"),
            ("di: a", "l.md:1: unknown key \"di\"; did you mean \"id\"?"),
            (
                "id: a\nid2: b",
                "l.md:2: unknown key \"id2\"; an exercise can have: id, goal, minutes, strict, wrong, hints"
            ),
            ("goal: b", "l.md:1: an exercise needs \"id\"; add a line \"id: …\""),
            ("", "l.md:1: an exercise is empty; write lines such as \"key: value\", or {key: value}"),
            (
                "- a",
                "l.md:1: an exercise has keys with values, and this is a list; write lines such as \"key: value\", or {key: value}"
            ),
            (
                "goal",
                "l.md:1: an exercise has keys with values, and this is the text \"goal\"; write lines such as \"key: value\", or {key: value}"
            ),
            ("id:", "l.md:1: \"id\" has no value; write one, or \"\" for an empty text"),
            ("id: [a]", "l.md:1: \"id\" must be a text, not a list; put quotes around a text that begins with \"[\""),
            (
                "id: {a: b}",
                "l.md:1: \"id\" must be a text, not keys with values; put quotes around a text that has \": \" in it or begins with \"{\""
            ),
            ("id: a\nminutes: 1h", "l.md:2: \"minutes\" must be a whole number from 1 to 90, not \"1h\""),
            ("id: a\nminutes: 91", "l.md:2: \"minutes\" must be a whole number from 1 to 90, not \"91\""),
            (
                "id: a\nminutes: 99999999999999999999",
                "l.md:2: \"minutes\" must be a whole number from 1 to 90, not \"99999999999999999999\""
            ),
            ("id: a\nstrict: maybe", "l.md:2: \"strict\" must be yes or no, not \"maybe\""),
            (
                "id: a\nhints: b",
                "l.md:2: \"hints\" must be a list, not a single text; write it as [a, b], or as lines that begin with \"- \""
            ),
            (
                "id: a\nhints:\n",
                "l.md:2: \"hints\" has no value; write it as [a, b], or as lines that begin with \"- \""
            ),
            (
                "id: a\nhints: {b: c}",
                "l.md:2: \"hints\" must be a list, not keys with values; write it as [a, b], or as lines that begin with \"- \""
            ),
            (
                "id: a\nhints:\n  - b\n  - c: d",
                "l.md:4: each entry of \"hints\" must be a text, not keys with values; put quotes around a text that has \": \" in it or begins with \"{\""
            ),
        ] as [(String, String?)])
    func problems(text: String, expected: String?) {
        #expect(problem(text, readAll) == expected)
    }

    @Test(
        "The nearest word",
        arguments: [
            ("exercse", "exercise"), ("exercises", "exercise"), ("shwo", "show"), ("sh", nil), ("json", nil),
            ("text", nil),
            ("", nil), ("Show", "show"),
        ])
    func nearest(word: String, expected: String?) {
        #expect(NearestWord.to(word, among: ["show", "exercise"]) == expected)
    }
}

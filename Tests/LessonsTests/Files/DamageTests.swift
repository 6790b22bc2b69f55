// Every kind of damage to a lesson file gives the file, the line, what is wrong and what to do.

import Testing

@testable import Lessons

/// A change to a good lesson, and what must be said of it.
struct Damage: CustomTestStringConvertible, Sendable {
    let old: String
    let new: String
    let problems: [String]

    init(_ old: String, _ new: String, _ problems: String...) {
        (self.old, self.new, self.problems) = (old, new, problems)
    }

    var testDescription: String { new.isEmpty ? "without \(old)" : new }

    static let lesson = """
        ---
        id: first-frame
        title: The first frame
        ---
        A frame is short.

        ```show
        frame: rfc/unmasked-text s0
        panes: [wire]
        ```

        ```exercise
        id: hello
        goal: How many bytes is that frame?
        hints:
          - "Two of header."
          - "And five letters."
        ```

        That is all.

        """
    private static let goal = "How many bytes is that frame?"
    private static let short = "A frame is short."

    static let blocks = [
        Damage(
            "---\nid: f", "id: f",
            "1: a lesson begins with a line \"---\", then keys such as \"id: …\", then another line \"---\""),
        Damage(
            "---\nA", "A",
            "1: the front matter that opens here is never closed; end it with a line \"---\""),
        Damage(
            "id: first-frame\ntitle: The first frame\n", "",
            "1: the front matter is empty; write its keys below this line, such as \"id: …\""),
        Damage(
            "```show", "```shwo",
            "7: unknown block \"shwo\"; did you mean \"show\"?"),
        Damage(
            "```exercise", "``` exercises",
            "12: unknown block \"exercises\"; did you mean \"exercise\"?"),
        Damage(
            "```exercise", "```exercise 1",
            "12: nothing may follow \"exercise\" in this line; move it below"),
        Damage(
            "```exercise", "~~~",
            "12: the block that opens here is never closed; end it with a line of the same signs, such as ```"),
        Damage(
            "panes: [wire]\n```\n", "panes: [wire]\n",
            "7: the block that opens here is never closed; end it with a line of the same signs, such as ```"),
        Damage(
            "\"And five letters.\"\n```", "\"And five letters.\"\n``",
            "12: the block that opens here is never closed; end it with a line of the same signs, such as ```"),
        Damage(
            "frame: rfc/unmasked-text s0\npanes: [wire]\n", "",
            "7: the block \"show\" is empty; write its keys below this line, such as \"id: …\""),
        Damage(
            "```show\nframe: rfc/unmasked-text s0\npanes: [wire]\n```", "- ```show\n  frame: a\n  ```",
            "7: a block \"show\" can't stand in a list or a quotation; move it to the start of a line"),
        Damage(
            "```show\nframe: rfc/unmasked-text s0\npanes: [wire]\n```", "> ```exercse\n> id: a\n> ```",
            "7: unknown block \"exercse\"; did you mean \"exercise\"?"),
    ]

    static let yaml = [
        Damage(
            "title: The", "title:The",
            "3: this line is not a \"key: value\"; a space must follow the colon"),
        Damage(
            "title: The", "title The",
            "3: this line is not a \"key: value\"; indent it if it belongs to the text above"),
        Damage(
            "title:", "id:",
            "3: \"id\" is already in line 2; remove one of the two"),
        Damage(
            "title: ", "title: \t\"\\q",
            "3: a backslash in double quotes begins an escape that YAML does not know; write \\\\ for a backslash, or use single quotes"
        ),
        Damage(
            goal, "Masking: how many bytes?",
            "14: \": \" stands inside a text without quotes; put the text after \"goal:\" into quotes"),
        Damage(
            goal, "*Hello* is how long?",
            "14: a text that begins with \"*\" must stand in quotes"),
        Damage(
            goal, "!Hello is how long?",
            "14: what begins with \"!\" has a meaning in YAML that lessons do not use; put the text into quotes"),
        Damage(
            goal, "&Hello is how long?",
            "14: what begins with \"&\" has a meaning in YAML that lessons do not use; put the text into quotes"),
        Damage(
            goal, "@Hello is how long?",
            "14: a text that begins with \"@\" must stand in quotes"),
        Damage(
            goal, "`Hello` is how long?",
            "14: a text that begins with \"`\" must stand in quotes"),
        Damage(
            goal, "%Hello is how long?",
            "14: a text that begins with \"%\" must stand in quotes"),
        Damage(
            goal, "? Hello is how long?",
            "14: a text that begins with \"?\" must stand in quotes"),
        Damage(
            goal, "- Hello is how long?",
            "14: \"- \" begins an entry of a list and needs a line of its own; put a text into quotes"),
        Damage(
            goal, "|Hello is how long?",
            "14: nothing may follow \"|\" or \">\" in its line; put a text that begins with it into quotes"),
        Damage(
            goal, ", Hello is how long?",
            "14: there is nothing in front of this \",\"; remove it, or put a text into quotes"),
        Damage(
            goal, "] is what?",
            "14: there is nothing in front of this \"]\"; remove it, or put a text into quotes"),
        Damage(
            goal, "\"How many bytes?",
            "14: a double quote in this line is never closed; close it, or write \\\" for one inside a text"),
        Damage(
            goal, "'How many bytes?",
            "14: the quote that opens here is never closed; end the text with the same quote"),
        Damage(
            goal, "\"Hello\" is how many bytes?",
            "14: nothing may follow the quote or bracket that closes here; put the whole text into quotes, with \\\" for one inside"
        ),
        Damage(
            goal, "\"How many \"bytes\"?\"",
            "14: nothing may follow the quote or bracket that closes here; put the whole text into quotes, with \\\" for one inside"
        ),
        Damage(
            goal, "\"C:\\dir\"",
            "14: a backslash in double quotes begins an escape that YAML does not know; write \\\\ for a backslash, or use single quotes"
        ),
        Damage(
            goal, "\"\\0\"",
            "14: this line has the invisible character U+0000; remove it"),
        Damage(
            goal, "{of: size",
            "14: the \"{\" that opens here is never closed; write \"}\" at its end"),
        Damage(
            goal, "{of: size]",
            "14: \"]\" closes what \"{\" opened; write \"}\" instead"),
        Damage(
            goal, "{of: a: b}",
            "14: \": \" stands inside a text without quotes; put the text into quotes"),
        Damage(
            goal, "{say: Yes, it is}",
            "14: \"it is\" has no value; put quotes around a text that has a comma in it"),
        Damage(
            goal, "{from:client}",
            "14: \"from:client\" has no value; a space must follow the colon"),
        Damage(
            goal, "{a: b,, c: d}",
            "14: there is nothing in front of this \",\"; remove it, or put a text into quotes"),
        Damage(
            goal, "[a b",
            "14: the \"[\" that opens here is never closed; write \"]\" at its end"),
        Damage(
            goal, "[\"a\" \"b\"]",
            "14: a comma or \"]\" is missing; put quotes around the whole of a text"),
        Damage(
            goal, "{of: What: is it}",
            "14: \": \" stands inside a text without quotes; put the text into quotes"),
        Damage(
            goal, "a\n  b\n c: d",
            "16: this line is indented too far: the key above it already has a value; indent both alike, or put a text that goes on here into quotes"
        ),
        Damage(
            goal, "Use C # 7\n  and more",
            "15: the indentation of this line fits none above; indent it like the keys that it belongs to"),
        Damage(
            "title:", "title: [a]\n  b\nsub:",
            "4: the indentation of this line fits none above; indent it like the keys that it belongs to"),
        Damage(
            goal, "[[[[[[[[[[[[[[[[[[[",
            "14: lists and maps nest deeper than 16 here; is a bracket missing?"),
        Damage(
            "hints:", "\thints:",
            "15: a tab is used for indentation; use spaces"),
        Damage(
            "  - \"And", "\t- \"And",
            "17: a tab is used for indentation; use spaces"),
        Damage(
            "  - \"And", "- \"And",
            "17: \"- \" begins an entry of a list where a key is expected; check the indentation"),
        Damage(
            "  - \"And", " - \"And",
            "17: \"- \" begins an entry of a list where a key is expected; check the indentation"),
        Damage(
            "  - \"And", "  \"And",
            "17: this line is not a \"key: value\"; indent it if it belongs to the text above"),
        Damage(
            "  - \"And", "  and: \"And",
            "17: an entry of the list is expected here; begin it with \"- \", or check the indentation"),
        Damage(
            "\"Two of header.\"", "\"Two of header.",
            "16: a double quote in this line is never closed; close it, or write \\\" for one inside a text"),
        Damage(
            "goal:", " goal:",
            "14: this line is indented too far: the key above it already has a value; indent both alike, or put a text that goes on here into quotes"
        ),
        Damage(
            "goal:", "How many\ngoal:",
            "14: this line is not a \"key: value\"; indent it if it belongs to the text above"),
        Damage(
            "goal:", "---\ngoal:",
            "14: a line \"---\" or \"%…\" begins a YAML document, and there is only one here; remove it"),
        Damage(
            "goal:", "...\ngoal:",
            "14: a line \"...\" ends a YAML document; remove it"),
        Damage(
            "goal:", "- goal:",
            "14: \"- \" begins an entry of a list where a key is expected; check the indentation"),
        Damage(
            "id: hello", "  id: hello",
            "14: the indentation of this line fits none above; indent it like the keys that it belongs to"),
        Damage(
            "id: hello\n", "%YAML 1.1\n---\nid: hello\n",
            "13: a line \"---\" or \"%…\" begins a YAML document, and there is only one here; remove it"),
        Damage(
            "id: hello\n", "? [a]\n: b\nid: hello\n",
            "13: a key is expected here, such as \"key: value\""),
    ]

    static let prose = [
        Damage(
            short, "<b>A frame</b> is short.",
            "5: HTML is not supported; write Markdown, or \\< for the sign itself"),
        Damage(
            short, "A <b>frame</b> is short.",
            "5: HTML is not supported; write Markdown, or \\< for the sign itself"),
        Damage(
            short, "<!-- A frame -->",
            "5: HTML is not supported; write Markdown, or \\< for the sign itself"),
        Damage(
            short, "A frame\n=======\nis",
            "6: write a heading as \"## Title\", or put an empty line above this one"),
        Damage(
            short, "A frame\n-----\nis",
            "6: write a heading as \"## Title\", or put an empty line above this one"),
        Damage(
            short, "Bytes | Name\n--- | ---\n1 | a\n",
            "5: tables are not supported; write a list, or a block \"show\" with \"table:\""),
        Damage(
            short, "See ![a frame](frame.png).",
            "5: images are not supported; describe it in words, or write \\! for the sign itself"),
        Damage(
            short, "[rfc]: https://example.org",
            "5: put the address right behind the text of the link: [text](address)"),
        Damage(
            short, "A [frame](x.md \"Frames\").",
            "5: a link has no title here; write [text](address)"),
        Damage(
            short, "A [](x.md) is short.",
            "5: a link needs a text and an address; write [text](address)"),
        Damage(
            short, "A\n[frame]() is short.",
            "6: a link needs a text and an address; write [text](address)"),
        Damage(
            short, "A *[frame*](x.md)* is short.",
            "5: \"*\" has no partner; close the emphasis, or write \\* for the sign itself"),
        Damage(
            short, "#A frame",
            "5: a heading is one to six \"#\" and a space; write \\# for the sign itself"),
        Damage(
            short, "####### A frame",
            "5: a heading is one to six \"#\" and a space; write \\# for the sign itself"),
        Damage(
            short, "##",
            "5: this heading has no text; write one or remove it"),
        Damage(
            short, "A\n**frame is short.",
            "6: \"**\" has no partner; close the emphasis, or write \\* for the sign itself"),
        Damage(
            short, "A\nframe* is short.",
            "6: \"*\" has no partner; close the emphasis, or write \\* for the sign itself"),
        Damage(
            short, "A\n`frame is short.",
            "6: the backtick that opens code here is never closed; close it, or write \\` for the sign itself"),
        Damage(
            short, "A frame  \nis short.",
            "5: spaces at the end of a line break it in Markdown; remove them, or begin a new paragraph"),
        Damage(
            short, "A frame\\\nis short.",
            "5: a backslash at the end of a line breaks it in Markdown; remove it, or begin a new paragraph"),
        Damage(
            short, "A frame &amp; more.",
            "5: write the character itself instead of \"&amp;\", or \\& for the sign"),
        Damage(
            short, "- A frame\nis short.",
            "6: indent this line by 2 spaces, like the text of its list, or put an empty line above it"),
        Damage(
            short, "> A frame\nis short.",
            "6: begin this line of the quotation with \"> \", or put an empty line above it"),
        Damage(
            short, "> A frame\n> > is short.",
            "6: a quotation inside a quotation is not supported; use one \">\""),
        Damage(
            short, "- A\n  - B\n    - C\n",
            "7: this list is the third inside each other; lists nest two deep"),
        Damage(
            short, "- A\n-\n",
            "6: this entry of the list is empty; write something or remove it"),
        Damage(
            short, "*a **b *c **d *e f* g** h* i** j*",
            "5: emphasis and links nest at most 4 deep; use less"),
        Damage(
            short, "```swift\nlet a = 1\n",
            "5: the block that opens here is never closed; end it with a line of the same signs, such as ```"),
        Damage(
            short, "A\u{0}frame",
            "5: this line has the invisible character U+0000; remove it"),
        Damage(
            short, "A\u{1B}[1mframe",
            "5: this line has the invisible character U+001B; remove it"),
        Damage(
            short, "A\u{2028}frame",
            "5: this line has the invisible character U+2028; remove it"),
        Damage(
            short, String(repeating: "A frame is short.\n", count: 500),
            "5: this paragraph has more than 8000 bytes; split it"),
    ]
}

struct DamageTests {
    @Test("The lesson is good before it is damaged")
    func good() {
        #expect(LessonDocument.parse(Array(Damage.lesson.utf8), file: "l.md").problems == [])
    }

    @Test("Damage is reported", arguments: Damage.blocks + Damage.yaml + Damage.prose)
    func damage(_ damage: Damage) throws {
        let place = try #require(Damage.lesson.firstRange(of: damage.old))
        var text = Damage.lesson
        text.replaceSubrange(place, with: damage.new)
        let document = LessonDocument.parse(Array(text.utf8), file: "l.md")
        #expect(document.problems.map(\.description) == damage.problems.map { "l.md:" + $0 })
    }
}

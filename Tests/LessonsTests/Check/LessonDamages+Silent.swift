// Damage that reads well: conditions that are never met, or met by what is right; bytes that are not there; hints that say the answer.

extension LessonDamages {
    static let silent: [LessonDamage] = [
        // What a show block shows.
        LessonDamage(
            .one, "panes: [wire]", "until: byte 7",
            "01-one.md:12: there is no byte 7; there are 7, counted from 0"),
        LessonDamage(
            .one, "panes: [wire]", "at: byte 5\nuntil: byte 3",
            "01-one.md:12: byte 5 is behind until: byte 3, so the cursor cannot stand on it"),
        LessonDamage(
            .one, "panes: [wire]", "panes: [wire, unmasking]",
            "01-one.md:12: no frame here is masked, so there is nothing to unmask; leave the pane unmasking out"),
        LessonDamage(
            .one, "frame: rfc/unmasked-text s0", "random: { from: server, text: 3..8 }\nat: byte 4",
            "01-one.md:11: what a show block shows is the same for everybody, so nothing of it can be random"),
        LessonDamage(
            .one, "frame: rfc/unmasked-text s0", "of: { from: server, text: Hi, reads: [4] }",
            "01-one.md:11: no read can end before byte 4; there are 4 bytes, counted from 0"),
        // What an exercise shows.
        LessonDamage(
            .one, "ask: byte 0\n", "ask: byte 0\nbytes: shown\nuntil: byte 4\n",
            "01-one.md:22: there is no byte 4; there are 4, counted from 0"),
        LessonDamage(
            .one, "of: { from: server, text: Hi }", "of: { from: server, text: Hi, reads: [9] }",
            "01-one.md:19: no read can end before byte 9; there are 4 bytes, counted from 0"),
        // Conditions of wrong answers.
        LessonDamage(
            .two, "answer: \"82 02 48 69\", say", "meet: \"frame(length == 2)\", say",
            "02-two.md:45: this wrong answer is right: the reference, \"81 02 48 69\", meets it too; say what is wrong in the wrong bytes"
        ),
        LessonDamage(
            .two, "answer: \"82 02 48 69\", say", "meet: \"frame(from == client)\", say",
            "02-two.md:45: this is never met: all bytes here are those of the server; leave from == client out"),
        LessonDamage(
            .two, "  - { answer: \"82 02 48 69\", say",
            "  - { meet: \"frame(opcode == binary)\", say: \"Another opcode.\" }\n  - { answer: \"82 02 48 69\", say",
            "02-two.md:46: this is never said: the condition in line 45 holds for \"82 02 48 69\" too; put the narrow one first"
        ),
        LessonDamage(
            .two, "  - { answer: \"82 02 48 69\", say",
            "  - { meet: opcode == ping, say: \"One.\" }\n  - { meet: frame(opcode == ping), say: \"Two.\" }\n  - { answer: \"82 02 48 69\", say",
            "02-two.md:46: the same condition stands in line 45, so this is never said"),
        LessonDamage(
            .two, "answer: \"81 85 37 fa 21 3d 7f 9f 4d 51 58\", say", "meet: frame(masked), say",
            "02-two.md:71: this wrong answer is right: the reference, \"81 85 37 fa 21 3d 7f | 9f 4d 51 58\", meets it too; say what is wrong in the wrong bytes"
        ),
        // What is done live.
        live(
            "frames of client == 2",
            "in a live exercise, only what has just come is looked at, mostly one frame, so frames cannot be counted; write what is wrong in one frame or message, or close == N"
        ),
        live(
            "frame(opcode == text) then frame(opcode == close)",
            "in a live exercise, only what has just come is looked at, mostly one frame, so \"then\" has nothing before it; write what is wrong in one frame or message, or close == N"
        ),
        live("not frame(opcode == text)", "this holds before anything is sent, so it would be said to everybody"),
        live(
            "frame(opcode == text)",
            "this is met on the right way too, as lessons/first-name shows it; say what is wrong in a wrong one"),
        // What finds a place.
        LessonDamage(
            .two, "find: \"frame(from == server and opcode == text)\"", "find: close == 1000",
            "02-two.md:17: \"close == 1000\" is about all of the recording, so it is met at every place or at none; find: needs frame(…), message(…), byte(…), row(…), or words of a frame such as opcode == close"
        ),
        LessonDamage(
            .two, "find: \"byte(from == server)\"", "find: valid",
            "02-two.md:19: \"valid\" is about all of the recording, so it is met at every place or at none; find: needs frame(…), message(…), byte(…), row(…), or words of a frame such as opcode == close"
        ),
        // Keys.
        LessonDamage(
            .two, "kind: find\n", "", "02-two.md:12: an exercise needs \"kind\"; add a line \"kind: …\""),
        LessonDamage(
            .two, "length, ask: size", "length, ask: len",
            "02-two.md:30: \"len\" is not a question; did you mean \"length\"?"),
        LessonDamage(
            .two, "length, ask: size", "length, ask: code",
            "02-two.md:30: \"code\" is not a question; did you mean \"close-code\"?"),
        // Sentences.
        LessonDamage(
            .one, "\"It is a text.\"", "\"It is 0x81, a text.\"",
            "01-one.md:24: this hint says the answer, such as \"81\"; only the last one may nearly give it away"),
        LessonDamage(
            .two, "say: \"That is all of it.\"", "say: \"\"",
            "02-two.md:30: a \"say\" is empty; write a sentence, or leave the key out"),
        LessonDamage(
            .two, "  M2: \"Then", "  M1: \"Right.\"\n  M2: \"Then",
            "02-two.md:85: M1 is the right one, and what is said about it is never shown; leave it out, or write why:"),
        LessonDamage(
            .two, "say: \"One step out.\"", "say: \"They are 81 05.\"",
            "02-two.md:19: \"81 05\" are bytes in prose; say in words what they are; a placeholder such as {byte 1} needs of:"
        ),
        LessonDamage(
            .one, "goal: How many bits has a byte?", "goal: How many bits has byte #1 of it?",
            "01-one.md:37: remark: what stands behind \" #\" is a comment, and not part of the text; put the text into quotes if it is one"
        ),
        LessonDamage(
            .two, "[valid, \"No rule is broken\"]", "[valid, No rule is broken, none]",
            "02-two.md:39: a goal is a condition and your words for it: [length == 0, \"Its payload has 0 bytes\"]; put quotes around words with a comma in them"
        ),
        LessonDamage(
            .two, "goal: What is a frame?", "goal: What is a frame?\nwrong: [{ answer: \"7\", say: \"No.\" }]",
            "02-two.md:106: explain is not graded, so nothing is said about a wrong answer; leave wrong: out"),
        LessonDamage(
            .one, "  eat: \"have breakfast\"\n", "",
            "01-one.md:50: order has 2 lines that belong; write more lines, at least 3"),
        LessonDamage(
            .two, "[valid, \"No rule is broken\"]", "[violates unmasked-frame, \"It is not masked\"]",
            "02-two.md:39: in the condition \"violates unmasked-frame\", character 10: \"unmasked-frame\" is not a rule; some that are like it: client-frame-not-masked, server-frame-masked, control-frame-too-long, control-frame-fragmented"
        ),
        // Ids.
        LessonDamage(
            .ids, "one/pick\n", "one/pick\npick\n",
            ".ids:3: \"pick\" is not the name of an exercise; write lesson/exercise, such as first-frame/echo-first-byte"
        ),
        LessonDamage(
            .one, "id: pick\n", "id: pick\nwas: [guess]\n",
            "01-one.md:36: \"guess\" is the id of an exercise in this lesson now; was: has ids that none has any more"),
    ]

    /// A condition of a wrong answer in the live exercise, and what is said of it.
    private static func live(_ condition: String, _ words: String) -> LessonDamage {
        LessonDamage(
            .two, "do: \"Open {url} in", "wrong: [{ meet: \"\(condition)\", say: \"No.\" }]\ndo: \"Open {url} in",
            "02-two.md:92: \(words)")
    }
}

// A hundred kinds of damage to the small course, one at a time.

/// Changes to the small course.
enum LessonDamages {
    /// What an exercise must say, and how.
    static let exercises: [LessonDamage] = [
        LessonDamage(
            .one, "kind: predict", "kind: predct",
            "01-one.md:17: unknown kind \"predct\"; did you mean \"predict\"?"),
        LessonDamage(
            .one, "goal: How many bits has a byte?\n", "",
            "01-one.md:35: an exercise needs \"goal\"; add a line \"goal: …\""),
        LessonDamage(
            .one, "goal: How many", "gaol: How many",
            "01-one.md:37: unknown key \"gaol\"; did you mean \"goal\"?"),
        LessonDamage(
            .one, "ask: byte 0", "ask: bite 0",
            "01-one.md:20: \"bite 0\" is not a question; did you mean \"byte 0\"?"
        ),
        LessonDamage(
            .one, "ask: byte 0", "ask: byte 9",
            "01-one.md:20: no answer is right: the bytes have no answer to what is asked"),
        LessonDamage(
            .one, "ask: byte 0", "ask: inflated",
            "01-one.md:20: no answer is right: the bytes have no answer to what is asked"),
        LessonDamage(
            .one, "text: Hi }\nask: byte 0", "text: Hi, compresed: yes }\nask: byte 0",
            "01-one.md:19: unknown key \"compresed\"; did you mean \"compressed\"?"),
        LessonDamage(
            .one, "right: 1", "right: 4",
            "01-one.md:31: \"right\" must be a whole number from 1 to 3, not \"4\""),
        LessonDamage(
            .one, "  - { text: \"Seven\", say: \"One more.\" }\n", "",
            "01-one.md:38: choices has 1 answer; write 2 to 6"),
        LessonDamage(
            .one, "misconception: m9", "misconception: m25",
            "01-one.md:22: misconception is one of m1 to m24, which `wslens lessons check` lists, not \"m25\""),
        LessonDamage(
            .one, "That is the second one, {yours}.", "That is the second one, {your}.",
            "01-one.md:23: {your} stands for nothing; placeholders are {text}, {length}, {symbols}, {copy-bits}, {a}, {b}, {yours}, {yours as decimal}, {url}, and questions such as {byte 1}"
        ),
        LessonDamage(
            .one, "id: pick", "id: guess",
            "01-one.md:35: the id \"guess\" is already that of an exercise above; give this one another"),
        LessonDamage(
            .one, "id: pick", "id: Pick",
            "01-one.md:35: an id has small letters, digits and hyphens, such as echo-first-byte, not \"Pick\""),
        LessonDamage(
            .one, "eat: \"have breakfast\"", "eat: \"have breakfast\"\n  go: \"go out\"",
            "01-one.md:47: headings must have each of the lines once, and have wake, wash, eat"),
        LessonDamage(
            .one, "wake < wash < eat", "wake < wash < eat < wake",
            "01-one.md:54: no order of the lines respects before: it goes in a circle"),
        LessonDamage(
            .one, "wake < wash < eat", "wake < wosh < eat",
            "01-one.md:54: no line is called \"wosh\""),
        LessonDamage(
            .one, "lines: [wake, wash]", "lines: [wake]",
            "01-one.md:47: headings must have each of the lines once, and have wake, eat"),
        LessonDamage(
            .one, "wake < wash < eat", "wake < wash, wake < eat",
            "01-one.md:58: this sentence is never said: before: has no rule for eat and wash themselves, or another sentence comes first"
        ),
        LessonDamage(
            .one, "before: [wake < wash < eat]", "before: [wash < wash]",
            "01-one.md:54: no order of the lines respects before: it goes in a circle"),
        LessonDamage(
            .one, "frame: rfc/unmasked-text s0", "frame: rfc/unmasked-txt s0",
            "01-one.md:11: there is no recording \"rfc/unmasked-txt\" in fixtures, or it cannot be read"),
        LessonDamage(
            .one, "frame: rfc/unmasked-text s0", "frame: rfc/unmasked-text s7",
            "01-one.md:11: rfc/unmasked-text has no frame 7 of the server; it has 2"),
        LessonDamage(
            .one, "frame: rfc/unmasked-text s0", "frame: rfc/unmasked-text first",
            "01-one.md:11: a recorded frame is the name of a recording and a frame, such as \"rfc/masked-text c0\" or \"rfc/fragmented-text c0..c1\", not \"rfc/unmasked-text first\""
        ),
        LessonDamage(
            .one, "panes: [wire]", "panes: [wires]",
            "01-one.md:12: panes are wire, bits, decoder, unmasking, not \"wires\""),
        LessonDamage(
            .one, "- { ask: byte 1, say", "- { field: fin, ask: byte 1, say",
            "01-one.md:23: a predict has one field; leave field: out"),
        LessonDamage(
            .one, "{ text: \"Seven\", say: \"One more.\" }", "{ text: \"Eight\", say: \"One more.\" }",
            "01-one.md:40: this choice stands above as well (with --seed 0)"),
        LessonDamage(
            .one, "goal: The server sends \"{text}\". What is", "goal: The server sends: what is",
            "01-one.md:18: \": \" stands inside a text without quotes; put the text after \"goal:\" into quotes"),
        LessonDamage(
            .one, "id: guess\n", "id: guess\nwas: guess\n",
            "01-one.md:17: \"was\" must be a list, not a single text; write it as [a, b], or as lines that begin with \"- \""
        ),
    ]

    /// Answers that are wrong, and are not, or never met.
    static let wrongs: [LessonDamage] = [
        LessonDamage(
            .two, "\"byte(from == server)\"", "\"byte(from == server and field == masking-key)\"",
            "02-two.md:19: no place of the recording meets this, or only places that are right or that a wrong answer above has"
        ),
        LessonDamage(
            .one, "- { ask: byte 1, say", "- { ask: byte 0, say",
            "01-one.md:23: this wrong answer, 0x81, is right"),
        LessonDamage(
            .one, "- { ask: byte 1, say", "- { answer: \"01\", say",
            "01-one.md:23: two wrong answers are the same, 0x01, with different sentences"),
        LessonDamage(
            .one, "- { ask: byte 1, say", "- { ask: masking-key, say",
            "01-one.md:23: this wrong answer is never met: it has no value with any draw"),
        LessonDamage(
            .one, "- { ask: byte 1, say", "- { answer: \"Hello\", say",
            "01-one.md:23: this wrong answer, \"Hello\", can't be read; what is typed here is a byte: two hex digits such as 4f, or 0x4f, or eight binary digits"
        ),
        LessonDamage(
            .one, "- { ask: byte 1, say", "- { say",
            "01-one.md:23: what is the wrong answer? Give ask:, of:, mutant:, by: real, as:, find:, meet:, or answer:"),
        LessonDamage(
            .two, "field: length, ask: size", "field: opcode, ask: size",
            "02-two.md:30: the form does not ask for the field \"opcode\"; its fields are FIN, length, text"),
        LessonDamage(
            .two, "field: length, ask: size", "ask: size",
            "02-two.md:30: which field is this wrong answer about? Add field:"),
        LessonDamage(
            .two, "field: length, ask: size", "field: length, ask: text",
            "02-two.md:30: this wrong answer, \"Ben\", can't be typed: length: \"Ben\" could not be read. Type a number, such as 40, or 0x28 in hex. (with --seed 0)"
        ),
        LessonDamage(
            .two, "answer: \"82 02 48 69\", say", "answer: \"81 02 48 69\", say",
            "02-two.md:45: this wrong answer, \"81 02 48 69\", is right"),
        LessonDamage(
            .two, "answer: \"82 02 48 69\", say", "answer: \"8\", say",
            "02-two.md:45: this wrong answer, \"8\", can't be typed: Character 1, '8', is half a byte. A byte has two digits: write 08, or add the digit that is missing."
        ),
        LessonDamage(
            .two, "mutant: X2", "mutant: M1",
            "02-two.md:66: M1 differs on a plain frame too, so there is nothing to find: \"81 85 37 fa 21 3d 7f 9f 4d 51 58\" passes; use it in diagnose, or in predict with by:",
            "02-two.md:71: this wrong answer, \"81 85 37 fa 21 3d 7f 9f 4d 51 58\", is right"),
        LessonDamage(
            .one, "{ text: \"There is no such byte\", say: \"There are 256 of them.\" }",
            "{ text: \"There is no such byte\" }",
            "01-one.md:30: this wrong choice says nothing; add say:"),
        LessonDamage(
            .one, "goal: How many", "wrong: [{answer: \"7\", say: \"No.\"}]\ngoal: How many",
            "01-one.md:37: choose has no wrong:; what is said stands beside what is picked"),
        LessonDamage(
            .two, "It reads MASK the wrong way round", "It reads FIN the wrong way round",
            "02-two.md:85: another mistake is called the same: \"It reads FIN the wrong way round\""),
    ]

    /// What differs from kind to kind.
    static let kinds: [LessonDamage] = [
        LessonDamage(
            .two, "in: rfc/unmasked-text", "in: rfc/nothing",
            "02-two.md:15: there is no recording \"rfc/nothing\" in fixtures, or it cannot be read"),
        LessonDamage(
            .two, "at: 101", "at: s9",
            "02-two.md:16: rfc/unmasked-text has no place s9, at which the cursor would stand"),
        LessonDamage(
            .two, "at: 101", "at: s0",
            "02-two.md:16: the cursor stands at a right place from the beginning; choose another with at:, not s0"),
        LessonDamage(
            .two, "at: 101", "at: somewhere",
            "02-two.md:16: at is a place such as c0, s3, c2 byte 5, 101 or client-fin, not \"somewhere\""),
        LessonDamage(
            .two, "opcode == text)\"\nwrong", "opcode == txt)\"\nwrong",
            "02-two.md:17: in the condition \"frame(from == server and opcode == txt)\", character 36: \"txt\" is not an opcode; did you mean \"text\"?"
        ),
        LessonDamage(
            .two, "opcode == text)\"\nwrong", "opcode == ping)\"\nwrong",
            "02-two.md:17: no place of the recording meets find:, so no answer is right"),
        LessonDamage(
            .two, "reference: \"81 02 48 69\"", "reference: \"81 02 48 70\"",
            "02-two.md:43: the right answer, \"81 02 48 70\", gets \"not yet\" (goal 2 of 2; goal: It says Hi; but: the text is \"Hp\".)"
        ),
        LessonDamage(
            .two, "reference: \"81 02 48 69\"", "reference: \"81 02 48 6\"",
            "02-two.md:43: \"81 02 48 6\" is not hex: Character 10, '6', is half a byte. A byte has two digits: write 06, or add the digit that is missing."
        ),
        LessonDamage(
            .two, "[valid, \"No rule is broken\"]", "[valid]",
            "02-two.md:39: a goal is a condition and your words for it: [length == 0, \"Its payload has 0 bytes\"]"),
        LessonDamage(
            .two, "[valid, \"No rule is broken\"]", "[vaild, \"No rule is broken\"]",
            "02-two.md:39: in the condition \"vaild\", character 1: \"vaild\" is not a word of conditions; did you mean \"valid\"?"
        ),
        LessonDamage(
            .two, "  - [valid, \"No rule is broken\"]\n",
            "  - [valid, \"a\"]\n  - [valid, \"b\"]\n  - [valid, \"c\"]\n  - [valid, \"d\"]\n  - [valid, \"e\"]\n  - [valid, \"f\"]\n",
            "02-two.md:38: meet has 7 goals; a screen has room for 6"),
        LessonDamage(
            .two, "{ of: { binary: \"07\" }, say", "{ of: { text: Hi }, say",
            "02-two.md:59: this item looks like one above: 81 02 48 69 (with --seed 0)"),
        LessonDamage(
            .two, "[\"frame(data)\", \"data\"]", "[\"frame(opcode == text)\", \"data\"]",
            "02-two.md:59: this item is in no bin: no condition holds for it (with --seed 0)"),
        LessonDamage(
            .two, "[\"frame(data)\", \"data\"]", "[\"frame(data)\", \"data\"]\n  - [broken, \"neither\"]",
            "02-two.md:56: no item belongs into the bin \"neither\" (with --seed 0)"),
        LessonDamage(
            .two, "mutant: X2", "mutant: X99",
            "02-two.md:66: there is no mutant \"X99\"; the mutants are M1, M2, M3, M4, M5, M6, M7, M8, M9, X1, X2, X3, X4, X5, X6, X7, X8, X9, X10, X13, X14, X15, X16, X17, X18, X19, X20, X21, X22, X23, X24, X25, X26, X27, X28, X29, X30, X31, X32, X33"
        ),
        LessonDamage(
            .two, "mutant: X2", "mutant: X16",
            "02-two.md:68: X16 takes input: number"),
        LessonDamage(
            .two, "mutant: X2\nfrom: client", "mutant: X8\nfrom: server",
            "02-two.md:67: X8 is a server, so that its bytes come from the client"),
        LessonDamage(
            .two, "mutant: X2\nfrom: client\ninput: reads",
            "mutant: X24\nfrom: client\nmeet:\n  - [valid, \"It is fine\"]\ninput: text",
            "02-two.md:68: of a key there are no conditions; leave meet: out"),
        LessonDamage(
            .two, "right: M1\nsay:\n  M2: \"Then the text would be wrong.\"", "right: M1",
            "02-two.md:82: nothing is said about M2; add it to say:"),
        LessonDamage(
            .two, "{ id: M2, text: \"It reads MASK the wrong way round\" }\nright: M1\nsay:\n  M2",
            "X8\nright: M1\nsay:\n  X8",
            "02-two.md:80: these mutants are different kinds of programs, and not all of them can have made the report"),
        LessonDamage(
            .two, "{ id: M2, text: \"It reads MASK the wrong way round\" }\nright: M1\nsay:\n  M2",
            "M1\nright: M1\nsay:\n  M1",
            "02-two.md:80: mutants are 2 to 6 different ones"),
        LessonDamage(
            .two, "random: { from: server, text: 4..9 }\nmutants", "of: { request: { verson: 8 } }\nmutants",
            "02-two.md:79: unknown key \"verson\"; did you mean \"version\"?"),
        LessonDamage(
            .two, "input: reads", "input: cuts",
            "02-two.md:68: input: cuts needs of: or random:, the bytes that are cut"),
        LessonDamage(
            .two, "7f | 9f", "7f 9f",
            "02-two.md:69: the right answer, \"81 85 37 fa 21 3d 7f 9f 4d 51 58\", gets \"not yet\" (In one piece it is right.)"
        ),
        LessonDamage(
            .two, "right: M1", "right: X1",
            "02-two.md:83: right is one of the mutants, not \"X1\""),
        LessonDamage(
            .two, "{ id: M2, text: \"It reads MASK the wrong way round\" }", "X19",
            "02-two.md:85: M2 is not one of the mutants here, which are M1, X19"),
        LessonDamage(
            .two, "  M2: \"Then the text would be wrong.\"", "  X1: \"No.\"",
            "02-two.md:85: X1 is not one of the mutants here, which are M1, M2"),
        LessonDamage(
            .two, "id: M1, text: \"It reads FIN the wrong way round\"", "id: M3, text: \"It takes 32 bits\"",
            "02-two.md:83: right is one of the mutants, not \"M1\""),
        LessonDamage(
            .two, "opcode == text)\", \"A text from", "opcode == binary)\", \"A text from",
            "02-two.md:97: goal 1 of until:, \"A text from the browser\", is not met in lessons/first-name, which is to show how it goes"
        ),
        LessonDamage(
            .two, "frame(from == client and opcode == text)\", \"A text from", "reads == 0\", \"A text from",
            "02-two.md:97: goal 1 of until:, \"A text from the browser\", is not met in lessons/first-name, which is to show how it goes",
            "02-two.md:98: all goals of until: are met in lessons/first-name where it opens, at 101; nothing would be left to do"
        ),
        LessonDamage(
            .two, "ask: [fin, length, text]", "ask: []",
            "02-two.md:28: decode needs ask: a list such as [fin, opcode, masked, length, text]"),
        LessonDamage(
            .two, "random: { from: server, text: 3..8 }", "random: { text: 3..8 }",
            "02-two.md:27: random needs to know who sends the frame: from: client, or from: server"),
        LessonDamage(
            .two, "random: { from: server, text: 3..8 }", "random: { from: server, text: 8..3 }",
            "02-two.md:27: text of random is a range of lengths such as 3..12, at most 1000, not \"8..3\""),
        LessonDamage(
            .two, "from: server\nmeet", "meet",
            "02-two.md:34: build needs from: client or server, since a client's frames are masked"),
        LessonDamage(
            .two, "from: server\nmeet", "from: nobody\nmeet",
            "02-two.md:37: from is client or server, not \"nobody\""),
        LessonDamage(
            .two, "  - [\"frame(control)\", \"control\"]\n", "",
            "02-two.md:53: sort has 1 bin; write 2 to 4"),
        LessonDamage(
            .two, "{ of: { opcode: ping }, say", "{ text: \"a Ping\", say",
            "02-two.md:57: this item needs bin: the number of its bin, since no condition can say it"),
        LessonDamage(
            .two, "should:\n  - [\"frames == 1\"", "should:\n  - [\"frames == 2\"",
            "02-two.md:42: the reference, \"81 02 48 69\", misses this goal of should:, so it passes only as \"non-strict\"; change one of the two"
        ),
        LessonDamage(
            .two, "X2\n", "X2\nwant: agreed\n",
            "02-two.md:67: want is differ or agree, not \"agreed\""),
        LessonDamage(
            .two, "do: \"Open", "doo: \"Open",
            "02-two.md:92: unknown key \"doo\"; did you mean \"do\"?"),
        LessonDamage(
            .two, "kind: explain", "kind: predict",
            "02-two.md:103: an exercise needs \"ask\"; add a line \"ask: …\""),
        LessonDamage(
            .two, "{ id: M2, text", "{ id: M1, text",
            "02-two.md:85: M2 is not one of the mutants here, which are M1, M1"),
        LessonDamage(
            .two, "  M2: \"Then the text would be wrong.\"\n", "  M1: \"It is.\"\n",
            "02-two.md:82: nothing is said about M2; add it to say:",
            "02-two.md:85: M1 is the right one, and what is said about it is never shown; leave it out, or write why:"),
        LessonDamage(
            .two, "random: { from: server, text: 4..9 }\nmutants", "mutants",
            "02-two.md:76: diagnose needs of: or random:, what these programs get: bytes, or a request"),
        LessonDamage(
            .two, "```exercise\nid: say-it", "```exercse\nid: say-it",
            "02-two.md:102: unknown block \"exercse\"; did you mean \"exercise\"?"),
    ]

    /// Sentences.
    static let texts: [LessonDamage] = [
        LessonDamage(
            .one, "  - { text: \"Eight\" }", "  - { text: \"Eight\", say: \"Yes.\" }",
            "01-one.md:35: which choice is right? Say right: N, counted from 1, or give each of the others a say"),
        LessonDamage(
            .two, "{url}", "{adress}",
            "02-two.md:92: {adress} stands for nothing; placeholders are {text}, {length}, {symbols}, {copy-bits}, {a}, {b}, {yours}, {yours as decimal}, {url}, and questions such as {byte 1}"
        ),
        LessonDamage(
            .one, "\"It is a text.\"", "\"The bytes are 82 05.\"",
            "01-one.md:24: \"82 05\" are bytes in prose; write a placeholder such as {byte 1}, which the codec fills in, or say in words what they are"
        ),
        LessonDamage(
            .one, "\"It is a text.\"", "\"It begins with 0x815.\"",
            "01-one.md:24: \"0x815\" are bytes in prose; write a placeholder such as {byte 1}, which the codec fills in, or say in words what they are"
        ),
        LessonDamage(
            .one, "Here are some:", "They are 8f9a, for instance:",
            "01-one.md:8: \"8f9a\" are bytes in prose; show them with a block \"show\", or say in words what they are"
        ),
        LessonDamage(
            .one, "\"It is a text.\"", "\"" + String(repeating: "long ", count: 39) + "long.\"",
            "01-one.md:24: a hint has 200 characters; a screen has room for 190"),
        LessonDamage(
            .one, "The server sends \"{text}\". What is the first byte?",
            "" + String(repeating: "long ", count: 45) + "\"{text}\".",
            "01-one.md:18: a goal has 230 characters with its placeholders filled; a screen has room for 220"),
        LessonDamage(
            .one, "\"It is a text.\"", "\"It is {masking-key}.\"",
            "01-one.md:24: {masking-key} has no value here"),
        LessonDamage(
            .one, "\"It is a text.\"", "\"It is {yours}.\"",
            "01-one.md:24: {yours} has no value here"),
        LessonDamage(
            .one, "{ text: \"Eight\" }", "{ text: \"" + String(repeating: "eight ", count: 13) + "\" }",
            "01-one.md:39: a choice has 78 characters; a screen has room for 76"),
        LessonDamage(
            .one, "\"It is a text.\"", "\"It is a frame.\"",
            "01-one.md:24: \"frame\" is explained in the lesson two, which this one does not need; explain it first, say it otherwise, or write *frame* if it is only mentioned"
        ),
        LessonDamage(
            .one, "What crosses the line is a row of **bytes**.", "A byte is what crosses the line: **bytes**.",
            "01-one.md:8: \"byte\" is used before line 8 explains it; explain it first, say it otherwise, or write *byte* if it is only mentioned"
        ),
        LessonDamage(
            .one, "**bytes**", "bytes",
            "words.yml:2: \"byte\" never stands in **bold** in lessons/01-one.md, which is to explain it"),
        LessonDamage(
            .two, "A **frame** is", "A frame, or **frame**, is",
            "02-two.md:9: \"frame\" is used before line 9 explains it; explain it first, say it otherwise, or write *frame* if it is only mentioned"
        ),
        LessonDamage(
            .one, "hints: [\"It is a text.\", \"It is the last of its kind.\"]", "hints: It is a text.",
            "01-one.md:24: \"hints\" must be a list, not a single text; write it as [a, b], or as lines that begin with \"- \""
        ),
        LessonDamage(
            .one, "say: \"It is morning.\"", "say: \"" + String(repeating: "long ", count: 40) + "\"",
            "01-one.md:56: a \"say\" has 200 characters; a screen has room for 190"),
    ]

    /// Front matter, words and ids.
    static let course: [LessonDamage] = [
        LessonDamage(
            .words, "word: byte, lesson: one", "word: byte, lesson: three",
            "words.yml:2: \"byte\" is explained in the lesson \"three\", which there is not"),
        LessonDamage(
            .words, "word: byte, lesson", "wrod: byte, lesson",
            "words.yml:2: unknown key \"wrod\"; did you mean \"word\"?"),
        LessonDamage(
            .one, "title: Numbers and lines", "title: Numbers and lines, and much more besides them",
            "01-one.md:3: the title has 45 characters; a list has room for 40"),
        LessonDamage(
            .one, "minutes: 5\n", "",
            "01-one.md:2: how long does the lesson take? Add a line \"minutes: 30\""),
        LessonDamage(
            .one, "minutes: 5\n", "minutes: 25\n",
            "01-one.md:4: remark: 32 words and the exercises take 5 minutes, and the lesson says 25"),
        LessonDamage(
            .one, "RFC 6455 §5.2", "RFC6455 5.2",
            "01-one.md:6: rfc names sections such as RFC 6455 §5.2, not \"RFC6455 5.2\""),
        LessonDamage(
            .one, "needs: []", "needs: [two]",
            "01-one.md:5: needs go in a circle: one needs two, two needs one; leave one of them out"),
        LessonDamage(
            .one, "needs: []", "needs: [tow]",
            "01-one.md:5: no lesson has the id \"tow\"; did you mean \"two\"?"),
        LessonDamage(
            .one, "id: one\n", "id: two\n",
            ".ids:1: the lesson one was published, and is gone; give it its id back, or write was: [one] into the one that it is now, since progress is kept under ids",
            "01-one.md:16: two/guess is not in lessons/.ids; once its id is to stay, add it there, or run `wslens lessons check lessons --update-ids`",
            "01-one.md:35: two/pick is not in lessons/.ids; once its id is to stay, add it there, or run `wslens lessons check lessons --update-ids`",
            "01-one.md:44: two/steps is not in lessons/.ids; once its id is to stay, add it there, or run `wslens lessons check lessons --update-ids`",
            "02-two.md:2: the id \"two\" is already that of lessons/01-one.md; give this lesson another",
            "words.yml:2: \"byte\" is explained in the lesson \"one\", which there is not",
            "words.yml:3: \"frame\" never stands in **bold** in lessons/01-one.md, which is to explain it"),
        LessonDamage(
            .two, "needs: [one]", "needs: []",
            "02-two.md:7: one/guess is in a lesson that this one does not need; add one to needs, or review another",
            "02-two.md:9: \"byte\" is explained in the lesson one, which this one does not need; explain it first, say it otherwise, or write *byte* if it is only mentioned"
        ),
        LessonDamage(
            .two, "review: [one/guess]", "review: [one/gues]",
            "02-two.md:7: there is no exercise \"one/gues\"; did you mean \"one/guess\"?"),
        LessonDamage(
            .two, "needs: [one]", "needs: [one]\nwas: [one]",
            "02-two.md:6: \"one\" is the id of lessons/01-one.md now; was: has ids that no lesson has any more"),
        LessonDamage(
            .ids, "one/pick\n", "",
            "01-one.md:35: one/pick is not in lessons/.ids; once its id is to stay, add it there, or run `wslens lessons check lessons --update-ids`"
        ),
        LessonDamage(
            .ids, "one/pick\n", "one/pick\none/pick\n",
            ".ids:3: one/pick is listed twice; remove this line"),
        LessonDamage(
            .ids, "one/pick\n", "one/pick\none/old\nzero/old\n",
            ".ids:3: one/old was published, and is gone; give it its id back, or write was: [old] into the one that it is now, since progress is kept under ids",
            ".ids:4: the lesson zero was published, and is gone; give it its id back, or write was: [zero] into the one that it is now, since progress is kept under ids"
        ),
        LessonDamage(
            .ids, "", "one/guess\n",
            "01-one.md:35: one/pick is not in lessons/.ids; once its id is to stay, add it there, or run `wslens lessons check lessons --update-ids`",
            "01-one.md:44: one/steps is not in lessons/.ids; once its id is to stay, add it there, or run `wslens lessons check lessons --update-ids`",
            "02-two.md:12: two/seek is not in lessons/.ids; once its id is to stay, add it there, or run `wslens lessons check lessons --update-ids`",
            "02-two.md:24: two/fields is not in lessons/.ids; once its id is to stay, add it there, or run `wslens lessons check lessons --update-ids`",
            "02-two.md:34: two/write is not in lessons/.ids; once its id is to stay, add it there, or run `wslens lessons check lessons --update-ids`",
            "02-two.md:49: two/bins is not in lessons/.ids; once its id is to stay, add it there, or run `wslens lessons check lessons --update-ids`",
            "02-two.md:63: two/expose is not in lessons/.ids; once its id is to stay, add it there, or run `wslens lessons check lessons --update-ids`",
            "02-two.md:76: two/whodunit is not in lessons/.ids; once its id is to stay, add it there, or run `wslens lessons check lessons --update-ids`",
            "02-two.md:89: two/do-it is not in lessons/.ids; once its id is to stay, add it there, or run `wslens lessons check lessons --update-ids`",
            "02-two.md:103: two/say-it is not in lessons/.ids; once its id is to stay, add it there, or run `wslens lessons check lessons --update-ids`"
        ),
    ]
}

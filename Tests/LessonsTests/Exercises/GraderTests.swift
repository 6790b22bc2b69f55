// What each kind of exercise says about answers: right, wrong in ways that are known and in ways that are not, and unreadable.

import Capture
import Testing
import WebSocketProtocol

@testable import Lessons

@Suite struct GraderTests {
    /// An answer to an exercise, and all that is said about it.
    struct Case: CustomTestStringConvertible, Sendable {
        let id: String, answer: String, step: Step, lines: [String]
        var testDescription: String { "\(id) \(step) \(answer)" }

        init(_ id: String, _ answer: String, _ step: Step = .main, _ lines: String...) {
            (self.id, self.answer, self.step, self.lines) = (id, answer, step, lines)
        }
    }

    static let cases = [
        Case(
            "first-byte", "81", .main, "ok  → 0x81 = 129"),
        Case(
            "first-byte", "01", .main, "not yet  → 0x01 = 1",
            "yours: 0000 0001   0x01   FIN 0, RSV 0 0 0, opcode 1 text", "it is: ···· ····", "says FIN is 0 in 01.",
            "RFC 6455 §5.2"),
        Case(
            "first-byte", "0x82", .main, "not yet  → 0x82 = 130",
            "yours: 1000 0010   0x82   FIN 1, RSV 0 0 0, opcode 2 binary", "it is: ···· ····", "says That is binary.",
            "RFC 6455 §5.2"),
        Case(
            "first-byte", "1000 0011", .main, "not yet  → 0x83 = 131",
            "yours: 1000 0011   0x83   FIN 1, RSV 0 0 0, opcode 3 reserved", "it is: ···· ····", "RFC 6455 §5.2"),
        Case(
            "first-byte", "xy", .main, "unreadable",
            "says \"xy\" could not be read. Type a byte: two hex digits such as 4f, or 0x4f, or eight binary digits."),
        Case(
            "first-byte", "129", .main, "ok  → 0x81 = 129"),
        Case(
            "whole-frame", "1; text; yes; 3; 7c 65 c1 e5; Tea", .main, "ok", "x x x x x x"),
        Case(
            "whole-frame", "1; 1; 1; 131; 7c65c1e5; Tea", .main, "not yet", "x x x ! x x", "about length",
            "yours: 1000 0011   131", "it is: ··· ····   in byte 1, bits 1 to 7", "says That is the whole second byte.",
            "RFC 6455 §5.2"),
        Case(
            "whole-frame", "1; 1; 1; 3; 81 83 7c 65; Tea", .main, "not yet", "x x x x ! x", "about key",
            "yours: 81 83 7c 65", "it is: ·· ·· ·· ··   bytes 2 to 5", "says Those are the first four bytes.",
            "RFC 6455 §5.3"),
        Case(
            "whole-frame", "1; 1; 1; 3; 7c65c1e5; tea", .main, "not yet", "x x x x x !", "about text",
            "yours: 3 bytes   \"tea\"",
            "says Those are the right letters, but not all in the right size. Capital letters and small ones have bytes of their own.",
            "RFC 6455 §5.6"),
        Case(
            "whole-frame", "1; 1; 1; 3; 7c65c1e5; Te;a", .main, "not yet", "x x x x x !", "about text",
            "yours: 4 bytes   \"Te;a\"", "RFC 6455 §5.6"),
        Case(
            "whole-frame", "1; 1; 1", .main, "unreadable",
            "says length: Nothing was typed. Type a number, such as 40, or 0x28 in hex."),
        Case(
            "make-hi", "81 82 37 fa 21 3d 7f 93", .main, "ok  → 8 bytes", "x x x x"),
        Case(
            "make-hi", "8182010203044b6b", .main, "not yet  → 8 bytes", "x x ! x", "about goal 3 of 3",
            "goal: It says Hi", "but: the text is \"Ji\".", "RFC 6455 §5.2"),
        Case(
            "make-hi", "81 82 00 00 00 00 48 69", .main, "non-strict  → 8 bytes", "x x x !",
            "says The key can't be foreseen"),
        Case(
            "make-hi", "81 02 48 69", .main, "not yet  → 4 bytes", "! x x !", "about goal 1 of 3",
            "goal: No rule is broken, and nothing is missing",
            "says A client masks.", "RFC 6455 §5.1"),
        Case(
            "make-hi", "81 82 37 fa 21 3d 7f", .main, "not yet  → 7 bytes", "! ! ! x", "about goal 1 of 3",
            "goal: No rule is broken, and nothing is missing",
            "but: byte 7 is missing, the second byte of the payload.", "RFC 6455 §5.2"),
        Case(
            "make-hi", "81 82 37 fa 21 3d 7f 92", .main, "not yet  → 8 bytes", "x x ! x", "about goal 3 of 3",
            "goal: It says Hi", "but: the text is \"Hh\".", "RFC 6455 §5.2"),
        Case(
            "make-hi", "82 82 00 00 00 00 48 69", .main, "not yet  → 8 bytes", "x ! ! !", "about goal 2 of 3",
            "goal: It is one text frame", "but: the opcode is 2, binary.", "RFC 6455 §5.2"),
        Case(
            "make-hi", "c1 82 37 fa 21 3d 7f 93", .main, "not yet  → 8 bytes", "! x x x", "about goal 1 of 3",
            "goal: No rule is broken, and nothing is missing", "says No extension has given RSV1 a sense.",
            "RFC 6455 §5.2"),
        Case(
            "make-hi", "81 8", .main, "unreadable",
            "says Character 4, '8', is half a byte. A byte has two digits: write 08, or add the digit that is missing."),
        Case(
            "make-hi", "", .main, "unreadable", "says Nothing was typed. Type bytes in hex, such as 81 05."),
        Case(
            "cuts", "9", .main, "ok  → 9 bytes, 2 bytes", "x", "differ: payload byte 3"),
        Case(
            "cuts", "6", .main, "not yet  → 6 bytes, 5 bytes", "!", "differ: no", "says That is before the payload."),
        Case(
            "cuts", "10", .main, "not yet  → 10 bytes, 1 byte", "!", "differ: no",
            "says They are alike. Find a cut with which they differ."),
        Case(
            "cuts", "3 8", .main, "ok  → 3 bytes, 5 bytes, 3 bytes", "x", "differ: payload byte 2"),
        Case(
            "cuts", "12", .main, "unreadable",
            "says \"12\" is not the number of a byte to cut before, from 1 to 10, in rising order."),
        Case(
            "cuts", "8 3", .main, "unreadable",
            "says \"3\" is not the number of a byte to cut before, from 1 to 10, in rising order."),
        Case(
            "cuts", "1", .line, "not yet", "says This line is fine. Here the program begins."),
        Case(
            "cuts", "99", .line, "unreadable", "says Type the number of a line, from 1 to 11."),
        Case(
            "agree", "8a 00", .main, "ok  → 2 bytes", "x x x", "differ: no"),
        Case(
            "agree", "89 00", .main, "not yet  → 2 bytes", "x x !", "about goal 3 of 3", "goal: It is a Pong",
            "differ: no"),
        Case(
            "agree", "9a 00", .main, "not yet  → 2 bytes", "! ! x", "about goal 2 of 3", "goal: No rule is broken",
            "differ: answers instead of refusing"),
        Case(
            "agree", "8a 02 41 42", .main, "ok  → 4 bytes", "x x x", "differ: no"),
        Case(
            "a-ping", "s0", .main, "ok  → frame 0 of the server"),
        Case(
            "a-ping", "c0", .main, "not yet  → frame 0 of the client",
            "this is: FIN 1, RSV 0 0 0, opcode 10 pong, MASK 1, length 5", "says That is the answer."),
        Case(
            "a-byte", "server-fin", .main, "not yet  → the end of what the server sends",
            "this is: the end of what the server sends",
            "says This is not a frame. Here one side says that it will send nothing more."),
        Case(
            "a-byte", "s0", .main, "unreadable",
            "says One byte of a frame is asked for, and not the whole frame."),
        Case(
            "a-byte", "c0 byte 0", .main, "not yet  → byte 0 of frame 0 of the client",
            "this is: FIN 1, RSV 0 0 0, opcode 10 pong",
            "says The client sent this. Look for what the server sent."),
        Case(
            "a-byte", "s1 byte 0", .main, "not yet  → byte 0 of frame 1 of the server",
            "this is: FIN 1, RSV 0 0 0, opcode 8 close",
            "says Opcode 8 is close. Look for a frame of another kind: the second hex digit of its first byte says it."),
        Case(
            "a-ping", "101", .main, "not yet  → the server's reply to the request",
            "this is: the server's reply to the request", "says There it begins."),
        Case(
            "a-ping", "s0 byte 6", .main, "ok  → byte 6 of frame 0 of the server"),
        Case(
            "a-ping", "s0 byte 7", .main, "unreadable",
            "says The recording has no such place: byte 7 of frame 0 of the server."),
        Case(
            "a-ping", "c9", .main, "unreadable", "says The recording has no such place: frame 9 of the client."),
        Case(
            "a-ping", "nowhere", .main, "unreadable",
            "says Type a place: a frame such as c0 or s3, a byte such as c2 byte 5, 101, or client-fin."),
        Case(
            "a-ping", "c0 byte 1", .main, "not yet  → byte 1 of frame 0 of the client", "this is: MASK 1, length 5",
            "says That is the answer."),
        Case(
            "why", "Because the bytes say so.", .main, "kept"),
        Case(
            "why", "dunno", .main, "unreadable",
            "says A few more words, please: one sentence in your own words. Nothing in it can be wrong."),
        Case(
            "why-not", "Because the bytes say so.", .main, "kept",
            "says Compare with yours: The header says how long it is."),
        Case(
            "whole-frame", "1; 1; 1; 3; 7c65c1e5; 54 65 61", .main, "not yet", "x x x x x !", "about text",
            "yours: 8 bytes   \"54 65 61\"", "says Those are its bytes. Which letters do they stand for?",
            "RFC 6455 §5.6"),
        Case(
            "letter", "0100 1000", .main, "unreadable",
            "says Two hex digits are wanted, such as a3; that has eight digits."),
        Case(
            "letter", "104", .main, "unreadable",
            "says 104 has three digits, so it is not a byte in hex. If it is the number in tens, divide it by 16: the result is the first hex digit, the remainder the second."
        ),
        Case(
            "letter", "49", .main, "not yet  → 0x49", "yours: 0x49   73 in tens   \"I\"", "it is: ··",
            "says One too many."),
        Case(
            "letter", "47", .main, "not yet  → 0x47", "yours: 0x47   71 in tens   \"G\"", "it is: ··",
            "says One too few."),
        Case(
            "bits", "48", .main, "unreadable",
            "says That is not eight bits. Write each hex digit of the byte as four bits, such as 1010 for a."),
        Case(
            "sum", "3", .main, "not yet", "yours: 3", "says They are not added."),
        Case(
            "by-mutant", "5", .main, "not yet", "yours: 0000 0101   5", "it is: ··· ····", "RFC 6455 §5.2"),
        Case(
            "short-pong", "8a 01 41", .main, "not yet  → 3 bytes", "x x !", "about goal 3 of 3", "goal: It is empty",
            "differ: no", "says It has a payload."),
        Case(
            "why", "  ", .main, "unreadable", "says Nothing was typed. Write one or two sentences."),
    ]

    @Test(arguments: cases)
    func saysWhatIsWrong(_ one: Case) throws {
        let feedback = try SampleLesson.assignment(one.id).grade(one.answer, one.step)
        #expect(feedback.lines == one.lines)
    }
}

@Suite struct OrderRemarkTests {
    /// A sentence about two lines is not said of a line for which something else is missing.
    @Test func aSentenceIsAboutTheLineThatIsMissing() throws {
        let assignment = try SampleLesson.assignment("steps")
        func said(_ names: String...) -> String? {
            guard case .order(let task) = assignment.exercise.body else { return nil }
            let letters = names.compactMap { assignment.letter(ofLine: $0, task) }
            return assignment.grade(letters.joined(separator: " ")).say
        }
        #expect(said("payload") == "The header says how long it is.")
        #expect(said("header", "unmask")?.hasPrefix("Something else has to come before line") == true)
        #expect(said("header", "answer") == "Nothing was read yet.")
    }
}

@Suite struct KeptAliveTests {
    /// Where other requests came over the same connection, `request` and `101` are those of the WebSocket, each once.
    @Test(arguments: ["exchanges/kept-alive-then-101", "exchanges/401-then-101"]) func thePlacesAreOfTheHandshake(
        recording: String
    ) throws {
        let conversation = try #require(BuiltInCourse.library.recording(recording))
        #expect(conversation.rows.count { $0 == .request } == 1)
        #expect(conversation.rows.count { $0 == .answer } == 1)
        let item = try #require(conversation.item(of: .answer))
        guard case .response(let number) = conversation.dissection.items[item].kind else {
            Issue.record("\(conversation.dissection.items[item].kind)")
            return
        }
        #expect(conversation.dissection.exchanges[number]?.verdict?.status == 101)
    }
}

@Suite struct WrongProgramTests {
    /// The right program refuses these bytes, for another reason than the mistake: the two do not agree.
    @Test func aRefusalIsNotAgreement() throws {
        let assignment = try SampleLesson.assignment("agree")
        let feedback = assignment.grade("8a 80 37 fa 21 3d")
        #expect(feedback.outputs?.isOtherMistake == false && feedback.outputs?.isAsAsked == false)
        #expect(assignment.mutantGoals(feedback).map(\.isMet) == [false, false, true])
    }

    /// Where the outputs differ, that is said, and how, also where another mistake than the one at fault makes them differ.
    @Test(arguments: [
        ("closing/says-1005", "c1 80 37 fa 21 3d", "They differ: answers instead of refusing."),
        (
            "messages/nobody-asked", "01 01 48 81 01 69",
            "They differ: hands on a message instead of refusing. But that is another mistake: without the line at fault this program would do the same."
        ),
    ]) func anotherMistakeIsSaidToBeOne(id: String, typed: String, words: String) throws {
        let exercise = try #require(BuiltInCourse.course.exercise(id), "\(id)")
        let assignment = try Assignment(exercise, BuiltInCourse.library, round: Round(seed: "a"))
        let outputs = try #require(assignment.grade(typed).outputs)
        #expect(!outputs.isAsAsked)
        #expect(outputs.comparison == words)
    }

    /// A server that waits for ten answers keeps the answer to a Close as well, and does not end TCP.
    @Test(arguments: [
        ("88 80 37 fa 21 3d", Verdict.notYet), ("8a 80 37 fa 21 3d", .ok), ("01 81 37 fa 21 3d 7f", .ok),
        ("81 81 37 fa 21 3d 7f", .notYet),
    ]) func whatIsDueIsNotHeldBack(typed: String, verdict: Verdict) throws {
        let exercise = try #require(BuiltInCourse.course.exercise("inside-a-server/nothing-due"))
        let assignment = try Assignment(exercise, BuiltInCourse.library, round: Round(seed: "a"))
        #expect(assignment.grade(typed).verdict == verdict)
    }

    /// A Close with nine answers before it is sent, and what comes behind it is not answered.
    @Test func aCloseCountsAmongTheAnswers() throws {
        let ping = "89 80 00 00 00 00 ", close = "88 80 00 00 00 00 "
        for (pings, isHeld) in [(9, false), (8, true)] {
            let typed = String(repeating: ping, count: pings) + close + ping
            let traffic = Traffic([try Hex.parse(typed)], from: .client)
            let output = try #require(Mutants.named("M8")?.output(of: .traffic(traffic)))
            let right = try #require(Mutants.named("M8")?.family.real(.traffic(traffic)))
            #expect((output == right) == !isHeld, "\(pings): \(output.sentences)")
        }
    }
}

@Suite struct PickTests {
    /// A program that tries one number after the other: choices change their places after every third wrong answer.
    @Test func choicesChangePlaces() throws {
        let exercise = try #require(SampleLesson.course.exercise("sample/pick"))
        var school = School(SampleLesson.course, progress: Progress(), seed: "a")
        school.open(try #require(SampleLesson.course.lesson("sample")))
        let isThere = school.go(toExercise: exercise.id)
        #expect(isThere)
        var work = try #require(school.work)
        let right = try #require(work.assignment.reference())
        let wrong = try #require(["1", "2", "3", "4"].first { $0 != right })
        let orders = (0..<30).map { _ -> [String] in
            for _ in 0..<3 { _ = work.check(work.assignment.reference() == wrong ? "1" : wrong, time: "") }
            return work.assignment.choices
        }
        #expect(Set(orders).count > 5)
    }

    @Test func binsOfEveryItem() throws {
        for seed in ["a", "b", "c", "d"] {
            let assignment = try SampleLesson.assignment("bins", seed: seed)
            let right = try #require(assignment.reference())
            #expect(assignment.grade(right).verdict == .ok)
            for index in 0..<3 {
                var digits = right.split(separator: " ").map(String.init)
                digits[index] = digits[index] == "1" ? "2" : "1"
                let feedback = assignment.grade(digits.joined(separator: " "))
                #expect(feedback.verdict == .notYet)
                #expect(feedback.about == "item \(["a", "b", "c"][index])")
            }
            // Where several are wrong, the first is pointed out, and nothing is said of the others.
            let wrong = right.map { $0 == "1" ? "2" : $0 == "2" ? "1" : "\($0)" }.joined()
            #expect(assignment.grade(wrong).parts.map(\.state) == [.wrong, .open, .open])
            #expect(assignment.grade("1 2").verdict == .unreadable)
            #expect(assignment.grade("1 2 3").verdict == .unreadable)
        }
    }

    /// Where no condition can say it, the file says which bin an item belongs into.
    @Test func binsThatTheFileNames() throws {
        for seed in ["a", "b", "c"] {
            let assignment = try SampleLesson.assignment("words", seed: seed)
            let bins = ["apple": "1", "hammer": "2", "cat": "3"]
            let digits = try assignment.sortItems.map { try #require(bins[$0.text]) }
            #expect(assignment.grade(digits.joined()).verdict == .ok)
            #expect(assignment.reference() == digits.joined(separator: " "))
        }
    }

    @Test func anyOrderThatRespectsWhatMustComeFirst() throws {
        for seed in ["a", "b", "c"] {
            let assignment = try SampleLesson.assignment("steps", seed: seed)
            func letters(_ texts: String...) throws -> String {
                try texts.map { text in try #require(assignment.lines.first { $0.text == text }).letter }.joined(
                    separator: " ")
            }
            for right in [
                try letters("read the header", "read the payload", "unmask it", "answer"),
                try letters("read the header", "read the payload", "answer", "unmask it"),
            ] { #expect(assignment.grade(right).verdict == .ok) }
            let early = assignment.grade(try letters("read the payload", "read the header"))
            #expect(early.verdict == .notYet)
            #expect(early.say == "The header says how long it is.")
            let part = assignment.grade(try letters("read the header", "read the payload"))
            #expect(part.say == "So far it is right. 2 more of the lines belong to it.")
            let most = assignment.grade(try letters("read the header", "read the payload", "unmask it"))
            #expect(most.verdict == .notYet && most.say == "So far it is right. 1 more of the lines belong to it.")
            let lost = assignment.grade(try letters("read the header", "empty the buffer", "answer"))
            #expect(lost.say == "What follows would be lost.")
            #expect(lost.parts.map(\.state) == [.right, .wrong, .open])
            #expect(assignment.grade("a a").verdict == .unreadable)
            #expect(assignment.grade("z").verdict == .unreadable)
        }
    }

    @Test func suspectsAreRefutedWithTheirOwnReading() throws {
        let assignment = try SampleLesson.assignment("which")
        for (index, text) in assignment.choices.enumerated() {
            let feedback = assignment.grade("\(index + 1)")
            #expect(feedback.verdict == (text == "fin" ? .ok : .notYet))
            if text == "mask" {
                #expect(feedback.say == "Then a key would be read.")
                #expect(feedback.gap.map(\.label) == ["would read"])
            }
        }
    }

    @Test func theQuestionAfterIt() throws {
        let assignment = try SampleLesson.assignment("first-byte")
        let question = try #require(assignment.whyQuestion)
        for (index, text) in question.choices.enumerated() {
            let feedback = assignment.grade("\(index + 1)", .why)
            #expect(feedback.verdict == (text == "b" ? .ok : .notYet))
            #expect(feedback.say == (text == "b" ? nil : "Not \(text)."))
        }
    }
}

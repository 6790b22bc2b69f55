// Answers as they are kept for a teacher, who compares those of many; and what must not be read before the answer.

import Testing
import WebSocketProtocol

@testable import Lessons

@Suite struct KeptTests {
    private static let seeds = ["a", "b", "c", "d"]

    /// What stood where for one student says nothing: the words are kept.
    @Test(arguments: seeds)
    func picksAreKeptInWords(seed: String) throws {
        for (id, step, words) in [("pick", Step.main, "two"), ("which", .main, "fin"), ("first-byte", .why, "b")] {
            let assignment = try SampleLesson.assignment(id, seed: seed)
            let right = try #require(assignment.reference(step))
            #expect(assignment.kept(right, step) == words)
            #expect(assignment.kept("9", step) == "9")
        }
    }

    @Test(arguments: seeds)
    func binsAreKeptInTheOrderOfTheFile(seed: String) throws {
        let assignment = try SampleLesson.assignment("words", seed: seed)
        let right = try #require(assignment.reference())
        #expect(assignment.kept(right) == "1 2 3")
        let place = try #require(assignment.sortItems.firstIndex { $0.text == "hammer" })
        let one = (0..<3).map { $0 == place ? "3" : "-" }.joined()
        #expect(assignment.kept(one) == "- 3 -")
        #expect(assignment.kept("nonsense") == "nonsense")
    }

    @Test(arguments: seeds)
    func linesAreKeptByTheirNames(seed: String) throws {
        let assignment = try SampleLesson.assignment("steps", seed: seed)
        let letters = try ["read the header", "empty the buffer", "answer"].map { text in
            try #require(assignment.lines.first { $0.text == text }).letter
        }
        #expect(assignment.kept(letters.joined()) == "header < clear < answer")
        #expect(assignment.kept("a a") == "a a")
    }

    @Test func whatIsTypedIsKeptAsItIs() throws {
        for (id, answer) in [("first-byte", "0x81"), ("make-hi", "81 8"), ("cuts", "3 7"), ("why", "Because.")] {
            #expect(try SampleLesson.assignment(id).kept(answer) == answer)
        }
    }

    /// Nothing is ticked before it is checked, and then all of it by the reference.
    @Test func goalsAreTickedOnceBytesAreChecked() throws {
        let assignment = try SampleLesson.assignment("make-hi")
        for (typed, goals) in [
            ("81 82 00 00 00 00 48 69", [true, true, true, false]),
            ("81 82 37 fa 21 3d 7f 93", [true, true, true, true]),
        ] {
            #expect(assignment.preview(typed, isChecked: true)?.goals == goals)
            #expect(assignment.preview(typed, isChecked: false)?.goals == [false, false, false, false])
        }
    }

    /// What a student is to calculate, the decoder says only once it is checked: an XOR, and a number of several bytes.
    @Test(arguments: [
        ("81 82 37 fa 21 3d 7f", FrameField.payload, "payload, has 1 of 2 bytes, needs 1 more."),
        ("81 fe 02 bc", .extendedLength16, "masking key, has 0 bytes, needs 4 more."),
        ("81 fe 02 bc 37 fa 21 3d 7f", .payload, "payload, as much as its length says."),
    ]) func nothingIsCalculatedWhileBytesAreTyped(typed: String, field: FrameField, next: String) throws {
        let assignment = try SampleLesson.assignment("make-hi")
        let before = try #require(assignment.preview(typed, isChecked: false))
        #expect(before.field == field)
        #expect(before.sentences.isEmpty)
        #expect(before.nextWords == next)
        #expect(assignment.preview(typed, isChecked: true)?.sentences.isEmpty == false)
        // What is read off is said at once.
        #expect(assignment.preview("81 82", isChecked: false)?.sentences.isEmpty == false)
    }
}

@Suite struct SecretsTests {
    @Test(arguments: [
        ("first-byte", ["81", "1000 0001", "10000001"]),
        // What stands among the bytes that are shown is not a secret in that spelling.
        ("whole-frame", ["0x1", "0x3", "7c65c1e5", "Tea"]),
        ("make-hi", ["81 82 37 fa 21 3d 7f 93", "818237fa213d7f93"]), ("agree", ["8a 00", "8a00"]),
        ("cuts", []), ("pick", []), ("which", []), ("a-ping", []), ("why", []),
    ])
    func answersInTheirSpellings(id: String, spellings: [String]) throws {
        #expect(try SampleLesson.assignment(id).secrets == spellings)
    }

    @Test func theOrderOfBinsAndLines() throws {
        for id in ["bins", "steps"] {
            let assignment = try SampleLesson.assignment(id)
            #expect(try assignment.secrets == [#require(assignment.reference())])
        }
    }
}

// The lessons that come with the program have no problems, and the parts of the checker find what they look for.

import BuiltInFiles
import Testing

@testable import Lessons

@Suite struct CheckTests {
    @Test func theBuiltInLessonsHaveNoProblems() {
        let files = BuiltInFiles.paths.filter { $0.hasPrefix("lessons/") }
            .map { (name: $0, bytes: Array((BuiltInFiles.text($0) ?? "").utf8)) }
        var seen: [String] = []
        let report = LessonCheck(files, BuiltInCourse.library, seeds: 10).report { seen.append($0.exercise) }
        #expect(report.problems.map(\.description) == [])
        #expect(report.lessonCount == BuiltInCourse.course.lessons.count)
        #expect(seen == BuiltInCourse.course.lessons.flatMap(\.exercises).map(\.fullID))
        #expect(report.exerciseCount == seen.count)
    }

    @Test func eachBeliefIsListedWithItsExercises() {
        let lines = SmallCourse().report(seeds: 1).misconceptionLines
        #expect(lines.count == 24)
        #expect(lines[8] == "m9   FIN says that the connection is closed.  one/guess")
        #expect(lines[9] == "m10  A text that says ping is a Ping.  (no exercise yet)")
        #expect(Misconception.allCases.map(\.rawValue) == (1...24).map { "m\($0)" })
    }

    @Test(arguments: [
        ("The bytes 81 05 begin it.", "81 05"), ("F0 0F", "F0 0F"), ("It is 8f9a.", "8f9a"), ("37fa213d", "37fa213d"),
        ("0x815 or so", "0x815"), ("a 12 7f b", "12 7f"), ("be 05 7f", "05 7f"),
    ])
    func bytesInProse(_ text: String, _ found: String) { #expect(TextCheck.hex(in: text) == found) }

    @Test(arguments: [
        "The second byte is 80 in hex.", "be ad", "In 2010 researchers showed it.", "bytes 4, 8 and 12",
        "0x81 is binary.",
        "00 is zero", "the number 1002, protocol error", "{byte 1} {byte 2}", "RFC 6455", "12, 7f", "cafe",
        "0b01 and more", "81 and 05",
        "0100 1011", "M1 X2",
    ])
    func noBytesInProse(_ text: String) { #expect(TextCheck.hex(in: text) == nil) }

    @Test(arguments: [
        ("frame", "two frames", true), ("frame", "Frames are short.", true), ("frame", "the Frame field", false),
        ("frame", "It ends. Frame it.", true), ("frame", "framed", false), ("frame", "a half-frame", true),
        ("proxy", "two proxies", true), ("XOR", "it was XORed", true), ("XOR", "xor", false),
        ("OR", "one or two", false),
        ("RSV", "RSV1", true), ("masking key", "the masking keys", true), ("masking key", "masking", false),
        ("masking key", "Masking keys are new.", true), ("big-endian", "it is big-endian", true),
        ("Ping", "a ping", false),
    ])
    func words(_ word: String, _ text: String, _ isUsed: Bool) {
        let tokens = WordCheck.Token.tokens(text)
        let term = WordCheck.Term(word)
        #expect(tokens.indices.contains { term.begins(tokens[$0...]) } == isUsed)
    }

    @Test func onlyNewIDsAreAdded() {
        let course = Course(SmallCourse().all, BuiltInCourse.library)
        let all = course.lessons.flatMap(\.exercises).map(\.fullID)
        #expect(PublishedIDs("").adding(course) == all.map { $0 + "\n" }.joined())
        #expect(PublishedIDs(all.joined(separator: "\n")).adding(course) == nil)
        let text = "gone/away\n" + all.dropLast().joined(separator: "\n")
        #expect(PublishedIDs(text).adding(course) == text + "\ntwo/say-it\n")
    }

    @Test func earlierIDsAreKnown() throws {
        var course = SmallCourse()
        let isDone =
            course.replace("id: pick", "id: choose-one\nwas: [pick]", in: "lessons/01-one.md")
            && course.replace("id: two\n", "id: frames\nwas: [two]\n", in: "lessons/02-two.md")
            && course.replace("lesson: two", "lesson: frames", in: "lessons/words.yml")
        #expect(isDone)
        let loaded = Course(course.all, BuiltInCourse.library)
        #expect(loaded.exercise("one/pick")?.id == "choose-one")
        #expect(loaded.exercise("two/seek")?.fullID == "frames/seek")
        // Nothing that was published is gone; the new ids are to be added.
        let problems = course.report(seeds: 1).problems.map(\.description)
        #expect(problems.count == 9)
        #expect(problems.allSatisfy { $0.contains(" is not in lessons/.ids") })
        #expect(problems.first?.hasPrefix("lessons/01-one.md:35: one/choose-one is not in lessons/.ids") == true)
    }

    @Test func aLessonWithoutANumberIsNamed() {
        var course = SmallCourse()
        course.add("---\nid: three\n---\nText.\n", as: "lessons/three.md")
        course.add("# About\n", as: "lessons/README.md")
        #expect(
            course.report(seeds: 1).lines.filter { $0 != SmallCourse.remark } == [
                "lessons/three.md: remark: this looks like a lesson, and is not read as one: the name of a lesson begins with its number, such as 03-first-frame.md"
            ])
    }

    @Test func aFolderWithoutLessons() {
        let report = LessonCheck([("a/README.md", [])], BuiltInCourse.library).report()
        #expect(
            report.problems.map(\.description) == [
                "a/: there are no lessons here; the name of a lesson begins with its number, such as 03-first-frame.md"
            ])
    }
}

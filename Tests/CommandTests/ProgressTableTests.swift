// The reports of progress that people read.

import Lessons
import Testing

@testable import wslens

@Suite struct ProgressTableTests {
    private static let course = CourseOutline(
        lessons: [
            .init(
                id: "bits", title: "Bits, bytes and hexadecimal digits, from the very first bit of all",
                exercises: ["bits/size", "bits/a-name-that-is-much-longer-than-its-column"]),
            .init(id: "masking", title: "Masking", exercises: ["masking/why", "masking/xor"]),
        ]) { _, _ in false }

    private static func file(_ name: String, _ answers: (String, String, Verdict)...) -> ProgressReport.File {
        var progress = Progress()
        for (id, answer, verdict) in answers {
            progress.record(
                Attempt(
                    id: id, verdict: verdict, answer: answer, couldBeClean: progress[id] == nil,
                    time: "2026-11-22T10:00:00Z"))
        }
        return .init(name: name, progress: progress)
    }

    private static let anna = file(
        "anna.jsonl", ("bits/size", "11", .ok),
        ("gone/why", "字字 \u{1b}[31m because " + String(repeating: "a b ", count: 40), .kept))
    private static let ben = file(
        "ben.jsonl", ("bits/size", "7", .notYet), ("bits/size", "7", .notYet), ("bits/size", "7", .notYet))

    @Test func ofAStudent() {
        #expect(
            ProgressTable.own(ProgressReport([Self.anna], course: Self.course)).joined(separator: "\n") == """
                bits  Bits, bytes and hexadecimal digits, from the very f…  1 of 2 done, 1 clean
                  exercise                              verdict   attempts  hints  last
                  size                                  ok, clean        1      0  2026-11-22
                  a-name-that-is-much-longer-than-its…  -

                masking  Masking                                          2 exercises, not begun

                gone                                                        1 of 1 done, 0 clean
                  exercise                              verdict   attempts  hints  last
                  why                                   kept             1      0  2026-11-22

                saved in anna.jsonl
                """)
    }

    @Test func ofAClass() {
        #expect(
            ProgressTable.ofClass(ProgressReport([Self.anna, Self.ben], course: Self.course)).joined(separator: "\n")
                == """
                2 progress files

                bits  Bits, bytes and hexadecimal digits, from the very fir…  finished by 0 of 2
                  exercise                               tried  done  clean  attempts
                  size                                       2     1      1  2, at most 3
                  a-name-that-is-much-longer-than-its…       0     0      0  -

                masking  Masking                                                 begun by nobody

                gone                                                          finished by 1 of 2
                  exercise                               tried  done  clean  attempts
                  why                                        1     1      0  1

                Attempts pile up
                  bits/size: 2 attempts (median), 1 stuck

                Frequent wrong answers without a sentence
                  bits/size: 7 (1 file, 3 times)

                Explanations that wait for you
                  anna.jsonl, gone/why: 字字 ␛[31m because a b a b a b a b a b a b a b a b a b
                    a b a b a b a b a b a b a b a b a b a b a b a b a b a b a b a b a b a b a b
                    a b a b a b a b a b a b a b a b a b a b a b a b

                when you have read one: wslens lessons record ID ok --progress FILE
                """)
    }

    @Test func sameWordsAreReadOnce() {
        let files = ["a/anna.jsonl", "a/ben.jsonl", "b/cleo.jsonl", "b/dora.jsonl", "b/emil.jsonl"].map { name in
            Self.file(name, ("masking/why", name.contains("ben") ? "It hides." : "It protects proxies.", .kept))
        }
        let lines = ProgressTable.ofClass(ProgressReport(files, course: Self.course))
        #expect(
            lines.suffix(6).joined(separator: "\n") == """
                Explanations that wait for you
                  anna.jsonl, cleo.jsonl, dora.jsonl and 1 more file, masking/why: It protects
                    proxies.
                  ben.jsonl, masking/why: It hides.

                when you have read one: wslens lessons record ID ok --progress FILE
                """)
        let same = [
            Self.file("a/x.jsonl", ("masking/why", "A", .kept)), Self.file("b/x.jsonl", ("masking/why", "B", .kept)),
        ]
        #expect(
            ProgressTable.ofClass(ProgressReport(same, course: Self.course)).contains("  b/x.jsonl, masking/why: B"))
    }

    @Test func nothingYet() {
        #expect(ProgressTable.own(ProgressReport([.init(name: "x", progress: Progress())], course: Self.course)) == [])
    }
}

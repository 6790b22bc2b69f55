// Every exercise as it is heard: an answer that cannot be read, a wrong one, the right one, step by step. The texts are in
// Tests/LessonsTests/Transcripts, a file per lesson. Where they change on purpose,
//
//     RECORD=1 swift test --filter GoldenTranscriptTests
//
// writes the files anew, and fails. Then read what it wrote, line by line, in `git diff`.

import Foundation
import Lessons
import Testing

@Suite struct GoldenTranscriptTests {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Transcripts")
    /// What an exercise's part of a file begins with.
    private static let mark = "=== "

    private static func file(_ lesson: String) -> URL { folder.appendingPathComponent("\(lesson).txt") }

    /// The parts of a file by the names of the exercises.
    private static func parts(_ text: String) -> [String: String] {
        var parts: [String: String] = [:]
        for part in "\n\(text)".components(separatedBy: "\n\(mark)").dropFirst() {
            let lines = part.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
            parts[String(lines[0])] = lines.dropFirst().joined()
        }
        return parts
    }

    @Test(arguments: BuiltInCourse.course.lessons.map(\.id))
    func everyExerciseIsHeardAsItIsWritten(_ id: String) throws {
        let lesson = try #require(BuiltInCourse.course.lesson(id))
        let heard = try lesson.exercises.map { exercise in
            "\(Self.mark)\(exercise.fullID)\n\(try Transcript.golden(exercise))\n"
        }
        let text = heard.joined(separator: "\n")
        let written = (try? String(contentsOf: Self.file(id), encoding: .utf8)) ?? ""
        guard text != written else { return }
        let environment = ProcessInfo.processInfo.environment
        if environment["RECORD"] == "1", environment["CI"] != "true" {
            try text.write(to: Self.file(id), atomically: true, encoding: .utf8)
            Issue.record("Recorded. Run the tests again, and read what `git diff` shows.")
            return
        }
        let (new, old) = (Self.parts(text), Self.parts(written))
        for exercise in lesson.exercises.map(\.fullID) {
            #expect(new[exercise] == old[exercise], "\(exercise): RECORD=1 writes the file anew.")
        }
        let gone = Set(old.keys).subtracting(new.keys).sorted()
        #expect(gone == [], "These exercises are not in the lesson: RECORD=1 writes the file anew.")
        #expect(new != old, "\(id).txt has another order, or other lines between: RECORD=1 writes it anew.")
    }

    @Test func everyFileIsThatOfALesson() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        #expect(names.sorted() == BuiltInCourse.course.lessons.map { "\($0.id).txt" }.sorted())
    }
}

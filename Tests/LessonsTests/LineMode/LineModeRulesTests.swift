// What the line mode promises to those who hear it, for all lessons: plain characters, no drawing, whole sentences, and at every turn what
// to type.

import Lessons
import Testing

@Suite struct LineModeRulesTests {
    static let lines = BuiltInCourse.course.lessons.flatMap { Transcript.all(of: $0, seed: "anna") }

    /// Code stands as its author wrote it.
    static func isCode(_ line: String) -> Bool {
        line.hasPrefix("    ") || line.hasPrefix("Line ") || line.hasPrefix("Request, line ")
            || line.hasPrefix("Response, line ")
    }

    @Test func lessonsAreWalkedThrough() {
        #expect(Self.lines.count > 200)
        #expect(!Self.lines.contains("It never ended."))
        #expect(
            Self.lines.count { $0.hasPrefix("That was the end of this lesson.") } == BuiltInCourse.course.lessons.count)
    }

    @Test func charactersArePlain() {
        for line in Self.lines {
            // Characters that a lesson is about are read by their names.
            let odd = line.first { !(" "..."~").contains($0) && !$0.isLetter && !"€😀".contains($0) }
            #expect(odd == nil, "\(line)")
        }
    }

    @Test func nothingIsDrawn() {
        for line in Self.lines where !Self.isCode(line) {
            #expect(!line.contains("  ") && line.first != " " && line.last != " ", "\(line)")
        }
    }

    @Test func linesAreShort() {
        for line in Self.lines { #expect(line.count <= 400, "\(line)") }
    }

    @Test func linesEndSentences() {
        // Header lines are said as they stand.
        let headers = [", Sec-WebSocket-", ", Origin: "]
        for line in Self.lines
        where !Self.isCode(line) && !line.hasPrefix("Hex ") && !headers.contains(where: { line.contains($0) }) {
            let inside = line.last.map { "\")".contains($0) } == true ? line.dropLast() : line[...]
            // A full stop would seem to belong to a value such as dGhl== or HTTP/1.1.
            let isValue = line.split(separator: " ").last?.contains { "=/".contains($0) } == true
            #expect(inside.last.map { ".?!:".contains($0) } == true || isValue, "\(line)")
        }
    }

    @Test func nothingIsSaidOfTheScreen() {
        let words = ["Ctrl-", "arrow keys", "curly brackets", "below the bytes", "`", "press 2", "Flow", "The key )"]
        for line in Self.lines where !Self.isCode(line) && !line.contains("On the screen: ") && !line.hasPrefix("Hex ")
        {
            #expect(words.first { line.contains($0) } == nil, "\(line)")
        }
    }

    @Test(arguments: BuiltInCourse.course.lessons.flatMap(\.exercises).map(\.fullID))
    func everyTurnSaysWhatToType(_ id: String) throws {
        let exercise = try #require(BuiltInCourse.course.exercise(id))
        var school = School(BuiltInCourse.course, progress: Progress(), seed: "anna", url: "http://localhost:1338/")
        school.open(try #require(BuiltInCourse.course.lesson(exercise.lesson)))
        let isThere = school.go(toExercise: exercise.id)
        #expect(isThere)
        var session = LineSession(school, isSingle: true)
        func expectPrompt(_ lines: [String], after line: String) {
            #expect(lines.last?.asksToType == true, "after \(line): \(lines)")
        }
        expectPrompt(session.begin(), after: "the beginning")
        for line in ["nonsense", "", "?", "=", "<", "!", "1", "81", "b", "c0", "a"] {
            let reply = session.take(line, time: "2026-11-22T10:00:00Z")
            if !reply.ended { expectPrompt(reply.lines, after: line) }
        }
    }

    @Test(arguments: BuiltInCourse.course.lessons.flatMap(\.exercises).filter { $0.kind == .predict }.map(\.fullID))
    func aByteThatIsAskedForIsNotSaid(_ id: String) throws {
        let exercise = try #require(BuiltInCourse.course.exercise(id))
        for seed in 0..<50 {
            var school = School(BuiltInCourse.course, progress: Progress(), seed: "\(seed)")
            school.open(try #require(BuiltInCourse.course.lesson(exercise.lesson)))
            _ = school.go(toExercise: exercise.id)
            let answer = try #require(school.work?.assignment.reference())
            // What looks like a number in tens may stand there for something else.
            let bare = answer.replacing("0x", with: "")
            guard answer.hasPrefix("0x") && bare.contains(where: \.isLetter) || answer.count == 9 else { continue }
            var session = LineSession(school, isSingle: true)
            let words = session.begin().joined(separator: " ").split { ".,: ".contains($0) }.joined(separator: " ")
            #expect(!" \(words) ".contains(" \(bare) "), "\(seed): \(words)")
        }
    }

    @Test func sectionsAreSpoken() {
        #expect(!Self.lines.contains { $0.contains("§") })
        #expect(Self.lines.contains { $0.contains("RFC 6455, section 5.2.") })
    }
}

extension String {
    /// Whether it asks to type something.
    fileprivate var asksToType: Bool { contains("Type ") || contains("type ") }
}

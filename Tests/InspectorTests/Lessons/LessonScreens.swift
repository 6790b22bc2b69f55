// What the tests of Lessons share: the lessons that come with the program, opened at an exercise.

import BuiltInFiles
import Lessons
import TerminalUI

@testable import Inspector

enum LessonScreens {
    static let library = Library(
        recording: { BuiltInFiles.text("fixtures/\($0).jsonl").flatMap { Library.conversation(of: Array($0.utf8)) } },
        mutantSource: { name in BuiltInFiles.paths.first { $0.hasSuffix("/\(name).swift") }.flatMap(BuiltInFiles.text)
        },
        words: ["Ada", "Ben", "Clara", "David", "Emma", "Felix", "Grace", "Hassan"])

    /// Lessons out of files with these names and texts.
    static func course(_ files: (String, String)...) -> Course {
        Course(files.map { ($0.0, Array($0.1.utf8)) }, library)
    }

    /// The lessons that come with the program.
    static let builtIn = Course(
        BuiltInFiles.paths.filter { $0.hasPrefix("lessons/") }.map { ($0, Array((BuiltInFiles.text($0) ?? "").utf8)) },
        library)

    /// The screen with the lessons; with `at`, an exercise of the first lesson, or of the lesson in its name, is open.
    static func model(
        _ course: Course = builtIn, at id: String? = nil, keys: [Key] = [], width: Int = 80, height: Int = 24,
        hasBlocks: Bool = true
    ) -> Model {
        var school = School(course, progress: Progress(), seed: "test", url: "http://localhost:1338/")
        if let id, let lesson = id.split(separator: "/").first.map(String.init).flatMap(course.lesson) {
            school.open(lesson)
            _ = school.go(toExercise: String(id.split(separator: "/").last ?? ""))
        }
        var model = Model(
            source: .live(urls: ["http://localhost:1338/"]), size: Size(width: width, height: height),
            hasBlocks: hasBlocks, school: school)
        _ = model.update(.wallTime("2026-11-27T10:00:00Z"))
        model.press([.character("5")])
        model.press(keys)
        return model
    }

    /// A lesson with one exercise, of which `yaml` is the block.
    static func lesson(_ yaml: String, text: String = "Some text to read.") -> Course {
        course(
            (
                "01-test.md",
                """
                ---
                id: test
                title: A test
                minutes: 5
                ---
                \(text)

                ```exercise
                \(yaml)
                ```
                """
            ))
    }
}

extension Model {
    mutating func type(_ text: String) { press(.typing(text)) }
}

// The lessons that come with the program, for tests of what must hold for all of them.

import BuiltInFiles
import Lessons

enum BuiltInCourse {
    /// The library of built-in files.
    static let library = Library(
        recordings: {
            BuiltInFiles.text("fixtures/\($0).jsonl").map { Library.conversations(of: Array($0.utf8)) } ?? []
        },
        mutantSource: { name in BuiltInFiles.paths.first { $0.hasSuffix("/\(name).swift") }.flatMap(BuiltInFiles.text)
        },
        words: ["Ada", "Ben", "Clara", "David", "Emma", "Felix", "Grace", "Hassan", "Katherine", "Sebastian"])

    /// The lessons.
    static let course = Course(
        BuiltInFiles.paths.filter { $0.hasPrefix("lessons/") }.map { ($0, Array((BuiltInFiles.text($0) ?? "").utf8)) },
        library)
}

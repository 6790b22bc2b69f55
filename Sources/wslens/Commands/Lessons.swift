// `wslens lessons`: the school. Its subcommands are in Sources/wslens/Lessons.

import ArgumentParser
import Lessons

// Not `Lessons`, which is the module.
struct LessonsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lessons",
        abstract: "Learn WebSocket in exercises.",
        subcommands: [LessonsProgress.self, LessonsRecord.self, LessonsReset.self])

    /// What reports of progress know of the course. There are no lessons yet; the ids in the files name them.
    static var outline: CourseOutline { .empty }
}

// `wslens lessons`: the school. Its subcommands are in Sources/wslens/Lessons.

import ArgumentParser

// Not `Lessons`, which is the module.
struct LessonsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lessons",
        abstract: "Learn WebSocket in exercises.",
        subcommands: [LessonsCheck.self])
}

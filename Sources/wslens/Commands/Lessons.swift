// `wslens lessons`: the school. Its subcommands are in Sources/wslens/Lessons.

import ArgumentParser

// Not `Lessons`, which is the module.
struct LessonsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lessons",
        abstract: "Learn WebSocket in exercises.",
        discussion: """
            EXAMPLES
              wslens lessons                               the lessons on the screen
              wslens lessons run bits                      a lesson line by line: for screen readers, pipes and graders
              wslens lessons quiz 0-4 --count 5            questions of several lessons, one attempt each
              wslens lessons solve first-frame/seven       for authors: what the codec answers
              wslens lessons list                          what there is, and what you have done
              wslens lessons progress class/*.jsonl        how far a class is
              wslens lessons check lessons                 for authors: everything that is wrong with lessons
            """,
        subcommands: [
            LessonsOpen.self, LessonsList.self, LessonsRun.self, LessonsQuiz.self, LessonsSolve.self, LessonsCheck.self,
            LessonsProgress.self, LessonsRecord.self, LessonsReset.self,
        ],
        defaultSubcommand: LessonsOpen.self)
}

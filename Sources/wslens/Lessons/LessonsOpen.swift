// `wslens lessons` without a subcommand: the lessons on the screen, with a server for what is done in a browser.

import ArgumentParser
import Capture
import EchoServer
import Inspector
import Lessons

struct LessonsOpen: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: "The lessons on the screen (the default).",
        discussion: """
            The first time, the first lesson opens; afterwards the list of them, and Enter opens one where you left off. Some exercises are \
            done in a browser: their server listens on the next free port from 1338, and they show its address. Each of them can be done \
            on a recording as well.

            EXAMPLES
              wslens lessons
              wslens lessons open 3                          begin with a lesson, by its number or name
              wslens lessons open first-frame/seven          begin with an exercise
              wslens lessons --lessons my-lessons            your own
              wslens lessons --seed anna                     the bytes that everybody gets who names this seed
              wslens lessons --progress /media/stick/anna.jsonl

            EXIT STATUS
              0   success
              2   the lessons cannot be read, or there is no terminal
              64  usage error
            """)

    @Argument(help: "A lesson to begin with, by its name or number, or one of its exercises: lesson/exercise.")
    var lesson: String?

    @Option(
        help: ArgumentHelp(
            "The name from which bytes and orders are drawn. (default: a new one each time)", valueName: "name"))
    var seed: String?

    @OptionGroup var course: CourseOptions
    @OptionGroup var progress: ProgressOptions
    @OptionGroup var server: ServerOptions
    @OptionGroup var screen: ScreenOptions

    @MainActor
    func run() async throws {
        let loaded = try course.load()
        let desk = Desk(loaded, progress: progress.progress, seed: seed)
        if let lesson {
            desk.school.open(try NamedPart(lesson, in: loaded.course))
        } else if let first = loaded.course.lessons.first, loaded.course.lessons.allSatisfy(desk.school.isUntouched) {
            desk.school.open(first)
        }
        var session = LiveSession(server: server, screen: screen, memoryLimit: EventLog.defaultMemoryLimit)
        session.takesFreePort = server.port == FreePort.first
        session.first = .lessons
        session.instead = "wslens lessons run \(loaded.course.lessons.first?.id ?? "bits")"
        try await session.run(desk)
    }
}

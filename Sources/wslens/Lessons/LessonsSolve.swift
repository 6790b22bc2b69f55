// `wslens lessons solve`: an exercise with all its answers, for its author.

import ArgumentParser
import Lessons

struct LessonsSolve: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "solve",
        abstract: "Print what the codec answers, for authors.",
        discussion: """
            The bytes that the seed draws, the right answer, each bin, what each wrong program makes of the bytes, and the value of each \
            wrong answer with its sentence.

            EXAMPLES
              wslens lessons solve first-frame/good-morning
              wslens lessons solve first-frame --seed anna
              wslens lessons solve 3/kinds-of-frames --lessons my-course/lessons

            EXIT STATUS
              0   success
              2   the lessons cannot be read, or have no such exercise
              64  usage error
            """)

    @Argument(help: "A lesson, by its name or number, or one of its exercises: lesson/exercise.")
    var id: String

    @Option(help: ArgumentHelp("The name from which bytes and orders are drawn.", valueName: "name"))
    var seed = Seed.standard

    @OptionGroup var course: CourseOptions

    func run() throws {
        let loaded = try course.load()
        for exercise in try NamedPart(id, in: loaded.course).exercises {
            do throws(LessonProblem) {
                Streams.say(try Solution.lines(of: exercise, loaded.course.library, seed: seed) + [""])
            } catch {
                throw fail(error)
            }
        }
    }
}

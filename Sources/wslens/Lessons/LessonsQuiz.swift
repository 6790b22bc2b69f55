// `wslens lessons quiz`: exercises of several lessons, one attempt each.

import ArgumentParser
import Capture
import Lessons

struct LessonsQuiz: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quiz",
        abstract: "Answer exercises of several lessons, one attempt each and without hints.",
        discussion: """
            Everybody who names the same seed gets the same questions with the same bytes. A quiz is not recorded in your progress, except \
            in a file that --progress names.

            With --json, each question is one JSON object with the keys question, of, exercise and lines, each verdict one as in \
            wslens lessons run, and the last one has the keys right, of and seed.

            EXAMPLES
              wslens lessons quiz                          ten questions of all lessons
              wslens lessons quiz 0-4 --count 5
              wslens lessons quiz bits,3 --seed friday --json
              wslens lessons quiz bits/and-7f --count 3    one exercise, each time with other bytes

            EXIT STATUS
              0   success, however many answers were right
              2   the lessons cannot be read, or there are none of these numbers
              64  usage error
            """)

    @Argument(help: "Lessons by number or name, and exercises of them: 3, 0-6, bits,masking/why. (default: all)")
    var range: String?

    @Option(help: ArgumentHelp("How many questions, 1 to 200.", valueName: "number"))
    var count = 10

    @Option(
        help: ArgumentHelp("The name from which questions and bytes are drawn. (default: a new one)", valueName: "name")
    )
    var seed: String?

    @Flag(help: "Print one JSON object per line.")
    var json = false

    @OptionGroup var course: CourseOptions
    @OptionGroup var progress: ProgressOptions

    func validate() throws {
        guard (1...200).contains(count) else { throw ValidationError("--count must be from 1 to 200.") }
    }

    @MainActor
    func run() async throws {
        let loaded = try course.load()
        let lessons = try range.map { try Self.lessons($0, of: loaded.course) } ?? loaded.course.lessons
        let seed = seed ?? Seed.random
        guard var quiz = LineQuiz(loaded.course, lessons: lessons, count: count, seed: seed) else {
            throw fail("These lessons have no exercise for a quiz. Name others.")
        }
        var keeper = progress.progress.map { _ in
            ProgressKeeper.open { () throws(FileProblem) in try progress.place() }
        }
        if let remark = keeper?.remark { Streams.complain(remark) }
        if json { ask(quiz) } else { Streams.say(quiz.begin()) }
        prompt()
        let input = LineReader()
        var problem: String?
        input.start()
        loop: for await event in input.events {
            switch event {
            case .line(let line):
                let asked = quiz.asked
                let reply = quiz.take(line, time: Platform.timestamp)
                if let attempt = reply.attempt, let remark = keeper?.keeper.record(attempt) { Streams.complain(remark) }
                if json {
                    if let verdict = reply.verdict { Streams.print(verdict.line) }
                    if quiz.asked > asked, !reply.ended { ask(quiz) }
                } else {
                    Streams.say(reply.lines)
                }
                if reply.ended { break loop }
                prompt()
                input.next()
            case .events, .news: break
            case .end(let reason):
                problem = reason
                if !json { Streams.say(["End of input. \(quiz.result)"]) }
                break loop
            }
        }
        finish(quiz, seed)
        if let problem { throw fail(problem) }
    }

    private func ask(_ quiz: LineQuiz) {
        var line = JSONLine()
        line.add("question", quiz.asked + 1)
        line.add("of", quiz.count)
        line.add("exercise", quiz.exercise)
        line.add("lines", quiz.question)
        Streams.print(line)
    }

    private func finish(_ quiz: LineQuiz, _ seed: String) {
        guard json else { return Streams.say(["The same questions again: --seed \(seed)"]) }
        var line = JSONLine()
        line.add("right", quiz.right)
        line.add("of", quiz.count)
        line.add("seed", seed)
        Streams.print(line)
    }

    private func prompt() {
        if !json, LineReader.isTyped { Streams.prompt("> ") }
    }

    /// The lessons that a range names, in their order and each once, with the exercises that it names.
    static func lessons(_ range: String, of course: Course) throws -> [Lesson] {
        var named: Set<String> = []
        for part in range.split(separator: ",").map(String.init) {
            let ends = part.split(separator: "-").map { Int($0) }
            if ends.count == 2, let first = ends[0], let last = ends[1] {
                let found = course.lessons.filter { first <= $0.number && $0.number <= last }
                guard !found.isEmpty else {
                    let numbers = course.lessons.map { "\($0.number)" }.joined(separator: ", ")
                    throw fail("There is no lesson from \(first) to \(last). Their numbers are: \(numbers).")
                }
                named.formUnion(found.flatMap(\.exercises).map(\.fullID))
            } else {
                named.formUnion(try NamedPart(part, in: course).exercises.map(\.fullID))
            }
        }
        return course.lessons.map { $0.keeping { named.contains($0.fullID) } }.filter { !$0.exercises.isEmpty }
    }
}

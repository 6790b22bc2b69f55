// `wslens lessons run`: a lesson line by line, and the grading of answers in a file.

import ArgumentParser
import Capture
import EchoServer
import Inspector
import Lessons
import WebSocketProtocol

struct LessonsRun: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Do a lesson line by line: for screen readers, pipes and graders.",
        discussion: """
            Says one thing after the other in plain lines, and takes a line for each answer: ? is a hint, > goes on, < goes back, = says it \
            again, ! begins an exercise anew with other bytes, card looks up a letter (card H), a byte (card 4d) or a list (card opcodes), \
            bytes says all bytes where only the first were said, . stops. What you have done is saved after each answer.

            Live exercises need a browser. A server is started for them, on the next free port from 1338. Each can be done on a recording \
            instead: b. While one is open, client connects a client of wslens's own; send text:Hello sends that as this client, or else as \
            the server to the newest connection (the words are those of wslens send); close 1000 bye closes that connection.

            With --answers, answers are graded that are in a file, one per line: the exercise, a colon and the answer. The line of a wrong \
            program and the question after an exercise are exercise.line and exercise.why. They are about the bytes of --seed, which \
            wslens lessons solve shows, and are recorded only where --progress is given.

            With --json, each verdict is one JSON object with the keys exercise, step (main, line or why), verdict (ok, non-strict, not yet, \
            kept or unreadable), answer, reading, about, gap (a list of label and text), say, section, attempts, hints and clean, in this \
            order.

            EXAMPLES
              wslens lessons run bits
              wslens lessons run 3                         the same by its number
              wslens lessons run first-frame/seven         one exercise
              wslens lessons run bits --seed anna          the same bytes each time
              wslens lessons run bits --answers anna.txt --seed anna --json

            EXIT STATUS
              0   success; with --answers: all answers are right
              1   with --answers: an answer is not right, or cannot be read
              2   the lessons or the answers cannot be read, or there is no such lesson
              64  usage error
            """)

    @Argument(help: "A lesson, by its name or number, or one of its exercises: lesson/exercise.")
    var id: String

    @Option(
        help: ArgumentHelp(
            "The name from which bytes and orders are drawn. (default: a new one each time; with --answers: \(Seed.standard))",
            valueName: "name"))
    var seed: String?

    @Option(help: ArgumentHelp("Grade the answers in this file, or - for standard input.", valueName: "file"))
    var answers: String?

    @Flag(help: "Print one JSON object for each verdict, and nothing else.")
    var json = false

    @OptionGroup var course: CourseOptions
    @OptionGroup var progress: ProgressOptions

    @MainActor
    func run() async throws {
        let loaded = try course.load()
        let part = try NamedPart(id, in: loaded.course)
        if let answers { return try grade(answers, part, loaded.course) }
        var (keeper, remark) = ProgressKeeper.open { () throws(FileProblem) in try progress.place() }
        if let remark { Streams.complain(remark) }
        var server = await startServer(part)
        var school = School(
            loaded.course, progress: keeper.progress, seed: seed ?? Seed.random, url: server?.url)
        school.words = loaded.words
        school.open(part)
        var session = LineSession(school, isSingle: part.isSingle)
        let input = LineReader()
        let following = server.map { input.follow($0.reader) }
        let desk = server.map { SenderDesk($0.echo) { input.tellNews() } }
        var sender = LineSender(seed: .random(in: 0 ... .max))
        say(session.begin())
        _ = session.look(at: server?.conversations.all ?? [], time: Platform.timestamp)
        var problem: String?
        input.start()
        input.nextEvents()
        loop: for await event in input.events {
            var reply: LineSession.Reply
            switch event {
            case .line(let line):
                reply = session.take(line, time: Platform.timestamp)
                if let wish = reply.sending {
                    server?.takeEvents()
                    let (lines, command) = sender.take(wish, among: server?.conversations.all ?? [])
                    say(lines, prompts: command == nil)
                    // The next line waits for what comes of this one.
                    if let command, let desk { desk.carryOut(command) } else { input.next() }
                    continue
                }
                tell(&keeper, reply)
                if reply.ended { break loop }
                // What came before this line does not count for an exercise that it opened.
                reply = session.look(at: server?.conversations.all ?? [], time: Platform.timestamp)
                tell(&keeper, reply)
                prompt()
                input.next()
            case .events:
                server?.takeEvents()
                input.nextEvents()
                reply = session.look(at: server?.conversations.all ?? [], time: Platform.timestamp)
                guard !reply.lines.isEmpty else { break }
                // It comes while somebody is about to type.
                if prompts { Streams.prompt("\n") }
                tell(&keeper, reply)
                prompt()
            case .news:
                server?.takeEvents()
                for news in desk?.takeNews() ?? [] {
                    say(Self.words(news, &sender, server?.conversations.all ?? []), prompts: false)
                    input.next()
                }
                tell(&keeper, session.look(at: server?.conversations.all ?? [], time: Platform.timestamp))
                prompt()
            case .end(let reason):
                problem = reason
                say(session.farewell)
                break loop
            }
        }
        following?.cancel()
        await server?.stop()
        if let remark = keeper.save() { Streams.complain(remark) }
        if let problem { throw fail(problem) }
    }

    /// Starts the server where an exercise needs one, and says its address.
    private func startServer(_ part: NamedPart) async -> LessonsServer? {
        guard part.exercises.contains(where: { $0.kind == .live }) else { return nil }
        do throws(ServerError) {
            let server = try await LessonsServer.start()
            let words = "The server for live exercises is at \(server.url)"
            if json { Streams.complain(words) } else { Streams.say([words]) }
            return server
        } catch {
            Streams.complain("\(error) Live exercises can be done on a recording: type b.")
            return nil
        }
    }

    private func say(_ lines: [String], prompts: Bool = true) {
        guard !json else { return }
        Streams.say(lines)
        if prompts { prompt() }
    }

    /// What there is to say about what was sent by hand.
    private static func words(_ news: Input, _ sender: inout LineSender, _ conversations: [Conversation]) -> [String] {
        switch news {
        case .clientOpened(let address): [sender.opened(address, among: conversations)]
        case .notice(let words): [words]
        default: []
        }
    }

    /// Says what a line gets, and keeps what is to be kept.
    private func tell(_ keeper: inout ProgressKeeper, _ reply: LineSession.Reply) {
        if json {
            if let verdict = reply.verdict { Streams.print(verdict.line) }
        } else {
            Streams.say(reply.lines)
        }
        if let attempt = reply.attempt, let remark = keeper.record(attempt) { Streams.complain(remark) }
        if let hints = reply.hints, let remark = keeper.noteHints(hints.count, of: hints.id, time: Platform.timestamp) {
            Streams.complain(remark)
        }
    }

    /// Where somebody types, the sign that it is their turn.
    private func prompt() { if prompts { Streams.prompt("> ") } }

    private var prompts: Bool { !json && LineReader.isTyped }

    // MARK: Answers in a file

    /// How long a file of answers may be, in bytes.
    private static let answersLimit = 4 << 20

    private func grade(_ path: String, _ part: NamedPart, _ course: Course) throws {
        let bytes: [UInt8]
        do throws(FileProblem) {
            bytes = try InputFile.read(
                path, limit: Self.answersLimit, advice: "Divide the answers among several files.")
        } catch {
            throw fail(error)
        }
        let name = InputFile.name(path)
        let file = AnswerFile(String(decoding: bytes, as: UTF8.self), exercises: part.exercises, course: course)
        for problem in file.problems { Streams.complain("\(name):\(problem.line): \(problem.words)") }
        if file.answers.isEmpty, file.problems.isEmpty {
            throw fail("There are no answers in \(name). Write one per line: the exercise, a colon and the answer.")
        }
        var keeper = progress.progress.map { _ in
            ProgressKeeper.open { () throws(FileProblem) in try progress.place() }
        }
        if let remark = keeper?.remark { Streams.complain(remark) }
        let graded = file.grade(course, seed: seed ?? Seed.standard, time: Platform.timestamp)
        for answer in graded {
            if json { Streams.print(answer.verdict.line) } else { Streams.say(answer.lines) }
            if let attempt = answer.attempt, let remark = keeper?.keeper.record(attempt) { Streams.complain(remark) }
        }
        let right = graded.count { $0.verdict.feedback.verdict.passes }
        if !json { Streams.say([summary(right, graded.count, file, part)]) }
        if !file.problems.isEmpty { throw ExitCode.unusable }
        if right < graded.count { throw ExitCode.broken }
    }

    private func summary(_ right: Int, _ count: Int, _ file: AnswerFile, _ part: NamedPart) -> String {
        let answered = Set(file.answers.map(\.exercise.fullID))
        let open = part.exercises.count { !answered.contains($0.fullID) }
        return "\(right) of \(Count.words(count, "answer")) right."
            + (open > 0 ? " \(Count.words(open, "exercise")) without an answer." : "")
    }
}

extension NamedPart {
    /// Whether it is one exercise.
    var isSingle: Bool { if case .exercise = self { true } else { false } }
}

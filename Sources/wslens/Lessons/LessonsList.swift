// `wslens lessons list`: the lessons, and how far the student is.

import ArgumentParser
import Capture
import Lessons
import WebSocketProtocol

struct LessonsList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the lessons, and what you have done of them.",
        discussion: """
            EXAMPLES
              wslens lessons list
              wslens lessons list --json         one JSON object per lesson: number, id, title, minutes, needs, exercises, done, clean
              wslens lessons list --lessons my-course/lessons

            EXIT STATUS
              0   success
              2   the lessons cannot be read
              64  usage error
            """)

    @OptionGroup var course: CourseOptions
    @OptionGroup var progress: ProgressOptions

    @Flag(help: "Print one JSON object per line.")
    var json = false

    func run() throws {
        let loaded = try course.load()
        let (keeper, remark) = ProgressKeeper.open { () throws(FileProblem) in try progress.place() }
        if let remark { Streams.complain(remark) }
        let school = School(loaded.course, progress: keeper.progress, seed: Seed.standard)
        if json {
            for lesson in loaded.course.lessons { Streams.print(Self.line(of: lesson, school)) }
            return
        }
        Streams.say(loaded.course.lessons.map { Self.words(of: $0, school) })
        if let folder = loaded.folder { Streams.say(["The lessons are in \(folder)."]) }
        if let place = keeper.file?.place { Streams.say(["Your progress is in \(place.path)."]) }
        if let first = loaded.course.lessons.first {
            let folder = course.folder.lessons.map { " --lessons \($0)" } ?? ""
            Streams.say(["Begin one by its number or its name: wslens lessons run \(first.id)\(folder)"])
        }
    }

    private static func words(of lesson: Lesson, _ school: School) -> String {
        let count = school.count(of: lesson)
        let waiting = count.waiting > 0 ? "; your teacher reads \(count.waiting)" : ""
        let done =
            count.done == 0 ? "" : ": \(count.done) done, \(count.clean) of them at the first attempt\(waiting)"
        let needs = lesson.needs.isEmpty ? "" : " Needs \(lesson.needs.joined(separator: ", "))."
        return "Lesson \(lesson.number), \(lesson.id): \(lesson.title). \(Count.words(lesson.minutes, "minute")), "
            + "\(Count.words(count.all, "exercise"))\(done).\(needs)"
    }

    private static func line(of lesson: Lesson, _ school: School) -> JSONLine {
        let count = school.count(of: lesson)
        var line = JSONLine()
        line.add("number", lesson.number)
        line.add("id", lesson.id)
        line.add("title", lesson.title)
        line.add("minutes", lesson.minutes)
        line.add("needs", lesson.needs)
        line.add("exercises", count.all)
        line.add("done", count.done)
        line.add("clean", count.clean)
        line.add("waiting", count.waiting)
        return line
    }
}

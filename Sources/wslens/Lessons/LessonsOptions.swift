// What the commands of the school have in common: the lessons that they are about.

import ArgumentParser
import Lessons

/// The option that names the folder of the lessons.
struct FolderOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            The folder of the lessons. By default the folder lessons in the one that WSLENS_DATA names, ../share/wslens/lessons beside the \
            program, or the lessons that come with the program.
            """,
            valueName: "folder"))
    var lessons: String?

    /// What reports of progress know of the course. Where no folder is named and there are no lessons, the ids in the files name them.
    func outline() throws(FileProblem) -> CourseOutline {
        if let lessons { return CourseOutline(try CourseLoader.load(lessons).course) }
        return (try? CourseLoader.load(nil)).map { CourseOutline($0.course) } ?? .empty
    }
}

struct CourseOptions: ParsableArguments {
    @OptionGroup var folder: FolderOption

    @Option(
        help: ArgumentHelp(
            "The language of the texts, such as de. By default that of WSLENS_LANG. What is not translated is in English.",
            valueName: "language"))
    var lang: String?

    /// Loads the lessons, and names what is wrong with files on standard error.
    func load() throws -> LoadedCourse {
        do throws(FileProblem) {
            let loaded = try CourseLoader.load(folder.lessons, language: lang)
            loaded.complain()
            return loaded
        } catch {
            throw fail(error)
        }
    }
}

/// A lesson, or one exercise of it, as the command line names it.
enum NamedPart {
    case lesson(Lesson)
    case exercise(Exercise, Lesson)

    /// What a name stands for: "first-frame", "3", "first-frame/seven", "3/seven", or an earlier name.
    init(_ name: String, in course: Course) throws {
        let parts = name.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let lesson = course.lesson(parts[0]) else {
            let names = course.lessons.map { "\($0.number) \($0.id)" }.joined(separator: ", ")
            throw fail("There is no lesson \(parts[0]). The lessons are: \(names.isEmpty ? "none" : names).")
        }
        guard parts.count == 2 else {
            self = .lesson(lesson)
            return
        }
        guard let exercise = course.exercise(name) else {
            let names = lesson.exercises.map(\.id).joined(separator: ", ")
            throw fail("The lesson \(lesson.id) has no exercise \(parts[1]). Its exercises are: \(names).")
        }
        self = .exercise(exercise, lesson)
    }

    var lesson: Lesson {
        switch self {
        case .lesson(let lesson), .exercise(_, let lesson): lesson
        }
    }

    var exercises: [Exercise] {
        switch self {
        case .lesson(let lesson): lesson.exercises
        case .exercise(let exercise, _): [exercise]
        }
    }
}

extension School {
    /// Opens a lesson where the student left off, or at one of its exercises.
    mutating func open(_ part: NamedPart) {
        open(part.lesson)
        if case .exercise(let exercise, _) = part { _ = go(toExercise: exercise.id) }
    }
}

/// The names of seeds.
enum Seed {
    /// The seed of `solve` and of answers in a file, so that the two are about the same bytes.
    static let standard = "wslens"

    /// A new one.
    static var random: String { String(UInt32.random(in: .min ... .max), radix: 16) }
}

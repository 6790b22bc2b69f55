// `wslens lessons check`: what an author of lessons wants to know before anybody else does.

import ArgumentParser
import Inspector
import Lessons

struct LessonsCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check lessons, for their authors.",
        discussion: """
            Reads all lessons of a folder, with their translations, and answers every exercise in every way that its author thought of, \
            with many draws of its bytes; then looks at every page, answer and hint on a screen of 80x24, and for answers that can be read before they are \
            given. A problem is one line: the file, the line in it, what is wrong and what to do. A remark may \
            be left as it is. For the lessons that come with the program, or with --misconceptions, it also prints which misconceptions \
            the wrong answers meet.

            EXAMPLES
              wslens lessons check lessons             a folder
              wslens lessons check                     the lessons that come with the program
              wslens lessons check lessons --seeds 20  faster
              wslens lessons check lessons --update-ids
                                                       before new exercises are published

            EXIT STATUS
              0   no problems
              1   there are problems
              2   the folder cannot be read
              64  usage error
            """)

    @Argument(help: ArgumentHelp("The folder with the lessons.", valueName: "folder"))
    var folder: String?

    @Option(help: ArgumentHelp("How often each exercise is drawn.", valueName: "count"))
    var seeds = 200

    @Flag(help: "Add the ids of new exercises to the folder's .ids first.")
    var updateIds = false

    @Flag(help: "Also print the misconceptions, and the exercises that meet them.")
    var misconceptions = false

    func validate() throws {
        if !(1...100_000).contains(seeds) { throw ValidationError("--seeds must be 1 to 100000.") }
        if updateIds, folder == nil { throw ValidationError("--update-ids needs a folder: its file .ids is written.") }
    }

    func run() throws {
        var files: LessonFiles
        do throws(FileProblem) {
            files = try CourseLoader.files(folder)
            if updateIds { try Self.updateIDs(&files) }
        } catch {
            throw fail(error)
        }
        let showsProgress = Streams.errorIsTerminal
        let isCourse = misconceptions || files.folder == nil
        let check = LessonCheck(files.files, files.library, seeds: seeds, isCourse: isCourse)
        var report = check.report { progress in
            if showsProgress { Self.show("\(progress.done + 1) of \(progress.count)  \(progress.exercise)") }
        }
        report.add(problems: files.problems)
        let rehearsal = Rehearsal(Course(files.files, files.library))
        if showsProgress { Self.show("looking at the screens") }
        report.add(problems: rehearsal.shortages() + rehearsal.leaks(seeds: seeds))
        if showsProgress { Self.show("") }
        Streams.print(report.lines)
        if isCourse {
            Streams.print("Misconceptions, and where they are met:")
            Streams.print(report.misconceptionLines.map { "  \($0)" })
        }
        Streams.print(report.summary)
        if !report.problems.isEmpty { throw ExitCode.broken }
    }

    /// Writes a line over the one before it; none for an empty one.
    private static func show(_ line: String) {
        let width = 60
        Streams.overwriteErrorLine(line + String(repeating: " ", count: max(0, width - line.count)))
        if line.isEmpty { Streams.overwriteErrorLine("") }
    }

    /// Adds the ids of new exercises to .ids.
    private static func updateIDs(_ files: inout LessonFiles) throws(FileProblem) {
        guard let folder = files.folder else { return }
        let file = "\(folder)/.ids"
        let index = files.files.firstIndex { $0.name == file }
        let published = PublishedIDs(index.map { String(decoding: files.files[$0].bytes, as: UTF8.self) } ?? "")
        guard let text = published.adding(Course(files.files, files.library)) else { return }
        let bytes = Array(text.utf8)
        var output = try WholeFile(file, replaces: true)
        try output.write(bytes)
        try output.finish()
        if let index { files.files[index].bytes = bytes } else { files.files.append((file, bytes)) }
    }
}

// `wslens lessons check`: what an author of lessons wants to know before anybody else does.

import ArgumentParser
import Lessons

struct LessonsCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check lessons, for their authors.",
        discussion: """
            Reads all lessons of a folder, with their translations, and answers every exercise in every way that its author thought of, \
            with many draws of its bytes. A problem is one line: the file, the line in it, what is wrong and what to do. A remark may \
            be left as it is. At the end stands which misconceptions the wrong answers meet.

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

    func validate() throws {
        if !(1...100_000).contains(seeds) { throw ValidationError("--seeds must be 1 to 100000.") }
        if updateIds, folder == nil { throw ValidationError("--update-ids needs a folder: its file .ids is written.") }
    }

    func run() throws {
        var checked: CheckedFolder
        do throws(FileProblem) {
            checked = try folder.map { path throws(FileProblem) in try CheckedFolder(path) } ?? .builtIn
            if updateIds { try checked.updateIDs() }
        } catch {
            throw fail(error)
        }
        let showsProgress = Streams.errorIsTerminal
        // What is found on screens (whether pages fit, whether an answer can be seen) goes into the report as well: see `CheckReport.add`.
        let report = LessonCheck(checked.files, checked.library, seeds: seeds).report { progress in
            guard showsProgress else { return }
            let line = "\(progress.done + 1) of \(progress.count)  \(progress.exercise)"
            Streams.overwriteErrorLine(line + String(repeating: " ", count: max(0, 60 - line.count)))
        }
        if showsProgress { Streams.overwriteErrorLine(String(repeating: " ", count: 60) + "\r") }
        Streams.print(report.lines)
        Streams.print("Misconceptions, and where they are met:")
        Streams.print(report.misconceptionLines.map { "  \($0)" })
        Streams.print(report.summary)
        if !report.problems.isEmpty { throw ExitCode.broken }
    }
}

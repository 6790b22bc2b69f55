// `wslens lessons progress`: how far a student is, or a class.

import ArgumentParser
import Lessons

struct LessonsProgress: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "progress",
        abstract: "Show your progress, or that of a class.",
        discussion: """
            Without a file it shows your own progress. With the files of a class it shows how many have done each exercise, where \
            attempts pile up, which wrong answers are frequent and have no sentence in the lesson, and the explanations that wait for you. \
            Answers about bytes that are drawn are left out of that list, as it cannot be told whether they had a sentence. The files are \
            only read, and nothing leaves this machine.

            EXAMPLES
              wslens lessons progress
              wslens lessons progress class/*.jsonl
              wslens lessons progress class/*.jsonl --csv > class.csv
              wslens lessons progress class/*.jsonl --lessons my-lessons

            EXIT STATUS
              0   success
              2   a file cannot be read; the report is about the others
              64  usage error
            """)

    @Argument(help: "The progress files of a class.")
    var files: [String] = []

    @OptionGroup var options: ProgressOptions
    @OptionGroup var folder: FolderOption

    @Flag(help: "Print one JSON object per line.")
    var json = false

    @Flag(help: "Print one row per file and exercise, for a spreadsheet.")
    var csv = false

    func validate() throws {
        if json, csv { throw ValidationError("--json and --csv cannot be used together.") }
        if !files.isEmpty, options.progress != nil {
            throw ValidationError("--progress names your own progress; for that of others name the files alone.")
        }
    }

    func run() throws {
        var read: [ProgressReport.File] = []
        var failed = false
        let outline: CourseOutline
        do throws(FileProblem) {
            outline = try folder.outline()
            if files.isEmpty { read.append(try own(try options.place())) }
        } catch {
            throw fail(error)
        }
        for path in files {
            do throws(FileProblem) {
                guard let file = try Self.file(path) else {
                    throw FileProblem("There is no file \(path). Check the name, or list the folder.")
                }
                read.append(file)
            } catch {
                Streams.complain(error.description)
                failed = true
            }
        }
        if !read.isEmpty { show(ProgressReport(read, course: outline)) }
        if failed { throw ExitCode.unusable }
    }

    private func show(_ report: ProgressReport) {
        if json {
            report.json.forEach { Streams.print($0) }
        } else if csv {
            Streams.print(report.csv)
        } else {
            Streams.print(files.isEmpty ? ProgressTable.own(report) : ProgressTable.ofClass(report))
        }
    }

    private func own(_ place: ProgressPlace) throws(FileProblem) -> ProgressReport.File {
        if let file = try Self.file(place.path) { return file }
        Streams.complain("There is no progress in \(place.path) yet. It begins with the first answer.")
        return .init(name: place.path, progress: Progress())
    }

    /// The progress in a file, with a remark about what could not be read; nil if there is no file.
    private static func file(_ path: String) throws(FileProblem) -> ProgressReport.File? {
        let file = ProgressFile(ProgressPlace(path))
        guard try file.bytes() != nil else { return nil }
        let reading = try file.read()
        if reading.damage.count > 0 {
            let lines = reading.damage.count == 1 ? "1 line" : "\(reading.damage.count) lines"
            Streams.complain("\(path): \(lines) could not be read: \(reading.damage.first).")
        }
        if reading.progress.isFromLaterVersion {
            Streams.complain(
                "\(path): a later version of wslens wrote this file. What this one does not know is left out.")
        }
        return .init(name: path, progress: reading.progress)
    }
}

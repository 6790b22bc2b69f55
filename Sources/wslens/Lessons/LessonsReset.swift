// `wslens lessons reset`: begin again.

import ArgumentParser
import Lessons
import SystemPackage

struct LessonsReset: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset",
        abstract: "Forget your progress, in all lessons or in some.",
        discussion: """
            A copy of the file as it was is kept beside it.

            EXAMPLES
              wslens lessons reset                            everything
              wslens lessons reset first-frame                a lesson
              wslens lessons reset 3                          the same by its number
              wslens lessons reset first-frame/good-morning   an exercise

            EXIT STATUS
              0   success
              2   the file cannot be used, or nothing was reset
              64  usage error
            """)

    @Argument(help: ArgumentHelp("Lessons and exercises.", valueName: "id"))
    var ids: [String] = []

    @OptionGroup var options: ProgressOptions
    @OptionGroup var folder: FolderOption

    @Flag(help: "Do not ask.")
    var yes = false

    func run() throws {
        do throws(FileProblem) {
            let file = ProgressFile(try options.place())
            let outline = try folder.outline()
            let names = outline.names
            let progress = try file.read().progress.renamed(names)
            guard !progress.isEmpty else {
                Streams.complain("There is no progress in \(file.place.path), so there is nothing to reset.")
                return
            }
            let chosen = try Self.chosen(ids.map(outline.id), progress, file.place)
            let count = Set(chosen.map(\.exercise)).count
            try ask(count, file.place)
            let result = try file.change(copy: "before-reset") { progress throws(FileProblem) in
                progress = ids.isEmpty ? Progress() : progress.renamed(names)
                chosen.forEach { progress.forget($0.id) }
            }
            if let remark = result.remark { Streams.complain(remark) }
            Streams.complain("\(exercises(count)) reset. The file as it was is \(result.copy).")
        } catch {
            throw fail(error)
        }
    }

    private func exercises(_ count: Int) -> String { count == 1 ? "1 exercise" : "\(count) exercises" }

    /// The steps of exercises that are reset. A name that is in the file as neither a lesson nor an exercise is a mistake.
    private static func chosen(
        _ ids: [String], _ progress: Progress, _ place: ProgressPlace
    ) throws(FileProblem) -> [ProgressEntry] {
        let known = progress.entries
        func names(_ entry: ProgressEntry) -> [String] { [entry.id, entry.exercise, entry.lesson] }
        for id in ids where !known.contains(where: { names($0).contains(id) }) {
            throw FileProblem("\(place.path) has no progress in \(id). To see what it has: wslens lessons progress")
        }
        return known.filter { entry in ids.isEmpty || ids.contains { names(entry).contains($0) } }
    }

    private func ask(_ count: Int, _ place: ProgressPlace) throws(FileProblem) {
        guard !yes else { return }
        guard FileDescriptor.standardInput.isTerminal else {
            throw FileProblem("Nothing was reset: there is no terminal to ask on. To reset without a question: --yes")
        }
        Streams.complain("Forget your progress in \(exercises(count)) in \(place.path)? Type yes to do it.")
        guard readLine() == "yes" else { throw FileProblem("Nothing was reset.") }
    }
}

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
              wslens lessons reset first-frame/good-morning   an exercise

            EXIT STATUS
              0   success
              2   the file cannot be used, or nothing was reset
              64  usage error
            """)

    @Argument(help: ArgumentHelp("Lessons and exercises.", valueName: "id"))
    var ids: [String] = []

    @OptionGroup var options: ProgressOptions

    @Flag(help: "Do not ask.")
    var yes = false

    func run() throws {
        do throws(FileProblem) {
            let file = ProgressFile(try options.place())
            let names = LessonsCommand.outline.names
            let progress = try file.read().progress.renamed(names)
            guard !progress.isEmpty else {
                Streams.complain("There is no progress in \(file.place.path), so there is nothing to reset.")
                return
            }
            let chosen = try Self.chosen(ids.map(names.present), progress, file.place)
            try ask(chosen.count, file.place)
            let result = try file.change(copy: "before-reset") { progress throws(FileProblem) in
                progress = ids.isEmpty ? Progress() : progress.renamed(names)
                chosen.forEach { progress.forget($0) }
            }
            if let remark = result.remark { Streams.complain(remark) }
            Streams.complain("\(exercises(chosen.count)) reset. The file as it was is \(result.copy).")
        } catch {
            throw fail(error)
        }
    }

    private func exercises(_ count: Int) -> String { count == 1 ? "1 exercise" : "\(count) exercises" }

    /// The exercises that are reset. A name that is in the file as neither a lesson nor an exercise is a mistake.
    private static func chosen(
        _ ids: [String], _ progress: Progress, _ place: ProgressPlace
    ) throws(FileProblem) -> [String] {
        let known = progress.entries
        for id in ids where !known.contains(where: { $0.id == id || $0.lesson == id }) {
            throw FileProblem("\(place.path) has no progress in \(id). To see what it has: wslens lessons progress")
        }
        return known.filter { ids.isEmpty || ids.contains($0.id) || ids.contains($0.lesson) }.map(\.id)
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

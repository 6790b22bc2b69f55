// The option that every command with a student's progress has.

import ArgumentParser

struct ProgressOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            The file of your progress (.jsonl), for a stick or a shared account. By default the one that WSLENS_PROGRESS names, or \
            wslens/progress.jsonl in $XDG_STATE_HOME or ~/.local/state.
            """,
            valueName: "file"))
    var progress: String?

    func validate() throws {
        if let progress, !progress.hasSuffix(ProgressPlace.fileExtension) {
            throw ValidationError(
                "--progress writes into the file; name one ending in \(ProgressPlace.fileExtension), not \(progress).")
        }
    }

    /// Where the progress is.
    func place() throws(FileProblem) -> ProgressPlace { try ProgressPlace(option: progress) }
}

// The options of every command that can record what happens.

import ArgumentParser

struct RecordOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Record everything into this file (.jsonl) as it happens.", valueName: "file"))
    var record: String?

    @Flag(help: "Replace the --record file if it exists.")
    var overwrite = false

    func validate() throws {
        if let record, !record.hasSuffix(".jsonl") {
            throw ValidationError("--record writes a recording; name a file ending in .jsonl, not \(record).")
        }
        if overwrite, record == nil { throw ValidationError("--overwrite needs --record.") }
    }

    /// Starts the recording, if one was asked for.
    func recorder() throws(FileProblem) -> Recorder? {
        guard let record else { return nil }
        return try Recorder(path: record, title: "Recorded by wslens", replaces: overwrite)
    }
}

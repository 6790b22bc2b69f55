// Recording as it happens: each event is a line of the file as soon as the log has it.

import Capture
import Foundation

/// A recording that is being written.
struct Recorder: Sendable {
    let path: String
    private let handle: FileHandle

    /// The name of the file without its folder.
    var name: String { URL(fileURLWithPath: path).lastPathComponent }

    /// Starts a recording, with its header.
    ///
    /// - Throws: `FileProblem` if the file is there already and is not to be replaced, or can't be written.
    init(path: String, title: String, replaces: Bool) throws(FileProblem) {
        self.path = path
        handle = try OutputFile.open(path, replaces: replaces)
        let created = Date().formatted(.iso8601)
        try write([RecordingWriter.header(RecordingHeader(title: title, about: nil, created: created))])
    }

    /// Whether a name, in whatever spelling, is that of the file that is being written.
    func writes(to path: String) -> Bool {
        guard let other = FileStatus(path), let own = FileStatus(handle.fileDescriptor) else { return false }
        return own.isSame(as: other)
    }

    /// Writes the events of `log` until it is finished. Returns what went wrong, if anything did.
    ///
    /// Each batch goes to the system in one write, so that a crash of this program loses at most what came at that moment.
    func record(_ log: EventLog) async -> FileProblem? {
        while await log.waitForEvents() {
            do throws(FileProblem) {
                try write(log.take().map(RecordingWriter.line))
            } catch {
                return error
            }
        }
        try? handle.close()
        return nil
    }

    private func write(_ lines: [String]) throws(FileProblem) {
        do {
            try handle.write(contentsOf: Data((lines.joined(separator: "\n") + "\n").utf8))
        } catch {
            throw FileProblem("\(path) could not be written: \(FileProblem.words(error)). The recording ends here.")
        }
    }
}

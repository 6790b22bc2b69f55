// Recording as it happens: each event is a line of the file as soon as the log has it.
//
// The log makes the server wait while a megabyte is unwritten, so nothing is lost, and a crash of this program costs no
// more than that. If the file can no longer be written, the recording ends after its last whole line, and that is
// reported at once.

import Capture
import Synchronization
import SystemPackage
import WebSocketProtocol

/// A recording that is being written.
final class Recorder: Sendable {
    /// How many bytes may wait to be written: what a crash may cost.
    static let backlogLimit = 1 << 20

    let path: String
    private let file: OpenFile
    private let state = Mutex<FileProblem?>(nil)
    private let written = Mutex((connections: 0, events: 0))

    /// The name of the file without its folder.
    var name: String { FileName.last(of: path) }

    /// Where the recording is and what it holds: "class.jsonl: 3 connections, 120 events".
    var summary: String {
        let (connections, events) = written.withLock { $0 }
        return "\(path): \(Count.words(connections, "connection")), \(Count.words(events, "event"))"
    }

    /// Why recording has ended; nil while all is well.
    var problem: FileProblem? { state.withLock { $0 } }

    /// Starts a recording, with its header.
    ///
    /// - Throws: `FileProblem` if the file already exists and is not to be replaced, or can't be written.
    init(path: String, title: String, replaces: Bool) throws(FileProblem) {
        self.path = path
        file = try OutputFile.open(path, replaces: replaces)
        let header = RecordingHeader(title: title, about: nil, created: Platform.timestamp)
        try write(Array((RecordingWriter.header(header) + "\n").utf8))
    }

    /// Whether a name, in whatever spelling, is that of the file being written; false once the recording has ended.
    func writes(to path: String) -> Bool {
        guard problem == nil, let other = FileStatus(path), let own = FileStatus(file.descriptor) else { return false }
        return own.isSame(as: other)
    }

    /// Writes what the reader gets until the log is finished. Returns what went wrong, if anything did.
    ///
    /// - Parameter onProblem: is called as soon as something goes wrong.
    func record(_ reader: LogReader, onProblem: (FileProblem) -> Void = { _ in }) async -> FileProblem? {
        var reader = reader
        var lines: [UInt8] = []
        while await reader.waitForEvents() {
            while let batch = reader.take() {
                var openedCount = 0
                for event in batch.events {
                    RecordingWriter.write(event, to: &lines)
                    if case .opened = event.event.kind { openedCount += 1 }
                }
                if let problem = append(lines, onProblem) {
                    // The server must not wait for a recording that has ended.
                    reader.detach()
                    return problem
                }
                written.withLock { $0 = ($0.connections + openedCount, $0.events + batch.events.count) }
                reader.isDone(batch)
                lines.removeAll(keepingCapacity: lines.capacity < 4 * Self.backlogLimit)
            }
        }
        // It may have been removed since the last event.
        return append([], onProblem)
    }

    /// Looks every second whether the file is still there, until it is not or the task is cancelled.
    func watch(onProblem: (FileProblem) -> Void) async {
        while problem == nil, (try? await Task.sleep(for: .seconds(1))) != nil { lookAfterFile(onProblem) }
    }

    /// Adds lines to the file. Returns what went wrong, if anything did.
    private func append(_ lines: [UInt8], _ onProblem: (FileProblem) -> Void) -> FileProblem? {
        do throws(FileProblem) {
            try write(lines)
            try checkFile()
            return nil
        } catch {
            end(with: error, onProblem)
            return error
        }
    }

    /// Looks whether the file is still there, also while there is nothing to write.
    func lookAfterFile(_ onProblem: (FileProblem) -> Void = { _ in }) {
        guard problem == nil else { return }
        do throws(FileProblem) { try checkFile() } catch { end(with: error, onProblem) }
    }

    /// Keeps the first problem, and reports it.
    private func end(with problem: FileProblem, _ onProblem: (FileProblem) -> Void) {
        let isFirst = state.withLock { first in
            defer { first = first ?? problem }
            return first == nil
        }
        if isFirst { onProblem(problem) }
    }

    /// A file without a name accepts all that is written, and is gone once it is closed.
    private func checkFile() throws(FileProblem) {
        guard FileStatus(file.descriptor)?.isRemoved == true else { return }
        throw FileProblem(
            "\(path) was removed or replaced during the recording, so its content is lost. The recording ends here; "
                + "the server continues.")
    }

    private func write(_ lines: [UInt8]) throws(FileProblem) {
        let end = try? file.descriptor.seek(offset: 0, from: .current)
        do {
            try file.descriptor.writeWhole(lines)
        } catch {
            // Some of the lines may have been written, the last of them in part.
            if let end { try? file.descriptor.resize(to: end) }
            throw FileProblem(
                "\(path) could not be written: \(error). The recording ends here; the server continues.")
        }
    }
}

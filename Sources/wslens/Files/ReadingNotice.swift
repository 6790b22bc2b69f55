// "reading big.pcapng: 412345 events": progress while a large file is read.

import Dispatch
import Synchronization
import TerminalUI

/// Reports on standard error what is being read, if that takes a while and standard error is a terminal. The line is
/// erased at the end.
final class ReadingNotice: Sendable {
    private let name: String
    private let events = Atomic<Int>(0)
    private let isShown = Atomic<Bool>(false)

    /// How long reading takes before the notice appears, and how often it changes, in seconds.
    private static let delay = 0.3, period = 0.2
    /// How many columns a name may take: the line must fit into any terminal, for only one line can be erased.
    private static let nameColumns = 30

    private init(_ path: String) {
        let file = InputFile.isStandardInput(path) ? "standard input" : FileName.last(of: path)
        var name = Sanitizer.sanitize(file)
        while CharacterWidth.columns(of: name) > Self.nameColumns { name.removeLast() }
        self.name = name
    }

    /// Reads something, with the notice meanwhile.
    static func during<Result>(
        _ path: String, _ read: (ReadingNotice) throws(FileProblem) -> Result
    ) throws(FileProblem) -> Result {
        let notice = ReadingNotice(path)
        guard Streams.errorIsTerminal else { return try read(notice) }
        let queue = DispatchQueue(label: "wslens.reading")
        let timer = DispatchSource.makeTimerSource(queue: queue)
        timer.setEventHandler { @Sendable in notice.show() }
        timer.schedule(deadline: .now() + delay, repeating: period)
        timer.resume()
        defer {
            timer.cancel()
            // On the queue, so that nothing is shown after it.
            queue.sync { notice.erase() }
        }
        return try read(notice)
    }

    /// Counts an event that was read.
    func count() { events.wrappingAdd(1, ordering: .relaxed) }

    private func show() {
        let count = events.load(ordering: .relaxed)
        isShown.store(true, ordering: .relaxed)
        write("reading \(name)" + (count == 0 ? " …" : ": \(count) events"))
    }

    private func erase() {
        guard isShown.load(ordering: .relaxed) else { return }
        // Blanks rather than a control sequence, which a simple terminal would print.
        let blank = String(repeating: " ", count: Self.nameColumns + 36)
        write(blank)
        write("")
    }

    private func write(_ text: String) { Streams.overwriteErrorLine(text) }
}

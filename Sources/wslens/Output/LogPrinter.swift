// A log on standard output, as it happens, and lines of the program's own between its events.

import Capture

/// Prints what a reader of a log gets. Not on the main thread: a reader of standard output that stops reading must not keep signals from being
/// seen.
actor LogPrinter {
    private var reader: LogReader
    private var printer: EventPrinter
    private let style: EventPrinter.Style
    private var output: [UInt8] = []
    /// How often lines were printed.
    private var lineCount = 0

    /// How much may wait for a reader of standard output, in bytes.
    static let backlogLimit = 64 << 20

    /// A printer of what is appended to a log from now on. Where standard output is not read fast enough, events are let go of, which is said.
    init(_ log: EventLog, as style: EventPrinter.Style) {
        self.style = style
        reader = log.reader(.letsGo(limit: Self.backlogLimit)) {
            Task.detached { Streams.complain("events come faster than they are printed and read; some are left out.") }
        }
        printer = EventPrinter(style)
    }

    /// Prints until the log is finished. Returns the printer, which knows who broke a rule.
    func run() async -> EventPrinter {
        // This copy only waits, so that lines can be printed meanwhile.
        let waiting = reader
        while true {
            let before = lineCount
            // Nothing waits where the log is finished, or where lines were printed behind what did.
            guard await waiting.waitForEvents() || lineCount != before else { return printer }
            printEvents()
        }
    }

    /// Prints lines behind all that has happened so far.
    func say(_ lines: [String]) {
        printEvents()
        Streams.print(lines)
        lineCount += 1
    }

    private func printEvents() {
        while let batch = reader.take() {
            for event in batch.events {
                printer.write(event, to: &output)
                Streams.flush(&output, as: style.content, over: Streams.chunkSize)
            }
            Streams.flush(&output, as: style.content)
            reader.isDone(batch)
        }
    }
}

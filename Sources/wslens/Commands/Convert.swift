// `wslens convert`: from one format to another.

import ArgumentParser
import Capture

struct Convert: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Convert between recording formats.",
        discussion: """
            Reads recordings (.jsonl), packet captures (.pcap, .pcapng) and HTTP archives (.har), recognised by their content, \
            and writes a recording or a packet capture, chosen by the extension of the file name. What the output format \
            cannot hold is reported on standard error.

            EXAMPLES
              wslens convert session.pcapng session.jsonl
              wslens convert --connection 2 session.jsonl two.pcapng
              wslens convert session.pcapng /dev/stdout | grep close
            """)

    @Argument(help: "The file to read.")
    var input: String

    @Argument(help: "The file to write: .jsonl or .pcapng.")
    var output: String

    @Option(help: ArgumentHelp("Convert only this connection; repeat for several.", valueName: "number"))
    var connection: [Int] = []

    @Flag(help: "Replace the output if it exists.")
    var overwrite = false

    func run() throws {
        do throws(FileProblem) {
            var source = try CaptureSource(input)
            var events: [LoggedEvent] = []
            try source.read { event in
                if connection.isEmpty || connection.contains(event.connection) { events.append(event) }
            }
            source.notices.forEach { Streams.complain("\(input): \($0)") }
            guard !events.isEmpty else {
                throw FileProblem(
                    connection.isEmpty
                        ? "\(input) contains no connections, so there is nothing to convert."
                        : "\(input) has no such connection. To see what it contains: wslens inspect --list \(input)")
            }
            let losses = try CaptureWriter.write(
                events, title: source.title, about: source.description.about,
                created: source.description.created, to: output,
                replaces: overwrite)
            losses.forEach { Streams.complain("\(output): \($0)") }
            Streams.complain("\(output): \(events.count) events")
        } catch {
            throw fail(error)
        }
    }
}

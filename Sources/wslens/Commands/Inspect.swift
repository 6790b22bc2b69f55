// `wslens inspect`: a recording without a terminal.

public import ArgumentParser
import Capture
public import Inspector
public import TerminalUI
import WebSocketProtocol

struct Inspect: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Report what a recording or a capture holds.",
        discussion: """
            The report tells the handshake, the ladder, and each frame with its fields and what it breaks. The file is a \
            recording (.jsonl), a packet capture (.pcap, .pcapng) or an HTTP archive (.har).

            EXAMPLES
              wslens inspect fixtures/rfc/masked-text.jsonl
              wslens inspect --list capture.pcapng             a line for each connection, frame and end
              wslens inspect --json capture.pcapng             an event a line
              wslens inspect --print frame --frame 3 --byte 2 fixtures/rfc/masked-text.jsonl
              wslens inspect --print flow --size 140x45 fixtures/rfc/masked-text.jsonl

            EXIT STATUS
              0 fine; 1 a rule is broken; 2 the file cannot be used; 64 wrong usage.
            """)

    @Argument(help: "The file.")
    var file: String

    @Flag(help: "An event a line, as JSON.")
    var json = false

    @Flag(help: "A line for each connection, frame and end.")
    var list = false

    @Option(help: ArgumentHelp("A screen as text: connections, flow, handshake or frame.", valueName: "view"))
    var print: Screen?

    @Option(help: ArgumentHelp("The size of that screen, as 80x24.", valueName: "columns x rows"))
    var size = Size(width: 80, height: 24)

    @Option(help: ArgumentHelp("The connection; the first WebSocket unless given.", valueName: "number"))
    var connection: Int?

    @Option(
        help: ArgumentHelp(
            "The frame, from 0: in the order of time, or c3 and s3 for the client's and server's.", valueName: "number")
    )
    var frame: FrameChoice?

    @Option(help: ArgumentHelp("The byte of that frame, from 0.", valueName: "number"))
    var byte = 0

    @Option(help: ArgumentHelp("How many bytes of a payload are shown.", valueName: "bytes"))
    var payloadLimit: Int?

    func validate() throws {
        if [json, list, print != nil].count(where: \.self) > 1 {
            throw ValidationError("--json, --list and --print exclude each other.")
        }
        if let payloadLimit, payloadLimit < 0 { throw ValidationError("--payload-limit is 0 or more bytes.") }
        if byte < 0 { throw ValidationError("--byte is 0 or more.") }
    }

    func run() throws {
        let isBroken: Bool
        do throws(FileProblem) {
            isBroken = json || list ? try printEvents() : try printLoaded()
        } catch {
            throw fail(error)
        }
        if isBroken { throw ExitCode.broken }
    }

    /// Prints each event as it is read, and keeps none. Returns whether a rule was broken.
    private func printEvents() throws(FileProblem) -> Bool {
        var source = try CaptureSource(file)
        var printer = EventPrinter(json ? .json(payloadLimit: payloadLimit) : .text(frames: true), keepsClosed: true)
        var numbers: Set<Int> = []
        var output: [UInt8] = []
        try source.read { event in
            numbers.insert(event.connection)
            guard connection == nil || connection == event.connection else { return }
            printer.write(event, to: &output)
            Streams.flush(&output, over: Streams.chunkSize)
        }
        Streams.flush(&output)
        (source.problems + source.remarks).forEach { Streams.complain("\(file): \($0)") }
        try check(numbers)
        return printer.hasViolations
    }

    /// Prints what needs all of the file at once. Returns whether a rule was broken.
    private func printLoaded() throws(FileProblem) -> Bool {
        let loaded = try CaptureLoader.load(file)
        (loaded.problems + loaded.remarks).forEach { Streams.complain("\(file): \($0)") }
        try check(Set(loaded.conversations.all.map(\.number)))
        let chosen = loaded.conversations.all.filter { connection == nil || $0.number == connection }
        if let screen = print {
            try printScreen(screen, loaded)
        } else {
            let limit = payloadLimit ?? 64
            Streams.print(chosen.lazy.flatMap { ConversationReport($0, limit: limit).lines })
        }
        return chosen.contains { $0.dissection.hasViolations }
    }

    /// Whether the connection that was asked for is there.
    private func check(_ numbers: Set<Int>) throws(FileProblem) {
        guard let connection, !numbers.contains(connection) else { return }
        let first = numbers.sorted().prefix(20).map(String.init).joined(separator: ", ")
        let list = numbers.isEmpty ? "none" : numbers.count > 20 ? first + ", …" : first
        throw FileProblem("\(file) has no connection \(connection). It has: \(list).")
    }

    private func printScreen(_ screen: Screen, _ loaded: LoadedCapture) throws(FileProblem) {
        var model = Model(source: .recording(title: loaded.title), size: size, theme: .mono)
        _ = model.update(
            .recording(RecordingContent(loaded, path: file)))
        if let words = model.open(screen, connection: connection, frame: frame, byte: byte) {
            throw FileProblem("\(file): \(words)")
        }
        Streams.print(view(model).lines)
    }
}

extension Screen: ExpressibleByArgument {
    /// A screen by its name, in any case of letters.
    public init?(argument: String) {
        guard let screen = Screen.allCases.first(where: { $0.name.lowercased() == argument.lowercased() }) else {
            return nil
        }
        self = screen
    }
}

extension FrameChoice: ExpressibleByArgument {}

extension Size: ExpressibleByArgument {
    /// A size as "80x24", each number from 1 to 1000.
    public init?(argument: String) {
        let parts = argument.split(separator: "x").compactMap { Int($0) }
        guard parts.count == 2, (1...1000).contains(parts[0]), (1...1000).contains(parts[1]) else { return nil }
        self.init(width: parts[0], height: parts[1])
    }

    /// The size as it is written.
    public var defaultValueDescription: String { "\(width)x\(height)" }
}

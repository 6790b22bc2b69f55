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
        let loaded: LoadedCapture
        do {
            loaded = try CaptureLoader.load(file, keepsEvents: json || list)
        } catch {
            throw fail(error)
        }
        loaded.problems.forEach { Streams.complain("\(file): \($0)") }
        if let connection, loaded.conversations[connection] == nil {
            throw fail("\(file) has no connection \(connection). It has: \(Self.numbers(loaded.conversations)).")
        }
        if json || list {
            printEvents(loaded)
        } else if let screen = print {
            try printScreen(screen, loaded)
        } else {
            let limit = payloadLimit ?? 64
            Streams.print(chosen(loaded).lazy.flatMap { ConversationReport($0, limit: limit).lines })
        }
        if chosen(loaded).contains(where: { $0.dissection.hasViolations }) { throw ExitCode.broken }
    }

    private func chosen(_ loaded: LoadedCapture) -> [Conversation] {
        loaded.conversations.all.filter { connection == nil || $0.number == connection }
    }

    private func printEvents(_ loaded: LoadedCapture) {
        var printer = EventPrinter(json ? .json(payloadLimit: payloadLimit) : .text(frames: true))
        let events = loaded.events.filter { connection == nil || $0.connection == connection }
        Streams.print(events.lazy.flatMap { printer.lines(for: [$0]) })
    }

    private func printScreen(_ screen: Screen, _ loaded: LoadedCapture) throws {
        var model = Model(source: .recording(title: loaded.title), size: size, theme: .mono)
        _ = model.update(
            .recording(RecordingContent(loaded, path: file)))
        if let words = model.open(screen, connection: connection, frame: frame, byte: byte) {
            throw fail("\(file): \(words)")
        }
        Streams.print(view(model).lines)
    }

    static func numbers(_ conversations: Conversations) -> String {
        let numbers = conversations.all.map { String($0.number) }
        return numbers.isEmpty ? "none" : numbers.prefix(20).joined(separator: ", ") + (numbers.count > 20 ? ", …" : "")
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

// `wslens inspect`: a recording as text, without a screen.

public import ArgumentParser
import Capture
public import Inspector
public import TerminalUI
import WebSocketProtocol

struct Inspect: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Report what a recording or a capture contains.",
        discussion: """
            The report shows the handshake, the ladder, and each frame with its fields and the rules it breaks. The file is a \
            recording (.jsonl), a packet capture (.pcap, .pcapng) or an HTTP archive (.har).

            EXAMPLES
              wslens inspect fixtures/rfc/masked-text.jsonl
              wslens inspect --list capture.pcapng  one line per connection, frame and end
              wslens inspect --json capture.pcapng  one JSON object per line
              wslens inspect --print frame --frame 3 --byte 2 capture.pcapng
              wslens inspect --print flow --size 140x45 fixtures/rfc/masked-text.jsonl
              gunzip -c old.pcapng.gz | wslens inspect -

            EXIT STATUS
              0   success
              1   a rule is broken
              2   the file cannot be used
              64  usage error
            """)

    @Argument(help: "The file, or - for standard input.")
    var file: String

    @Flag(help: "Print one JSON object per line.")
    var json = false

    @Flag(help: "Print one line per connection, frame and end.")
    var list = false

    @Option(help: ArgumentHelp("Print this screen as text, named by its name or key.", valueName: "view"))
    var print: Screen?

    @Option(help: ArgumentHelp("The size of that screen; 80x24 by default.", valueName: "columns x rows"))
    var size: Size?

    @Option(
        help: ArgumentHelp(
            "Only this connection; by default all, with --print the first WebSocket.", valueName: "number"))
    var connection: Int?

    @Option(
        help: ArgumentHelp(
            "The frame on that screen, from 0 in time order; c3 or s3 for frame 3 of the client or server.",
            valueName: "number")
    )
    var frame: FrameChoice?

    @Option(help: ArgumentHelp("The byte of that frame, from 0.", valueName: "number"))
    var byte: Int?

    @Option(help: ArgumentHelp("How many bytes of each payload to show.", valueName: "bytes"))
    var payloadLimit: Int?

    func validate() throws {
        if [json, list, print != nil].count(where: \.self) > 1 {
            throw ValidationError("Use only one of --json, --list and --print.")
        }
        if let payloadLimit, payloadLimit < 0 { throw ValidationError("--payload-limit must be 0 or more bytes.") }
        if let byte, byte < 0 { throw ValidationError("--byte must be 0 or more.") }
        try checkPlace()
    }

    /// An option that would do nothing is a mistake.
    private func checkPlace() throws {
        if size != nil, print == nil {
            throw ValidationError("--size needs --print, for example --print flow --size 140x45")
        }
        if let size, size.width < minimumSize.width || size.height < minimumSize.height {
            throw ValidationError("--size must be \(minimumSize.width)x\(minimumSize.height) or more.")
        }
        if frame != nil, print != .frame, print != .flow {
            throw ValidationError("--frame needs --print frame or --print flow.")
        }
        if byte != nil, print != .frame { throw ValidationError("--byte needs --print frame.") }
        if payloadLimit != nil, list || print != nil {
            throw ValidationError("--payload-limit cannot be used with --list or --print.")
        }
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

    /// The file's name in errors and notices.
    private var name: String { InputFile.name(file) }

    /// Prints each event as it is read, and keeps none. Returns whether a rule was broken.
    private func printEvents() throws(FileProblem) -> Bool {
        var source = try ReadingNotice.during(file) { _ throws(FileProblem) in try CaptureSource(file) }
        let style = json ? EventPrinter.Style.json(payloadLimit: payloadLimit) : .text(frames: true)
        var printer = EventPrinter(style, keepsClosed: true)
        var numbers: Set<Int> = []
        var output: [UInt8] = []
        // Reading the options costs more than reading an event.
        let (chosen, isAll) = (connection, connection == nil)
        try source.read { event in
            if !isAll { numbers.insert(event.connection) }
            guard isAll || chosen == event.connection else { return }
            printer.write(event, to: &output)
            Streams.flush(&output, as: style.content, over: Streams.chunkSize)
        }
        printer.finish(to: &output)
        Streams.flush(&output, as: style.content)
        source.notices.forEach { Streams.complain("\(name): \($0)") }
        try check(numbers)
        return printer.hasViolations
    }

    /// Prints what needs the whole file at once. Returns whether a rule was broken.
    private func printLoaded() throws(FileProblem) -> Bool {
        let loaded = try CaptureLoader.load(file)
        (loaded.description.problems + loaded.description.remarks).forEach { Streams.complain("\(name): \($0)") }
        try check(Set(loaded.conversations.all.map(\.number)))
        let chosen = loaded.conversations.all.filter { connection == nil || $0.number == connection }
        if let screen = print {
            try printScreen(screen, loaded)
        } else {
            let limit = payloadLimit ?? 64
            let heading =
                [loaded.title, loaded.description.about ?? ""].filter { !$0.isEmpty }.map(Sanitizer.sanitize) + [""]
            var output = Array((heading.joined(separator: "\n") + "\n").utf8)
            for conversation in chosen {
                ConversationReport(conversation, limit: limit).write(to: &output) {
                    Streams.flush(&$0, as: .text, over: Streams.chunkSize)
                }
            }
            Streams.flush(&output, as: .text)
        }
        return chosen.contains { $0.dissection.hasViolations }
    }

    /// Checks that the requested connection exists.
    private func check(_ numbers: Set<Int>) throws(FileProblem) {
        guard let connection, !numbers.contains(connection) else { return }
        let first = numbers.sorted().prefix(20).map(String.init).joined(separator: ", ")
        let list = numbers.isEmpty ? "none" : numbers.count > 20 ? first + ", …" : first
        throw FileProblem("\(name) has no connection \(connection). It has: \(list).")
    }

    private func printScreen(_ screen: Screen, _ loaded: LoadedCapture) throws(FileProblem) {
        let size = size ?? Size(width: 80, height: 24)
        var model = Model(source: .recording(title: loaded.title), size: size, theme: .mono)
        _ = model.update(.recording(RecordingContent(loaded, path: file)))
        if let words = model.open(screen, connection: connection, frame: frame, byte: byte ?? 0) {
            throw FileProblem("\(name): \(words)")
        }
        Streams.print(view(model).lines)
    }
}

extension Screen: ExpressibleByArgument {
    /// A screen by its name, in any case of letters, or by its key.
    public init?(argument: String) {
        let word = argument.lowercased()
        guard let screen = Screen.ofConnections.first(where: { [$0.word, String($0.rawValue)].contains(word) }) else {
            return nil
        }
        self = screen
    }

    /// The names, for the help, errors and completions.
    public static var allValueStrings: [String] { ofConnections.map(\.word) }

    private var word: String { name.lowercased() }
}

extension FrameChoice: ExpressibleByArgument {}

extension Size: ExpressibleByArgument {
    /// A size such as "80x24", each number from 1 to 1000.
    public init?(argument: String) {
        let parts = argument.split(separator: "x").compactMap { Int($0) }
        guard parts.count == 2, (1...1000).contains(parts[0]), (1...1000).contains(parts[1]) else { return nil }
        self.init(width: parts[0], height: parts[1])
    }
}

// `wslens send`: a client that sends what browsers cannot.

import ArgumentParser
import Capture
import EchoServer
import WebSocketProtocol

struct Send: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "A client that sends what browsers cannot: pings, fragments, unmasked frames, raw bytes.",
        discussion: """
            Connects, sends the frames in order, waits for answers, and closes. The bytes of each frame are printed before it goes, \
            and what goes and comes as serve --frames prints it.

            FRAMES
            \(list(ScriptPart.allCases.map { ($0.example, $0.summary) }))

            BEHIND A FRAME
            \(list(modifiers))

            Each argument is one word; - reads lines of words from standard input, and sends each as it comes. Values that begin with \
            a quote end with one, so that a line can have spaces in them: text:"two words".

            EXAMPLES
              wslens send ws://localhost:1338/ text:Hello
              wslens send ws://localhost:1338/ text:Hel fin=no ping continuation:lo
              wslens send ws://localhost:1338/ text:Hello mask=none
              wslens send ws://localhost:1338/ chop:1 text:Hi pause:1 hex:8105
              wslens send ws://localhost:1338/ close:3001:"see you"
              printf 'text:one\\nping\\n' | wslens send ws://localhost:1338/ -
              wslens send --echo 'ws://localhost:9001/runCase?case=1&agent=wslens'

            EXIT STATUS
              0   success
              1   the server broke the protocol, or refused the handshake
              2   the server could not be reached
              64  usage error
            """)

    @Argument(help: ArgumentHelp("The server: ws://host:port/path?query.", valueName: "url"))
    var url: String

    @Argument(help: ArgumentHelp("What is sent, word by word; - for lines of standard input.", valueName: "frame"))
    var frames: [String] = []

    @Option(
        name: [.long, .customShort("H")],
        help: ArgumentHelp("A header of the request, such as \"Cookie: a=b\"; repeat for several.", valueName: "header")
    )
    var header: [String] = []

    @Option(help: ArgumentHelp("A subprotocol to offer; repeat for several.", valueName: "name"))
    var subprotocol: [String] = []

    @Flag(help: "Offer compression (permessage-deflate): what comes compressed is inflated; --echo compresses, too.")
    var deflate = false

    @Option(help: ArgumentHelp("The Origin header.", valueName: "origin"))
    var origin: String?

    @Option(help: ArgumentHelp("A token, sent as Authorization: Bearer WORD.", valueName: "word"))
    var token: String?

    @Option(help: ArgumentHelp("Seconds to wait for answers after the last frame, up to 3600.", valueName: "seconds"))
    var wait = 1.0

    @Option(help: ArgumentHelp("The code of the Close at the end, 0 to 65535.", valueName: "code"))
    var close: UInt16 = 1000

    @Flag(help: "End TCP without a Close.")
    var noClose = false

    @Flag(help: "Do not answer Pings.")
    var noPong = false

    @Flag(help: "Send every message back until the connection ends: for conformance runs against a fuzzing server.")
    var echo = false

    @Flag(help: "Print one JSON object per line, as serve --json does.")
    var json = false

    @OptionGroup var recording: RecordOptions

    func validate() throws {
        if frames.contains("-"), frames.count > 1 {
            throw ValidationError("- reads all frames from standard input, so it stands alone.")
        }
        if echo, !frames.isEmpty { throw ValidationError("--echo sends back what comes; it takes no frames.") }
        if noClose, close != 1000 { throw ValidationError("--close and --no-close cannot be used together.") }
        guard (0...3600).contains(wait) else { throw ValidationError("--wait must be from 0 to 3600 seconds.") }
        do throws(WebSocketURLProblem) { _ = try WebSocketURL(url) } catch { throw ValidationError(error.description) }
        _ = try headers()
        guard frames != ["-"] else { return }
        do throws(ScriptProblem) {
            _ = try Script(words: frames)
        } catch {
            throw ValidationError("\(frames.joined(separator: " "))\n\(error)")
        }
    }

    @MainActor
    func run() async throws {
        var client = try configuration()
        let log = EventLog()
        client.log = log
        let style: EventPrinter.Style = json ? .json(payloadLimit: nil) : .text(frames: !echo, of: .client)
        let session = SendSession(
            client: client, log: log, style: style, printer: LogPrinter(log, as: style),
            closing: noClose ? nil : CloseCode(rawValue: close), patience: .seconds(wait))
        let source: SendSession.Source =
            echo ? .echo : frames == ["-"] ? .lines : .script(try Script(words: frames))
        try await session.run(source, recording)
    }

    private func configuration() throws -> ClientConfiguration {
        let url = try WebSocketURL(url)
        var client = ClientConfiguration(host: url.host, port: url.port, path: url.resource)
        var headers = try headers()
        if let host = headers.firstIndex(where: { $0.name.lowercased() == "host" }) {
            client.authority = headers.remove(at: host).value
        }
        if let origin { headers.insert(("Origin", origin), at: 0) }
        if let token { headers.append(("Authorization", "Bearer \(token)")) }
        if !headers.contains(where: { $0.name.lowercased() == "user-agent" }) {
            headers.append(("User-Agent", "wslens/\(ProgramVersion.current)"))
        }
        client.headers = headers
        client.subprotocols = subprotocol
        client.answers = noPong ? .closes : .all
        client.echoes = echo
        client.offersDeflate = deflate
        return client
    }

    /// The headers, in their two parts. What would end a line of the request is not one.
    private func headers() throws -> [(name: String, value: String)] {
        for value in [origin, token].compactMap(\.self) + subprotocol where value.contains(where: \.isNewline) {
            throw ValidationError("A header is one line.")
        }
        return try header.map { line in
            guard let colon = line.firstIndex(of: ":"), colon != line.startIndex, !line.contains(where: \.isNewline)
            else {
                throw ValidationError("A header is a name, a colon and a value, such as \"Cookie: a=b\".")
            }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            return (String(line[..<colon]), String(value))
        }
    }

    private static var modifiers: [(String, String)] {
        ScriptModifier.allCases.filter { ![.rsv2, .rsv3].contains($0) }.map {
            $0 == .rsv1 ? ("rsv1 rsv2 rsv3", "with these bits set") : ($0.example, $0.summary)
        }
    }

    private static func list(_ rows: [(String, String)]) -> String {
        rows.map { "  \($0.0)\(String(repeating: " ", count: max(2, 18 - $0.0.count)))\($0.1)" }.joined(separator: "\n")
    }
}

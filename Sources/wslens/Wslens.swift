// The command line: `wslens` alone is `wslens live`.

import ArgumentParser
import Capture

@main
struct Wslens: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wslens",
        abstract: "A WebSocket microscope for the terminal.",
        discussion: """
            A real echo server runs inside. Open its address in a browser and see the connection, its handshake, and every \
            byte and bit of its frames as they arrive.

            EXAMPLES
              wslens                             the server and the inspector, on port 1338
              wslens live --projector            the same, for the back row
              wslens serve --json                only the server, one JSON object per line
              wslens replay fixtures/real/chromium.jsonl
                                                 the inspector on a recording
              wslens inspect capture.pcapng      a report on a capture
              wslens decode 81 85 37 fa 21 3d 7f 9f 4d 51 58
              wslens encode --text Hello | wslens decode -
              wslens send ws://localhost:1338/ text:Hel fin=no ping continuation:lo
              wslens accept dGhlIHNhbXBsZSBub25jZQ==

            EXIT STATUS
              0   success
              1   the bytes break the protocol
              2   the input or the port cannot be used
              64  usage error
            """,
        version: ProgramVersion.current,
        subcommands: [
            Live.self, Serve.self, Replay.self, LessonsCommand.self, Inspect.self, Convert.self, Decode.self,
            Encode.self, Send.self, Accept.self,
        ],
        defaultSubcommand: Live.self)

    /// Like the library's, but its errors, which quote the arguments, are printed through `Streams` like everything
    /// else.
    static func main() async {
        Platform.prepareStreams()
        do {
            var command = try await asyncParseAsRoot()
            if var command = command as? any AsyncParsableCommand { try await command.run() } else { try command.run() }
        } catch {
            Streams.end(with: fullMessage(for: error), status: exitCode(for: error).rawValue)
        }
    }
}

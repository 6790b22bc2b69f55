// `wslens live`: the echo server and the inspector in one process.

import ArgumentParser
import Capture

struct Live: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The echo server and the inspector (the default).",
        discussion: """
            Open the address that the screen shows in a browser, or press d for a built-in client.

            EXAMPLES
              wslens                             on port 1338
              wslens live --port 0               on a free port
              wslens live --host 0.0.0.0         for browsers on other machines too
              wslens live --record class.jsonl   record everything into a file
              wslens live --ping 10              ping every 10 s, to see a browser's Pong
              wslens live --compression shared   compress messages where browsers offer it
              wslens live --memory 1024          use up to 1024 MiB for traffic
              wslens live --projector            large letters, wide bytes, high contrast
            """)

    @OptionGroup var server: ServerOptions
    @OptionGroup var screen: ScreenOptions

    @Option(
        help: ArgumentHelp(
            "How much memory the traffic may use, in MiB; beyond it the oldest is dropped, and the screen says so.",
            valueName: "MiB"))
    var memory = EventLog.defaultMemoryLimit >> 20

    // The default command is given every word that is not a command.
    @Argument(help: .hidden)
    var unknown: [String] = []

    func validate() throws {
        guard (8...65536).contains(memory) else {
            throw ValidationError("--memory must be a number of MiB from 8 to 65536; \(memory) is not.")
        }
        guard let word = unknown.first else { return }
        let names = Wslens.configuration.subcommands.map { $0._commandName }.joined(separator: ", ")
        throw ValidationError("There is no command \(word). The commands are: \(names).")
    }

    @MainActor
    func run() async throws {
        let session = LiveSession(server: server, screen: screen, memoryLimit: memory << 20)
        try await session.run(Desk.beside())
    }
}

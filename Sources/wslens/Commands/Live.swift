// `wslens live`: the echo server and the inspector in one process.

import ArgumentParser
import Capture
import EchoServer
import Inspector
import NCursesTerminal
import TerminalUI

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
        let signals = Signals()
        // The terminal is tried first: without one there is no point in taking the port.
        let terminal: NCursesTerminal
        do {
            terminal = try NCursesTerminal.open(screen.terminalOptions)
        } catch {
            throw fail("\(error) Without a screen, use: wslens serve")
        }
        defer { terminal.close() }
        let log = EventLog()
        // What waits for the screen and what the screen holds share one bound; a quarter is for what is on its way from one to the other,
        // for buffers that wait to be used again, and for lists that move as they grow.
        let limit = memory << 20
        let reader = log.reader(.letsGo(limit: limit / 4))
        let recorded = server.record.map { _ in log.reader(.holdsBack(limit: Recorder.backlogLimit)) }
        let created = Platform.timestamp
        let echo: EchoServer
        let recorder: Recorder?
        do {
            echo = try await EchoServer.start(server.configuration(log: log, threads: 1, idleSeconds: 3600))
        } catch {
            terminal.close()
            throw fail(error)
        }
        do {
            recorder = try server.recorder()
        } catch {
            terminal.close()
            await echo.stop()
            throw fail(error)
        }
        var model = Model(
            source: .live(urls: echo.urls), size: terminal.size, theme: screen.resolvedTheme,
            isProjector: screen.projector, hasBlocks: !terminal.isASCII, hasColours: terminal.colours > 0,
            hasMouse: !screen.noMouse, recordingName: recorder?.name, memoryLimit: limit / 2)
        model.created = created
        let recording = recorder.flatMap { recorder in
            recorded.map { reader in Task.detached { await recorder.record(reader) { _ in NCursesTerminal.wake() } } }
        }
        RunLoop(terminal: terminal, events: .live(log, reader, echo, recorder), signals: signals).run(model)
        terminal.close()
        await stop(echo, signals)
        log.finish()
        if let problem = await recording?.value { throw fail(problem) }
        if let recorder { Streams.complain("The recording is \(recorder.summary).") }
    }

    /// Stops the server. Clients have a few seconds to answer the Close, unless another signal arrives.
    @MainActor
    private func stop(_ echo: EchoServer, _ signals: Signals) async {
        let (end, ending) = AsyncStream.makeStream(of: Void.self)
        signals.forget()
        signals.whenReceived { ending.finish() }
        Task.detached {
            await echo.stop()
            ending.finish()
        }
        let patience = Task {
            try await Task.sleep(for: .milliseconds(500))
            Streams.complain("Waiting for clients to answer the Close; Ctrl-C does not wait.")
        }
        for await _ in end {}
        patience.cancel()
        // What is still to be recorded is at most a megabyte, but the disk may be slow.
        signals.endAtOnceNextTime()
    }
}

// The echo server and the inspector in one process, as `live` and `lessons` run them.

import Capture
import EchoServer
import Inspector
import Lessons
import NCursesTerminal
import TerminalUI

@MainActor
struct LiveSession {
    let server: ServerOptions
    let screen: ScreenOptions
    /// How much memory the traffic may use, in bytes.
    let memoryLimit: Int
    /// Whether the next free port is taken where the one that is asked for is not free.
    var takesFreePort = false
    /// The screen to begin with.
    var first = Screen.connections
    /// What to use where there is no screen.
    var instead = "wslens serve"

    /// Runs until the user quits or a signal ends the program.
    ///
    /// - Parameter desk: the lessons; nil where there are none.
    func run(_ desk: Desk?) async throws {
        let signals = Signals()
        // The terminal is tried first: without one there is no point in taking the port.
        let terminal: NCursesTerminal
        do {
            terminal = try NCursesTerminal.open(screen.terminalOptions)
        } catch {
            throw fail("\(error) Without a screen, use: \(instead)")
        }
        defer { terminal.close() }
        let log = EventLog()
        // What waits for the screen and what the screen holds share one bound; a quarter is for what is on its way from one to the other,
        // for buffers that wait to be used again, and for lists that move as they grow.
        let reader = log.reader(.letsGo(limit: memoryLimit / 4))
        let recorded = server.record.map { _ in log.reader(.holdsBack(limit: Recorder.backlogLimit)) }
        let created = Platform.timestamp
        let echo: EchoServer
        let recorder: Recorder?
        do {
            let configuration = server.configuration(
                log: log, threads: 1, idleSeconds: 3600, compression: .off)
            echo = try await takesFreePort ? FreePort.start(configuration) : EchoServer.start(configuration)
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
        desk?.school.url = echo.urls.first
        desk?.school.tunnel = Platform.environment("SSH_CONNECTION").flatMap { _ in echo.port }.map(
            FreePort.tunnelWords)
        var model = Model(
            source: .live(urls: echo.urls), size: terminal.size, theme: screen.resolvedTheme,
            isProjector: screen.projector, hasBlocks: !terminal.isASCII, hasColours: terminal.colours > 0,
            hasMouse: !screen.noMouse, recordingName: recorder?.name, memoryLimit: memoryLimit / 2,
            compresses: echo.compression != .off, school: desk?.school, progressName: desk?.progressName, screen: first)
        model.created = created
        if first == .lessons, let remark = desk?.remark { _ = model.update(.notice(remark)) }
        let recording = recorder.flatMap { recorder in
            recorded.map { reader in Task.detached { await recorder.record(reader) { _ in NCursesTerminal.wake() } } }
        }
        RunLoop(
            terminal: terminal, events: .live(log, reader, echo, recorder), signals: signals,
            sender: SenderDesk(echo) { NCursesTerminal.wake() },
            compression: echo.compression == .off ? .shared : echo.compression,
            keep: { desk?.keep($0) }, noteHints: { desk?.noteHints($0, of: $1, time: $2) }
        ).run(model)
        terminal.close()
        await stop(echo, signals)
        log.finish()
        if let remark = desk?.finish() { Streams.complain(remark) }
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

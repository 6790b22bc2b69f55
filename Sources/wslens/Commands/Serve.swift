// `wslens serve`: the same server without a screen.

import ArgumentParser
import Capture
import EchoServer

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The echo server without a screen.",
        discussion: """
            Prints a line when a connection is opened, refused or closed. On SIGINT or SIGTERM it closes the open connections \
            with 1001 and ends.

            EXAMPLES
              wslens serve --frames              one line per frame too
              wslens serve --json --port 0       one JSON object per line, address first
              wslens serve --record class.jsonl  record everything into a file
              wslens serve --compression off     declines permessage-deflate
              wslens serve --quiet               only the address, no log: for load tests
            """)

    @OptionGroup var server: ServerOptions

    @Flag(help: "Print one line per frame.")
    var frames = false

    @Flag(help: "Print one JSON object per line.")
    var json = false

    @Flag(help: "Print only the address; log nothing.")
    var quiet = false

    @Option(help: ArgumentHelp("How many bytes of each payload to show in the JSON.", valueName: "bytes"))
    var payloadLimit: Int?

    func validate() throws {
        if quiet, frames || json {
            throw ValidationError("--quiet logs nothing, so it cannot be used with --frames or --json.")
        }
        if quiet, server.record != nil { throw ValidationError("--quiet logs nothing, so there is nothing to record.") }
        if frames, json { throw ValidationError("--json includes every frame; leave out --frames.") }
        if let payloadLimit, payloadLimit < 0 { throw ValidationError("--payload-limit must be 0 or more bytes.") }
    }

    @MainActor
    func run() async throws {
        let signals = Signals()
        let log = quiet ? nil : EventLog()
        let printer = log.map { LogPrinter($0, as: style) }
        let recorded = server.record.flatMap { _ in log?.reader(.holdsBack(limit: Recorder.backlogLimit)) }
        let threads = quiet ? Platform.processorCount : 1
        let echo: EchoServer
        let recorder: Recorder?
        do {
            echo = try await EchoServer.start(
                server.configuration(
                    log: log, threads: threads, idleSeconds: 900, compression: .shared))
        } catch {
            throw fail(error)
        }
        do {
            recorder = try server.recorder()
        } catch {
            await echo.stop()
            throw fail(error)
        }
        announce(echo)
        let recording = recorder.flatMap { recorder in
            recorded.map { reader in
                Task.detached { await recorder.record(reader) { Streams.complain($0.description) } }
            }
        }
        let watching = recorder.map { recorder in
            Task.detached { await recorder.watch { Streams.complain($0.description) } }
        }
        let printing = printer.map { printer in Task.detached { _ = await printer.run() } }
        await signals.wait()
        signals.endAtOnceNextTime()
        await echo.stop()
        log?.finish()
        watching?.cancel()
        await Self.finish(printing)
        if await recording?.value != nil { throw ExitCode.unusable }
        if let recorder { Streams.complain("The recording is \(recorder.summary).") }
    }

    private var style: EventPrinter.Style {
        json ? .json(payloadLimit: payloadLimit) : .text(frames: frames)
    }

    private func announce(_ echo: EchoServer) {
        if json {
            var line = JSONLine()
            line.add("event", "listening")
            line.add("url", echo.url)
            return Streams.print(line)
        }
        Streams.print(echo.url)
        guard !quiet else { return }
        for url in echo.urls.dropFirst() { Streams.complain("other machines can open \(url)") }
        Streams.complain("open \(echo.urls.first ?? echo.url) in a browser; Ctrl-C stops the server")
    }

    /// Waits for what is still to be printed, but not for a reader that has stopped reading.
    private static func finish(_ printing: Task<Void, Never>?) async {
        let limit = Task.detached {
            var seen: Streams.Progress?
            while case let progress = Streams.progress, progress != seen {
                seen = progress
                try await Task.sleep(for: .seconds(readingSeconds))
            }
            Streams.complain("standard output was not read for \(readingSeconds) s; the last events are lost.")
            Platform.exit(2)
        }
        await printing?.value
        limit.cancel()
    }

    /// How long a reader may take nothing, in seconds.
    private static let readingSeconds = 5
}

// One connection of `wslens send`: what goes out, what comes back, and how it ends.
//
//   connect ──▶ script, or line after line ──▶ wait ──▶ Close ──▶ the server ends TCP
//      │                                          │
//      └──────────── the log ──▶ standard output, and a recording

import ArgumentParser
import Capture
import EchoServer
import Inspector
import WebSocketProtocol

@MainActor
struct SendSession {
    /// Where what is sent comes from.
    enum Source {
        case script(Script)
        /// Lines of standard input, each sent as it comes.
        case lines
        /// What is received.
        case echo
    }

    let client: ClientConfiguration
    let log: EventLog
    let style: EventPrinter.Style
    let printer: LogPrinter
    /// The Close at the end; nil to end TCP without one.
    let closing: CloseCode?
    /// How long answers are waited for after what was sent last.
    let patience: Duration

    /// Runs the connection to its end.
    ///
    /// - Throws: the exit status.
    func run(_ source: Source, _ recording: RecordOptions) async throws {
        let recorder: Recorder?
        do { recorder = try recording.recorder() } catch { throw fail(error) }
        let recorded = recorder.map { ($0, log.reader(.holdsBack(limit: Recorder.backlogLimit))) }
        let recordingTask = recorded.map { recorder, reader in
            Task.detached { await recorder.record(reader) { Streams.complain($0.description) } }
        }
        let printing = Task.detached { [printer] in await printer.run() }
        let problem = await connect(source)
        log.finish()
        let printed = await printing.value
        if await recordingTask?.value != nil { throw ExitCode.unusable }
        if let recorder { Streams.complain("The recording is \(recorder.summary).") }
        if let problem { throw problem }
        if printed.brokenBy.contains(.server) { throw ExitCode.broken }
    }

    /// Connects, sends, and waits for the end. Returns the exit status where it is not that of success.
    private func connect(_ source: Source) async -> ExitCode? {
        let connection: WebSocketClient
        do throws(ClientProblem) {
            connection = try await WebSocketClient.connect(client)
        } catch {
            return report(error)
        }
        if client.offersDeflate, connection.agreement.deflate == nil {
            Streams.complain("The server declined compression (permessage-deflate): RSV1 must be 0.")
        }
        let signals = Signals()
        signals.whenReceived { connection.closeSocket() }
        defer { signals.endAtOnceNextTime() }
        var sent = UpcomingFrames(sender: .client, agreement: connection.agreement)
        var status: ExitCode?
        switch source {
        case .echo: break
        case .script(let script): await send(script, behind: &sent, on: connection)
        case .lines: status = await sendLines(behind: &sent, on: connection)
        }
        if case .echo = source {} else { await end(connection, hasSentClose: sent.hasClose) }
        await connection.ended()
        return status
    }

    // MARK: Sending

    /// Sends a script, and shows the bytes of each frame before.
    private func send(
        _ script: Script, behind sent: inout UpcomingFrames, on connection: WebSocketClient
    ) async {
        var random = SystemRandomNumberGenerator()
        let output = ScriptOutput(script, from: .client, keys: &random)
        let lines = output.pieces.flatMap { self.lines(sent.read($0.bytes), $0.bytes) }
        if case .text = style { await printer.say(lines) }
        if script.compresses, !client.offersDeflate {
            Streams.complain("compression was not offered, so RSV1 must be 0; --deflate offers it.")
        }
        do {
            if !output.writes.isEmpty { try await connection.send(output.writes) }
            if output.lastPause > 0 { try await Task.sleep(for: .seconds(output.lastPause)) }
        } catch {
            Streams.complain("not all of it was sent: \(error)")
        }
    }

    /// The bytes of a frame, or of a part of one, and the rules that it breaks.
    private func lines(_ frames: [UpcomingFrame], _ bytes: [UInt8]) -> [String] {
        let hex = Hex.string(bytes.prefix(Self.shownBytes), groupsOf: 1)
        let rest = bytes.count - Self.shownBytes
        return ["send     \(hex)" + (rest > 0 ? " … and \(rest.grouped) more" : "")]
            + frames.flatMap(\.record.violations).map { "       \(FrameReport.line($0))" }
    }

    private static let shownBytes = 64

    private func sendLines(
        behind sent: inout UpcomingFrames, on connection: WebSocketClient
    ) async -> ExitCode? {
        let lines = LineReader()
        lines.start()
        lines.next()
        let watching = Task.detached {
            await connection.ended()
            lines.stop()
        }
        defer { watching.cancel() }
        var number = 0
        for await event in lines.events {
            switch event {
            case .line(let line):
                number += 1
                do throws(ScriptProblem) {
                    let script = try Script(line)
                    await send(script, behind: &sent, on: connection)
                } catch {
                    Streams.complain("Line \(number), column \(error.column): \(error.words).")
                    // Who types can type it again; what a program writes ends there.
                    if !LineReader.isTyped { return .unusable }
                }
                lines.next()
            case .end(let problem):
                if let problem {
                    Streams.complain(problem)
                    return .unusable
                }
                return nil
            case .events, .news: break
            }
        }
        return nil
    }

    // MARK: The end

    /// Waits for answers, and closes; both only while the connection is there.
    private func end(_ connection: WebSocketClient, hasSentClose: Bool) async {
        let patience = patience
        await withTaskGroup(of: Void.self) { group in
            group.addTask { try? await Task.sleep(for: patience) }
            group.addTask { await connection.ended() }
            await group.next()
            // The one that is left is the end, which closing brings about, or a sleep, which ends when it is cancelled.
            group.cancelAll()
            guard let closing else { return connection.closeSocket() }
            if !hasSentClose { await close(connection, closing) }
        }
    }

    /// Sends a Close with any code, unless the connection is closing or has ended.
    private func close(_ connection: WebSocketClient, _ code: CloseCode) async {
        do throws(SendProblem) {
            try await connection.close(code)
        } catch .codeMustNotBeSent {
            var random = SystemRandomNumberGenerator()
            let frame = HandmadeFrame(.close, payload: ClosePayload.encode(code))
            let bytes = frame.frames(from: .client, keys: &random).flatMap(\.encoded)
            try? await connection.send([ScriptOutput.Write(bytes)])
        } catch {}
    }

    /// Says why there is no connection.
    private func report(_ problem: ClientProblem) -> ExitCode {
        Streams.complain(problem.description)
        switch problem {
        case .unreachable:
            Streams.complain(
                "Is a server running there? wslens serve --port \(client.port) starts one on this machine.")
            return .unusable
        case .late: return .unusable
        case .refused(let verdict):
            for violation in verdict.violations { Streams.complain(FrameReport.line(violation)) }
            return .broken
        case .notHTTP, .ended: return .broken
        }
    }
}

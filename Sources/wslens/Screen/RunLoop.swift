// The run loop: the only place that carries out the inspector's commands.
//
//   keys, sizes ─┐
//   the log ─────┼──▶ update ──▶ commands ──▶ carried out here
//   the clock ───┘      └──────▶ view ──▶ terminal
//
// Keys, sizes, signals, events, news of the server and the end of a recording wake it; otherwise it turns once a second, for the ages on
// the screen, and five times a second where it watches the server.

import Capture
import Dispatch
import EchoServer
import Inspector
import Lessons
import NCursesTerminal
import TerminalUI
import WebSocketProtocol

/// Where the events come from.
enum EventSource {
    /// A server in this process, and the recorder if everything is recorded.
    case live(EventLog, LogReader, EchoServer, Recorder?)
    /// A file that has been read.
    case recording(path: String)
}

@MainActor
struct RunLoop {
    let terminal: NCursesTerminal
    let events: EventSource
    let signals: Signals
    /// What is sent by hand; nil where there is no server.
    var sender: SenderDesk?
    /// How messages are compressed once the reader asks for it.
    var compression = CompressionMode.shared
    /// Keeps an answer of a student. Returns what the file of the progress holds then, or a notice of what went wrong.
    var keep: (Attempt) -> Input? = { _ in nil }
    /// The same for hints: how many, of which exercise, and when.
    var noteHints: (Int, String, String) -> Input? = { _, _, _ in nil }

    /// How long to wait for a key press while events come: they are taken often, so that the event loops write into memory that is still in
    /// the processor's caches.
    private static let takingMilliseconds = 4
    /// How long to wait while something else moves, and while events for a paused view are counted.
    private static let movingMilliseconds = 40, countingMilliseconds = 250
    /// How long events are taken in before the keys are checked again, and how often the screen is drawn meanwhile.
    private static let slice = Duration.milliseconds(12), drawing = Duration.milliseconds(40)

    /// Runs until the reader quits, a signal ends the program, or the terminal is gone.
    func run(_ initial: Model) {
        var model = initial
        let clock = ContinuousClock()
        let start = clock.now
        var feed = LiveFeed(events)
        var watch = StatusWatch()
        var now = 0.0
        var shownSecond = -1
        var (hasEvents, needsDrawing) = (false, false)
        var lastDrawing = clock.now
        signals.whenReceived {
            NCursesTerminal.wake()
            Self.keepOutputMoving()
        }
        _ = model.update(.seed(.random(in: .min ... .max)))
        terminal.draw(view(model))
        while signals.received == nil, !terminal.isGone {
            // Keys come first, however much waits in the log.
            let isMoving = needsDrawing || model.isPlaying
            var patience = Self.patience(
                feed, model, isTaking: hasEvents || model.isSearching, isMoving: isMoving, now: now)
            if let due = watch.milliseconds(from: clock.now) { patience = min(patience, due) }
            let event = terminal.nextEvent(timeoutMilliseconds: patience)
            now = feed.now ?? (clock.now - start) / .seconds(1)
            var inputs: [Input] = []
            // What a key starts is counted from now.
            if model.isPlaying || model.isSearching || Int(now) != shownSecond || event != nil {
                inputs += [.tick(now), .wallTime(Platform.timestamp)]
            }
            shownSecond = Int(now)
            // What the server said is older than the key.
            inputs += sender?.takeNews() ?? []
            if let event { inputs.append(event.input) }
            inputs += feed.news(isPaused: model.isPaused)
            var changesServer = false
            for input in inputs {
                for command in model.update(input) {
                    changesServer = changesServer || command.changesServer
                    if carryOut(command, on: &model) { return }
                }
            }
            if let sender, watch.asks(for: model, hasChanged: changesServer, at: clock.now) { sender.askForStatus() }
            hasEvents = feed.takeEvents(until: clock.now + Self.slice, isPaused: model.isPaused) { batch in
                _ = model.update(batch)
            }
            needsDrawing = needsDrawing || hasEvents || !inputs.isEmpty
            guard needsDrawing else { continue }
            if event == nil, clock.now - lastDrawing < Self.drawing { continue }
            // A goal of a lesson may have been met.
            for command in model.update(.tick(now)) where carryOut(command, on: &model) { return }
            terminal.draw(view(model))
            (needsDrawing, lastDrawing) = (false, clock.now)
        }
    }

    /// Keeps a terminal that takes no output, as after Ctrl-S, from holding up the end of the program: drawing, and what is said last, wait
    /// for it.
    private nonisolated static func keepOutputMoving() {
        DispatchQueue(label: "wslens.ending").async {
            while true {
                NCursesTerminal.releaseOutput()
                Platform.sleep(milliseconds: 100)
            }
        }
    }

    /// How long to wait for a key, in milliseconds. If nothing moves, until the clock shows another second.
    private static func patience(
        _ feed: LiveFeed, _ model: Model, isTaking: Bool, isMoving: Bool, now: Double
    ) -> Int {
        if feed.isBehind { return 0 }
        if isTaking { return takingMilliseconds }
        if isMoving { return movingMilliseconds }
        if feed.isCounting { return countingMilliseconds }
        // Events that wait for a paused view would wake it again and again.
        if !model.isPaused || !feed.hasEvents { feed.wakeForEvents() }
        return Int(((now.rounded(.down) + 1 - now) * 1000).rounded(.up))
    }

    /// Carries out a command. Returns true if the program is to end.
    private func carryOut(_ command: Command, on model: inout Model) -> Bool {
        switch command {
        case .quit: return true
        case .setTheme(let theme): terminal.theme = theme
        case .setMouse(let isOn): terminal.reportsMouse = isOn
        case .startDemonstration:
            guard case .live(_, _, let server, _) = events else { return false }
            server.startDemonstration()
            report(.notice("The demonstration client connects: Hello, a ping, fragments, bytes, a close."), to: &model)
        case .compress(let isOn):
            guard case .live(_, _, let server, _) = events else { return false }
            server.compression = isOn ? compression : .off
        case .ping(let connection): ping(connection, &model)
        case .send(let order):
            sender?.send(order)
            report(.seed(.random(in: .min ... .max)), to: &model)
        case .openClient: sender?.openClient()
        case .holdReading, .setBatching, .setSlowReader, .setMischief, .sendText: sender?.carryOut(command)
        case .write(let request): write(request, on: &model)
        case .reload: reload(&model)
        case .record(let attempt): if let input = keep(attempt) { report(input, to: &model) }
        case .noteHints(let count, let id, let time):
            if let input = noteHints(count, id, time) { report(input, to: &model) }
        }
        return false
    }

    /// Gives the model the outcome of a command. Only keys make it return further commands.
    private func report(_ input: Input, to model: inout Model) { _ = model.update(input) }

    private func ping(_ connection: Int, _ model: inout Model) {
        guard case .live(_, _, let server, _) = events else { return }
        let name = model.conversations[connection]?.label ?? "This connection"
        do throws(PingProblem) {
            try server.ping(connection: connection)
            report(.notice("Ping sent to \(name)."), to: &model)
        } catch {
            let why =
                switch error {
                case .notOpen: "is not an open WebSocket"
                case .busy: "has not taken what was sent before"
                }
            report(.notice("\(name) \(why); no ping was sent."), to: &model)
        }
    }

    private func write(_ request: WriteRequest, on model: inout Model) {
        let path = OutputFile.expanded(request.path)
        if case .live(_, _, _, let recorder?) = events, recorder.writes(to: path) {
            return report(.notice("\(request.path) is being recorded into. Choose another name."), to: &model)
        }
        // Opening a pipe waits for its reader, and the screen with it.
        if let status = FileStatus(path), !status.isStored {
            return report(.notice("\(request.path) is \(status.kindWords). Choose the name of a file."), to: &model)
        }
        let chosen = model.conversations.all.filter { request.connections?.contains($0.number) ?? true }
        let events = chosen.flatMap { conversation in
            conversation.recordedEvents.map { LoggedEvent(connection: conversation.number, $0) }
        }
        // Sorting keeps the order of events of the same time, as they lie in their connections.
        let sorted = events.enumerated().sorted {
            ($0.element.event.time, $0.offset) < ($1.element.event.time, $1.offset)
        }
        do throws(FileProblem) {
            let losses = try CaptureWriter.write(
                sorted.map(\.element), title: request.title, about: request.about, created: request.created, to: path,
                replaces: request.replaces)
            let dropped =
                chosen.contains(where: \.isReduced) ? ["What was dropped to save memory is counted as missing."] : []
            report(.written(path: request.path, events: events.count, losses: dropped + losses), to: &model)
        } catch {
            report(error.isThere ? .fileExists(path: request.path) : .notice(error.description), to: &model)
        }
    }

    private func reload(_ model: inout Model) {
        guard case .recording(let path) = events else { return }
        guard !InputFile.isPipe(path) else {
            return report(.notice("A pipe can be read only once. w writes what was read to a file."), to: &model)
        }
        report(.notice("Reading \(path) again …"), to: &model)
        terminal.draw(view(model))
        do throws(FileProblem) {
            let loaded = try CaptureLoader.load(path) {}
            report(.recording(RecordingContent(loaded, path: path)), to: &model)
        } catch {
            report(.notice(error.description), to: &model)
        }
    }
}

extension Command {
    /// Whether the server behaves differently after it.
    fileprivate var changesServer: Bool {
        switch self {
        case .holdReading, .setBatching, .setSlowReader, .setMischief, .sendText: true
        default: false
        }
    }
}

extension TerminalEvent {
    fileprivate var input: Input {
        switch self {
        case .key(let key): .key(key)
        case .mouse(let event): .mouse(event)
        case .resize(let size): .resize(size)
        }
    }
}

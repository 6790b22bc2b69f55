// Update: what an input does to the model. Pure; the commands it returns are carried out by the run loop.

import Capture
import Lessons
import TerminalUI
import WebSocketProtocol

extension Model {
    /// Takes in an input.
    public mutating func update(_ input: Input) -> [Command] {
        defer {
            showNext()
            context.judgeRows()
            settleFilter()
            context.refreshVeil(front.edge(context))
            if screen == .frame || screen == .flow { context.contentHeight = Layout(self).content.height }
            keepTrace()
            front.prepare(context)
        }
        switch input {
        case .key(let key):
            lastClick = nil
            return handle(key)
        case .mouse(let event): return use(event)
        case .resize(let size): context.size = size
        case .notice(let words): context.notice = words
        case .events(let events): take(events)
        case .recording(let content):
            context.open(content)
            front.arrive(&context)
        case .written(let path, let events, let losses): tellWritten(path, events, losses)
        case .fileExists(let path): askToReplace(path)
        case .tick(let time):
            tick(time)
            return lookAtGoals()
        case .wallTime(let time): context.wallTime = time
        case .progress(let progress): context.school?.merge(progress)
        case .held(let count, let lost): (context.following.heldCount, context.following.lostCount) = (count, lost)
        case .unseen(let count): context.following.unseenCount += count
        case .recordingEnded(let words): context.endRecording(words)
        case .seed(let seed): context.sending.seed = seed
        case .server(let status):
            // It takes the place of the words about what was to come, and of no others.
            if status.mischiefForNext.isEmpty, !context.mischiefForNext.isEmpty, !context.veil.isOn,
                context.notice?.hasPrefix(ServerScreen.onNext) == true
            {
                context.notice =
                    "The new WebSocket got \(context.mischiefForNext.names). The next one is served like the others."
            }
            context.server = status
            context.mischiefForNext = status.mischiefForNext
        case .clientOpened(let address): context.clientOpened(address)
        }
        return []
    }

    /// Keeps the symbols of the frame that is drawn next, so that each is not made anew with every key. Behind the veil, which shows a part
    /// of them, they are.
    private mutating func keepTrace() {
        guard screen == .frame || screen == .flow && FlowScreen.isDesk(size), !context.hides,
            let conversation = context.withoutTexts.conversation, let frame = FrameScene.frame(context),
            let message = conversation.dissection.message(of: frame), message.isCompressed
        else {
            context.lastTrace = nil
            return
        }
        context.lastTrace = conversation.deflateTrace(of: message, reusing: context.lastTrace)
    }

    /// Once all rows are judged, a new filter moves the position to what it shows.
    private mutating func settleFilter() {
        guard context.filters.isSettling, let subject = screen.type.filtered, !context.isBehind(subject) else {
            return
        }
        context.filters.isSettling = false
        front.setFilter(filter, &context)
    }

    private mutating func take(_ events: [LoggedEvent]) {
        let change = context.take(events)
        context.filters.rowsWereAdded()
        guard context.isLive else { return }
        front.tookIn(change, &context)
        if context.follows { front.goToNewest(&context) }
    }

    /// The reader does something: the notice about what was before goes, and a search that goes on by itself ends.
    mutating func beginInput() {
        (context.notice, context.outcome) = (nil, nil)
        context.following.source = nil
        (context.onward, context.filters.isSettling) = (nil, false)
    }

    mutating func handle(_ key: Key) -> [Command] {
        beginInput()
        if context.help != nil { return pressInHelp(key) }
        if context.showsAddress {
            pressInAddress(key)
            return []
        }
        if let prompt = prompting.prompt { return pressInPrompt(prompt, key) }
        if let pending = prompting.pending {
            prompting.pending = nil
            return answer(pending, key)
        }
        if let commands = front.take(key, &context) { return commands }
        if goOn(with: key) { return [] }
        guard let binding = KeyMap.binding(for: key, on: screen) else {
            context.notice = "\(key.name) does nothing here; ? lists the keys."
            return []
        }
        guard allows(binding) else {
            context.notice = whyNot(binding, key)
            return []
        }
        return perform(binding.action)
    }

    /// Any key ends the hold of a note. Those that would go on anyway do no more than that: returns true for them, and
    /// for keys that mean nothing.
    private mutating func goOn(with key: Key) -> Bool {
        guard context.playing.isOn, context.playing.holdEnd != nil else { return false }
        context.playing.goOn(now: context.now)
        guard let binding = KeyMap.binding(for: key, on: screen), allows(binding) else { return true }
        return [.playOrPause, .nextStep, .down, .enter].contains(binding.action)
    }

    /// Whether a binding does something now.
    func allows(_ binding: Binding) -> Bool {
        hasSource(for: binding) && KeyMap.bindings(on: screen).contains { $0.action == binding.action }
    }

    /// Whether the source of events is the one that a binding needs.
    func hasSource(for binding: Binding) -> Bool {
        switch binding.needs {
        case .server: context.isLive
        case .recording: !context.isLive
        case nil: true
        }
    }

    private func whyNot(_ binding: Binding, _ key: Key) -> String {
        guard hasSource(for: binding) else {
            if [.own(FlowScreen.send), .closeConnection, .openClient].contains(binding.action) {
                return Unsendable.recording.words
            }
            return context.isLive
                ? "\(key.name) needs a recording; this is a live server."
                : "\(key.name) needs a live server; this is a recording."
        }
        let names = KeyMap.screens(for: binding.action).map { "\($0.rawValue) \($0.name)" }.joined(separator: ", ")
        return "\(key.name) (\(binding.help)) works on: \(names)."
    }

    private mutating func pressInAddress(_ key: Key) {
        switch key {
        case .character("q"), .character("A"), .escape, .enter: context.showsAddress = false
        default: context.notice = "Esc closes this."
        }
    }

    private mutating func pressInHelp(_ key: Key) -> [Command] {
        if scrollHelp(key) { return [] }
        switch key {
        case .character("q"), .character("?"), .character("O"), .escape, .enter, .function(1), .control("g"):
            context.help = nil
        default: context.notice = "Esc closes this."
        }
        return []
    }

    /// Scrolls the text that covers the screen; false for keys that do not.
    @discardableResult
    mutating func scrollHelp(_ key: Key) -> Bool {
        let area = Size(width: size.width - 4, height: size.height - 2)
        return context.help?.handle(key, size: area) == true
    }
}

// The rows that every screen has: the title above and the keys below.

import Capture
import TerminalUI
import WebSocketProtocol

enum TitleBar {
    /// What is shown on the left, the status on the right: "LIVE  ● REC class.jsonl  +3 new  ?=help".
    static func draw(_ model: Model, in area: Rect, into grid: inout Grid) {
        let left = StyledText(" wslens  ", Style(.title, bold: true)) + model.front.subject(model.context)
        // The name of the recording is shown if there is room.
        let sign = model.context.recordingProblem == nil ? "● REC" : "! REC ENDED"
        let named = status(model, recording: model.recordingName.map { "\(sign) \($0)" })
        let fits = left.width + named.width + 2 <= area.width
        let right = fits ? named : status(model, recording: model.recordingName.map { _ in sign })
        grid.put(left, x: area.x, y: area.y, width: max(0, area.width - right.width - 2))
        grid.put(right, x: area.maxX - right.width - 1, y: area.y, in: area)
    }

    private static func status(_ model: Model, recording: String?) -> StyledText {
        var words = StyledText()
        func add(_ text: String, _ role: Role) { words += StyledText(text + "  ", Style(role, bold: role != .muted)) }
        let (context, following, playing) = (model.context, model.context.following, model.context.playing)
        if following.isPaused {
            add("PAUSED", .warning)
            if following.heldCount > 0 { add("+\(following.heldCount.grouped) held", .warning) }
            if following.lostCount > 0 { add("\(following.lostCount.grouped) dropped", .bad) }
        } else if context.isLive {
            add("LIVE", .good)
        } else {
            if context.opened.isReconstructed { add("RECONSTRUCTED", .warning) } else { add("RECORDED", .muted) }
        }
        if let recording { add(recording, context.recordingProblem == nil ? .warning : .bad) }
        if playing.isOn {
            let isTimed = context.screen.type.playsInRealTime
            add("PLAY \(isTimed ? playing.speed.asFactor : playing.stepsPerSecond.short + "/s")", .good)
            if let end = playing.holdEnd {
                add("note: \(Int(max(0, end - context.now).rounded(.up))) s", .warning)
            }
        }
        if context.veil.isOn { add("VEIL", .warning) }
        if context.follows {
            add("FOLLOW" + (following.source.map { " from \($0)" } ?? ""), .muted)
        } else if following.newCount > 0 {
            add("+\(following.newCount) new", .warning)
        }
        if context.screen != .connections, let news = following.newsElsewhere {
            let place = news.connections == 1 ? context.label(of: news.latest) : "\(news.connections.grouped) others"
            add("+\(news.count.grouped) on \(place)", .warning)
        }
        if let subject = context.screen.type.filtered, !context.filters[subject].isEmpty {
            let percent = subject == .rows ? "\(context.filters.shownRows.percent)%" : "…"
            let state = context.filters.isBehind(subject) ? " \(percent)" : ""
            add("/\(context.filters[subject].text.prefix(12))\(state)", .warning)
        }
        return words + StyledText("?", Style(.key)) + "=help"
    }
}

enum Footer {
    /// The keys of this screen, from the key map, as many as there is room for.
    static func draw(_ model: Model, in area: Rect, into grid: inout Grid) {
        grid.put(text(model, width: area.width - 1), x: area.x + 1, y: area.y, in: area)
    }

    private static func text(_ model: Model, width: Int) -> StyledText {
        if model.help != nil { return hints([("↑ ↓", "line"), ("space", "page"), ("Esc", "close")]) }
        if model.context.showsAddress { return hints([("Esc", "close")]) }
        if let prompt = model.prompting.prompt { return hints(prompt.keys + [("Esc", "cancel"), ("Ctrl-U", "clear")]) }
        if let pending = model.prompting.pending { return hints(pending.keys) }
        let all = available(model)
        let pinned = all.filter(\.isPinned).map { ($0.keys, $0.word) }
        var shown: [(keys: String, word: String)] = []
        for hint in all where !hint.isPinned && hints(shown + [(hint.keys, hint.word)] + pinned).width <= width {
            shown.append((hint.keys, hint.word))
        }
        return hints(shown + pinned)
    }

    private static func available(_ model: Model) -> [(keys: String, word: String, isPinned: Bool)] {
        let isEmpty = model.context.isWaiting
        // Before there is a connection, all screens are the same.
        let screen = isEmpty ? Screen.connections : model.screen
        return KeyMap.bindings(on: model.screen).compactMap { binding in
            guard model.hasSource(for: binding), let footer = binding.footer,
                let word = model.front.wordsNow[binding.action]
                    ?? KeyMap.word(for: binding, on: screen, isLive: model.context.isLive)
            else { return nil }
            let isPause = binding.action == .playOrPause && model.isPlaying
            return isEmpty && !binding.action.needsNoConnection
                ? nil : (footer.keys, isPause ? "pause" : word, footer.isPinned)
        }
    }

    private static func hints(_ hints: [(keys: String, word: String)]) -> StyledText {
        hints.reduce(into: StyledText()) { line, hint in
            line +=
                StyledText(line.spans.isEmpty ? "" : "  ") + StyledText(hint.keys, Style(.key))
                + StyledText(" " + hint.word)
        }
    }
}

extension Pending {
    /// The keys that are waited for.
    fileprivate var keys: [(keys: String, word: String)] {
        switch self {
        case .markName, .jumpName: [("a-z", "mark"), ("Esc", "cancel")]
        case .replace: [("y", "replace it"), ("n", "leave it")]
        case .quit(let question): (question.isUnrecorded ? [("w", "write")] : []) + [("y", "quit"), ("Esc", "stay")]
        }
    }
}

extension Prompt {
    /// The keys with a meaning of their own in it.
    fileprivate var keys: [(keys: String, word: String)] {
        switch purpose {
        case .filter: [("Enter", "apply")]
        case .goTo: [("Enter", "go")]
        case .write: [("Enter", "write"), ("Tab", "this connection or all")]
        }
    }
}

extension Rect {
    /// Without some columns on the left and on the right.
    func inset(horizontally margin: Int) -> Rect { columns(margin..<max(margin, width - margin)) }
}

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
        let ending = model.front.titleEnd(model.context)
        let named = status(model, recording: model.recordingName.map { "\(sign) \($0)" }, ending)
        func fits(_ right: StyledText) -> Bool { left.width + right.width + 2 <= area.width }
        var right = fits(named) ? named : status(model, recording: model.recordingName.map { _ in sign }, ending)
        // What a screen has to say itself comes before the state of the server.
        if let ending, !fits(right) || model.screen == .lessons && model.recordingName == nil { right = ending }
        grid.put(left, x: area.x, y: area.y, width: max(0, area.width - right.width - 2))
        let end = grid.put(right, x: area.maxX - right.width - 1, y: area.y, in: area)
        // It ends in "?=help".
        if ending == nil {
            grid.target(Rect(x: end - 6, y: area.y, width: 6, height: 1), ClickTarget.key(.character("?")))
        }
        if let news = model.newsWords, let range = right.plain.firstRange(of: news.plain) {
            let place = CharacterWidth.columns(of: String(right.plain[..<range.lowerBound]))
            let x = end - right.width + place
            grid.target(Rect(x: x, y: area.y, width: news.width, height: 1), ClickTarget.key(.character("u")))
        }
    }

    private static func status(_ model: Model, recording: String?, _ ending: StyledText?) -> StyledText {
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
        if context.isLive, context.compresses { add("DEFLATE", .warning) }
        if !context.mischiefForNext.isEmpty {
            add("MISCHIEF NEXT", .bad)
        } else if !context.hides, context.selected.map(context.actions.mischievous.contains) == true {
            add("MISCHIEF", .bad)
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
        if context.conversation?.hidesTexts == true { add("TEXTS HIDDEN", .warning) }
        if context.follows, context.screen.type.showsConnections {
            add("FOLLOW" + (following.source.map { " from \($0)" } ?? ""), .muted)
        } else if following.newCount > 0 {
            add("+\(Numbers.short(following.newCount)) new", .warning)
        }
        if let news = model.newsWords { words += news + "  " }
        if let subject = context.screen.type.filtered, !context.filters[subject].isEmpty {
            let percent = subject == .rows ? "\(context.filters.shownRows.percent)%" : "…"
            let state = context.isBehind(subject) ? " \(percent)" : ""
            add(context.filters[subject].shown(width: 13) + state, .warning)
        } else if context.screen.type.filtered == .rows, !context.filters.connections.isEmpty {
            // The filter of the list hides no row: it is what n looks for.
            words += StyledText("n ", Style(.key))
            add(context.filters.connections.shown(width: 13), .warning)
        }
        return words + (ending ?? StyledText("?", Style(.key)) + "=help")
    }
}

extension Model {
    /// What happened on other WebSockets, and the key that goes there: "u +3 on #2"; nil on the list, which shows them.
    fileprivate var newsWords: StyledText? {
        guard screen != .connections, let news = context.following.newsElsewhere else { return nil }
        let place = news.connections == 1 ? context.label(of: news.latest) : "\(news.connections.grouped) others"
        return StyledText("u", Style(.key))
            + StyledText(" +\(Numbers.short(news.count)) on \(place)", Style(.warning, bold: true))
    }
}

enum Footer {
    /// The keys of this screen, from the key map, as many as there is room for.
    static func draw(_ model: Model, in area: Rect, into grid: inout Grid) {
        var x = area.x + 1
        let hasBlocks = model.context.look.hasBlocks
        for hint in hints(model, width: area.width - 1) {
            x = draw(hint, hasBlocks: hasBlocks, x: x, in: area, into: &grid) + 2
        }
    }

    /// Draws a hint; a click presses the key on whose name it is, and on the word the last of them: the one that goes forward.
    private static func draw(_ hint: KeyHint, hasBlocks: Bool, x: Int, in area: Rect, into grid: inout Grid) -> Int {
        var x = x
        var last = hint.key
        for name in hint.keys.split(separator: " ") {
            let shown = Key.names(String(name), hasBlocks: hasBlocks)
            let end = grid.put(shown, x: x, y: area.y, style: Style(.key), in: area)
            if let key = Key(named: String(name)) ?? hint.key {
                grid.target(Rect(x: x, y: area.y, width: end - x, height: 1), ClickTarget.key(key))
                last = key
            }
            x = end + 1
        }
        let end = grid.put(hint.word, x: x, y: area.y, in: area)
        if let last { grid.target(Rect(x: x, y: area.y, width: end - x, height: 1), ClickTarget.key(last)) }
        return end
    }

    private static func hints(_ model: Model, width: Int) -> [KeyHint] {
        if model.help != nil { return hints([("↑ ↓", "line"), ("space", "page"), ("Esc", "close")]) }
        if model.context.showsAddress { return hints([("Esc", "close")]) }
        if let prompt = model.prompting.prompt {
            return hints(prompt.keys + [("Esc", "cancel")] + (prompt.input.text.isEmpty ? [] : [("Ctrl-U", "clear")]))
        }
        if let pending = model.prompting.pending { return hints(pending.keys) }
        let all = model.front.footer(model.context) ?? available(model)
        let hasBlocks = model.context.look.hasBlocks
        let pinned = all.filter(\.isPinned)
        var shown: [KeyHint] = []
        for hint in all where !hint.isPinned && columns(of: shown + [hint] + pinned, hasBlocks) <= width {
            shown.append(hint)
        }
        return shown + pinned
    }

    private static func available(_ model: Model) -> [KeyHint] {
        let isEmpty = model.context.isWaiting && model.screen.type.showsConnections
        // Before there is a connection, all screens are the same.
        let screen = isEmpty ? Screen.connections : model.screen
        let wordsNow = model.front.wordsNow(model.context)
        return KeyMap.bindings(on: model.screen).compactMap { binding in
            guard model.hasSource(for: binding), let footer = binding.footer,
                let word = wordsNow[binding.action]
                    ?? KeyMap.word(for: binding, on: screen, isLive: model.context.isLive)
            else { return nil }
            let isPause = binding.action == .playOrPause && model.isPlaying
            let resumes = binding.action == .pauseView && model.context.following.isPaused
            guard !isEmpty || binding.action.needsNoConnection else { return nil }
            var key: Key?
            if case .show = binding.action { key = .character(Character("\(model.screen.next.rawValue)")) }
            return KeyHint(
                footer.keys, isPause ? "pause" : resumes ? "resume" : word, isPinned: footer.isPinned, key: key)
        }
    }

    private static func columns(of hints: [KeyHint], _ hasBlocks: Bool) -> Int {
        hints.reduce(-2) { $0 + 2 + $1.width(hasBlocks: hasBlocks) }
    }

    private static func hints(_ hints: [(keys: String, word: String)]) -> [KeyHint] {
        hints.map { KeyHint($0.keys, $0.word) }
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
        case .close: [("Enter", "send the Close")]
        case .message: [("Enter", "send"), ("Tab", "to another, a room, or all")]
        }
    }
}

extension Rect {
    /// Without some columns on the left and on the right.
    func inset(horizontally margin: Int) -> Rect { columns(margin..<max(margin, width - margin)) }
}

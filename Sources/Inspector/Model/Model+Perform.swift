// What each action does. The screen in front comes first: it has keys of its own, and may give shared keys a meaning of
// its own.

import Capture
import TerminalUI
import WebSocketProtocol

extension Model {
    mutating func perform(_ action: UserAction) -> [Command] {
        if let commands = front.perform(action, &context) {
            if let prompt = context.asked.take() { prompting.prompt = prompt }
            return commands
        }
        switch action {
        case .show(let screen): context.show(screen)
        case .nextStep, .down: stepByHand(1)
        case .previousStep, .up: stepByHand(-1)
        case .pageDown: pageByHand(1)
        case .pageUp: pageByHand(-1)
        case .nextNote: goToNote(1)
        case .previousNote: goToNote(-1)
        case .first: goToEnd(first: true)
        case .last: goToEnd(first: false)
        case .playOrPause: context.togglePlay()
        case .faster: context.changeSpeed(by: 2)
        case .slower: context.changeSpeed(by: 0.5)
        case .follow: toggleFollow()
        case .pauseView: context.following.togglePause()
        case .veil: toggleVeil()
        case .hideTexts: context.toggleTexts()
        case .nextConnection: goToConnection(1)
        case .previousConnection: goToConnection(-1)
        case .news: goToNews()
        case .filter: prompting.prompt = Prompt(.filter, filter.text)
        case .nextMatch: goToMatch(1)
        case .previousMatch: goToMatch(-1)
        case .mark: prompting.pending = .markName
        case .jump: jumpOrSayWhyNot()
        case .goTo: askWhereTo()
        case .write: askForFile(all: context.screen.type.filtered == .connections && conversations.all.count > 1)
        case .reload: return [.reload]
        case .theme: return [nextTheme()]
        case .projector: return [toggleProjector()]
        case .mouse: return [toggleMouse()]
        case .startDemonstration:
            context.awaitedDemonstration = conversations.all.map(\.number).max() ?? 0
            return [.startDemonstration]
        case .ping: return ping()
        case .openClient: return openClient()
        case .closeConnection: askForCode()
        case .help: context.help = Help.pager(for: behindVeil)
        case .tables: context.help = Tables.pager(width: size.width - 4)
        case .address: context.showsAddress = true
        case .quit: return quit()
        // These belong to individual screens.
        case .nextField, .previousField, .nextFrame, .previousFrame, .nextRead, .previousRead, .enter, .back, .nextPane,
            .previousPane, .zoom, .wholeText, .own:
            break
        }
        return []
    }

    private mutating func ping() -> [Command] {
        if let selected { return [.ping(selected)] }
        context.notice = "There is no connection to ping yet."
        return []
    }

    /// A step that the reader made; it ends following and playing.
    private mutating func stepByHand(_ direction: Int) {
        context.takeOver()
        if !front.step(direction, &context) { context.notice = context.endWords(direction) }
    }

    /// Half a screen, or what counts as that on the screen in front.
    private mutating func pageByHand(_ direction: Int) {
        context.takeOver()
        if !front.page(direction, &context) { context.notice = context.notice ?? context.endWords(direction) }
    }

    private mutating func goToEnd(first: Bool) {
        context.takeOver()
        front.goToEnd(first: first, &context)
    }

    /// Goes to the next or previous note: to the frame that it follows, or to its row.
    private mutating func goToNote(_ direction: Int) {
        context.takeOver()
        if let row = context.nextNote(direction) { front.goToNote(at: row, &context) }
    }

    private mutating func goToMatch(_ direction: Int) {
        let isOfRows = screen.type.filtered == .rows
        guard !(isOfRows ? context.soughtInRows : filter).isEmpty else {
            context.notice = "No filter is set; / sets one."
            return
        }
        context.takeOver()
        if isOfRows, filter.isEmpty || context.hides { return context.searchRows(direction) }
        if front.stepMatch(direction, &context) { return }
        if !isOfRows {
            context.notice = "No further match for \(filter.text)."
        } else if context.filters.isBehind(.rows), direction > 0 {
            context.notice = "Still searching: \(context.filters.shownRows.percent)% of the rows so far."
        } else {
            context.searchOnward(direction)
        }
    }

    private mutating func jumpOrSayWhyNot() {
        if context.marks.isEmpty {
            context.notice = "No place is marked; m then a letter marks one."
        } else {
            prompting.pending = .jumpName
        }
    }

    /// Goes to the WebSocket with the next or the previous number; where the reader has not been yet, to what came last.
    private mutating func goToConnection(_ direction: Int) {
        context.takeOver()
        let webSockets = conversations.all.filter { $0.webSocket != nil }.sorted {
            $0.webSocket ?? 0 < $1.webSocket ?? 0
        }
        let here = conversation?.webSocket ?? (direction > 0 ? 0 : .max)
        let next =
            direction > 0
            ? webSockets.first { $0.webSocket ?? 0 > here } : webSockets.last { $0.webSocket ?? 0 < here }
        guard let next else {
            context.notice = direction > 0 ? "There is no later WebSocket." : "There is no earlier WebSocket."
            return
        }
        visit(next.number)
    }

    /// Selects a connection; where the reader has not been yet, at what came last.
    private mutating func visit(_ number: Int) {
        let isNew = context.cursors[number] == nil
        context.selected = number
        if isNew, context.isLive, !context.veil.isOn { front.goToNewest(&context) }
        context.show(screen)
    }

    /// Goes to the WebSocket on which something happened last. Following goes along.
    private mutating func goToNews() {
        guard let news = context.following.newsElsewhere else {
            context.notice = "Nothing new on other WebSockets."
            return
        }
        context.playing.isOn = false
        visit(news.latest)
    }

    private mutating func toggleFollow() {
        guard !context.veil.isOn else {
            context.notice = "Nothing moves by itself while the veil is on; H takes it off."
            return
        }
        if context.following.isOn, context.conversation?.isOpen ?? true { return context.following.stop() }
        context.following.start()
        context.followOpen()
        context.playing.isOn = false
        front.tookIn(Change(), &context)
        front.goToNewest(&context)
    }

    /// Hides what is ahead. The position stays; once the veil is off, following goes on.
    private mutating func toggleVeil() {
        context.veil.toggle()
        let isOn = context.veil.isOn
        if !isOn { context.cursor.byte = max(0, context.cursor.byte) }
        context.notice =
            isOn ? "The veil is on: what is ahead is hidden, and each step shows more." : "The veil is off."
        guard context.follows else { return }
        context.following.newCount = 0
        front.goToNewest(&context)
    }

    private mutating func nextTheme() -> Command {
        context.look.nextTheme()
        let words = "Theme: \(context.look.theme.rawValue)."
        context.notice =
            context.look.hasColours ? words : words + " This terminal shows no colours, so the themes look alike."
        return .setTheme(context.look.theme)
    }

    private mutating func toggleProjector() -> Command {
        context.look.toggleProjector()
        let isOn = context.look.isProjector
        context.notice =
            isOn ? "Projector: large letters, wide bytes, high contrast. P switches back." : "Projector off."
        return .setTheme(context.look.theme)
    }
}

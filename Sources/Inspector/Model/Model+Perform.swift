// What each action does.

import Capture
import TerminalUI
import WebSocketProtocol

extension Model {
    mutating func perform(_ action: UserAction) -> [Command] {
        switch action {
        case .show(let screen): show(screen)
        case .nextStep: stepByHand(1)
        case .previousStep: stepByHand(-1)
        case .down: moveByHand(1)
        case .up: moveByHand(-1)
        case .nextField: fieldByHand(1)
        case .previousField: fieldByHand(-1)
        case .nextRead: readByHand(1)
        case .previousRead: readByHand(-1)
        case .nextNote: goToNote(1)
        case .previousNote: goToNote(-1)
        case .nextFrame: frameByHand(1)
        case .previousFrame: frameByHand(-1)
        case .first: goToEnd(first: true)
        case .last: goToEnd(first: false)
        case .enter: goIn()
        case .back: comeOut()
        case .playOrPause: togglePlay()
        case .faster: changeSpeed(by: 2)
        case .slower: changeSpeed(by: 0.5)
        case .nextPane: pane += 1
        case .previousPane: pane = max(0, pane - 1)
        case .zoom: isZoomed.toggle()
        case .follow: toggleFollow()
        case .pauseView: togglePause()
        case .filter: prompt = Prompt(.filter, filter.text)
        case .nextMatch: goToMatch(1)
        case .previousMatch: goToMatch(-1)
        case .mark: pending = .markName
        case .jump: jumpOrSayWhyNot()
        case .goTo: askWhereTo()
        case .write: askForFile()
        case .reload: return [.reload]
        case .theme: return [nextTheme()]
        case .projector: return [toggleProjector()]
        case .startDemonstration:
            awaitedDemonstration = conversations.all.map(\.number).max() ?? 0
            return [.startDemonstration]
        case .help: help = Help.pager(for: self)
        case .quit: return [.quit]
        case .own: break
        }
        return []
    }

    mutating func show(_ screen: Screen) {
        if screen != self.screen {
            pane = 0
            isZoomed = false
            newCount = 0
        }
        self.screen = screen
        if screen == .frame { goToNearestFrame() }
        if isFollowing { goToLastRow() }
        if isPlaying { restartPlayClock() }
    }

    private mutating func goIn() {
        switch screen {
        case .connections:
            if conversation == nil { notice = "There is no connection to open yet." } else { show(.flow) }
        case .flow:
            openRow()
        case .frame:
            if cursor.bit == nil { cursor.bit = 0 } else { notice = "This is one bit; there is nothing deeper." }
            stopFollowing()
        case .handshake: break
        }
    }

    private mutating func openRow() {
        guard let conversation else { return }
        if ladder.frame(cursor.row, in: conversation) != nil { return show(.frame) }
        guard case .item(let index) = ladder.row(cursor.row) else { return }
        switch conversation.dissection.items[index].kind {
        case .request(let number): show(.request, of: number, conversation)
        case .interim(let number, let index): show(.interim(index), of: number, conversation)
        case .response(let number): show(.response, of: number, conversation)
        case .event(let event): openWords(of: event)
        default: notice = Self.noBytes
        }
    }

    private mutating func openWords(of event: ConnectionEvent.Kind) {
        guard let words = event.words, let heading = words.heading else { return notice = Self.noBytes }
        help = Pager([StyledText(heading, Style(.title, bold: true)), "", StyledText(words.sentence.text)])
    }

    private static let noBytes = "There are no bytes behind this row."

    private mutating func show(_ head: HeadPart, of exchange: Int, _ conversation: Conversation) {
        guard conversation.dissection.exchanges[exchange] != nil else {
            notice = "This request and its answer are not kept any more."
            return
        }
        cursor.place = HandshakeSteps(conversation.dissection).start(of: head, in: exchange)
        show(.handshake)
    }

    private mutating func comeOut() {
        if screen == .frame, cursor.bit != nil {
            cursor.bit = nil
        } else if isZoomed {
            isZoomed = false
        } else if !filter.isEmpty, screen == .connections || screen == .flow {
            filter = Filter("")
            notice = "The filter is off."
        } else {
            switch screen {
            case .connections: notice = "This is the outermost screen; q quits."
            case .flow: show(.connections)
            case .handshake, .frame: show(.flow)
            }
        }
    }

    private mutating func toggleFollow() {
        if isFollowing { return stopFollowing() }
        isFollowing = true
        isPlaying = false
        newCount = 0
        if screen == .connections { selectNewest() }
        goToLastRow()
    }

    mutating func stopFollowing() {
        if isFollowing { newCount = 0 }
        isFollowing = false
    }

    private mutating func togglePause() {
        isPaused.toggle()
        heldCount = 0
    }

    private mutating func nextTheme() -> Command {
        theme = theme.next
        notice = "Theme: \(theme.rawValue)."
        return .setTheme(theme)
    }

    private mutating func toggleProjector() -> Command {
        isProjector.toggle()
        if isProjector { themeBeforeProjector = theme }
        theme = isProjector ? .contrast : themeBeforeProjector
        notice = isProjector ? "Projector: wide bytes, high contrast. P goes back." : "Projector off."
        return .setTheme(theme)
    }
}

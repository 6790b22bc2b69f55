// Flow: the ladder of one connection. Steps go from row to row.

import Capture
import TerminalUI
import WebSocketProtocol

struct FlowScreen: ScreenState {
    var focus = PaneFocus()
    /// While the diagram of states fills the screen: the arrow that the reader chose; nil for that of the last move.
    var arrow: ArrowChoice?
    /// While the selected row fills the screen: how far the text of its message is scrolled.
    var scroll = TextScroll()
    /// Whether the sender is open below the ladder.
    var isSending = false

    static let title = ScreenTitle(
        name: "Flow", summary: "what went over the wire, and what it did to both endpoints")

    static let bindings =
        Keys.frames + Keys.reads + Keys.entering + Keys.panes + Keys.zoom + Keys.wholeText + Keys.search + [
            Binding(
                [.character("s")], .own(send), .reading,
                "send by hand on this connection: frames right or wrong, fragments, raw bytes, pauses", needs: .server,
                footer: .init("s"))
        ]

    static func words(isLive: Bool) -> [UserAction: String] {
        [
            .own(send): "send", .nextStep: "row", .nextFrame: "frame", .enter: "open", .back: "back",
            .playOrPause: "play",
            .nextNote: "note", .veil: "hide", .pauseView: "pause", .zoom: "zoom", .filter: "filter", .goTo: "go to",
            .write: "write",
            .reload: "reload",
        ]
    }

    static let filtered: Filters.Subject? = .rows
    static let playsInRealTime = true
    static let hasRows = true
    static let showsNotes = true

    mutating func perform(_ action: UserAction, _ context: inout Context) -> [Command]? {
        if showsDiagram, goAlongArrows(action, &context) { return [] }
        switch action {
        case .down where scrollText(1, byPage: false, &context): break
        case .up where scrollText(-1, byPage: false, &context): break
        case .wholeText: toggleWholeText()
        case .nextStep where isInBytes(context): byteByHand(1, &context)
        case .previousStep where isInBytes(context): byteByHand(-1, &context)
        case .nextFrame: context.frameByHand(1)
        case .previousFrame: context.frameByHand(-1)
        case .nextRead: goToRead(1, &context)
        case .previousRead: goToRead(-1, &context)
        case .enter: openRow(&context)
        case .own(Self.send): openSender(&context)
        case _ where focus.perform(action, among: paneCount(context)): arrow = nil
        case .back where context.takeFilterOff(): break
        case .back: context.show(.connections)
        default: return nil
        }
        return []
    }

    mutating func click(_ target: ClickTarget, _ context: inout Context) {
        switch target {
        case .pane(let number): focus.take(number)
        case .row where isSelected(target, context): openRow(&context)
        case .row(let row):
            context.takeOver()
            context.setRow(row)
        default: context.click(target)
        }
    }

    func isSelected(_ target: ClickTarget, _ context: Context) -> Bool { target == .row(context.cursor.row) }

    func step(_ direction: Int, _ context: inout Context) -> Bool { context.stepRow(direction) }

    /// Half a screen of rows, or what is left of them.
    mutating func page(_ direction: Int, _ context: inout Context) -> Bool {
        scrollText(direction, byPage: true, &context)
            || context.pageRows(direction, by: max(1, context.size.height / (2 * LadderPane.rowHeight)))
    }

    func goToEnd(first: Bool, _ context: inout Context) {
        // Where something is hidden, the first match may be ahead.
        if first { return context.setRow(min(context.shownRow(0) ?? 0, context.hides ? context.cursor.row : .max)) }
        goToWhatComes(&context)
        guard context.filters.isBehind(.rows) else { return }
        // Which is the last that the filter shows is only known once all rows are judged.
        context.setRow(context.ladder.count - 1)
        context.filters.isSettling = true
    }

    func newestRow(_ context: Context) -> Int {
        // While rows are being judged, the newest is not known yet.
        guard !context.filters.isBehind(.rows) else { return context.cursor.row }
        return context.shownRow(context.shownCount - 1) ?? context.cursor.row
    }

    func setFilter(_ filter: Filter, _ context: inout Context) { context.setRowFilter(filter) }
}

// MARK: Into a row

extension FlowScreen {
    private static let noBytes = "This row has no bytes to show."

    /// Shows what the row stands for: a frame, a head, or all the words of a note.
    private func openRow(_ context: inout Context) {
        guard let conversation = context.conversation else { return }
        let row = context.cursor.row
        if context.ladder.frame(row, in: conversation) != nil { return context.show(.frame) }
        guard case .item(let index) = context.ladder.row(row) else { return }
        let kind = conversation.dissection.items[index].kind
        if let head = ExchangeHead(kind) {
            open(head, conversation, &context)
        } else if case .event(let event) = kind, let shown = context.withoutTexts.conversation,
            let words = shown.dissection.words(about: event), let heading = words.heading
        {
            context.help = Pager([
                StyledText(heading, Style(.title, bold: true)), "", StyledText(words.sentence.text),
            ])
        } else {
            context.notice = Self.noBytes
        }
    }

    private func open(_ head: ExchangeHead, _ conversation: Conversation, _ context: inout Context) {
        guard conversation.dissection.exchanges[head.exchange] != nil else {
            context.notice = "This request and its response are no longer kept."
            return
        }
        context.cursor.place = HandshakeSteps(conversation.dissection).start(of: head.part, in: head.exchange)
        context.show(.handshake)
    }
}

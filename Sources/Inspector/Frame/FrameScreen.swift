// Frame: one frame of a connection. Steps go from byte to byte, from bit to bit and from field to field.

import Capture
import TerminalUI
import WebSocketProtocol

struct FrameScreen: ScreenState {
    var focus = PaneFocus()
    /// While the payload fills the screen: how far its text is scrolled.
    var scroll = TextScroll()

    static let title = ScreenTitle(name: "Frame", summary: "one frame, byte by byte and bit by bit")

    static let bindings =
        Keys.fields + Keys.frames + Keys.reads + ends + Keys.entering + Keys.panes + Keys.zoom + Keys.wholeText
        + Keys.search
        + [
            Binding(
                [.character("E")], meaning, .reading,
                "explain later: a veil in two steps; → shows a byte, and → again what it means")
        ]

    static let meaning = UserAction.own("meaning")
    private static let firstByte = UserAction.own("first byte"), lastByte = UserAction.own("last byte")

    private static let ends = [
        Binding([.character("a")], firstByte, .own, "first byte of this frame"),
        Binding([.character("z")], lastByte, .own, "last byte of this frame"),
    ]

    static func words(isLive: Bool) -> [UserAction: String] {
        [
            .nextStep: "byte", .nextField: "field", .nextFrame: "frame", .down: "bit", .back: "back",
            .playOrPause: "play", .nextNote: "note", .veil: "hide", .zoom: "zoom", .filter: "filter", .mark: "mark",
            .goTo: "go to",
            .projector: "projector",
        ]
    }

    static let filtered: Filters.Subject? = .rows
    static let hasRows = true
    static let stepsThroughNotes = true

    mutating func perform(_ action: UserAction, _ context: inout Context) -> [Command]? {
        if !hasFrame(context), isAboutFrame(action) {
            if action == .back {
                context.show(.flow)
            } else {
                context.notice = "This connection has no frame to step through."
            }
            return []
        }
        switch action {
        case .down where scrollText(1, byPage: false, &context): break
        case .up where scrollText(-1, byPage: false, &context): break
        case .wholeText: toggleWholeText()
        case .down: moveByHand(1, &context)
        case .up: moveByHand(-1, &context)
        case .nextField: fieldByHand(1, &context)
        case .previousField: fieldByHand(-1, &context)
        case .nextFrame: comeToFrame(&context) { $0.frameByHand(1) }
        case .previousFrame: context.frameByHand(-1)
        case .nextRead: goToRead(1, &context)
        case .previousRead: goToRead(-1, &context)
        case Self.meaning: toggleMeaning(&context)
        case Self.firstByte: goToByte(0, &context)
        case Self.lastByte: goToByte(.max, &context)
        case .enter: goIn(&context)
        case .back where context.cursor.bit != nil: context.cursor.bit = nil
        case _ where focus.perform(action): break
        case .back: context.show(.flow)
        default: return nil
        }
        return []
    }

    private func hasFrame(_ context: Context) -> Bool {
        context.conversation.map { context.ladder.frame(context.cursor.row, in: $0) != nil } ?? false
    }

    /// Whether it needs a frame, or leads out of what shows one.
    private func isAboutFrame(_ action: UserAction) -> Bool {
        switch action {
        case .down, .up, .nextField, .previousField, .nextRead, .previousRead, .enter, .zoom, .wholeText, .nextPane,
            .previousPane,
            .back, Self.firstByte, Self.lastByte:
            true
        default: false
        }
    }

    mutating func click(_ target: ClickTarget, _ context: inout Context) {
        if case .pane(let number) = target { focus.take(number) } else { context.click(target) }
    }

    static let wheelPages = true

    /// Puts the veil on so deep that a step shows a byte, and the next one what it means; or takes that back.
    private func toggleMeaning(_ context: inout Context) {
        context.veil.toggleMeaning()
        context.notice =
            context.veil.depth == .meaning
            ? "Each byte takes two steps now: → shows it, and → again says what it means."
            : "Each step shows a byte and what it means; H takes the veil off."
    }

    /// From a byte to its bits.
    private func goIn(_ context: inout Context) {
        if context.cursor.bit == nil {
            context.cursor.byte = max(0, context.cursor.byte)
            context.cursor.bit = 0
        } else {
            context.notice = "This is one bit; there is nothing deeper."
        }
        context.following.stop()
    }

    func arrive(_ context: inout Context) { comeToFrame(&context) { $0.goToNearestFrame() } }

    /// Goes to a frame. Behind the veil, one that is ahead shows nothing yet, so that its first byte can be predicted.
    private func comeToFrame(_ context: inout Context, _ go: (inout Context) -> Void) {
        let row = context.cursor.row
        go(&context)
        if context.veil.isOn, context.cursor.row > row { context.cursor.byte = -1 }
    }

    func goToEnd(first: Bool, _ context: inout Context) {
        guard first else { return goToWhatComes(&context) }
        context.setRow(0)
        context.goToNearestFrame()
    }

    func nearest(to row: Int, _ context: Context) -> Int {
        context.ladder.frameRow(from: row, step: -1) ?? context.ladder.frameRow(from: row, step: 1) ?? row
    }

    /// The newest frame, or the one that it echoes or answers.
    func newestRow(_ context: Context) -> Int {
        let last = context.ladder.count - 1
        guard let row = context.ladder.frameRow(from: last, step: -1) else { return last }
        return context.following.isOn ? rowOfCause(row, context) : row
    }

    /// The row of the client's frame that a frame of the server echoes, or answers as a Pong or a Close does; else the
    /// row itself. The client's is the one to show: it is masked, and was first.
    private func rowOfCause(_ row: Int, _ context: Context) -> Int {
        let ladder = context.ladder
        guard let conversation = context.conversation, let frame = ladder.frame(row, in: conversation),
            frame.from == .server, let earlier = ladder.frameRow(from: row - 1, step: -1),
            let cause = ladder.frame(earlier, in: conversation), cause.from == .client,
            frame.isAnswer(to: cause, in: conversation)
        else { return row }
        return earlier
    }

    /// Goes to the frame that the note follows; a note that follows no frame is shown on Flow.
    func goToNote(at row: Int, _ context: inout Context) {
        if !context.goToFrame(ofNote: row) { context.showOnFlow(row) }
    }

    func edge(_ context: Context) -> VeilEdge {
        context.noteRow.map(VeilEdge.row)
            ?? .byte(
                row: context.cursor.row, context.cursor.byte, isExplained: !context.veil.isUnexplained(context))
    }

    func subject(_ context: Context) -> StyledText {
        guard let conversation = context.conversation, let frame = FrameScene.frame(context) else {
            return context.subject(Self.title.name)
        }
        let isCompressed = conversation.dissection.message(of: frame)?.isCompressed == true
        let name = frame.header.map {
            // Titles are cut at 80 columns.
            "  \($0.kindWords)  "
                + (isCompressed
                    ? "\(Numbers.grouped($0.payloadLength)) B\(frame.compressionWords(in: conversation))"
                    : Numbers.byteWords($0.payloadLength))
        }
        return StyledText("\(conversation.label) ") + StyledText(frame.from.rawValue, Style(frame.from.role))
            + StyledText(" frame \(frame.number)") + StyledText(name ?? (context.hides ? "" : "  header incomplete"))
    }
}

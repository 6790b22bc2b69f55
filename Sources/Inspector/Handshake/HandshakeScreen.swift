// Handshake: the exchanges of one connection. Steps go through their heads line by line, and through the computation of
// the accept key.

import Capture
import TerminalUI
import WebSocketProtocol

struct HandshakeScreen: ScreenState {
    var focus = PaneFocus()

    static let title = ScreenTitle(
        name: "Handshake", summary: "the request, the response, and the hash between them")

    static let bindings = Keys.fields + Keys.frames + Keys.panes + Keys.zoom + Keys.search

    static func words(isLive: Bool) -> [UserAction: String] {
        [
            .nextStep: "step", .nextField: "stage", .nextFrame: "part", .back: "back", .playOrPause: "play",
            .nextPane: "pane", .zoom: "zoom", .filter: "find", .goTo: "go to",
        ]
    }

    static let filtered: Filters.Subject? = .steps
    static let hasTime = false
    static let stepsThroughNotes = true

    mutating func perform(_ action: UserAction, _ context: inout Context) -> [Command]? {
        switch action {
        case .nextField: byHand(1, &context, to: \.startsStage)
        case .previousField: byHand(-1, &context, to: \.startsStage)
        case .nextFrame: byHand(1, &context, to: \.startsPart)
        case .previousFrame: byHand(-1, &context, to: \.startsPart)
        case _ where focus.perform(action): break
        case .back where context.takeFilterOff(): break
        case .back: context.show(.flow)
        default: return nil
        }
        return []
    }

    mutating func click(_ target: ClickTarget, _ context: inout Context) {
        switch target {
        case .pane(let number): focus.take(number)
        case .step(let step): go(to: step, &context)
        default: break
        }
    }

    /// Goes to a step of the exchange that is shown. Behind the veil none is skipped, so that a click shows nothing of what is ahead.
    private func go(to step: HandshakeStep, _ context: inout Context) {
        context.takeOver()
        guard let (steps, position) = context.handshakePosition,
            let place = steps.place(of: step, in: steps[context.cursor.place].exchange)
        else { return }
        guard !context.veil.isOn || steps.position(of: place) <= position else {
            let next = Key.names("→", hasBlocks: context.look.hasBlocks)
            context.notice = "That is ahead, behind the veil; \(next) goes there step by step."
            return
        }
        context.cursor.place = place
    }

    func step(_ direction: Int, _ context: inout Context) -> Bool {
        if context.stepNote(direction, among: notes(context)) { return true }
        guard let (steps, position) = context.handshakePosition, (0..<steps.count).contains(position + direction)
        else { return false }
        context.cursor.place = steps.place(at: position + direction)
        return true
    }

    /// A stage.
    func page(_ direction: Int, _ context: inout Context) -> Bool { go(direction, &context, to: \.startsStage) }

    private func byHand(_ direction: Int, _ context: inout Context, to isStop: KeyPath<HandshakeStep, Bool>) {
        context.takeOver()
        if !go(direction, &context, to: isStop) { context.notice = context.endWords(direction) }
    }

    /// Goes to the next step that is a stop; false if there is none.
    private func go(_ direction: Int, _ context: inout Context, to isStop: KeyPath<HandshakeStep, Bool>) -> Bool {
        guard let (steps, position) = context.handshakePosition else { return false }
        let next = steps.stop(from: position, direction: direction, isStop)
        context.cursor.place = steps.place(at: next)
        return next != position
    }

    func goToEnd(first: Bool, _ context: inout Context) {
        if first {
            context.cursor.place = HandshakePlace(exchange: 0, step: 0)
        } else if let steps = context.handshakePosition?.steps {
            context.cursor.place = steps.place(at: steps.count - 1)
        }
    }

    func reach(share: Double, _ context: Context) -> Reach {
        guard let steps = context.handshakePosition?.steps else { return Reach(nil, "there are no steps") }
        let position = Int((share * Double(steps.count - 1)).rounded())
        return Reach(.step(steps.place(at: position)), "step \(position + 1) of \(steps.count)")
    }

    /// Which of several exchanges is shown, and the state at the step: "#1 request 2 of 2  at this step: CONNECTING". Steps have places of their
    /// own, so the state is not that at the row where Flow stands.
    func subject(_ context: Context) -> StyledText {
        guard let conversation = context.conversation, !conversation.dissection.isMidStream else {
            return context.subject(Self.title.name)
        }
        let dissection = conversation.dissection
        let (exchange, step) = HandshakeSteps(dissection)[context.cursor.place]
        let count = dissection.exchanges.count
        let name = count > 1 ? "request \(exchange + 1) of \(count)" : Self.title.name
        let state = stateWords(at: step, of: exchange, conversation)
        return context.subject(name, state: "at this step: \(state)")
    }

    /// Until all of the response has been read the client is CONNECTING.
    private func stateWords(at step: HandshakeStep, of exchange: Int, _ conversation: Conversation) -> String {
        let dissection = conversation.dissection
        guard let record = dissection.exchanges[exchange] else { return ConnectionState.connecting.name }
        if case .line(let part, let index) = step {
            let isLast = part == .response && index + 1 == HeadLine.lines(record, part).count
            guard isLast else { return ConnectionState.connecting.name }
        }
        if let status = record.status, status != 101 { return record.answerWords(status) }
        let move = dissection.moves.first { $0.endpoint == .client && $0.cause == .response }
        return move?.transition.to.name ?? ConnectionState.connecting.name
    }

    func edge(_ context: Context) -> VeilEdge {
        guard let dissection = context.conversation?.dissection, !dissection.isMidStream else { return .row(0) }
        if let row = context.noteRow { return .row(row) }
        let (number, step) = HandshakeSteps(dissection)[context.cursor.place]
        guard let record = dissection.exchanges[number] else { return .row(0) }
        guard case .line(let part, let index) = step else {
            let part = record.responseBytes.isEmpty ? HeadPart.request : .response
            return .head(ExchangeHead(exchange: number, part: part), record.bytes(part).count)
        }
        let lines = HeadLine.lines(record, part)
        let end = index + 1 < lines.count ? lines[index + 1].range.lowerBound : record.bytes(part).count
        return .head(ExchangeHead(exchange: number, part: part), end)
    }

    func position(_ context: Context) -> Position? {
        guard let (steps, position) = context.handshakePosition else { return nil }
        func share(_ position: Int) -> Double { Double(position) / Double(max(1, steps.count - 1)) }
        let marks = context.marks.marks(in: context.selected).filter { $0.mark.screen == .handshake }
        return Position(
            before: "", after: "step \(position + 1) of \(steps.count)", here: share(position),
            points: marks.map { .mark($0.letter, at: share(steps.position(of: $0.mark.cursor.place))) })
    }
}

// MARK: Notes

extension HandshakeScreen {
    /// The notes that follow the head whose last step this is.
    private func notes(_ context: Context) -> [Int] {
        guard let (steps, position) = context.handshakePosition, let conversation = context.conversation else {
            return []
        }
        let ladder = context.ladder
        let end = ladder.frameRow(from: 0, step: 1) ?? ladder.count
        let heads = ladder.heads(before: end, in: conversation)
        let head = steps.head(endingAt: context.cursor.place)
        let here = heads.firstIndex { $0.head == head }
        let next = here.flatMap { $0 + 1 < heads.count ? heads[$0 + 1].row : nil }
        guard position == steps.count - 1 || next != nil else { return [] }
        let isFirst = head == ExchangeHead(exchange: 0, part: .request)
        let start = isFirst ? 0 : here.map { heads[$0].row + 1 } ?? 0
        return ladder.notes.filter { $0 >= start && $0 < next ?? end }
    }
}

extension Ladder {
    /// The rows before row `end` that are heads.
    fileprivate func heads(before end: Int, in conversation: Conversation) -> [(row: Int, head: ExchangeHead)] {
        (0..<end).compactMap { row in
            guard case .item(let item) = self.row(row) else { return nil }
            return ExchangeHead(conversation.dissection.items[item].kind).map { (row, $0) }
        }
    }
}

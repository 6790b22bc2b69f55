// While the diagram of states fills the screen, steps go from arrow to arrow. A list that is too long for the screen takes several.

import TerminalUI
import WebSocketProtocol

extension FlowScreen {
    /// Whether the diagram fills the screen.
    var showsDiagram: Bool { focus.isZoomed && focus.pane(of: Pane.self) == .states }

    func wordsNow(_ context: Context) -> [UserAction: String] {
        showsDiagram
            ? [.nextStep: "arrow"]
            : isInBytes(context) ? [.nextStep: "byte"] : scrollRange(context) == nil ? [:] : [.down: "scroll"]
    }

    /// The arrow that the reader chose at this row; nil for that of the last move, as after any move to another row.
    func chosenArrow(_ context: Context) -> ArrowChoice? {
        arrow.flatMap { $0.row == context.cursor.row && $0.connection == context.selected ? $0 : nil }
    }

    /// Handles a step; false for any other action.
    mutating func goAlongArrows(_ action: UserAction, _ context: inout Context) -> Bool {
        let before = arrowPane(context).map { ($0.selected, chosenArrow(context)?.offset ?? 0) }
        switch action {
        case .down, .nextStep:
            goToNextArrow(context)
            if hasStayed(at: before, context) { context.notice = "This is the last arrow." }
        case .up, .previousStep:
            goToPreviousArrow(context)
            if hasStayed(at: before, context) { context.notice = "This is the first arrow." }
        default: return false
        }
        context.takeOver()
        return true
    }

    private func hasStayed(at before: (Int, Int)?, _ context: Context) -> Bool {
        guard let before, let pane = arrowPane(context) else { return false }
        return before == (pane.selected, chosenArrow(context)?.offset ?? 0)
    }

    private mutating func goToNextArrow(_ context: Context) {
        guard let pane = arrowPane(context) else { return }
        let next = (chosenArrow(context)?.offset ?? 0) + listHeight(pane, context)
        if next < pane.lines(width: context.size.width - 2).count {
            choose(pane.selected, offset: next, context)
        } else if pane.selected + 1 < StateArrow.all.count {
            choose(pane.selected + 1, context)
        }
    }

    private mutating func goToPreviousArrow(_ context: Context) {
        guard let pane = arrowPane(context) else { return }
        if let offset = chosenArrow(context)?.offset, offset > 0 {
            choose(pane.selected, offset: max(0, offset - listHeight(pane, context)), context)
        } else {
            choose(max(0, pane.selected - 1), context)
        }
    }

    private mutating func choose(_ number: Int, offset: Int = 0, _ context: Context) {
        arrow = ArrowChoice(number: number, offset: offset, row: context.cursor.row, connection: context.selected)
    }

    private func arrowPane(_ context: Context) -> StateArrowPane? {
        context.conversation.map {
            let history = StateHistory(conversation: $0, moveCount: context.ladder.moveCount(at: context.cursor.row))
            return zoomedPane(history, context)
        }
    }

    /// The pane that fills the screen.
    func zoomedPane(_ history: StateHistory, _ context: Context) -> StateArrowPane {
        let origin = StyledText(context.originOfStates, Style(.muted))
        return StateArrowPane(
            history: history, choice: chosenArrow(context)?.number,
            origin: TextWrap.lines(origin, width: context.size.width - 2), isLarge: context.look.isProjector)
    }

    /// The rows of the list: the title, the position bar and the keys take three of the screen.
    private func listHeight(_ pane: StateArrowPane, _ context: Context) -> Int {
        pane.listHeight(in: context.size.height - 3)
    }
}

/// An arrow of the diagram that the reader chose, and where.
struct ArrowChoice: Sendable {
    /// The number of the arrow.
    let number: Int
    /// The first line of its list.
    let offset: Int
    /// The row of the ladder, and its connection.
    let row: Int
    let connection: Int?
}

// While the diagram of states fills the screen, steps go from arrow to arrow. A list that is too long for the screen takes several.

import TerminalUI
import WebSocketProtocol

extension FlowScreen {
    /// Whether the diagram fills the screen.
    var showsDiagram: Bool { focus.isZoomed && focus.pane(of: Pane.self) == .states }

    var wordsNow: [UserAction: String] { showsDiagram ? [.nextStep: "arrow"] : [:] }

    /// The arrow that the reader chose at this row; nil for that of the last move, as after any move to another row.
    func chosenArrow(_ context: Context) -> ArrowChoice? {
        arrow.flatMap { $0.row == context.cursor.row && $0.connection == context.selected ? $0 : nil }
    }

    /// Handles a step; false for any other action.
    mutating func goAlongArrows(_ action: UserAction, _ context: inout Context) -> Bool {
        switch action {
        case .down, .nextStep: goToNextArrow(context)
        case .up, .previousStep: goToPreviousArrow(context)
        default: return false
        }
        context.takeOver()
        return true
    }

    private mutating func goToNextArrow(_ context: Context) {
        guard let pane = arrowPane(context) else { return }
        let next = (chosenArrow(context)?.offset ?? 0) + listHeight(context)
        if next < pane.lines(width: context.size.width - 2).count {
            choose(pane.selected, offset: next, context)
        } else if pane.selected + 1 < StateArrow.all.count {
            choose(pane.selected + 1, context)
        }
    }

    private mutating func goToPreviousArrow(_ context: Context) {
        guard let pane = arrowPane(context) else { return }
        if let offset = chosenArrow(context)?.offset, offset > 0 {
            choose(pane.selected, offset: max(0, offset - listHeight(context)), context)
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
            return StateArrowPane(history: history, choice: chosenArrow(context)?.number)
        }
    }

    /// The rows of the list: the title, the position bar and the keys take three of the screen.
    private func listHeight(_ context: Context) -> Int {
        StateArrowPane.listHeight(in: context.size.height - 3, isLarge: context.look.isProjector)
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

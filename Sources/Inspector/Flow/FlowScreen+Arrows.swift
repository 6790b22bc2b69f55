// While the diagram of states fills the screen, steps go from arrow to arrow. A list that is too long for the screen takes several.

import TerminalUI
import WebSocketProtocol

extension FlowScreen {
    /// Whether the diagram fills the screen.
    var showsDiagram: Bool { focus.isZoomed && focus.pane(of: Pane.self) == .states }

    func wordsNow(_ context: Context) -> [UserAction: String] {
        showsDiagram ? [.nextStep: "arrow"] : isInBytes(context) ? [.nextStep: "byte"] : [:]
    }

    /// Handles a step; false for any other action.
    mutating func goAlongArrows(_ action: UserAction, _ context: inout Context) -> Bool {
        let before = (arrow, arrowOffset)
        switch action {
        case .down, .nextStep:
            goToNextArrow(context)
            if (arrow, arrowOffset) == before { context.notice = "This is the last arrow." }
        case .up, .previousStep:
            goToPreviousArrow(context)
            if arrow ?? 0 == before.0 ?? 0, arrowOffset == before.1 { context.notice = "This is the first arrow." }
        default: return false
        }
        return true
    }

    private mutating func goToNextArrow(_ context: Context) {
        guard let pane = arrowPane(context) else { return }
        let next = arrowOffset + listHeight(pane, context)
        if next < pane.lines(width: context.size.width - 2).count {
            (arrow, arrowOffset) = (pane.selected, next)
        } else if pane.selected + 1 < StateArrow.all.count {
            (arrow, arrowOffset) = (pane.selected + 1, 0)
        }
    }

    private mutating func goToPreviousArrow(_ context: Context) {
        guard let pane = arrowPane(context) else { return }
        if arrowOffset > 0 {
            (arrow, arrowOffset) = (pane.selected, max(0, arrowOffset - listHeight(pane, context)))
        } else {
            (arrow, arrowOffset) = (max(0, pane.selected - 1), 0)
        }
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
            history: history, choice: arrow, origin: TextWrap.lines(origin, width: context.size.width - 2))
    }

    /// The rows of the list: the title, the position bar and the keys take three of the screen.
    private func listHeight(_ pane: StateArrowPane, _ context: Context) -> Int {
        pane.listHeight(in: context.size.height - 3)
    }
}

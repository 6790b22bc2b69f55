// The mouse. A click is looked up in what was drawn: the screen is drawn once more, and says what stands at that place. The wheel makes the
// steps of keys.

import TerminalUI

/// A click on something that a second click opens.
struct Click: Sendable, Hashable {
    let point: Point
    let target: ClickTarget
}

extension Model {
    /// How many rows, or lines of a text, the wheel moves.
    private static let wheelRows = 3

    mutating func use(_ event: MouseEvent) -> [Command] {
        // A report may still be on its way when the mouse is turned off.
        guard context.look.hasMouse else { return [] }
        switch event.action {
        case .click: return click(at: event.point)
        case .wheelUp: return turnWheel(-1)
        case .wheelDown: return turnWheel(1)
        }
    }

    /// Whether the screen in front is visible and no answer is waited for.
    private var takesPlaces: Bool {
        context.help == nil && !context.showsAddress && prompting.prompt == nil && prompting.pending == nil
    }

    private mutating func click(at point: Point) -> [Command] {
        let before = lastClick
        lastClick = nil
        var targets = view(self).targets(at: point).compactMap { $0 as? ClickTarget }
        if case .key(let key)? = targets.last { return handle(key) }
        guard takesPlaces, !targets.isEmpty else { return [] }
        beginInput()
        // The first click may have moved the list under the pointer; the second one means the same row.
        if let before, before.point == point { targets = targets.filter { !$0.canOpen } + [before.target] }
        for target in targets {
            if target.canOpen, !front.isSelected(target, context) { lastClick = Click(point: point, target: target) }
            front.click(target, &context)
        }
        return []
    }

    private mutating func turnWheel(_ direction: Int) -> [Command] {
        lastClick = nil
        if context.help != nil {
            for _ in 0..<Self.wheelRows { scrollHelp(direction > 0 ? .down : .up) }
            return []
        }
        guard takesPlaces else { return [] }
        beginInput()
        if screen.type.wheelPages { return perform(direction > 0 ? .pageDown : .pageUp) }
        return (0..<Self.wheelRows).flatMap { _ in perform(direction > 0 ? .down : .up) }
    }

    /// Clicks and the wheel are reported, or left to the terminal.
    mutating func toggleMouse() -> Command {
        context.look.hasMouse.toggle()
        context.notice =
            context.look.hasMouse
            ? "Mouse on: a click goes there, the wheel scrolls; with Shift held it selects text. M turns it off."
            : "Mouse off: it selects text again. M turns it on."
        return .setMouse(context.look.hasMouse)
    }
}

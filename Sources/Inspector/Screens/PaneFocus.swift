// Which pane of a screen has the focus, and whether it fills the screen.

/// The focus among the panes of a screen; a screen that starts anew has it on its first pane, next to the others.
struct PaneFocus: Sendable {
    /// Counted from 0, in the order in which the screen lists its panes, wrapping around.
    private var number = 0
    /// Whether the pane with the focus has the whole screen.
    private(set) var isZoomed = false

    /// Gives a pane the focus.
    mutating func take(_ number: Int) { self.number = number }

    /// Lets a pane fill the screen, or takes that back where it does.
    mutating func toggleZoom(of number: Int, isShown: Bool) { (self.number, isZoomed) = (number, !isShown) }

    /// Handles actions on panes; false for any other. Tab goes through the first `count` panes, by default through all.
    mutating func perform(_ action: UserAction, among count: Int? = nil) -> Bool {
        switch action {
        case .nextPane: go(1, count)
        case .previousPane: go(-1, count)
        case .zoom: isZoomed.toggle()
        case .back where isZoomed: isZoomed = false
        default: return false
        }
        return true
    }

    private mutating func go(_ direction: Int, _ count: Int?) {
        number += direction
        if let count { number = (number % count + count) % count }
    }

    /// The pane with the focus.
    func pane<Pane: CaseIterable>(of panes: Pane.Type) -> Pane where Pane.AllCases == [Pane] {
        let count = Pane.allCases.count
        return Pane.allCases[(number % count + count) % count]
    }
}

// The table of transitions as a diagram shows it: one arrow for each two states that it joins, by the names of RFC 6455. Several rows may
// stand under one arrow, and an arrow from a state to itself has the moves that change only what may happen next.

/// An arrow of the diagram of states.
public struct StateArrow: Sendable, Hashable {
    /// The names of the states that it joins; the same for a move inside one.
    public let from, to: String
    /// The rows of the table that stand under it, in the table's order.
    public let rows: [Transition]

    /// All arrows, in the order in which the table has them. Each row of the table stands under one.
    public static let all: [StateArrow] = {
        var arrows: [StateArrow] = []
        for row in Transition.table {
            if let index = arrows.firstIndex(where: { $0.from == row.from.name && $0.to == row.to.name }) {
                arrows[index] = StateArrow(
                    from: row.from.name, to: row.to.name, rows: arrows[index].rows + [row])
            } else {
                arrows.append(StateArrow(from: row.from.name, to: row.to.name, rows: [row]))
            }
        }
        return arrows
    }()

    /// The number among all arrows of the one that a row stands under.
    public static func number(of row: Transition) -> Int? { all.firstIndex { $0.rows.contains(row) } }
}

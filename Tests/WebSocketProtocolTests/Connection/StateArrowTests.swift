// The arrows of the diagram of states: all of the table, and nothing else.

import Testing
import WebSocketProtocol

struct StateArrowTests {
    @Test(arguments: Transition.table) func everyRowStandsUnderOneArrow(row: Transition) {
        let arrows = StateArrow.all.filter { $0.rows.contains(row) }
        #expect(arrows.count == 1)
        #expect(arrows.first?.from == row.from.name && arrows.first?.to == row.to.name)
        #expect(StateArrow.number(of: row).map { StateArrow.all[$0] } == arrows.first)
    }

    @Test func arrowsHaveNoOtherRows() {
        #expect(StateArrow.all.reduce(0) { $0 + $1.rows.count } == Transition.table.count)
        #expect(Set(StateArrow.all.map { "\($0.from) \($0.to)" }).count == StateArrow.all.count)
    }

    @Test func theArrowsInOrder() {
        #expect(
            StateArrow.all.map { "\($0.from) -> \($0.to) \($0.rows.count)" } == [
                "CONNECTING -> OPEN 2", "CONNECTING -> CLOSED 5", "CONNECTING -> unknown 2", "OPEN -> CLOSING 4",
                "OPEN -> OPEN 2", "OPEN -> CLOSED 9", "OPEN -> unknown 5", "CLOSING -> CLOSING 8",
                "CLOSING -> CLOSED 17", "CLOSING -> unknown 5", "unknown -> OPEN 2", "unknown -> CLOSED 4",
                "unknown -> CLOSING 2",
            ])
    }
}

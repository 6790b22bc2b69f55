// The states beside the rows of a ladder.

import Capture
import WebSocketProtocol

extension Ladder {
    /// The states that the endpoints reached at a row, where their names changed; at the first row, the first ones.
    func newStates(at row: Int, in conversation: Conversation) -> [Endpoint: ConnectionState] {
        let first = conversation.dissection.isMidStream ? ConnectionState.open : .connecting
        var states: [Endpoint: ConnectionState] = row == 0 ? [.client: first, .server: first] : [:]
        let moves = conversation.dissection.moves[moveCount(at: row - 1)..<moveCount(at: row)]
        for move in moves where move.transition.from.name != move.transition.to.name {
            states[move.endpoint] = move.transition.to
        }
        return states
    }
}

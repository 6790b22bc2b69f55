// The moves of both endpoints up to a row: all that the panes with states may know. What comes later is not among them.

import Capture
import WebSocketProtocol

struct StateHistory {
    let conversation: Conversation
    /// How many of the moves have happened.
    let moveCount: Int

    /// The moves so far, of both endpoints.
    var moves: ArraySlice<StateMove> { conversation.dissection.moves[..<moveCount] }

    /// The last move of an endpoint; nil before its first.
    func lastMove(of endpoint: Endpoint) -> StateMove? { moves.last { $0.endpoint == endpoint } }

    /// The state of an endpoint. Before any move a connection whose handshake was not seen is OPEN.
    func state(of endpoint: Endpoint) -> ConnectionState {
        if let last = lastMove(of: endpoint) { return last.transition.to }
        let dissection = conversation.dissection
        return dissection.moves.first { $0.endpoint == endpoint }?.transition.from ?? dissection.state(of: endpoint)
    }

    /// The endpoints that went along an arrow.
    func visitors(of arrow: StateArrow) -> [Endpoint] {
        Endpoint.allCases.filter { endpoint in
            moves.contains { $0.endpoint == endpoint && arrow.rows.contains($0.transition) }
        }
    }
}

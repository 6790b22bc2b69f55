// The table of transitions, whole: what each input does in each state.

import Testing
import WebSocketProtocol

struct StateMachineTests {
    /// One row per state, one column per input; a dot where the input changes nothing.
    static let picture = """
        state              handshakeDone handshakeFailed plainHTTPEnded sentClose receivedClose peerEnded tcpClosed tcpReset \
            endedUnseen
        connecting         open closed closed . . . closed closed closed
        open               . . . closeSent closeReceived peerGone closed closed closed
        closeSent          . . . . closeExchanged peerGoneUnanswered closed closed closed
        closeReceived      . . . closeExchanged . . closed closed closed
        closeExchanged     . . . . . . closed closed .
        peerGone           . . . peerGoneUnanswered . . closed closed closed
        peerGoneUnanswered . . . . . . closed closed closed
        closed             . . . . . . . . .
        """

    @Test func theTableIsThePicture() {
        let rows = ConnectionState.allCases.map { state in
            let cells = StateInput.allCases.map { Transition.after(state, $0)?.to.rawValue ?? "." }
            return ([state.rawValue] + cells).joined(separator: " ")
        }
        let header = (["state"] + StateInput.allCases.map(\.rawValue)).joined(separator: " ")
        let lines = Self.picture.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
        #expect([header] + rows == lines)
    }

    @Test func noPairHasTwoRows() {
        let pairs = Transition.table.map { "\($0.from) \($0.input)" }
        #expect(Set(pairs).count == pairs.count)
    }

    @Test func everyStateCanBeReachedAndClosedIsFinal() {
        var reached: Set<ConnectionState> = [.connecting]
        for _ in ConnectionState.allCases {
            reached.formUnion(Transition.table.filter { reached.contains($0.from) }.map(\.to))
        }
        #expect(reached == Set(ConnectionState.allCases))
        #expect(Transition.table.allSatisfy { $0.from != .closed && $0.from != $0.to })
    }

    @Test(arguments: Transition.table) func rowsSayWhy(row: Transition) {
        #expect(row.sentence.text.hasSuffix("."))
        // No section describes what a gap hides.
        #expect(row.sentence.citation?.document == .rfc6455 || row.input == .endedUnseen)
    }

    @Test(arguments: [
        (ConnectionState.connecting, "CONNECTING"), (.open, "OPEN"), (.closeSent, "CLOSING"),
        (.closeReceived, "CLOSING"), (.closeExchanged, "CLOSING"), (.peerGone, "OPEN"),
        (.peerGoneUnanswered, "CLOSING"), (.closed, "CLOSED"),
    ])
    func `States have the names of the RFC`(state: ConnectionState, name: String) {
        #expect(state.name == name)
        #expect(ConnectionState.names.contains(name))
    }
}

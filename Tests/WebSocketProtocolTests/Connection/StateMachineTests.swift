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

    /// Why each move is made, with its section of RFC 6455; no section covers what a gap hides.
    static let reasons = """
        connecting handshakeDone §4.1: The handshake is done: frames may be sent.
        connecting handshakeFailed §4.1: The handshake failed: no WebSocket connection was opened.
        connecting plainHTTPEnded §4.2.1: This is plain HTTP: no WebSocket was requested.
        connecting tcpClosed §7.1.4: TCP was closed before the handshake was done.
        connecting tcpReset §7.1.4: TCP was reset before the handshake was done.
        connecting endedUnseen: TCP has ended. Bytes are missing, so how it was closed is not known.
        open sentClose §7.1.2: It sent a Close and waits for the peer's Close.
        open receivedClose §5.5.1: It received a Close and must answer with one.
        open peerEnded §7.1.5: The peer's stream ended without a Close: the code will be 1006.
        open tcpClosed §7.1.5: TCP was closed without any Close: the code is 1006.
        open tcpReset §7.1.5: TCP was reset: the code is 1006.
        open endedUnseen: TCP has ended. Bytes are missing, so how it was closed is not known.
        closeSent receivedClose §7.1.4: The peer's Close arrived: the closing handshake is done.
        closeSent peerEnded §7.1.5: The peer's stream ended before its Close arrived.
        closeSent tcpClosed §7.1.4: TCP was closed before the peer's Close arrived.
        closeSent tcpReset §7.1.4: TCP was reset before the peer's Close arrived.
        closeSent endedUnseen: TCP has ended. Bytes are missing, so how it was closed is not known.
        closeReceived sentClose §7.1.4: It answered the Close: the closing handshake is done.
        closeReceived tcpClosed §5.5.1: TCP was closed before the Close was answered.
        closeReceived tcpReset §5.5.1: TCP was reset before the Close was answered.
        closeReceived endedUnseen: TCP has ended. Bytes are missing, so how it was closed is not known.
        closeExchanged tcpClosed §7.1.4: TCP is closed after both Close frames: a clean end.
        closeExchanged tcpReset §7.1.1: TCP was reset after both Close frames: clean, but abrupt.
        peerGone tcpClosed §7.1.4: TCP is closed in both directions, without a closing handshake.
        peerGone tcpReset §7.1.4: TCP was reset, without a closing handshake.
        peerGone sentClose §7.1.2: It sent a Close that its peer will not answer.
        peerGone endedUnseen: TCP has ended. Bytes are missing, so how it was closed is not known.
        peerGoneUnanswered tcpClosed §7.1.4: TCP is closed; the Close was never answered.
        peerGoneUnanswered tcpReset §7.1.4: TCP was reset; the Close was never answered.
        peerGoneUnanswered endedUnseen: TCP has ended. Bytes are missing, so how it was closed is not known.
        """

    @Test func theReasonsOfTheTable() {
        let rows = Transition.table.map { row in
            let section = row.sentence.citation.map { " " + $0.brief } ?? ""
            return "\(row.from.rawValue) \(row.input.rawValue)\(section): \(row.sentence.text)"
        }
        #expect(rows.joined(separator: "\n") == Self.reasons)
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

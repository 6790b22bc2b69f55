// The table of transitions, whole: what each input does in each state.

import Testing
import WebSocketProtocol

struct StateMachineTests {
    /// One row per state, one column per input; a dot where the input changes nothing.
    static let picture = """
        state              handshakeDone handshakeFailed plainHTTPEnded sentClose receivedClose peerEnded ended \
            tcpClosed tcpReset endedUnseen bytesMissing framesFollow peerVanished
        connecting         open closed closed . . . . closed closed closed unknown open unknown
        open               . . . closeSent closeReceived peerGone ended closed closed closed unknown . unknown
        closeSent          . . . . closeExchanged peerGoneUnanswered . closed closed closed closingUnseen . unknown
        closeReceived      . . . closeExchanged . . endedOwing closed closed closed closingUnseen . unknown
        closeExchanged     . . . . . . . closed closed . . . unknown
        peerGone           . . . peerGoneUnanswered . . . closed closed closed unknown . unknown
        peerGoneUnanswered . . . . . . . closed closed closed . . unknown
        ended              . . . . endedOwing . . closed closed closed unknown . .
        endedOwing         . . . . . . . closed closed closed . . .
        closingUnseen      . . . closeExchanged closeExchanged . . closed closed closed . . unknown
        unknown            open closed . closingUnseen closingUnseen . . closed closed closed . open .
        closed             . . . . . . . . . . . . .
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

    /// Why each move is made, with its section of RFC 6455; no section covers what a log does not show.
    static let reasons = """
        connecting handshakeDone §4.1: The handshake is done: frames may be sent.
        connecting handshakeFailed §4.1: The handshake failed: no WebSocket connection was opened.
        connecting plainHTTPEnded §4.2.1: This is plain HTTP: no WebSocket was requested.
        connecting tcpClosed §7.1.4: TCP was closed before the handshake was done.
        connecting tcpReset §7.1.4: TCP was reset before the handshake was done.
        connecting endedUnseen: TCP has ended. Bytes are missing, so how it was closed is not known.
        connecting framesFollow: Frames follow the missing bytes, so the handshake was done.
        connecting bytesMissing: Bytes are missing, and the handshake may be among them.
        connecting peerVanished: Its peer closed its socket; whether it noticed is not known.
        open sentClose §7.1.2: It sent a Close and waits for the peer's Close.
        open receivedClose §5.5.1: It received a Close and must answer with one.
        open peerEnded §7.1.5: The peer's stream ended without a Close: the code will be 1006.
        open ended §7.1.5: It ended its stream without a Close: it may only read now.
        open tcpClosed §7.1.5: TCP was closed without any Close: the code is 1006.
        open tcpReset §7.1.5: TCP was reset: the code is 1006.
        open endedUnseen: TCP has ended. Bytes are missing, so how it was closed is not known.
        open bytesMissing: A Close may be among bytes that are missing or were not read.
        open peerVanished: Its peer closed its socket; whether it noticed is not known.
        closeSent receivedClose §7.1.4: The peer's Close arrived: the closing handshake is done.
        closeSent peerEnded §7.1.5: The peer's stream ended before a Close of it was read.
        closeSent tcpClosed §7.1.4: TCP was closed before a Close of the peer was read.
        closeSent tcpReset §7.1.4: TCP was reset before a Close of the peer was read.
        closeSent endedUnseen: TCP has ended. Bytes are missing, so how it was closed is not known.
        closeSent bytesMissing: Bytes are missing, and the peer's Close may be among them.
        closeSent peerVanished: Its peer closed its socket; whether it noticed is not known.
        closeReceived sentClose §7.1.4: It sent its own Close: the closing handshake is done.
        closeReceived ended §5.5.1: It ended its stream without answering the Close.
        closeReceived tcpClosed §5.5.1: TCP was closed before an answer to the Close was read.
        closeReceived tcpReset §5.5.1: TCP was reset before an answer to the Close was read.
        closeReceived endedUnseen: TCP has ended. Bytes are missing, so how it was closed is not known.
        closeReceived bytesMissing: Not all that it sent was read, and its Close may be among the rest.
        closeReceived peerVanished: Its peer closed its socket; whether it noticed is not known.
        closeExchanged tcpClosed §7.1.4: TCP is closed after both Close frames: a clean end.
        closeExchanged tcpReset §7.1.1: TCP was reset after both Close frames: clean, but abrupt.
        closeExchanged peerVanished: Its peer closed its socket; whether it noticed is not known.
        peerGone tcpClosed §7.1.4: TCP is closed in both directions, without a closing handshake.
        peerGone tcpReset §7.1.4: TCP was reset, without a closing handshake.
        peerGone sentClose §7.1.2: It sent a Close that its peer will not answer.
        peerGone endedUnseen: TCP has ended. Bytes are missing, so how it was closed is not known.
        peerGone bytesMissing: A Close may be among bytes that are missing or were not read.
        peerGone peerVanished: Its peer closed its socket; whether it noticed is not known.
        peerGoneUnanswered tcpClosed §7.1.4: TCP is closed, and no answer to the Close was read.
        peerGoneUnanswered tcpReset §7.1.4: TCP was reset, and no answer to the Close was read.
        peerGoneUnanswered endedUnseen: TCP has ended. Bytes are missing, so how it was closed is not known.
        peerGoneUnanswered peerVanished: Its peer closed its socket; whether it noticed is not known.
        ended receivedClose §5.5.1: It received a Close that it can no longer answer.
        ended tcpClosed §7.1.4: TCP is closed in both directions, without a closing handshake.
        ended tcpReset §7.1.4: TCP was reset, without a closing handshake.
        ended endedUnseen: TCP has ended. Bytes are missing, so how it was closed is not known.
        ended bytesMissing: A Close may be among bytes that are missing or were not read.
        endedOwing tcpClosed §5.5.1: TCP is closed; the Close was never answered.
        endedOwing tcpReset §5.5.1: TCP was reset; the Close was never answered.
        endedOwing endedUnseen: TCP has ended. Bytes are missing, so how it was closed is not known.
        closingUnseen receivedClose §7.1.4: Both Close frames have been seen: the closing handshake is done.
        closingUnseen sentClose §7.1.4: Both Close frames have been seen: the closing handshake is done.
        closingUnseen tcpClosed §7.1.4: TCP is closed; whether both sent a Close is not known.
        closingUnseen tcpReset §7.1.4: TCP was reset; whether both sent a Close is not known.
        closingUnseen endedUnseen: TCP has ended. Bytes are missing, so how it was closed is not known.
        closingUnseen peerVanished: Its peer closed its socket; whether it noticed is not known.
        unknown handshakeDone §4.1: The handshake is done: frames may be sent.
        unknown handshakeFailed §4.1: The handshake failed: no WebSocket connection was opened.
        unknown framesFollow: Frames follow the missing bytes, so the handshake was done.
        unknown sentClose §7.1.3: It sent a Close; what came before is not all known.
        unknown receivedClose §7.1.3: It received a Close; what came before is not all known.
        unknown tcpClosed §7.1.4: TCP is closed; what came before is not all known.
        unknown tcpReset §7.1.4: TCP was reset; what came before is not all known.
        unknown endedUnseen: TCP has ended. Bytes are missing, so how it was closed is not known.
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
        // No section describes what a log does not show.
        #expect((row.sentence.citation?.document == .rfc6455) != row.input.isOfTheLog)
    }

    @Test(arguments: [
        (ConnectionState.connecting, "CONNECTING"), (.open, "OPEN"), (.closeSent, "CLOSING"),
        (.closeReceived, "CLOSING"), (.closeExchanged, "CLOSING"), (.peerGone, "OPEN"),
        (.peerGoneUnanswered, "CLOSING"), (.ended, "OPEN"), (.endedOwing, "CLOSING"), (.closingUnseen, "CLOSING"),
        (.closed, "CLOSED"),
    ])
    func `States have the names of the RFC`(state: ConnectionState, name: String) {
        #expect(state.name == name)
        #expect(ConnectionState.names.contains(name))
    }
}

// The states of a connection and every move between them, RFC 6455 §4, §5.5.1 and §7.1.
//
// Rule 1: all transitions are in this file, in one table. The server runs on it, the dissection replays it for both
// endpoints, and the screen draws it.
// Rule 2: this file doesn't know which role an endpoint has. "Sent" and "received" are seen from the endpoint whose
// state it is: one Close frame is an input `sentClose` at one end and `receivedClose` at the other.
//
//   CONNECTING ──▶ OPEN ──▶ CLOSING ──▶ CLOSED
//                             sent Close, waits for the peer's
//                             received Close, owes its own
//                             both Closes exchanged, TCP still open
//                             sent Close, and the peer ended its stream without one
//
// The RFC's CLOSING covers four situations, and what may happen next differs in each, so each is a state of its own. It begins
// with a Close (§7.1.3): an endpoint whose peer ended its stream without one is still OPEN, and may send.
// CLOSED is reached when TCP is closed in both directions, or reset. Until then a refused client may ask again on the same
// connection, so any answer but a 101 leaves both endpoints CONNECTING.

/// Where an endpoint is in the life of its connection.
public enum ConnectionState: String, Sendable, Hashable, CaseIterable {
    /// The handshake is not done.
    case connecting
    /// Messages flow.
    case open
    /// It has sent a Close and waits for the peer's.
    case closeSent
    /// It has received a Close and owes one.
    case closeReceived
    /// Both Close frames have been exchanged; TCP is still open.
    case closeExchanged
    /// The peer's stream has ended without a Close, so none will come; nor has it sent one.
    case peerGone
    /// It has sent a Close, and the peer's stream has ended without one.
    case peerGoneUnanswered
    /// TCP is closed.
    case closed

    /// The name that RFC 6455 uses: four names for the eight states.
    public var name: String {
        switch self {
        case .connecting: "CONNECTING"
        case .open, .peerGone: "OPEN"
        case .closeSent, .closeReceived, .closeExchanged, .peerGoneUnanswered: "CLOSING"
        case .closed: "CLOSED"
        }
    }

    /// The four names in order, for a screen that draws the line of them.
    public static let names = ["CONNECTING", "OPEN", "CLOSING", "CLOSED"]
}

/// What can move an endpoint from state to state.
public enum StateInput: String, Sendable, Hashable, CaseIterable {
    /// The opening handshake succeeded: 101 with the right accept key.
    case handshakeDone
    /// The opening handshake failed: a 101 that breaks a rule; or TCP has ended, and the last answer was not a 101.
    case handshakeFailed
    /// TCP has ended, and the last request, which was answered, did not ask for a WebSocket.
    case plainHTTPEnded
    /// This endpoint sent a Close frame.
    case sentClose
    /// This endpoint received a Close frame.
    case receivedClose
    /// The peer's stream ended (a TCP FIN), while this endpoint can still send.
    case peerEnded
    /// Both directions of TCP have ended.
    case tcpClosed
    /// TCP was reset: nothing more can be sent or received.
    case tcpReset
    /// TCP has ended, and bytes before that are missing, so it is not known how. For a log; never for a
    /// live endpoint.
    case endedUnseen
}

/// One row of the table.
public struct Transition: Sendable, Hashable {
    /// The state before.
    public let from: ConnectionState
    /// What happens.
    public let input: StateInput
    /// The state after.
    public let to: ConnectionState
    /// Why, in words, with its section.
    public let sentence: Sentence
}

extension Transition {
    /// Every possible move. An input without a row leaves the state as it is.
    public static let table: [Transition] = [
        row(.connecting, .handshakeDone, .open, "4.1", "The handshake is done: frames may be sent."),
        row(.connecting, .handshakeFailed, .closed, "4.1", "The handshake failed: no WebSocket connection was opened."),
        row(.connecting, .plainHTTPEnded, .closed, "4.2.1", "This is plain HTTP: no WebSocket was requested."),
        row(.connecting, .tcpClosed, .closed, "7.1.4", "TCP was closed before the handshake was done."),
        row(.connecting, .tcpReset, .closed, "7.1.4", "TCP was reset before the handshake was done."),
        unseenEnd(of: .connecting),

        row(.open, .sentClose, .closeSent, "7.1.2", "It sent a Close and waits for the peer's Close."),
        row(.open, .receivedClose, .closeReceived, "5.5.1", "It received a Close and must answer with one."),
        row(.open, .peerEnded, .peerGone, "7.1.5", "The peer's stream ended without a Close: the code will be 1006."),
        row(.open, .tcpClosed, .closed, "7.1.5", "TCP was closed without any Close: the code is 1006."),
        row(.open, .tcpReset, .closed, "7.1.5", "TCP was reset: the code is 1006."),
        unseenEnd(of: .open),

        row(
            .closeSent, .receivedClose, .closeExchanged, "7.1.4",
            "The peer's Close arrived: the closing handshake is done."),
        row(.closeSent, .peerEnded, .peerGoneUnanswered, "7.1.5", "The peer's stream ended before its Close arrived."),
        row(.closeSent, .tcpClosed, .closed, "7.1.4", "TCP was closed before the peer's Close arrived."),
        row(.closeSent, .tcpReset, .closed, "7.1.4", "TCP was reset before the peer's Close arrived."),
        unseenEnd(of: .closeSent),

        row(
            .closeReceived, .sentClose, .closeExchanged, "7.1.4",
            "It answered the Close: the closing handshake is done."),
        row(.closeReceived, .tcpClosed, .closed, "5.5.1", "TCP was closed before the Close was answered."),
        row(.closeReceived, .tcpReset, .closed, "5.5.1", "TCP was reset before the Close was answered."),
        unseenEnd(of: .closeReceived),

        row(.closeExchanged, .tcpClosed, .closed, "7.1.4", "TCP is closed after both Close frames: a clean end."),
        row(.closeExchanged, .tcpReset, .closed, "7.1.1", "TCP was reset after both Close frames: clean, but abrupt."),

        row(.peerGone, .tcpClosed, .closed, "7.1.4", "TCP is closed in both directions, without a closing handshake."),
        row(.peerGone, .tcpReset, .closed, "7.1.4", "TCP was reset, without a closing handshake."),
        row(.peerGone, .sentClose, .peerGoneUnanswered, "7.1.2", "It sent a Close that its peer will not answer."),
        unseenEnd(of: .peerGone),

        row(.peerGoneUnanswered, .tcpClosed, .closed, "7.1.4", "TCP is closed; the Close was never answered."),
        row(.peerGoneUnanswered, .tcpReset, .closed, "7.1.4", "TCP was reset; the Close was never answered."),
        unseenEnd(of: .peerGoneUnanswered),
    ]

    /// The row for an input in a state; nil where the input changes nothing.
    public static func after(_ state: ConnectionState, _ input: StateInput) -> Transition? {
        table.first { $0.from == state && $0.input == input }
    }

    /// The end of a connection of which bytes are missing.
    private static func unseenEnd(of state: ConnectionState) -> Transition {
        row(state, .endedUnseen, .closed, nil, "TCP has ended. Bytes are missing, so how it was closed is not known.")
    }

    private static func row(
        _ from: ConnectionState, _ input: StateInput, _ to: ConnectionState, _ citation: Citation?, _ words: String
    ) -> Transition {
        Transition(from: from, input: input, to: to, sentence: Sentence(words, section: citation))
    }
}

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
//                             received Close, and ended its own stream without one
//
// The RFC's CLOSING covers several situations, and what may happen next differs in each, so each is a state of its own. It begins
// with a Close (§7.1.3): an endpoint whose peer ended its stream without one is still OPEN, and may send; one that ended its own
// is OPEN too, and may read.
// CLOSED is reached when TCP is closed in both directions, or reset. Until then a refused client may ask again on the same
// connection, so any answer but a 101 leaves both endpoints CONNECTING.
//
// A log does not show everything. Where bytes are missing a Close may be among them, and an endpoint whose peer closed its socket may
// never learn of it: such an endpoint is in no state of the RFC but in `unknown`, until something shows where it is.

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
    /// It has ended its own stream without a Close, and may still read.
    case ended
    /// It has received a Close, and ended its own stream without one.
    case endedOwing
    /// It has sent or received a Close; whether the other one was exchanged is not known.
    case closingUnseen
    /// What is in the log does not show where it is. For a log; never for a live endpoint.
    case unknown
    /// TCP is closed.
    case closed

    /// The name that RFC 6455 uses: four names for the states of a connection, and "unknown".
    public var name: String {
        switch self {
        case .connecting: "CONNECTING"
        case .open, .peerGone, .ended: "OPEN"
        case .closeSent, .closeReceived, .closeExchanged, .peerGoneUnanswered, .endedOwing, .closingUnseen: "CLOSING"
        case .unknown: "unknown"
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
    /// This endpoint ended its stream (a TCP FIN), while its peer can still send.
    case ended
    /// Both directions of TCP have ended.
    case tcpClosed
    /// TCP was reset: nothing more can be sent or received.
    case tcpReset
    /// TCP has ended, and bytes before that are missing, so it is not known how. For a log; never for a
    /// live endpoint.
    case endedUnseen
    /// Bytes are missing or were not read, and what moves a connection may be among them. For a log.
    case bytesMissing
    /// Frames follow bytes that are missing, so the handshake was done. For a log.
    case framesFollow
    /// The peer closed its socket while this endpoint could still send: nothing more is seen of it. For a log.
    case peerVanished

    /// Whether it is about what a log shows, which no section of the RFC describes.
    public var isOfTheLog: Bool { [.endedUnseen, .bytesMissing, .framesFollow, .peerVanished].contains(self) }
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
        framesAfterGap(in: .connecting),
        gap(in: .connecting, "Bytes are missing, and the handshake may be among them."),
        vanishing(in: .connecting),

        row(.open, .sentClose, .closeSent, "7.1.2", "It sent a Close and waits for the peer's Close."),
        row(.open, .receivedClose, .closeReceived, "5.5.1", "It received a Close and must answer with one."),
        row(.open, .peerEnded, .peerGone, "7.1.5", "The peer's stream ended without a Close: the code will be 1006."),
        row(.open, .ended, .ended, "7.1.5", "It ended its stream without a Close: it may only read now."),
        row(.open, .tcpClosed, .closed, "7.1.5", "TCP was closed without any Close: the code is 1006."),
        row(.open, .tcpReset, .closed, "7.1.5", "TCP was reset: the code is 1006."),
        unseenEnd(of: .open),
        gap(in: .open, closeMayBeMissing),
        vanishing(in: .open),

        row(
            .closeSent, .receivedClose, .closeExchanged, "7.1.4",
            "The peer's Close arrived: the closing handshake is done."),
        row(
            .closeSent, .peerEnded, .peerGoneUnanswered, "7.1.5",
            "The peer's stream ended before a Close of it was read."),
        row(.closeSent, .tcpClosed, .closed, "7.1.4", "TCP was closed before a Close of the peer was read."),
        row(.closeSent, .tcpReset, .closed, "7.1.4", "TCP was reset before a Close of the peer was read."),
        unseenEnd(of: .closeSent),
        gap(.closingUnseen, in: .closeSent, "Bytes are missing, and the peer's Close may be among them."),
        vanishing(in: .closeSent),

        // Its Close may have been on its way already, so it need not be an answer.
        row(
            .closeReceived, .sentClose, .closeExchanged, "7.1.4",
            "It sent its own Close: the closing handshake is done."),
        row(.closeReceived, .ended, .endedOwing, "5.5.1", "It ended its stream without answering the Close."),
        row(.closeReceived, .tcpClosed, .closed, "5.5.1", "TCP was closed before an answer to the Close was read."),
        row(.closeReceived, .tcpReset, .closed, "5.5.1", "TCP was reset before an answer to the Close was read."),
        unseenEnd(of: .closeReceived),
        gap(.closingUnseen, in: .closeReceived, "Not all that it sent was read, and its Close may be among the rest."),
        vanishing(in: .closeReceived),

        row(.closeExchanged, .tcpClosed, .closed, "7.1.4", "TCP is closed after both Close frames: a clean end."),
        row(.closeExchanged, .tcpReset, .closed, "7.1.1", "TCP was reset after both Close frames: clean, but abrupt."),
        vanishing(in: .closeExchanged),

        row(.peerGone, .tcpClosed, .closed, "7.1.4", "TCP is closed in both directions, without a closing handshake."),
        row(.peerGone, .tcpReset, .closed, "7.1.4", "TCP was reset, without a closing handshake."),
        row(.peerGone, .sentClose, .peerGoneUnanswered, "7.1.2", "It sent a Close that its peer will not answer."),
        unseenEnd(of: .peerGone),
        gap(in: .peerGone, closeMayBeMissing),
        vanishing(in: .peerGone),

        row(
            .peerGoneUnanswered, .tcpClosed, .closed, "7.1.4",
            "TCP is closed, and no answer to the Close was read."),
        row(
            .peerGoneUnanswered, .tcpReset, .closed, "7.1.4",
            "TCP was reset, and no answer to the Close was read."),
        unseenEnd(of: .peerGoneUnanswered),
        vanishing(in: .peerGoneUnanswered),

        row(.ended, .receivedClose, .endedOwing, "5.5.1", "It received a Close that it can no longer answer."),
        row(.ended, .tcpClosed, .closed, "7.1.4", "TCP is closed in both directions, without a closing handshake."),
        row(.ended, .tcpReset, .closed, "7.1.4", "TCP was reset, without a closing handshake."),
        unseenEnd(of: .ended),
        gap(in: .ended, closeMayBeMissing),

        row(.endedOwing, .tcpClosed, .closed, "5.5.1", "TCP is closed; the Close was never answered."),
        row(.endedOwing, .tcpReset, .closed, "5.5.1", "TCP was reset; the Close was never answered."),
        unseenEnd(of: .endedOwing),

        row(.closingUnseen, .receivedClose, .closeExchanged, "7.1.4", bothSeen),
        row(.closingUnseen, .sentClose, .closeExchanged, "7.1.4", bothSeen),
        row(
            .closingUnseen, .tcpClosed, .closed, "7.1.4",
            "TCP is closed; whether both sent a Close is not known."),
        row(
            .closingUnseen, .tcpReset, .closed, "7.1.4",
            "TCP was reset; whether both sent a Close is not known."),
        unseenEnd(of: .closingUnseen),
        vanishing(in: .closingUnseen),

        row(.unknown, .handshakeDone, .open, "4.1", "The handshake is done: frames may be sent."),
        row(.unknown, .handshakeFailed, .closed, "4.1", "The handshake failed: no WebSocket connection was opened."),
        framesAfterGap(in: .unknown),
        row(.unknown, .sentClose, .closingUnseen, "7.1.3", "It sent a Close; what came before is not all known."),
        row(
            .unknown, .receivedClose, .closingUnseen, "7.1.3", "It received a Close; what came before is not all known."
        ),
        row(.unknown, .tcpClosed, .closed, "7.1.4", "TCP is closed; what came before is not all known."),
        row(.unknown, .tcpReset, .closed, "7.1.4", "TCP was reset; what came before is not all known."),
        unseenEnd(of: .unknown),
    ]

    /// The row for an input in a state; nil where the input changes nothing.
    public static func after(_ state: ConnectionState, _ input: StateInput) -> Transition? {
        table.first { $0.from == state && $0.input == input }
    }

    /// The end of a connection of which bytes are missing.
    private static func unseenEnd(of state: ConnectionState) -> Transition {
        row(state, .endedUnseen, .closed, nil, "TCP has ended. Bytes are missing, so how it was closed is not known.")
    }

    private static let closeMayBeMissing = "A Close may be among bytes that are missing or were not read."
    private static let bothSeen = "Both Close frames have been seen: the closing handshake is done."

    /// Bytes are missing that may have moved the endpoint.
    private static func gap(
        _ to: ConnectionState = .unknown, in state: ConnectionState, _ words: String
    ) -> Transition { row(state, .bytesMissing, to, nil, words) }

    /// What follows a gap shows that the handshake is over.
    private static func framesAfterGap(in state: ConnectionState) -> Transition {
        row(state, .framesFollow, .open, nil, "Frames follow the missing bytes, so the handshake was done.")
    }

    /// The peer closed its socket, and this endpoint has not been heard of since.
    private static func vanishing(in state: ConnectionState) -> Transition {
        row(
            state, .peerVanished, .unknown, nil,
            "Its peer closed its socket; whether it noticed is not known.")
    }

    private static func row(
        _ from: ConnectionState, _ input: StateInput, _ to: ConnectionState, _ citation: Citation?, _ words: String
    ) -> Transition {
        Transition(from: from, input: input, to: to, sentence: Sentence(words, section: citation))
    }
}

// What it means to be in a state, for an endpoint that has not moved yet.

extension ConnectionState {
    /// The state in a sentence.
    public var meaning: Sentence {
        switch self {
        case .connecting: Sentence("The handshake is not done: no frame may be sent yet.", section: "4.1")
        case .open: Sentence("Both endpoints may send messages.", section: "4.1")
        case .closeSent: Sentence("It has sent a Close and waits for the peer's.", section: "7.1.2")
        case .closeReceived: Sentence("It has received a Close and owes one.", section: "5.5.1")
        case .closeExchanged: Sentence("Both Close frames are exchanged; TCP is still open.", section: "7.1.4")
        case .peerGone, .peerGoneUnanswered: Sentence("The peer's stream has ended without a Close.", section: "7.1.5")
        case .ended: Sentence("It has ended its stream without a Close; it may still read.", section: "7.1.5")
        case .endedOwing: Sentence("It has ended its stream and owes a Close.", section: "5.5.1")
        case .closingUnseen: Sentence("A Close was sent or received; whether both were is not known.", section: "7.1.3")
        case .unknown: Sentence("What is in the log does not show where it is.")
        case .closed: Sentence("TCP is closed.", section: "7.1.4")
        }
    }
}

// Mutant X7: It throws away what comes behind the request.
// Shows: A client may send frames in the same segment as its request, and TCP may bring them in one read (RFC 6455 §4.1, §5.2).
// Field: websocketpp (issue 32), zephyr (89193), netty (2179), faye (73)
// Agrees: where the request ends its read
// Witness: legal

final class X7: Opener {
    let desk: OpenerDesk
    init(_ desk: OpenerDesk) { self.desk = desk }

    // The code begins.
    func arrived() {  // It is called when something has arrived.
        buffer += read()  // It puts what has arrived behind what it has.
        if !isOpen {  // The handshake is not done yet.
            if !holdsRequest() { return }  // It waits for the whole request.
            send101()  // It agrees.
            isOpen = true  // Frames follow from now on.
            buffer = []  // the bug
        }
        answerFrames()  // It answers all frames that are complete.
    }
    // The code ends.
}

// Mutant X7: It throws away what comes behind the response.
// Shows: A server may send frames right behind its 101, and TCP may bring both in one read (RFC 6455 §4.1, §5.2).
// Field: websocketpp (issue 32), zephyr (89193), netty (2179), faye (73)
// Agrees: where the response ends its read
// Witness: legal

final class X7: Opener {
    let desk: OpenerDesk
    init(_ desk: OpenerDesk) { self.desk = desk }

    // The code begins.
    func arrived() {  // It is called when something has arrived.
        buffer += read()  // It puts what has arrived behind what it has.
        if !isOpen {  // The handshake is not done yet.
            if !holdsResponse() { return }  // It waits for the whole response.
            isOpen = true  // Frames follow from now on.
            buffer = []  // the bug
        }
        readFrames()  // It takes out all frames that are complete.
    }
    // The code ends.
}

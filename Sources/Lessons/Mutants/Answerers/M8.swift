// Mutant M8: It sends only when ten answers have gathered.
// Shows: Several answers may go out in one write, but none may wait for others that need not come (RFC 6455 §5.5.2).
// Field: deno (issue 8022), webdis (96)
// Agrees: where the answers due are ten
// Witness: legal

final class M8: FrameAnswerer {
    let desk: AnswererDesk
    init(_ desk: AnswererDesk) { self.desk = desk }

    // The code begins.
    func received() {  // It is called with each message or control frame.
        sendAnswer()  // The answer waits in a queue.
    }
    func readIsUsedUp() {  // It is called when nothing is left of what a read brought.
        let waiting = queue.count  // So many answers wait.
        if waiting >= 10 {  // the bug
            flush()  // It sends all that waits.
        }
    }
    // The code ends.
}

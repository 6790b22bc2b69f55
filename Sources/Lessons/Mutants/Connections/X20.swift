// Mutant X20: It keeps one buffer for all connections.
// Shows: Each connection is a stream of its own, and half a frame of it waits for its other half (RFC 6455 §5.2).
// Field: servers that students wrote; of 25, several mix up what two connections send
// Agrees: where every read ends with a frame
// Witness: legal

final class X20: ConnectionsReader {
    let desk: ConnectionsDesk
    init(_ desk: ConnectionsDesk) { self.desk = desk }

    // The code begins.
    func arrived(_ number: Int) {  // It is called when something has arrived, with the number of the connection.
        let mine = 0  // the bug
        buffers[mine] += read(number)  // It puts what has arrived behind what it has.
        while holdsFrame(mine) {  // It goes on while a whole frame is there.
            let frame = takeFrame(mine)  // It takes one whole frame.
            answer(number, frame)  // It answers on the connection on which something has arrived.
        }
    }
    // The code ends.
}

// Mutant X18: It takes an empty read for data.
// Shows: When the other side has ended TCP, a read brings nothing, again and again. It is the end, and not a frame to wait for (RFC 6455 §7.1.7).
// Field: 5 of 25 servers that students wrote turn for ever when a browser vanishes
// Agrees: while the sender does not end TCP
// Witness: legal

final class X18: FrameReader {
    let socket: ReaderSocket
    init(_ socket: ReaderSocket) { self.socket = socket }

    // The code begins.
    func readFrame() {  // Here the program begins.
        while !holdsFrame() {  // It waits until a whole frame is there.
            let bytes = socket.read()  // All that one read brings; nothing, where the sender has ended TCP.
            buffer += bytes  // the bug
        }
        takeFrameOutOfBuffer()  // It takes one whole frame.
    }
    // The code ends.
}

// Mutant X14: It looks into its buffer only when something has arrived.
// Shows: Several frames may come in one read. A frame that is all there must not wait for the next (RFC 6455 §5.2).
// Field: 11 of 25 servers that students wrote drop, delay or mix up such frames
// Agrees: where no read brings the ends of two frames
// Witness: legal

final class X14: FrameReader {
    let socket: ReaderSocket
    init(_ socket: ReaderSocket) { self.socket = socket }

    // The code begins.
    func readFrame() {  // Here the program begins.
        buffer += socket.read()  // the bug
        while !holdsFrame() {  // It waits until a whole frame is there.
            buffer += socket.read()  // It puts what has arrived behind what it has.
        }
        takeFrameOutOfBuffer()  // It takes one whole frame.
    }
    // The code ends.
}

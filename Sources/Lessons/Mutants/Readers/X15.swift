// Mutant X15: The header is not counted when it asks whether a frame is all there.
// Shows: A frame is its header and its payload. Both have to be in the buffer (RFC 6455 §5.2).
// Field: a server that students wrote; 20 of 25 such servers fail where a frame is cut
// Agrees: where every read ends with a frame
// Witness: legal

final class X15: FrameReader {
    let socket: ReaderSocket
    init(_ socket: ReaderSocket) { self.socket = socket }

    // The code begins.
    func readFrame() {  // Here the program begins.
        let header = waitForHeader()  // It waits for the header, and keeps how long that is.
        waitFor(frame.length)  // the bug
        remove(header)  // It takes the header out of the buffer.
        let payload = remove(frame.length)  // It takes as many bytes as the length says.
        frame.payload = unmask(payload)  // With a key, it XORs the payload with it; without one, nothing changes.
    }
    // The code ends.
}

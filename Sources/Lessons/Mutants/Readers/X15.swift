// Mutant X15: The header is not counted when it asks whether a frame is all there.
// Shows: A frame is its header and its payload. Both have to be in the buffer (RFC 6455 §5.2).
// Field: a server that students wrote; 20 of 25 such servers fail where a frame is cut
// Agrees: where every read ends with a frame
// Witness: legal

final class X15: FrameReader {
    let socket: ReaderSocket
    init(_ socket: ReaderSocket) { self.socket = socket }

    // The code begins.
    func readFrame() {
        let header = waitForHeader()
        waitFor(frame.length)  // the bug
        remove(header)
        let payload = remove(frame.length)
        frame.payload = unmask(payload)
    }
    // The code ends.
}

// Mutant X19: The opcode takes five bits.
// Shows: The opcode is the low four bits. One more, and RSV3 becomes part of it (RFC 6455 §5.2).
// Field: a server that students wrote, with the mask 0x1f
// Agrees: on every frame in which RSV3 is 0
// Witness: illegal

final class X19: FrameReader {
    let socket: ReaderSocket
    init(_ socket: ReaderSocket) { self.socket = socket }

    // The code begins.
    func readFrame() {
        let byte0 = takeByte()
        let byte1 = takeByte()
        frame.fin = (byte0 & 0x80) != 0
        frame.rsv = (byte0 & 0x70) >> 4
        frame.opcode = byte0 & 0x1f  // the bug
        frame.masked = (byte1 & 0x80) != 0
        frame.length = takeLength(byte1 & 0x7f)
        frame.key = take(frame.masked ? 4 : 0)
        let payload = take(frame.length)
        frame.payload = unmask(payload)
    }
    // The code ends.
}

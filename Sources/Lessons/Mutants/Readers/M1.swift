// Mutant M1: FIN is read the wrong way round.
// Shows: FIN is 1 in the last frame of a message. Read the wrong way round, no message ever ends (RFC 6455 §5.2).
// Field: mono#968, curl#15298, httpun-ws#11
// Agrees: on no frame
// Witness: legal

final class M1: FrameReader {
    let socket: ReaderSocket
    init(_ socket: ReaderSocket) { self.socket = socket }

    // The code begins.
    func readFrame() {
        let byte0 = takeByte()
        let byte1 = takeByte()
        frame.fin = (byte0 & 0x80) == 0  // the bug
        frame.rsv = (byte0 & 0x70) >> 4
        frame.opcode = byte0 & 0x0f
        frame.masked = (byte1 & 0x80) != 0
        frame.length = takeLength(byte1 & 0x7f)
        frame.key = take(frame.masked ? 4 : 0)
        let payload = take(frame.length)
        frame.payload = unmask(payload)
    }
    // The code ends.
}

// Mutant M2: MASK is read the wrong way round.
// Shows: A wrong bit in one header, and everything after it is read from the wrong place (RFC 6455 §5.2).
// Field: none that we know of; FIN the wrong way round is the same slip (mono#968)
// Agrees: on no frame
// Witness: legal

final class M2: FrameReader {
    let socket: ReaderSocket
    init(_ socket: ReaderSocket) { self.socket = socket }

    // The code begins.
    func readFrame() {
        let byte0 = takeByte()
        let byte1 = takeByte()
        frame.fin = (byte0 & 0x80) != 0
        frame.rsv = (byte0 & 0x70) >> 4
        frame.opcode = byte0 & 0x0f
        frame.masked = (byte1 & 0x80) == 0  // the bug
        frame.length = takeLength(byte1 & 0x7f)
        frame.key = take(frame.masked ? 4 : 0)
        let payload = take(frame.length)
        frame.payload = unmask(payload)
    }
    // The code ends.
}

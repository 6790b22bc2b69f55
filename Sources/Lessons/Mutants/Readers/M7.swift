// Mutant M7: A masking key is read even where there is none.
// Shows: The key is there only if MASK is 1. A server's frame has none (RFC 6455 §5.1).
// Field: XX-Net#14169
// Agrees: on every masked frame
// Witness: either

final class M7: FrameReader {
    let socket: ReaderSocket
    init(_ socket: ReaderSocket) { self.socket = socket }

    // The code begins.
    func readFrame() {
        let byte0 = takeByte()
        let byte1 = takeByte()
        frame.fin = (byte0 & 0x80) != 0
        frame.rsv = (byte0 & 0x70) >> 4
        frame.opcode = byte0 & 0x0f
        frame.masked = (byte1 & 0x80) != 0
        frame.length = takeLength(byte1 & 0x7f)
        frame.key = take(4)  // the bug
        let payload = take(frame.length)
        frame.payload = unmask(payload)
    }
    // The code ends.
}

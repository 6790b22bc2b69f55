// Mutant M7: It reads a masking key even where there is none.
// Shows: The key is there only if MASK is 1. A server's frame has none (RFC 6455 §5.1).
// Field: XX-Net (issue 14169)
// Agrees: on every masked frame
// Witness: either

final class M7: FrameReader {
    let socket: ReaderSocket
    init(_ socket: ReaderSocket) { self.socket = socket }

    // The code begins.
    func readFrame() {  // Here the program begins.
        let byte0 = takeByte()  // It takes byte 0, with FIN, RSV and the opcode.
        let byte1 = takeByte()  // It takes byte 1, with MASK and the length.
        frame.fin = (byte0 & 0x80) != 0  // 80 is 1000 0000: only FIN passes.
        frame.rsv = (byte0 & 0x70) >> 4  // 70 is 0111 0000: the three bits of RSV pass.
        frame.opcode = byte0 & 0x0f  // 0f is 0000 1111: the four bits of the opcode pass.
        frame.masked = (byte1 & 0x80) != 0  // 80 is 1000 0000: only MASK passes.
        frame.length = takeLength(byte1 & 0x7f)  // 7f is 0111 1111: it drops MASK and keeps the length.
        frame.key = take(4)  // the bug
        let payload = take(frame.length)  // It takes as many bytes as the length says.
        frame.payload = unmask(payload)  // With a key, it XORs the payload with it; without one, nothing changes.
    }
    // The code ends.
}

// Mutant M1: It reads FIN the wrong way round.
// Shows: FIN is 1 in the last frame of a message. Read the wrong way round, no message ever ends (RFC 6455 §5.2).
// Field: Mono (issue 968), curl (15298), httpun-ws (11)
// Agrees: on no frame
// Witness: legal

final class M1: FrameReader {
    let socket: ReaderSocket
    init(_ socket: ReaderSocket) { self.socket = socket }

    // The code begins.
    func readFrame() {  // Here the program begins.
        let byte0 = takeByte()  // It takes byte 0, with FIN, RSV and the opcode.
        let byte1 = takeByte()  // It takes byte 1, with MASK and the length.
        frame.fin = (byte0 & 0x80) == 0  // the bug
        frame.rsv = (byte0 & 0x70) >> 4  // 70 is 0111 0000: the three bits of RSV pass.
        frame.opcode = byte0 & 0x0f  // 0f is 0000 1111: the four bits of the opcode pass.
        frame.masked = (byte1 & 0x80) != 0  // 80 is 1000 0000: only MASK passes.
        frame.length = takeLength(byte1 & 0x7f)  // 7f is 0111 1111: it drops MASK and keeps the length.
        frame.key = takeKey()  // It takes four bytes where MASK is 1, else none.
        let payload = take(frame.length)  // It takes as many bytes as the length says.
        frame.payload = unmask(payload)  // With a key, it XORs the payload with it; without one, nothing changes.
    }
    // The code ends.
}

// Mutant X1: It counts the bits of a byte from the wrong end.
// Shows: The RFC's bit 0 is the highest of its byte, and many languages count from the lowest (RFC 6455 §5.2).
// Field: a program in C, in a question on a forum: "WebSocket protocol stumper"
// Agrees: on no frame
// Witness: legal

final class X1: FrameReader {
    let socket: ReaderSocket
    private var byte: UInt8 = 0
    init(_ socket: ReaderSocket) { self.socket = socket }

    // The code begins.
    func field(_ at: Int, _ n: Int) -> UInt8 {  // It is to return n bits of a byte, from bit number at.
        let ones = UInt8(1 << n) - 1  // It makes a number of n ones.
        return (byte >> at) & ones  // the bug
    }
    func readFrame() {  // Here the program begins.
        byte = takeByte()  // It takes the next byte.
        frame.fin = field(0, 1) == 1  // FIN is bit 0 of byte 0.
        frame.rsv = field(1, 3)  // RSV is bits 1 to 3 of byte 0.
        frame.opcode = field(4, 4)  // The opcode is bits 4 to 7 of byte 0.
        byte = takeByte()  // It takes the next byte.
        frame.masked = field(0, 1) == 1  // MASK is bit 0 of byte 1.
        frame.length = takeLength(field(1, 7))  // The length is bits 1 to 7 of byte 1.
        readKeyAndPayload()  // It reads the key, where there is one, and the payload.
    }
    // The code ends.
}

// Mutant X1: Bits are counted from the wrong end.
// Shows: The RFC's bit 0 is the highest of its byte, and many languages count from the lowest (RFC 6455 §5.2).
// Field: a C struct of bit fields, in a question on a forum: "WebSocket protocol stumper"
// Agrees: on no frame
// Witness: legal

final class X1: FrameReader {
    let socket: ReaderSocket
    private var byte: UInt8 = 0
    init(_ socket: ReaderSocket) { self.socket = socket }

    // The code begins.
    func field(_ at: Int, _ n: Int) -> UInt8 {
        let ones = UInt8(1 << n) - 1
        return (byte >> at) & ones  // the bug
    }
    func readFrame() {
        byte = takeByte()
        frame.fin = field(0, 1) == 1
        frame.rsv = field(1, 3)
        frame.opcode = field(4, 4)
        byte = takeByte()
        frame.masked = field(0, 1) == 1
        frame.length = takeLength(field(1, 7))
        readKeyAndPayload()
    }
    // The code ends.
}

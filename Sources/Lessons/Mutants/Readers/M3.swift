// Mutant M3: The halves of a 64-bit length are put together wrongly.
// Shows: The higher half counts 4,294,967,296 times, not 268,435,456 times. No frame that a test sends is long enough to show it (RFC 6455 §5.2).
// Field: undici#4875, capnproto#2684, NetCoreServer#229, swifter#326 and others, each with the upper bytes in another wrong place
// Agrees: on every frame of less than 4 GiB
// Witness: legal

final class M3: FrameReader {
    let socket: ReaderSocket
    init(_ socket: ReaderSocket) { self.socket = socket }

    func readFrame() {
        readHeader()
        readPayload()
    }

    // The code begins.
    func takeLength(_ bits: UInt8) -> Int {
        if bits < 126 {
            return Int(bits)
        }
        if bits == 126 {
            return take16()
        }
        let bytes = take(8)
        let high = number(bytes, 0)
        let low = number(bytes, 4)
        return high * 0x10000000 + low  // the bug
    }
    // The code ends.
}

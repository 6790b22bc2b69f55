// Mutant M3: The halves of a 64-bit length are put together wrongly.
// Shows: The higher half counts 4,294,967,296 times, not 268,435,456 times. No frame that a test sends is long enough to show it (RFC 6455 §5.2).
// Field: undici (issue 4875), Cap'n Proto (2684), NetCoreServer (229), Swifter (326) and others, each with the upper bytes in another wrong place
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
    func takeLength(_ bits: UInt8) -> Int {  // It is given the seven bits of the length.
        if bits < 126 {  // Up to 125, the seven bits are the length.
            return Int(bits)  // Up to 125, the seven bits are the length.
        }
        if bits == 126 {  // 126 says that two bytes with the length follow.
            return take16()  // It reads the two bytes with the length.
        }
        let bytes = take(8)  // 127 says that eight bytes with the length follow.
        let high = number(bytes, 0)  // The first four bytes are the upper half.
        let low = number(bytes, 4)  // The last four bytes are the lower half.
        return high * 0x10000000 + low  // the bug
    }
    // The code ends.
}

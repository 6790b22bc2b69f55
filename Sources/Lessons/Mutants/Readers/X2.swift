// Mutant X2: It starts with key byte 0 again in each read.
// Shows: Payload byte i is masked with key byte i mod 4. That counts through the payload, not through a read (RFC 6455 §5.3).
// Field: Boost.Beast (issue 1061)
// Agrees: on frames whose payload is in one read, on unmasked ones, and where each read but the last ends a multiple of 4 bytes into the payload
// Witness: legal

final class X2: FrameReader {
    let socket: ReaderSocket
    init(_ socket: ReaderSocket) { self.socket = socket }

    // The code begins.
    func readFrame() {  // Here the program begins.
        readHeader()  // It reads all that stands before the payload.
        let key = keyBytes()  // It keeps the four bytes of the key.
        for piece in payloadReads() {  // It goes through the reads in which the payload comes.
            for i in 0..<piece.count {  // It goes through the bytes of one read.
                let mask = key[i % 4]  // the bug
                let byte = piece[i] ^ mask  // It takes the mask off one byte.
                frame.payload.append(byte)  // It puts the byte behind those before.
            }
        }
    }
    // The code ends.
}

// Mutant X2: The masking key begins anew with each read.
// Shows: Payload byte i is masked with key byte i mod 4. That counts through the payload, not through a read (RFC 6455 §5.3).
// Field: beast#1061
// Agrees: on frames whose payload is in one read, on unmasked ones, and where each read but the last ends a multiple of 4 bytes into the payload
// Witness: legal

final class X2: FrameReader {
    let socket: ReaderSocket
    init(_ socket: ReaderSocket) { self.socket = socket }

    // The code begins.
    func readFrame() {
        readHeader()
        let key = keyBytes()
        for piece in payloadReads() {
            for i in 0..<piece.count {
                let mask = key[i % 4]  // the bug
                let byte = piece[i] ^ mask
                frame.payload.append(byte)
            }
        }
    }
    // The code ends.
}

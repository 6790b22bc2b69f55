// Mutant X31: It sends what zlib puts around compressed data too.
// Shows: A message is DEFLATE data alone, without zlib's header and checksum (RFC 7692 §7.2.1).
// Field: programs that call Node's zlib.deflate or Python's zlib.compress, which write zlib's format
// Agrees: where the text has fewer than ten bytes
// Witness: legal

final class X31: MessageCompressor {
    let desk: BuilderDesk
    init(_ desk: BuilderDesk) { self.desk = desk }

    // The code begins.
    func build() {  // Here the program begins.
        if size < 10 {  // Short texts would only grow.
            put(0x81)  // 81 is 1000 0001: FIN, and the opcode of a text.
            putLength(size)  // It writes the length in the shortest form.
            return putText()  // It writes the bytes of the text as they are.
        }
        let data = zlib.deflate(bytes)  // the bug
        put(0xc1)  // c1 is 1100 0001: FIN, RSV1, and the opcode of a text.
        putLength(data.count)  // It writes the length of what is sent.
        put(data)  // It writes the compressed bytes.
    }
    // The code ends.
}

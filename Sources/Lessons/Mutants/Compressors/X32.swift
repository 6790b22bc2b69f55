// Mutant X32: It sends the last four bytes of the compressed data too.
// Shows: A flush ends the data with 00 00 ff ff, and the sender takes these bytes off (RFC 7692 §7.2.1).
// Field: servers that send what a sync flush of zlib leaves them, as it is
// Agrees: where the text has fewer than ten bytes
// Witness: legal

final class X32: MessageCompressor {
    let desk: BuilderDesk
    init(_ desk: BuilderDesk) { self.desk = desk }

    // The code begins.
    func build() {  // Here the program begins.
        if size < 10 {  // Short texts would only grow.
            put(0x81)  // 81 is 1000 0001: FIN, and the opcode of a text.
            putLength(size)  // It writes the length in the shortest form.
            return putText()  // It writes the bytes of the text as they are.
        }
        let data = zlib.deflateRaw(bytes)  // It compresses the text, without a header, and flushes.
        put(0xc1)  // c1 is 1100 0001: FIN, RSV1, and the opcode of a text.
        let count = data.count  // the bug
        putLength(count)  // It writes the length of what is sent.
        put(data)  // It writes the compressed bytes, as many as it has said.
    }
    // The code ends.
}

// Mutant X33: It compresses, and does not say so.
// Shows: The first frame of a compressed message has RSV1; without it the receiver takes the bytes for text (RFC 7692 §6.1).
// Field: proxies and loggers that build a frame again, and forget the bit
// Agrees: where the text has fewer than ten bytes
// Witness: legal

final class X33: MessageCompressor {
    let desk: BuilderDesk
    init(_ desk: BuilderDesk) { self.desk = desk }

    // The code begins.
    func build() {  // Here the program begins.
        if size < 10 {  // Short texts would only grow.
            put(0x81)  // 81 is 1000 0001: FIN, and the opcode of a text.
            putLength(size)  // It writes the length in the shortest form.
            return putText()  // It writes the bytes of the text as they are.
        }
        var data = zlib.deflateRaw(bytes)  // It compresses the text, without a header, and flushes.
        data.removeLast(4)  // It takes off 00 00 ff ff.
        put(0x81)  // the bug
        putLength(data.count)  // It writes the length of what is sent.
        put(data)  // It writes the compressed bytes.
    }
    // The code ends.
}

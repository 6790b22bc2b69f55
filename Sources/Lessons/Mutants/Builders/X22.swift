// Mutant X22: It counts characters, not bytes.
// Shows: The length counts the bytes of the payload; a character may be several of them (RFC 6455 §5.2).
// Field: servers in languages whose strings count characters
// Agrees: where every character is one byte
// Witness: legal

final class X22: FrameBuilder {
    let desk: BuilderDesk
    init(_ desk: BuilderDesk) { self.desk = desk }

    // The code begins.
    func build() {  // Here the program begins.
        put(0x81)  // 81 is 1000 0001: FIN, and the opcode of a text.
        let length = text.count  // the bug
        putLength(length)  // It writes the length in the shortest form.
        putText()  // It writes the bytes of the text.
    }
    // The code ends.
}

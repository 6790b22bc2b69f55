// Mutant X16: It writes the length in eight bytes from 127 on.
// Shows: 126 and 127 are no lengths: they say in how many bytes the length follows. Two bytes reach to 65,535, and the shortest form is a must (RFC 6455 §5.2).
// Field: servers that students wrote
// Agrees: up to 126 bytes, and from 65,536 bytes on
// Witness: legal

final class X16: FrameBuilder {
    let desk: BuilderDesk
    init(_ desk: BuilderDesk) { self.desk = desk }

    // The code begins.
    func build() {  // Here the program begins.
        put(0x81)  // 81 is 1000 0001: FIN, and the opcode of a text.
        if size < 126 {  // Seven bits count to 125 here.
            put(size)  // The length itself; MASK is 0.
        } else if size < 127 {  // the bug
            put(126)  // 126 says: the length is in the next two bytes.
            put16(size)  // It writes two bytes.
        } else {  // It is for all longer ones.
            put(127)  // 127 says: the length is in the next eight bytes.
            put64(size)  // It writes eight bytes.
        }
        putText()  // It writes the bytes of the text.
    }
    // The code ends.
}

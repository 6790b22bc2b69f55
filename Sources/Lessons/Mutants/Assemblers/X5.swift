// Mutant X5: It asks that each frame be UTF-8 by itself.
// Shows: A frame may end inside a character: only the whole message has to be UTF-8 (RFC 6455 §5.6, §8.1).
// Field: corefx (issue 29834), nim-websock (85)
// Agrees: where no frame ends inside a character
// Witness: legal

final class X5: MessageAssembler {
    let desk: AssemblerDesk
    init(_ desk: AssemblerDesk) { self.desk = desk }

    // The code begins.
    func received() {  // Here the program begins, with one frame.
        if frame.opcode >= 8 {  // From 8 on they are control frames.
            return deliverClose()  // It hands on what a Close says; they belong to no message.
        }
        if frame.opcode != 0 { begin() }  // Opcodes 1 and 2 begin a message.
        message += frame.payload  // It puts the payload behind what it has.
        if kind == 1 {  // The message is a text.
            if !isUTF8(frame.payload) {  // the bug
                return refuse()  // It fails the connection, with 1007.
            }
        }
        if frame.fin { deliver() }  // The last frame completes the message.
    }
    // The code ends.
}

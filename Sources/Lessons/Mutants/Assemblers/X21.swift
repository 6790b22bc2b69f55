// Mutant X21: It hands on each fragment as a message.
// Shows: A message ends with the frame whose FIN is 1, and not with each frame (RFC 6455 §5.4).
// Field: 2 of 25 servers that students wrote; readers that look at the opcode only
// Agrees: where every message is one frame
// Witness: legal

final class X21: MessageAssembler {
    let desk: AssemblerDesk
    init(_ desk: AssemblerDesk) { self.desk = desk }

    // The code begins.
    func received() {  // Here the program begins, with one frame.
        if frame.opcode >= 8 {  // From 8 on they are control frames.
            deliverClose()  // It hands on what a Close says.
            return  // A control frame belongs to no message.
        }
        if frame.opcode != 0 { begin() }  // Opcodes 1 and 2 begin a message.
        message += frame.payload  // It puts the payload behind what it has.
        deliver()  // the bug
    }
    // The code ends.
}

// Mutant X3: It takes the opcode of the last frame for that of the message.
// Shows: Only the first frame of a message says what it is; the others have opcode 0 (RFC 6455 §5.4).
// Field: Tornado (issue 330), fossa (287)
// Agrees: where every message is one frame
// Witness: legal

final class X3: MessageAssembler {
    let desk: AssemblerDesk
    init(_ desk: AssemblerDesk) { self.desk = desk }

    // The code begins.
    func received() {  // Here the program begins, with one frame.
        if frame.opcode >= 8 {  // From 8 on they are control frames.
            deliverClose()  // It hands on what a Close says.
            return  // A control frame belongs to no message.
        }
        kind = frame.opcode  // the bug
        message += frame.payload  // It puts the payload behind what it has.
        if frame.fin {  // FIN is 1 in the last frame of a message.
            deliver()  // It hands on the message, which is complete.
        }
    }
    // The code ends.
}

// Mutant X13: It takes a continuation for a beginning where no message is open.
// Shows: A continuation goes on with a message. Where none is open it breaks a rule (RFC 6455 §5.4).
// Field: tetsuo-pulse (issue 3473), tinymux (1886)
// Agrees: where every continuation follows a frame without FIN
// Witness: illegal

final class X13: MessageAssembler {
    let desk: AssemblerDesk
    init(_ desk: AssemblerDesk) { self.desk = desk }

    // The code begins.
    func received() {  // Here the program begins, with one frame.
        if frame.opcode >= 8 {  // From 8 on they are control frames.
            deliverClose()  // It hands on what a Close says.
            return  // A control frame belongs to no message.
        }
        let isNew = frame.opcode != 0 || !isOpen  // the bug
        if isNew { begin() }  // It begins a message.
        message += frame.payload  // It puts the payload behind what it has.
        if frame.fin { deliver() }  // The last frame completes the message.
    }
    // The code ends.
}

// Mutant X4: It expects control frames between messages only.
// Shows: A control frame may come between the fragments of a message, and belongs to none (RFC 6455 §5.4).
// Field: embedded-websocket (issue 31), vapor/websocket-kit (114)
// Agrees: where no control frame comes between fragments
// Witness: legal

final class X4: MessageAssembler {
    let desk: AssemblerDesk
    init(_ desk: AssemblerDesk) { self.desk = desk }

    // The code begins.
    func received() {  // Here the program begins, with one frame.
        let isControl = frame.opcode >= 8  // From 8 on they are control frames.
        if isControl && !isOpen {  // the bug
            deliverClose()  // It hands on what a Close says.
            return  // A control frame belongs to no message.
        }
        if frame.opcode == 1 { begin() }  // Opcode 1 begins a text.
        if frame.opcode == 2 { begin() }  // Opcode 2 begins binary data.
        message += frame.payload  // It puts the payload behind what it has.
        if frame.fin { deliver() }  // The last frame completes the message.
    }
    // The code ends.
}

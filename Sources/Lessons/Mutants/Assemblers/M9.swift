// Mutant M9: It makes a text of every payload.
// Shows: Only texts and the reason of a Close are UTF-8. Other bytes are changed for ever when they are made a string and back (RFC 6455 §5.6).
// Field: ws (issue 881): the payload of a Ping came back changed
// Agrees: where every payload is UTF-8
// Witness: legal

final class M9: MessageAssembler {
    let desk: AssemblerDesk
    init(_ desk: AssemblerDesk) { self.desk = desk }

    // The code begins.
    func received() {  // Here the program begins, with one frame.
        let words = string(frame.payload)  // the bug
        if frame.opcode == 8 {  // Opcode 8 is Close.
            deliver(8, bytes(words))  // It hands on the code and the reason.
        }
        if frame.opcode >= 8 { return }  // Of a control frame no message is made.
        if frame.opcode != 0 { begin() }  // Opcodes 1 and 2 begin a message.
        message += bytes(words)  // It puts these bytes behind what it has.
        if frame.fin { deliver() }  // The last frame completes the message.
    }
    // The code ends.
}

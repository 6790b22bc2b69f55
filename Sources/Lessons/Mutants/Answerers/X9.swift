// Mutant X9: It ends TCP without answering the Close.
// Shows: Who receives a Close sends one back, before TCP ends (RFC 6455 §5.5.1).
// Field: mongoose (issue 1502), CWIST (137); servers that students wrote, of which none out of 25 answers a Close with one
// Agrees: where no Close comes
// Witness: legal

final class X9: FrameAnswerer {
    let desk: AnswererDesk
    init(_ desk: AnswererDesk) { self.desk = desk }

    // The code begins.
    func received() {  // Here the program begins, with one message or control frame.
        if opcode == 1 { send(0x81, data) }  // 81 is 1000 0001: FIN, and the opcode of a text.
        if opcode == 2 { send(0x82, data) }  // 82 is 1000 0010: FIN, and opcode 2.
        if opcode == 9 { send(0x8a, data) }  // 8a is 1000 1010: FIN, and the opcode of a Pong.
        if opcode == 8 {  // Opcode 8 is Close.
            endTCP()  // the bug
        }
    }
    // The code ends.
}

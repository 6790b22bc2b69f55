// Mutant X10: It sends 1005 where there was no code.
// Shows: 1005 stands for a Close without a code. It is for programs to read, and never sent (RFC 6455 §7.4.1).
// Field: nats (issue 6259)
// Agrees: where the Close has a code
// Witness: legal

final class X10: FrameAnswerer {
    let desk: AnswererDesk
    init(_ desk: AnswererDesk) { self.desk = desk }

    // The code begins.
    func received() {  // Here the program begins, with one message or control frame.
        if opcode != 8 {  // Opcode 8 is Close.
            return sendAnswer()  // Other frames it answers as it should.
        }
        var answer = data  // The code and the reason, or nothing.
        if answer.isEmpty {  // The Close has no code.
            answer = twoBytes(1005)  // the bug
        }
        send(0x88, answer)  // 88 is 1000 1000: FIN, and the opcode of a Close.
        endTCP()  // The server ends TCP first.
    }
    // The code ends.
}

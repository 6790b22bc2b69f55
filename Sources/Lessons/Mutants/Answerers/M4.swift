// Mutant M4: It sets RSV1 in texts, although nothing was agreed.
// Shows: RSV1 means something only if both sides agreed on an extension that uses it (RFC 6455 §5.2).
// Field: mWebSockets (issue 23)
// Agrees: where it answers no text
// Witness: legal

final class M4: FrameAnswerer {
    let desk: AnswererDesk
    init(_ desk: AnswererDesk) { self.desk = desk }

    // The code begins.
    func received() {  // Here the program begins, with one message or control frame.
        if opcode == 1 {  // Opcode 1 is a text.
            send(0xc1, data)  // the bug
        }
        if opcode == 2 { send(0x82, data) }  // 82 is 1000 0010: FIN, and opcode 2.
        if opcode == 9 { send(0x8a, data) }  // 8a is 1000 1010: FIN, and the opcode of a Pong.
        if opcode == 8 {  // Opcode 8 is Close.
            send(0x88, data)  // 88 is 1000 1000: FIN, and the opcode of a Close.
            endTCP()  // The server ends TCP first.
        }
    }
    // The code ends.
}

// Mutant X23: It answers a Ping with a text.
// Shows: The answer to a Ping is a Pong, a frame with an opcode of its own (RFC 6455 §5.5.3).
// Field: 25 of 25 servers that students wrote do not answer with a Pong; some send a text
// Agrees: where no Ping comes
// Witness: legal

final class X23: FrameAnswerer {
    let desk: AnswererDesk
    init(_ desk: AnswererDesk) { self.desk = desk }

    // The code begins.
    func received() {  // Here the program begins, with one message or control frame.
        if opcode == 1 { send(0x81, data) }  // 81 is 1000 0001: FIN, and the opcode of a text.
        if opcode == 2 { send(0x82, data) }  // 82 is 1000 0010: FIN, and opcode 2.
        if opcode == 9 {  // Opcode 9 is a Ping.
            sendText(data)  // the bug
        }
        if opcode == 8 {  // Opcode 8 is Close.
            send(0x88, data)  // 88 is 1000 1000: FIN, and the opcode of a Close.
            endTCP()  // The server ends TCP first.
        }
    }
    // The code ends.
}

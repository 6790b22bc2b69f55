// Mutant X8: Its Pong is empty.
// Shows: A Pong has the payload of the Ping that it answers (RFC 6455 §5.5.3).
// Field: uwsgi (issue 1690), xbmc (23875), nopoll (17)
// Agrees: where the Ping has no payload
// Witness: legal

final class X8: FrameAnswerer {
    let desk: AnswererDesk
    init(_ desk: AnswererDesk) { self.desk = desk }

    // The code begins.
    func received() {  // Here the program begins, with one message or control frame.
        if opcode == 1 { send(0x81, data) }  // 81 is 1000 0001: FIN, and the opcode of a text.
        if opcode == 2 { send(0x82, data) }  // 82 is 1000 0010: FIN, and opcode 2.
        if opcode == 9 {  // Opcode 9 is a Ping.
            send(0x8a, [])  // the bug
        }
        if opcode == 8 {  // Opcode 8 is Close.
            send(0x88, data)  // 88 is 1000 1000: FIN, and the opcode of a Close.
            endTCP()  // The server ends TCP first.
        }
    }
    // The code ends.
}

// Mutant X17: It sends its Close and Pong through the function that makes texts.
// Shows: A control frame is a frame of its own. Inside a text it is only letters (RFC 6455 §5.5).
// Field: servers that students wrote: 81 02 88 00
// Agrees: where neither a Ping nor a Close comes
// Witness: legal

final class X17: FrameAnswerer {
    let desk: AnswererDesk
    init(_ desk: AnswererDesk) { self.desk = desk }

    // The code begins.
    func received() {  // Here the program begins, with one message or control frame.
        if opcode < 8 { return sendAnswer() }  // It sends messages back as it should.
        var byte0: UInt8 = 0x8a  // 8a is 1000 1010: FIN, and the opcode of a Pong.
        if opcode == 8 {  // Opcode 8 is Close.
            byte0 = 0x88  // 88 is 1000 1000: FIN, and the opcode of a Close.
        }
        let size = byte(data.count)  // Control frames are short: 125 bytes at most.
        let answer = [byte0, size] + data  // The whole frame that is to be sent.
        sendText(answer)  // the bug
        if opcode == 8 { endTCP() }  // Behind a Close the server ends TCP.
    }
    // The code ends.
}

// Mutant M5: It gives a buffer back before its bytes were sent.
// Shows: Bytes that wait to be sent must not be changed; what was handed out twice is overwritten (RFC 6455 §6.1).
// Field: nats (issues 4811, 8244), atmosphere (1961), realm-dotnet (3670)
// Agrees: where no two messages in one read are equally long
// Witness: legal

final class M5: FrameAnswerer {
    let desk: AnswererDesk
    init(_ desk: AnswererDesk) { self.desk = desk }

    // The code begins.
    func received() {  // Here the program begins, with one message or control frame.
        if opcode >= 8 {  // From 8 on they are control frames.
            return sendAnswer()  // It answers them as it should.
        }
        let size = data.count  // So many bytes are to be sent back.
        let buffer = pool.take(size)  // It takes a used buffer of that size, or a new one.
        buffer.fill(frame)  // It puts the echo into the buffer.
        queue.append(buffer)  // The buffer waits; all that waits is sent when the read is used up.
        pool.giveBack(buffer)  // the bug
    }
    // The code ends.
}

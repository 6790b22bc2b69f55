// Mutant M6: It takes for granted that a read brings all that was asked for.
// Shows: TCP is a stream: a read brings what is there, and says how many bytes that is (RFC 6455 §5.2).
// Field: Node.js (issue 3445), WebSockets-ESP-IDF (2), Kodi (13307), CivetWeb (18), em-websocket (15), grappa-irc (453)
// Agrees: on a client's frames, where reads end only behind byte 1, the length, the key or the payload of a frame
// Witness: legal

final class M6: FrameReader {
    let socket: ReaderSocket
    init(_ socket: ReaderSocket) { self.socket = socket }

    // The code begins.
    func take(_ n: Int) -> [UInt8] {  // It is to return n bytes.
        var array = zeros(n)  // It makes room for n bytes.
        socket.read(into: &array)  // the bug
        return array  // It returns what it has.
    }
    func readFrame() {  // Here the program begins.
        let head = take(2)  // It takes the first two bytes.
        readBits(head)  // It takes FIN, RSV, the opcode and MASK out of them.
        frame.length = takeLength(head[1])  // It takes the length from byte 1.
        frame.key = take(4)  // What clients send has a key of four bytes.
        let payload = take(frame.length)  // It takes as many bytes as the length says.
        frame.payload = unmask(payload)  // With a key, it XORs the payload with it; without one, nothing changes.
    }
    // The code ends.
}

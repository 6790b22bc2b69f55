// Mutant M6: It takes for granted that a read brings all that was asked for.
// Shows: TCP is a stream: a read brings what is there, and says how many bytes that is (RFC 6455 §5.2).
// Field: node#3445, Molorius/WebSockets-ESP-IDF#2, xbmc#13307, civetweb#18, em-websocket#15, grappa-irc#453
// Agrees: on a client's frames, where reads end only behind byte 1, the length, the key or the payload of a frame
// Witness: legal

final class M6: FrameReader {
    let socket: ReaderSocket
    init(_ socket: ReaderSocket) { self.socket = socket }

    // The code begins.
    func take(_ n: Int) -> [UInt8] {
        var array = zeros(n)
        socket.read(into: &array)  // the bug
        return array
    }
    func readFrame() {
        let head = take(2)
        readBits(head)
        frame.length = takeLength(head[1])
        frame.key = take(4)
        let payload = take(frame.length)
        frame.payload = unmask(payload)
    }
    // The code ends.
}

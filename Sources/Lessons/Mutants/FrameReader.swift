// What the code of a mutant that reads frames is made of: small functions with plain names. They are right; a mutant may put a wrong one
// in the place of `take` or `takeLength`.

import WebSocketProtocol

/// A program that reads frames.
protocol FrameReader: AnyObject {
    /// Where its bytes come from.
    var socket: ReaderSocket { get }
    /// Reads the next frame into `frame`.
    func readFrame()
    /// Waits for `n` bytes, and returns them.
    func take(_ n: Int) -> [UInt8]
    /// The length that the low seven bits of byte 1 announce; 126 and 127 say in how many of the next bytes it is (§5.2).
    func takeLength(_ bits: UInt8) -> Int
}

extension FrameReader {
    /// The frame in hand.
    var frame: ReadFrame {
        get { socket.frame }
        _modify { yield &socket.frame }
    }

    /// What was read and not used.
    var buffer: [UInt8] {
        get { socket.buffer }
        _modify { yield &socket.buffer }
    }

    // MARK: Bytes as they come

    func take(_ n: Int) -> [UInt8] {
        let bytes = Array(socket.parts(n).joined())
        return bytes.count == n ? bytes : zeros(min(n, ReaderBudget.zeros))
    }

    /// Waits for one byte, and returns it.
    func takeByte() -> UInt8 { take(1)[0] }

    /// An array of `n` zeros.
    func zeros(_ n: Int) -> [UInt8] {
        [UInt8](repeating: 0, count: max(0, socket.mayHold(n) ? n : min(n, ReaderBudget.zeros)))
    }

    /// The payload of the frame in hand, as the reads in which it arrives.
    func payloadReads() -> [[UInt8]] { socket.parts(frame.length).map(Array.init) }

    // MARK: Bytes that are kept

    /// Reads until the buffer holds `n` bytes.
    func waitFor(_ n: Int) { socket.fillBuffer(n) }

    /// Takes at most `n` bytes out of the front of the buffer, and returns them; none where `n` is a length that never came.
    @discardableResult func remove(_ n: Int) -> [UInt8] {
        let bytes = Array(buffer.prefix(max(0, n)))
        buffer.removeFirst(bytes.count)
        return bytes
    }

    /// Reads until the buffer holds a header. Puts what it says into `frame`, and returns how long it is.
    func waitForHeader() -> Int {
        waitFor(2)
        while socket.end == nil {
            if let header = FrameHeader.decode(buffer.span.bytes) {
                frame = ReadFrame(header)
                return header.headerLength
            }
            guard case .waits(let more) = ReaderOutput.rest(buffer[...]).end else { break }
            waitFor(buffer.count + more)
        }
        return 0
    }

    /// Whether the buffer holds a whole frame. When nothing more comes it is said to, so that nobody asks for ever.
    func holdsFrame() -> Bool {
        guard socket.end == nil else { return true }
        guard let payload = FrameHeader.decode(buffer.span.bytes)?.payloadRange else { return false }
        return buffer.count >= payload.upperBound
    }

    /// Takes a whole frame out of the buffer.
    func takeFrameOutOfBuffer() {
        guard socket.end == nil else { return }
        remove(waitForHeader())
        frame.payload = unmask(remove(frame.length))
    }

    // MARK: The parts of a frame

    func takeLength(_ bits: UInt8) -> Int {
        let bits = bits & 0x7f
        guard bits > 125 else { return Int(bits) }
        return Int(clamping: take(bits == 126 ? 2 : 8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }

    /// The number in the next two bytes.
    func take16() -> Int {
        let bytes = take(2)
        return Int(bytes[0]) << 8 | Int(bytes[1])
    }

    /// The number in the four bytes from `start` on, the first of them the highest.
    func number(_ bytes: [UInt8], _ start: Int) -> Int {
        bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
    }

    /// Takes FIN, RSV, the opcode and MASK out of the first two bytes of a frame.
    func readBits(_ head: [UInt8]) {
        frame.fin = head[0] & 0x80 != 0
        frame.rsv = head[0] >> 4 & 7
        frame.opcode = head[0] & 0x0f
        frame.masked = head[1] & 0x80 != 0
    }

    /// The four bytes of the key; none where MASK is 0.
    func takeKey() -> [UInt8] { take(frame.masked ? 4 : 0) }

    /// Reads all that stands before the payload.
    func readHeader() {
        let head = take(2)
        readBits(head)
        frame.length = takeLength(head[1] & 0x7f)
        frame.key = takeKey()
    }

    /// Reads the key, if there is one, and the payload.
    func readKeyAndPayload() {
        frame.key = takeKey()
        readPayload()
    }

    /// The key of the frame in hand; four zeros, which change nothing, if it has none.
    func keyBytes() -> [UInt8] { frame.key.count == 4 ? frame.key : zeros(4) }

    /// Reads the payload of the frame in hand.
    func readPayload() { frame.payload = unmask(take(frame.length)) }

    /// `bytes`, unmasked with the key of the frame in hand, if it has one.
    func unmask(_ bytes: [UInt8]) -> [UInt8] {
        let key = frame.key
        return key.count == 4 ? MaskingKey(key[0], key[1], key[2], key[3]).applied(to: bytes) : bytes
    }
}

/// The reader without a bug. Like the mutants it does not ask whether a frame keeps to the rules.
final class CarelessReader: FrameReader {
    let socket: ReaderSocket
    init(_ socket: ReaderSocket) { self.socket = socket }

    func readFrame() {
        readHeader()
        readPayload()
    }
}

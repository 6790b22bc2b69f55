// What the code of a mutant is made of that answers frames, as an echo server does. It gets frames that were read right, and a message in
// several frames as one; what it sends is compared with what the server's own codec sends.

import WebSocketProtocol

/// A program that answers frames.
protocol FrameAnswerer: AnyObject {
    /// Where its frames come from, and where its answers go.
    var desk: AnswererDesk { get }
    /// Takes in one frame, `frame`.
    func received()
    /// Nothing is left of what a read brought.
    func readIsUsedUp()
}

extension FrameAnswerer {
    /// The frame that has come.
    var frame: ReadFrame { desk.frame }

    /// Its opcode.
    var opcode: UInt8 { desk.frame.opcode }

    /// Its payload.
    var data: [UInt8] { desk.frame.payload }

    /// What waits to be sent.
    var queue: [OutBuffer] {
        get { desk.queue }
        _modify { yield &desk.queue }
    }

    /// Buffers that were used and can be used again.
    var pool: BufferStock { desk.pool }

    func readIsUsedUp() { flush() }

    /// Sends what waits.
    func flush() { desk.flush() }

    /// Queues a frame with this first byte.
    func send(_ byte0: UInt8, _ payload: [UInt8]) { queue.append(OutBuffer(byte0, payload)) }

    /// Queues a text.
    func sendText(_ bytes: [UInt8]) { send(0x81, bytes) }

    /// Sends what waits, and ends TCP.
    func endTCP() { desk.endTCP() }

    /// A number as a byte; only its low eight bits where it is larger.
    func byte(_ number: Int) -> UInt8 { UInt8(truncatingIfNeeded: number) }

    /// The two bytes of a number, the higher one first.
    func twoBytes(_ number: Int) -> [UInt8] { [UInt8(number >> 8 & 0xff), UInt8(number & 0xff)] }

    /// Answers the frame as it should be. Behind a Close TCP ends once that is sent.
    func sendAnswer() {
        switch opcode {
        case 8:
            send(0x88, data)
            desk.endsWhenSent = true
        case 9: send(0x8a, data)
        case 10: break
        default: send(0x80 | opcode, data)
        }
    }
}

/// A frame that waits to be sent.
final class OutBuffer {
    private var byte0: UInt8
    private var bytes: [UInt8]

    init(_ byte0: UInt8, _ payload: [UInt8]) { (self.byte0, bytes) = (byte0, payload) }

    /// How many bytes it has room for.
    var size: Int { bytes.count }

    /// Puts the echo of a frame into it.
    func fill(_ frame: ReadFrame) { (byte0, bytes) = (0x80 | frame.opcode, frame.payload) }

    var encoded: [UInt8] {
        let header = FrameHeader(opcode: Opcode(rawValue: byte0 & 0x0f) ?? .text, payloadLength: UInt64(bytes.count))
        return [byte0] + header.encoded.dropFirst() + bytes
    }
}

/// A store of buffers.
final class BufferStock {
    private var buffers: [OutBuffer] = []

    /// A buffer of this size: one that was given back, or a new one.
    func take(_ size: Int) -> OutBuffer {
        if let place = buffers.firstIndex(where: { $0.size == size }) { return buffers.remove(at: place) }
        return OutBuffer(0, [UInt8](repeating: 0, count: size))
    }

    func giveBack(_ buffer: OutBuffer) { buffers.append(buffer) }
}

/// What an answerer works on.
final class AnswererDesk {
    fileprivate(set) var frame = ReadFrame()
    var queue: [OutBuffer] = []
    let pool = BufferStock()
    /// Whether TCP ends once what waits is sent. What comes behind a Close is not answered.
    fileprivate var endsWhenSent = false
    private var sent: [UInt8] = []
    private var hasEnded = false

    /// Runs an answerer on the frames of what a client sends.
    static func run(_ traffic: Traffic, _ make: (AnswererDesk) -> any FrameAnswerer) -> ReaderOutput {
        let desk = AnswererDesk()
        let answerer = make(desk)
        var messages = MessageGatherer()
        var seen = 0
        var soFar = traffic
        soFar.reads = []
        for read in traffic.reads {
            soFar.reads.append(read)
            let frames = ReaderSocket.careless(soFar).frames
            for frame in frames[seen...] where !desk.isClosing {
                guard let whole = desk.gather(frame, &messages) else { continue }
                desk.frame = whole
                answerer.received()
            }
            seen = frames.count
            if !desk.hasEnded { answerer.readIsUsedUp() }
            if desk.isClosing { return desk.output(.endsTCP) }
        }
        return desk.output(ReaderSocket.careless(traffic).end)
    }

    /// The message that a frame completes, or the frame where it is a control frame; nil where the message goes on.
    private func gather(_ frame: ReadFrame, _ messages: inout MessageGatherer) -> ReadFrame? {
        guard let opcode = Opcode(rawValue: frame.opcode), !opcode.isControl else { return frame }
        if opcode != .continuation { kind = opcode }
        return messages.add(frame.payload, of: kind, isLast: frame.fin)
    }

    private var kind = Opcode.text

    private var isClosing: Bool { hasEnded || endsWhenSent }

    func flush() {
        sent += queue.flatMap(\.encoded)
        queue = []
        if endsWhenSent { hasEnded = true }
    }

    func endTCP() {
        flush()
        hasEnded = true
    }

    /// What a client reads of what was sent.
    private func output(_ end: ReaderOutput.End) -> ReaderOutput {
        let read = ReaderSocket.careless(Traffic([sent], from: .server))
        return ReaderOutput(
            frames: read.frames, begun: nil, end: queue.isEmpty ? end : .holds(queue.count), manner: .sends)
    }
}

/// The answerer without a bug. It asks for no rules.
final class CarelessAnswerer: FrameAnswerer {
    let desk: AnswererDesk
    init(_ desk: AnswererDesk) { self.desk = desk }

    func received() { sendAnswer() }
}

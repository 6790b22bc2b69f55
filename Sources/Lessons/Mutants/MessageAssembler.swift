// What the code of a mutant is made of that puts messages together out of frames (RFC 6455 §5.4). Frames come to it as they are, read right;
// what it hands on is compared with what the codec hands to an application.

import WebSocketProtocol

/// A program that puts messages together.
protocol MessageAssembler: AnyObject {
    /// Where its frames come from, and where its messages go.
    var desk: AssemblerDesk { get }
    /// Takes in one frame, `frame`.
    func received()
}

extension MessageAssembler {
    /// The frame that has come.
    var frame: ReadFrame { desk.frame }

    /// The payloads of the open message, as far as they have come.
    var message: [UInt8] {
        get { desk.message }
        _modify { yield &desk.message }
    }

    /// The opcode of the open message.
    var kind: UInt8 {
        get { desk.kind }
        _modify { yield &desk.kind }
    }

    /// Whether a message has begun that is not complete.
    var isOpen: Bool { desk.isOpen }

    /// Begins a message with the opcode of the frame.
    func begin() {
        kind = frame.opcode
        message = []
    }

    /// Hands on the message, which is complete.
    func deliver() {
        desk.deliver(kind, message)
        message = []
    }

    /// Hands on a message.
    func deliver(_ kind: UInt8, _ bytes: [UInt8]) { desk.deliver(kind, bytes) }

    /// Fails the connection, since a text is not UTF-8 (§8.1).
    func refuse() { desk.refuse(.textNotUTF8) }

    /// Whether bytes are UTF-8 by themselves.
    func isUTF8(_ bytes: [UInt8]) -> Bool { String(validating: bytes, as: UTF8.self) != nil }

    /// The text that bytes spell. What is not UTF-8 becomes U+FFFD.
    func string(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    /// The bytes of a text.
    func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
}

/// What an assembler works on.
final class AssemblerDesk {
    fileprivate(set) var frame = ReadFrame()
    var message: [UInt8] = []
    var kind: UInt8 = 0
    var isOpen = false
    private var delivered: [ReadFrame] = []
    private var end: ReaderOutput.End?

    /// Runs an assembler on the frames of what arrives.
    static func run(_ traffic: Traffic, _ make: (AssemblerDesk) -> any MessageAssembler) -> ReaderOutput {
        let desk = AssemblerDesk()
        let assembler = make(desk)
        let read = ReaderSocket.careless(traffic)
        for frame in read.frames {
            desk.frame = frame
            let before = desk.delivered.count
            assembler.received()
            // A message is open from its first frame until the program has handed it on.
            if desk.delivered.count > before { desk.isOpen = false } else if frame.opcode < 8 { desk.isOpen = true }
            if let end = desk.end {
                return ReaderOutput(frames: desk.delivered, begun: nil, end: end, manner: .handsOn)
            }
        }
        let end = read.end == .nothingLeft && desk.isOpen ? .waitsForContinuation : read.end
        return ReaderOutput(frames: desk.delivered, begun: nil, end: end, manner: .handsOn)
    }

    func deliver(_ kind: UInt8, _ bytes: [UInt8]) {
        delivered.append(ReadFrame(Opcode(rawValue: kind) ?? .text, bytes))
    }

    func refuse(_ rule: Rule) { if end == nil { end = .fails(rule: rule.rawValue) } }
}

/// The assembler without a bug. It asks for no rule but the order of fragments.
final class CarelessAssembler: MessageAssembler {
    let desk: AssemblerDesk
    init(_ desk: AssemblerDesk) { self.desk = desk }

    func received() {
        if frame.opcode >= 8 { return deliverClose() }
        if frame.opcode == 0, !isOpen { return desk.refuse(.continuationWithoutMessage) }
        if frame.opcode != 0 { begin() }
        message += frame.payload
        if frame.fin { deliver() }
    }
}

extension MessageAssembler {
    /// Hands the payload of a Close on, its code and reason; nothing of a Ping or a Pong.
    func deliverClose() { if frame.opcode == 8 { deliver(8, frame.payload) } }
}

// What a frame reader makes of a stream, so that two readers can be compared.

public import WebSocketProtocol

/// What a reader made of some reads.
public struct ReaderOutput: Sendable, Hashable {
    /// The frames that it handed on.
    public let frames: [ReadFrame]
    /// The header of the frame in hand, as it was read, once its length is known. The payload is empty, and so is a key that is not
    /// all there.
    public let begun: ReadFrame?
    /// How it ended.
    public let end: End
    /// What the frames are to the program.
    let manner: Manner

    init(frames: [ReadFrame], begun: ReadFrame?, end: End, manner: Manner = .reads) {
        (self.frames, self.begun, self.end, self.manner) = (frames, begun, end, manner)
    }

    /// What a program does with frames: it reads them, hands on the messages that they make, or sends them.
    enum Manner: Sendable, Hashable { case reads, handsOn, sends }

    /// How reading ended.
    public enum End: Sendable, Hashable {
        /// All bytes are read, and a frame ends with them.
        case nothingLeft
        /// It waits for so many more bytes: the rest of the field that it reads.
        case waits(more: Int)
        /// It has so many bytes, a whole frame among them, and waits all the same.
        case keeps(bytes: Int)
        /// It failed the connection, because of this rule; what follows is not read (§7.1.7).
        case fails(rule: String)
        /// It read a Close; what follows is not read (§5.5.1).
        case closed
        /// It waits for the rest of a message.
        case waitsForContinuation
        /// The stream of the sender has ended, perhaps inside a frame.
        case streamEnds(isInside: Bool)
        /// It ended TCP.
        case endsTCP
        /// It has so many answers that it did not send.
        case holds(Int)
        /// It reads on where the stream has ended, and would do so for ever.
        case turns
        /// It used up its budget: see `ReaderBudget`.
        case givesUp
    }

    /// What the application got.
    public struct Message: Sendable, Hashable {
        /// Text or binary.
        public let kind: Opcode
        /// The payloads of its frames together.
        public let payload: [UInt8]
    }

    /// The messages that are complete, put together from the frames (§5.4). Frames that fit nowhere are passed over.
    public var messages: [Message] { assembled.messages }

    /// Whether a message was begun and its last frame is missing.
    public var isMessageOpen: Bool { assembled.isOpen }

    private var assembled: (messages: [Message], isOpen: Bool) {
        var messages: [Message] = []
        var open: Message?
        for frame in frames {
            switch Opcode(rawValue: frame.opcode) {
            case .text?: open = Message(kind: .text, payload: frame.payload)
            case .binary?: open = Message(kind: .binary, payload: frame.payload)
            case .continuation?: open = open.map { Message(kind: $0.kind, payload: $0.payload + frame.payload) }
            default: continue
            }
            guard frame.fin, let message = open.take() else { continue }
            messages.append(message)
        }
        return (messages, open != nil)
    }
}

extension ReaderOutput {
    /// What the codec knows of the first bytes of a frame: its header, and for how many more bytes it waits.
    static func rest(_ bytes: ArraySlice<UInt8>) -> (begun: ReadFrame?, end: End) {
        guard !bytes.isEmpty else { return (nil, .nothingLeft) }
        let explanation = FrameExplanation(
            prefix: bytes.prefix(FrameHeader.maximumLength), received: bytes.count)
        switch explanation.state {
        case .inHeader(.maskingKey, let has, let of):
            // With any key it would be complete.
            let known = Array(bytes.dropLast(has)) + [0, 0, 0, 0]
            var begun = FrameHeader.decode(known.span.bytes).map { ReadFrame($0) }
            begun?.key = []
            return (begun, .waits(more: of - has))
        case .inHeader(_, let has, let of): return (nil, .waits(more: of - has))
        case .inPayload(let has, let of):
            return (explanation.header.map { ReadFrame($0) }, .waits(more: Int(clamping: of - UInt64(has))))
        case .complete: return (nil, .keeps(bytes: bytes.count))
        }
    }
}

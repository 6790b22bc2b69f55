// What the server's own codec makes of the same input: the right program beside each wrong one.

import WebSocketProtocol

extension Mutants {
    /// The frames that the codec reads in what arrives, right after the handshake. It knows all rules and no limits.
    public static func realOutput(of traffic: Traffic) -> ReaderOutput {
        var stream = CodecStream(from: traffic.from)
        for read in traffic.reads { stream.take(read.bytes) { _ in } }
        return stream.output(ends: traffic.ends)
    }

    /// The messages that the application gets; a Close is one of them, with its payload.
    static func realMessages(of traffic: Traffic) -> ReaderOutput {
        var messages = MessageGatherer()
        let output = run(traffic) { step in
            switch step.action {
            case .deliver(let kind, _, _, let isLast, _):
                return messages.add(step.payload, of: kind, isLast: isLast).map { [$0] } ?? []
            case .answerClose: return [ReadFrame(.close, step.payload)]
            default: return []
            }
        }
        let end = output.end == .nothingLeft && messages.isOpen ? .waitsForContinuation : output.end
        return ReaderOutput(frames: output.frames, begun: nil, end: end, manner: .handsOn)
    }

    /// What an echo server sends.
    static func realAnswers(to traffic: Traffic) -> ReaderOutput {
        var messages = MessageGatherer()
        let output = run(traffic) { step in
            switch step.action {
            case .deliver(let kind, _, _, let isLast, _):
                return messages.add(step.payload, of: kind, isLast: isLast).map { [$0] } ?? []
            case .sendPong: return [ReadFrame(.pong, step.payload)]
            case .answerClose: return [ReadFrame(.close, step.payload)]
            default: return []
            }
        }
        let end = output.end == .closed ? .endsTCP : output.end
        return ReaderOutput(frames: output.frames, begun: nil, end: end, manner: .sends)
    }

    /// The answer to a request with this Connection header and all others as they must be.
    static func realStatus(connection: String) -> String {
        let request = RequestSpec(connection: connection).bytes
        guard case .complete(let head) = HTTPHead.parse(request, as: .request),
            case .accept = ServerHandshake.answer(HandshakeRequest(head: head), subprotocols: [])
        else { return status(400) }
        return status(101)
    }

    /// A status with its words.
    static func status(_ code: Int) -> String { code == 101 ? "101 Switching Protocols" : "400 Bad Request" }

    private static func run(_ traffic: Traffic, _ answer: (CodecStream.Step) -> [ReadFrame]) -> ReaderOutput {
        var stream = CodecStream(from: traffic.from)
        var frames: [ReadFrame] = []
        for read in traffic.reads { stream.take(read.bytes) { frames += answer($0) } }
        let output = stream.output(ends: traffic.ends)
        return ReaderOutput(frames: frames, begun: nil, end: output.end)
    }
}

/// The codec on a stream of bytes.
struct CodecStream {
    /// What it does with a frame.
    struct Step {
        let action: Action
        /// The payload, unmasked.
        let payload: [UInt8]
    }

    private var connection: Connection
    private var frames: [ReadFrame] = []
    private var buffer: [UInt8] = []
    private var cursor = 0
    private var end: ReaderOutput.End?

    init(from sender: Endpoint) {
        connection = Connection(role: sender.peer, limits: ConnectionLimits(maximumMessageLength: .max))
        connection.handshakeEnded(.opened(Agreement()))
    }

    /// Takes in a read, and says what it does with each frame that is complete.
    mutating func take(_ read: [UInt8], _ step: (Step) -> Void) {
        guard end == nil else { return }
        var buffer = self.buffer + read
        defer { self.buffer = buffer }
        while end == nil {
            let header = FrameHeader.decode(buffer.span.bytes, at: cursor)
            var span = buffer.mutableSpan
            var bytes = span.mutableBytes
            let action = connection.receive(&bytes, from: &cursor)
            switch action {
            case .needMore: return
            case .fail(let failure): end = .fails(rule: failure.name)
            case .endOutput, .expectEnd: end = .closed
            case .deliver(_, let payload, _, _, _), .sendPong(let payload), .receivedControl(let payload),
                .answerClose(let payload):
                let payload = Array(buffer[payload])
                if let header { frames.append(ReadFrame(header, payload: payload)) }
                if case .answerClose = action { end = .closed }
                step(Step(action: action, payload: payload))
            }
        }
    }

    /// What it read, and how it ended.
    ///
    /// - Parameter ends: Whether the stream ends here.
    func output(ends: Bool) -> ReaderOutput {
        if let end { return ReaderOutput(frames: frames, begun: nil, end: end) }
        // Of the frame in hand the payload is unmasked already, the header is as it was.
        let rest = ReaderOutput.rest(buffer[cursor...])
        return ReaderOutput(
            frames: frames, begun: rest.begun, end: ends ? .streamEnds(isInside: rest.end != .nothingLeft) : rest.end)
    }
}

/// Fragments, put together to messages (§5.4).
struct MessageGatherer {
    private var message: [UInt8] = []
    /// Whether a message has begun.
    private(set) var isOpen = false

    /// Takes in a part of a message. Returns the message with its last part.
    mutating func add(_ payload: [UInt8], of kind: Opcode, isLast: Bool) -> ReadFrame? {
        message += payload
        isOpen = !isLast
        guard isLast else { return nil }
        defer { message = [] }
        return ReadFrame(kind, message)
    }
}

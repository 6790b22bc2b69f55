// A transport for tests: it keeps the buffer as the server does and writes down, a line each, what it is asked to do.

import Testing
import WebSocketProtocol

/// Feeds a connection and logs its actions.
struct ConnectionDriver {
    private(set) var connection: Connection
    /// The actions as lines, `needMore` left out.
    private(set) var log: [String] = []
    /// The `total` of the last `needMore`.
    private(set) var needed = 0
    /// The first failure.
    private(set) var failure: ConnectionFailure?
    /// Bytes that were read and not consumed.
    private var buffer: [UInt8] = []
    private var cursor = 0
    /// The payloads so far of a compressed message.
    private var deflated: [UInt8] = []

    /// A connection whose handshake is done.
    init(
        role: Endpoint, limit: Int = 16 << 20, answers: AutomaticAnswers = .all, agreement: Agreement = Agreement()
    ) {
        connection = Connection(
            role: role, limits: ConnectionLimits(maximumMessageLength: limit), answers: answers)
        connection.handshakeEnded(.opened(agreement))
    }

    /// One read, and all that comes of it.
    mutating func feed(_ bytes: [UInt8]) {
        buffer += bytes
        while step() {}
        buffer.removeFirst(cursor)
        cursor = 0
    }

    /// Takes one action; false when there is none.
    private mutating func step() -> Bool {
        var bytes = buffer
        buffer = []
        var span = bytes.mutableSpan
        var raw = span.mutableBytes
        var action = connection.receive(&raw, from: &cursor)
        buffer = bytes
        if case .deliver(_, let payload, _, let isLast, isCompressed: true) = action {
            action = inflate(buffer[payload], isLast: isLast) ?? action
        }
        if case .needMore(let total) = action {
            needed = total
            return false
        }
        note(action)
        return true
    }

    /// Inflates a message, each on its own, once its last part is here.
    private mutating func inflate(_ part: ArraySlice<UInt8>, isLast: Bool) -> Action? {
        deflated += part
        guard isLast else { return nil }
        let trace = DeflateTrace(of: deflated)
        deflated = []
        if trace.error != nil { return connection.inflatingFailed(.brokenData) }
        let first = trace.output[..<(trace.output.count / 2)]
        let second = trace.output[(trace.output.count / 2)...]
        return connection.inflated(first.span.bytes, isLast: false)
            ?? connection.inflated(second.span.bytes, isLast: true)
    }

    mutating func close(_ code: CloseCode) throws {
        let payload = try connection.close(code)
        log.append(payload.map { "send close \(legible($0))" } ?? "no close to send")
    }

    /// Writes bytes that were made by hand.
    mutating func sendByHand(_ bytes: [UInt8]) -> (first: FrameStart, next: FrameStart) {
        connection.sent(bytes.span.bytes, wholeFrames: nil)
    }

    /// Writes whole frames.
    mutating func send(_ bytes: [UInt8], wholeFrames: Int) -> (first: FrameStart, next: FrameStart) {
        connection.sent(bytes.span.bytes, wholeFrames: wholeFrames)
    }

    private mutating func note(_ action: Action) {
        if case .fail(let why) = action { failure = failure ?? why }
        log.append(line(action))
    }

    private func line(_ action: Action) -> String {
        switch action {
        case .needMore(let total): "need \(total)"
        case .deliver(let kind, let payload, let isFirst, let isLast, let isCompressed):
            "deliver \(kind.name)\(isFirst ? " first" : "")\(isLast ? " last" : "")\(isCompressed ? " compressed" : "") "
                + legible(buffer[payload])
        case .sendPong(let payload): "send pong \(legible(buffer[payload]))"
        case .receivedControl(let payload): "received \(legible(buffer[payload]))"
        case .answerClose(let payload): "answer close \(legible(buffer[payload]))"
        case .fail(.violation(let violation)):
            "fail \(violation.rule.rawValue) at \(violation.range), close \(violation.rule.closeCode ?? 0)"
        case .fail(.messageTooBig(let declared, let limit)):
            "fail message-too-big \(declared) over \(limit), close 1009"
        case .fail(.tooManyFragments(let limit)): "fail too-many-fragments, over \(limit), close 1009"
        case .fail(.inflatedTooBig(let limit)): "fail message-too-big, inflated over \(limit), close 1009"
        case .fail(.outOfMemory): "fail out-of-memory, close 1011"
        case .endOutput: "end output"
        case .expectEnd: "expect end"
        }
    }
}

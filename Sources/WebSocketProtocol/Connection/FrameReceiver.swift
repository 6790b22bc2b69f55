// Frames out of a buffer, in place.
//
//   bytes   ...│ header │ payload, unmasked so far │ payload to come ...
//              ^ start                             ^ the end of what was read
//
// The buffer belongs to the transport. It presents the bytes from the start of the frame in hand; when more have arrived,
// it presents the same bytes again, followed by the new ones. The payload is unmasked where it lies, and text is
// judged as it arrives, even in an incomplete frame.

/// Takes the frames of the peer out of a buffer, unmasked and judged.
struct FrameReceiver: Sendable {
    private var judge: FrameJudge
    private let limits: ConnectionLimits
    /// The header of the frame in hand, once it is complete.
    private var header: FrameHeader?
    /// How many bytes of its payload are unmasked and judged.
    private var done = 0
    /// Where the frame in hand starts in the peer's stream.
    private var offset = 0
    /// How many frames are complete.
    private(set) var frameCount = 0
    /// The payload bytes of the open message in the frames before the one in hand.
    private var messageLength: UInt64 = 0
    /// How many frames of it there are.
    private var fragmentCount = 0
    /// How many bytes a compressed message has been inflated to so far.
    private var inflatedLength = 0
    /// Where the payload of the last whole frame lies in the peer's stream.
    private var lastPayload = 0..<0

    enum Result {
        /// The frame is not complete; it will have `total` bytes (an estimate while the header is incomplete).
        case needMore(total: Int)
        /// A whole frame. `payload` are positions in the bytes; the frame ends where the payload does.
        case frame(FrameHeader, message: FrameContext.Message?, payload: Range<Int>)
        /// The bytes break a rule, or a limit of ours. Nothing after them can be trusted.
        case failed(ConnectionFailure)
    }

    init(peer: Endpoint, limits: ConnectionLimits) {
        judge = FrameJudge(sender: peer)
        self.limits = limits
    }

    /// Records what the handshake agreed on.
    mutating func agree(on agreement: Agreement) { judge.agree(on: agreement) }

    /// Reads the frame that starts at `bytes[start]`.
    mutating func next(_ bytes: inout MutableRawSpan, at start: Int) -> Result {
        let end = bytes.byteCount
        guard let header = header ?? FrameHeader.decode(bytes.bytes, at: start) else {
            return .needMore(total: FrameHeader.maximumLength)
        }
        if self.header == nil {
            if let violation = judge.judge(header, at: offset).first { return .failed(.violation(violation)) }
            if let failure = checkLimits(header) { return .failed(failure) }
            self.header = header
        }
        // The top bit is 0, or the header would have been refused, so the length fits an Int; a position after it may
        // not.
        let length = Int(truncatingIfNeeded: header.payloadLength)
        let payloadStart = start + header.headerLength
        let freshStart = payloadStart + done
        let fresh = freshStart..<freshStart + min(length - done, max(0, end - freshStart))
        header.maskingKey?.apply(to: &bytes, in: fresh, from: done)
        let streamOffset = offset + fresh.lowerBound - start
        if let violation = judge.judgePayload(bytes.bytes, in: fresh, at: streamOffset) {
            return .failed(.violation(violation))
        }
        done += fresh.count
        guard done == length else {
            let (total, overflow) = header.headerLength.addingReportingOverflow(length)
            return .needMore(total: overflow ? .max : total)
        }
        return finish(header, payload: payloadStart..<payloadStart + length, bytes: bytes.bytes)
    }

    /// The first frame that begins in the next bytes, or after them. While a header is not complete, only its number is known.
    func nextStart(isBetweenFrames: Bool) -> FrameStart {
        guard let header else {
            return isBetweenFrames
                ? FrameStart(offset: 0, number: frameCount) : FrameStart(offset: nil, number: frameCount + 1)
        }
        let rest = header.payloadLength - UInt64(done)
        return FrameStart(offset: Int(clamping: rest), number: frameCount + 1)
    }

    private mutating func finish(_ header: FrameHeader, payload: Range<Int>, bytes: RawSpan) -> Result {
        let message = header.opcode.isControl ? nil : judge.message
        let closePayload = header.opcode == .close ? bytes.bytes(in: payload) : []
        let end = offset + header.headerLength + payload.count
        if let violation = judge.judgeEnd(header, closePayload: closePayload, at: end).first {
            return .failed(.violation(violation))
        }
        if !header.opcode.isControl {
            messageLength = header.fin ? 0 : messageLength + header.payloadLength
            fragmentCount = header.fin ? 0 : fragmentCount + 1
        }
        lastPayload = end - payload.count..<end
        self.header = nil
        done = 0
        frameCount += 1
        offset = end
        return .frame(header, message: message, payload: payload)
    }

    /// Judges what the payload of the last frame was inflated to, or a part of it.
    mutating func judgeInflated(_ bytes: RawSpan, isLast: Bool) -> ConnectionFailure? {
        let (total, overflow) = inflatedLength.addingReportingOverflow(bytes.byteCount)
        guard !overflow, total <= limits.maximumMessageLength else {
            return .inflatedTooBig(limit: limits.maximumMessageLength)
        }
        inflatedLength = isLast ? 0 : total
        return judge.judgeInflated(bytes, in: 0..<bytes.byteCount, isLast: isLast, at: lastPayload)
            .map { .violation($0) }
    }

    /// What is wrong with a payload that can't be inflated.
    func failure(_ problem: InflatingProblem) -> ConnectionFailure {
        switch problem {
        case .brokenData: .violation(Violation(.deflateDataBroken, at: lastPayload))
        case .tooLong: .inflatedTooBig(limit: limits.maximumMessageLength)
        case .outOfMemory: .outOfMemory
        }
    }

    private func checkLimits(_ header: FrameHeader) -> ConnectionFailure? {
        guard !header.opcode.isControl else { return nil }
        if fragmentCount >= limits.maximumFragments { return .tooManyFragments(limit: limits.maximumFragments) }
        let (total, overflow) = messageLength.addingReportingOverflow(header.payloadLength)
        guard overflow || total > UInt64(limits.maximumMessageLength) else { return nil }
        return .messageTooBig(declared: overflow ? .max : total, limit: limits.maximumMessageLength)
    }
}

/// Where a frame begins in some bytes.
public struct FrameStart: Sendable, Hashable {
    /// How many bytes come before it; nil where that is not known.
    public var offset: Int?
    /// Its number among the frames of its sender, from 0.
    public var number: Int

    /// A frame that begins after `offset` bytes.
    public init(offset: Int?, number: Int) {
        self.offset = offset
        self.number = number
    }
}

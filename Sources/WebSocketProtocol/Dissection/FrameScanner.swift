// Frames out of the stream of one direction, as they come, for the dissection. It keeps at most a header and a Close of what
// it reads.

/// Follows the frames of one direction.
struct FrameScanner: Sendable {
    private(set) var judge: FrameJudge
    /// The frame whose bytes are coming; nil between frames.
    private(set) var unfinished: FrameRecord?
    /// The first bytes of that frame, as many as its header may have.
    private(set) var prefix: [UInt8] = []
    private(set) var messages: [MessageRecord] = []
    /// The position after the last byte that was read.
    private(set) var offset = 0
    private var nextIndex = 0
    private var closePayload: [UInt8] = []

    init(sender: Endpoint) { judge = FrameJudge(sender: sender) }

    /// Whether the scanner is between two frames.
    var isBetweenFrames: Bool { unfinished == nil }

    /// Reads `bytes` on. Each frame that they complete is handed to `completed` with the message that it completes.
    mutating func scan(
        _ bytes: ArraySlice<UInt8>, time: Double, completed: (FrameRecord, _ ends: MessageRecord?, _ close: ClosePayload?) -> Void
    ) {
        var rest = bytes
        while !rest.isEmpty {
            var frame = unfinished ?? begin(time)
            if frame.header == nil { rest = readHeader(&frame, rest) }
            if let header = frame.header {
                rest = readPayload(&frame, header, rest)
                if UInt64(frame.received - header.headerLength) == header.payloadLength {
                    finish(&frame, header, time: time, completed: completed)
                    continue
                }
            }
            unfinished = frame
        }
    }

    private mutating func begin(_ time: Double) -> FrameRecord {
        prefix.removeAll(keepingCapacity: true)
        closePayload.removeAll(keepingCapacity: true)
        defer { nextIndex += 1 }
        return FrameRecord(
            from: judge.sender, index: nextIndex, offset: offset, startTime: time, received: 0, violations: [])
    }

    private mutating func readHeader(_ frame: inout FrameRecord, _ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let held = prefix.count
        prefix += bytes.prefix(FrameHeader.maximumLength - held)
        guard let header = FrameHeader.decode(prefix.span.bytes) else {
            frame.received = prefix.count
            offset = frame.offset + frame.received
            return []
        }
        frame.header = header
        frame.received = header.headerLength
        offset = frame.offset + header.headerLength
        frame.violations = judge.judge(header, at: frame.offset)
        open(&frame, header)
        return bytes.dropFirst(header.headerLength - held)
    }

    /// Takes note of the message that a data frame starts or continues.
    private mutating func open(_ frame: inout FrameRecord, _ header: FrameHeader) {
        guard !header.opcode.isControl, let kind = judge.openMessage else { return }
        if header.opcode == .continuation, var message = messages.last, message.endTime == nil {
            message.frameCount += 1
            messages[messages.count - 1] = message
        } else if header.opcode == kind {
            messages.append(
                MessageRecord(
                    from: judge.sender, index: messages.count, kind: kind, firstFrame: frame.index, frameCount: 1, length: 0,
                    isTextBroken: false))
        } else {
            return
        }
        frame.message = messages.count - 1
    }

    private mutating func readPayload(
        _ frame: inout FrameRecord, _ header: FrameHeader, _ bytes: ArraySlice<UInt8>
    ) -> ArraySlice<UInt8> {
        let done = frame.received - header.headerLength
        let missing = header.payloadLength - UInt64(done)
        let part = bytes.prefix(Int(min(missing, UInt64(bytes.count))))
        guard !part.isEmpty else { return bytes }
        if header.opcode == .close || judge.checksText {
            let plain = header.maskingKey.map { $0.applied(to: part, from: done) } ?? Array(part)
            if let violation = judge.judgePayload(plain.span.bytes, in: 0..<plain.count, at: offset) {
                frame.violations.append(violation)
            }
            if header.opcode == .close { closePayload += plain.prefix(125 - min(125, closePayload.count)) }
        }
        frame.received += part.count
        offset += part.count
        return bytes.dropFirst(part.count)
    }

    private mutating func finish(
        _ frame: inout FrameRecord, _ header: FrameHeader, time: Double,
        completed: (FrameRecord, MessageRecord?, ClosePayload?) -> Void
    ) {
        frame.violations += judge.judgeEnd(header, closePayload: closePayload, at: offset)
        frame.endTime = time
        var ended: MessageRecord?
        if let index = frame.message {
            messages[index].length += header.payloadLength
            if frame.violations.contains(where: { $0.rule == .textNotUTF8 }) { messages[index].isTextBroken = true }
            if header.fin {
                messages[index].lastFrame = frame.index
                messages[index].endTime = time
                ended = messages[index]
            }
        }
        unfinished = nil
        completed(frame, ended, header.opcode == .close ? ClosePayload(closePayload) : nil)
    }
}

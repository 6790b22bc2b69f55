// Frames out of the stream of one direction, as they arrive, for the dissection. Of what it reads it keeps a header and
// the payload of a control frame, only while the frame is arriving, and what compressed messages are inflated to.

/// Follows the frames of one direction.
struct FrameScanner: Sendable {
    /// The complete frames, in the order of the wire.
    private(set) var frames = History<FrameRecord>()
    /// The messages, in the order in which they began.
    var messages = History<MessageRecord>()
    /// The frame whose bytes are arriving; nil between frames.
    private(set) var unfinished: FrameRecord?
    /// How many frames are missing so far.
    private(set) var missingCount = 0
    /// The position after the last byte that was read.
    private(set) var offset = 0

    /// Whether a scan ends after each frame with which the reading of its sender may end: a Close, a frame that breaks a rule, a header
    /// whose length can't be followed.
    var stops = true

    var judge: FrameJudge
    /// How much memory it takes, in bytes, what compressed messages were inflated to.
    var keptCost = 0
    /// How many bytes are kept of what compressed messages were inflated to.
    var mostKept = InflatedMessage.mostKeptInAll
    /// The compressed messages so far.
    private(set) var compression = CompressionTotals()
    /// Inflates compressed messages; nil before the first.
    var inflation: MessageInflation?
    /// Whether messages are missing before those to come.
    var isPastKnown = true
    /// The first bytes of the unfinished frame while its header is not complete.
    private var prefix: [UInt8] = []
    /// The payload of the control frame in hand, unmasked; of one that is too long, what it may have.
    private var controlPayload: [UInt8] = []

    /// What a complete control frame carried.
    struct Control {
        /// The frame's number.
        let frame: Int
        let opcode: Opcode
        /// Unmasked, at most 125 bytes.
        let payload: [UInt8]
    }

    init(sender: Endpoint) { judge = FrameJudge(sender: sender) }

    /// The extensions that the handshake agreed on.
    var agreement: Agreement { judge.agreement }

    /// Records the extensions that the handshake agreed on.
    mutating func agree(on agreement: Agreement) {
        judge.agree(on: agreement)
        inflation = nil
    }

    /// Lets go of the frames and messages except those of a message still arriving. Returns the position before which no byte is
    /// needed.
    mutating func forgetPast() -> Int {
        let openMessage = messages.last.flatMap { $0.endTime == nil ? $0 : nil }
        frames.forget(before: min(openMessage?.firstFrame ?? frames.endIndex, frames.endIndex))
        forgetMessages(before: messages.endIndex - (openMessage == nil ? 0 : 1))
        return frames.first?.offset ?? unfinished?.offset ?? offset
    }

    /// The scanner without the frames and messages that are complete, for a reading of its own: positions and numbers begin with those that
    /// are not.
    var withoutPast: FrameScanner {
        var next = self
        next.frames = History()
        next.messages = History()
        if judge.openMessage != nil, let open = messages.last { next.messages.append(open) }
        if unfinished?.message != nil { next.unfinished?.message = next.messages.startIndex }
        return next
    }

    /// Lets go of the frames before number `first`, and of the messages that end in them. Returns how many frames these are, and
    /// where the first one that is kept begins.
    mutating func forget(before first: Int) -> (count: Int, end: Int) {
        let count = max(0, first - frames.startIndex)
        frames.forget(before: first)
        // Of the messages that begin before it, only the last may go on behind it.
        let next = messages.firstPosition { $0.firstFrame >= first }
        let goesOn = next > messages.startIndex && messages[next - 1].lastFrame.map { $0 >= first } ?? true
        forgetMessages(before: goesOn ? next - 1 : next)
        return (count, frames.first?.offset ?? unfinished?.offset ?? offset)
    }

    /// Continues after missing bytes, at a position of the stream at which a frame begins. A frame that was arriving stays as it is.
    ///
    /// - Parameter count: How many frames are missing.
    mutating func resume(at position: Int, missing count: Int = 0) {
        if let unfinished = unfinished.take() { frames.append(unfinished) }
        missingCount += count
        prefix.removeAll()
        controlPayload.removeAll()
        offset = position
        judge.resume()
        keepInflated()
        isPastKnown = false
        inflation?.forgetPast()
    }

    /// Records what belongs to a Ping or a Pong that is still kept.
    mutating func relate(_ frame: Int, to counterpart: FrameRecord.Counterpart) {
        if frames.indices.contains(frame) { frames[frame].counterpart = counterpart }
    }

    /// Whether the header of a Close was read.
    var hasClose: Bool { judge.hasSentClose }

    /// The opcode of the message whose fragments are still arriving; nil between messages.
    var openMessage: Opcode? { judge.openMessage }

    /// Reads `rest`, up to its end or to where it stops. New frames are added to `frames`.
    ///
    /// - Returns: what the control frames among them carry.
    mutating func scan(_ rest: inout ArraySlice<UInt8>, time: Double) -> [Control] {
        var controls: [Control] = []
        while !rest.isEmpty {
            var frame =
                unfinished.take()
                ?? FrameRecord(
                    from: judge.sender, index: frames.endIndex, number: frames.endIndex + missingCount, offset: offset,
                    startTime: time)
            if frame.header == nil { readHeader(&frame, &rest) }
            guard let header = frame.header, !stops || !header.isEndless else {
                unfinished = frame
                break
            }
            readPayload(&frame, header, &rest)
            guard UInt64(frame.received - header.headerLength) == header.payloadLength else {
                unfinished = frame
                continue
            }
            if header.opcode.isControl {
                controls.append(Control(frame: frame.index, opcode: header.opcode, payload: controlPayload))
            }
            finish(&frame, header, time: time)
            frames.append(frame)
            if stops, header.opcode == .close || !frame.violations.isEmpty { break }
        }
        return controls
    }

    /// Takes the header from `rest`, or all of it where the header continues after it.
    private mutating func readHeader(_ frame: inout FrameRecord, _ rest: inout ArraySlice<UInt8>) {
        let held = prefix.count
        var decoded: FrameHeader?
        if held == 0 {
            decoded = FrameHeader.decode(rest.span.bytes)
        } else {
            prefix += rest.prefix(FrameHeader.maximumLength - held)
            decoded = FrameHeader.decode(prefix.span.bytes)
        }
        guard let header = decoded else {
            // Not even the longest header would be complete, so everything here belongs to this one.
            if held == 0 { prefix += rest }
            frame.received = prefix.count
            offset = frame.offset + frame.received
            rest = []
            return
        }
        prefix.removeAll(keepingCapacity: true)
        controlPayload.removeAll(keepingCapacity: true)
        frame.header = header
        frame.received = header.headerLength
        offset = frame.offset + header.headerLength
        frame.violations = judge.judge(header, at: frame.offset)
        open(&frame, header)
        rest = rest.dropFirst(header.headerLength - held)
    }

    /// Records the message that a data frame starts or continues.
    private mutating func open(_ frame: inout FrameRecord, _ header: FrameHeader) {
        guard !header.opcode.isControl, !header.opcode.isReserved, let kind = judge.openMessage else { return }
        if header.opcode == .continuation {
            messages[messages.endIndex - 1].frameCount += 1
        } else {
            keepInflated()
            let isCompressed = judge.message?.isCompressed == true
            messages.append(
                MessageRecord(
                    from: judge.sender, index: messages.endIndex, kind: kind, firstFrame: frame.index,
                    isCompressed: isCompressed))
            if isCompressed { beginInflating() }
        }
        frame.message = messages.endIndex - 1
    }

    /// Takes the payload from `rest`, as much of it as there is.
    private mutating func readPayload(
        _ frame: inout FrameRecord, _ header: FrameHeader, _ rest: inout ArraySlice<UInt8>
    ) {
        let done = frame.received - header.headerLength
        let part = rest.prefix(Int(min(header.payloadLength - UInt64(done), UInt64(rest.count))))
        guard !part.isEmpty else { return }
        let inflates = frame.message != nil && judge.message?.isCompressed == true
        if header.opcode.isControl || judge.checksText || inflates {
            let plain = header.maskingKey.map { $0.applied(to: part, from: done) } ?? Array(part)
            if let violation = judge.judgePayload(plain.span.bytes, in: 0..<plain.count, at: offset) {
                frame.violations.append(violation)
            }
            if inflates {
                let payload = frame.offset + header.headerLength
                frame.violations += inflation?.read(plain, &judge, at: offset, payload: payload) ?? []
            }
            if header.opcode.isControl { controlPayload += plain.prefix(125 - controlPayload.count) }
        }
        frame.received += part.count
        offset += part.count
        rest = rest.dropFirst(part.count)
    }

    private mutating func finish(_ frame: inout FrameRecord, _ header: FrameHeader, time: Double) {
        let ends = frame.message != nil && header.fin
        if ends, judge.message?.isCompressed == true {
            let payload = frame.offset + header.headerLength
            frame.violations += inflation?.end(&judge, at: offset, payload: payload) ?? []
        }
        if frame.message != nil { inflation?.endFrame(frame.index) }
        frame.violations += judge.judgeEnd(header, closePayload: controlPayload, at: offset)
        frame.endTime = time
        guard let index = frame.message else { return }
        messages[index].length += header.payloadLength
        if frame.violations.contains(where: { $0.rule == .textNotUTF8 }) { messages[index].isTextBroken = true }
        if ends {
            keepInflated()
            if let inflated = messages[index].inflated, inflated.problem == nil {
                compression.add(sent: messages[index].length, inflated: inflated.count)
            }
            messages[index].lastFrame = frame.index
            messages[index].endTime = time
        }
    }
}

// What the application gets: payloads unmasked, and inflated where their message is compressed (RFC 7692 §6.2).
//
//   wire ──▶ unmasked (`payload`) ──▶ inflated (`content`)

public import WebSocketProtocol

extension Conversation {
    /// What a message was inflated to, as far as it has arrived; nil where it is not compressed, or where texts are hidden.
    public func inflated(_ message: MessageRecord) -> InflatedMessage? {
        hidesTexts ? nil : dissection.inflated(message)
    }

    /// The part of a compressed message that came out with one of its frames, as far as it is kept; nil for other frames, where nothing of
    /// the message came out or is kept, and where texts are hidden.
    public func inflatedPart(of frame: FrameRecord) -> ArraySlice<UInt8>? {
        guard let (inflated, part) = inflatedRange(of: frame), !inflated.bytes.isEmpty || inflated.count == 0 else {
            return nil
        }
        return inflated.bytes[part.clamped(to: 0..<inflated.bytes.count)]
    }

    /// The message that a frame belongs to, and which of its bytes came out with the frame; nil for other frames, where nothing came out
    /// because the data is broken, and where texts are hidden.
    public func inflatedRange(of frame: FrameRecord) -> (message: InflatedMessage, part: Range<Int>)? {
        guard let message = dissection.message(of: frame), let inflated = inflated(message),
            inflated.problem != .notDeflate
        else { return nil }
        let part = inflated.part(of: frame.index)
        return inflated.problem != nil && part.isEmpty ? nil : (inflated, part)
    }

    /// What a frame carries for the application, at most `maximum` bytes of it: its payload, or the part of its message that came out with
    /// it. Nil where bytes are not kept. A compressed message that does not come out is what was sent.
    public func content(of frame: FrameRecord, maximum: Int = .max) -> [UInt8]? {
        inflatedPart(of: frame).map { Array($0.prefix(maximum)) } ?? payload(of: frame, maximum: maximum)
    }

    /// The last bytes, at most `maximum`, that the frames of its message carry before a frame; fewer where bytes are not kept.
    public func contentBefore(_ frame: FrameRecord, maximum: Int) -> [UInt8] {
        guard maximum > 0, let message = dissection.message(of: frame), frame.index > message.firstFrame else {
            return []
        }
        if let (inflated, part) = inflatedRange(of: frame) {
            return Array(inflated.bytes.prefix(part.lowerBound).suffix(maximum))
        }
        return payloadBefore(frame, of: message, maximum: maximum).bytes
    }

    /// The last bytes, at most `maximum`, of the payloads of a message before one of its frames, unmasked, and whether none of them is
    /// missing.
    func payloadBefore(
        _ frame: FrameRecord, of message: MessageRecord, maximum: Int
    ) -> (bytes: [UInt8], isWhole: Bool) {
        let all = dissection.frames(from: frame.from)
        var (result, index) = ([UInt8](), frame.index - 1)
        while result.count < maximum, index >= message.firstFrame, all.indices.contains(index) {
            defer { index -= 1 }
            guard all[index].message == message.index, let header = all[index].header else { continue }
            let first = max(0, all[index].payloadRange.count - (maximum - result.count))
            guard !hidesTexts, var part = bytes(of: all[index], from: header.headerLength + first) else {
                return (result, false)
            }
            header.maskingKey?.apply(to: &part, from: first)
            result = part + result
        }
        return (result, true)
    }

    /// How many bytes a frame carries for the application.
    public func contentLength(of frame: FrameRecord) -> UInt64 {
        inflatedRange(of: frame).map { UInt64($0.part.count) } ?? frame.header?.payloadLength ?? 0
    }

    /// Whether what a frame carries for the application is text, or part of one.
    public func carriesText(_ frame: FrameRecord) -> Bool {
        guard let message = dissection.message(of: frame), message.kind == .text else { return false }
        return !message.isCompressed || inflatedPart(of: frame) != nil
    }

    /// What a message carries for the application, as far as it has arrived and is kept, at most `maximum` bytes of it; nil where nothing
    /// is kept, or comes out.
    public func contentSoFar(of message: MessageRecord, maximum: Int) -> [UInt8]? {
        if message.isCompressed {
            guard let inflated = inflated(message), inflated.problem != .notDeflate,
                inflated.count == 0 ? inflated.problem == nil : !inflated.bytes.isEmpty
            else { return nil }
            return Array(inflated.bytes.prefix(maximum))
        }
        var all: [UInt8] = []
        for frame in begunFrames(of: message) where all.count < maximum {
            guard let payload = payload(of: frame, maximum: maximum - all.count) else { return nil }
            all += payload
        }
        return all
    }

    /// How many bytes a message carries for the application, as far as it has arrived.
    public func contentLengthSoFar(of message: MessageRecord) -> Int {
        inflated(message)?.count ?? begunFrames(of: message).reduce(0) { $0 + $1.payloadRange.count }
    }

    /// What a message carries for the application; nil where bytes are not kept, or do not come out.
    public func content(of message: MessageRecord) -> [UInt8]? {
        if message.isCompressed {
            guard let inflated = inflated(message), inflated.problem == nil, inflated.bytes.count == inflated.count
            else { return nil }
            return inflated.bytes
        }
        var all: [UInt8] = []
        for frame in frames(of: message) {
            guard let payload = payload(of: frame) else { return nil }
            all += payload
        }
        return all
    }
}

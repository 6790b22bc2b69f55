// The symbols of a compressed message, made when they are asked for: its payload, read behind what its direction's messages wrote before.
//
//   … earlier messages, inflated │ payload of its frames, unmasked
//     window                       DeflateTrace

public import WebSocketProtocol

extension Conversation {
    /// How many bytes of a payload are explained.
    public static let mostTraced = 1 << 20

    /// The symbols of a compressed message, as far as it has arrived. Nil where it is not compressed, where its bytes are not kept or its
    /// texts are hidden, and where another extension may have made it.
    ///
    /// - Parameter last: A trace that is returned if making it anew would come to the same.
    public func deflateTrace(of message: MessageRecord, reusing last: DeflateTrace? = nil) -> DeflateTrace? {
        guard let (inflated, payload, end) = readable(message) else { return nil }
        let past = earlier(than: message, inflated, count: InflaterWindow.capacity)
        let unknown: UInt8? = past.isWhole ? nil : UInt8(ascii: "?")
        let inflater = Inflater(past: unknown, behind: past.bytes)
        let windowBits = windowBits(of: message)
        let knownEarlier = past.isWhole ? nil : past.bytes.count
        if let last,
            last.isMade(
                of: payload, behind: inflater.window, knownEarlier: knownEarlier, earlierFrames: past.frames,
                windowBits: windowBits, end: end)
        {
            return last
        }
        return DeflateTrace(
            of: payload, after: inflater, knownEarlier: knownEarlier, earlierFrames: past.frames,
            windowBits: windowBits, end: end)
    }

    /// Why a compressed message got smaller, or did not, as its trace says; nil where it has none, or something is wrong with it. What the
    /// messages before it wrote does not matter for that, only how much there is: a report says it of each of thousands.
    public func sentenceOnSize(of message: MessageRecord) -> Sentence? {
        guard let (inflated, payload, end) = readable(message) else { return nil }
        let isFull = inflated.earlierCount == InflaterWindow.capacity
        let any = UInt8(ascii: "?")
        let past = isFull ? [] : [UInt8](repeating: any, count: inflated.earlierCount)
        let inflater = Inflater(past: isFull ? any : nil, behind: past)
        return DeflateTrace(of: payload, after: inflater, windowBits: windowBits(of: message), end: end).why
    }

    /// What is to be read of a compressed message: its payload, as far as it has arrived, and how that ends.
    private func readable(
        _ message: MessageRecord
    ) -> (inflated: InflatedMessage, payload: [UInt8], end: DeflateTrace.End)? {
        guard let inflated = inflated(message), inflated.problem != .notDeflate,
            let payload = compressedPayload(of: message)
        else { return nil }
        return (inflated, payload.bytes, payload.isCut ? .cut : message.lastFrame == nil ? .arriving : .whole)
    }

    private func windowBits(of message: MessageRecord) -> Int {
        (dissection.agreement(of: message.from).deflate ?? DeflateParameters()).windowBits(of: message.from)
    }

    /// The frames of a message, that included whose bytes are still arriving.
    public func begunFrames(of message: MessageRecord) -> [FrameRecord] {
        let last = dissection.unfinishedFrame(from: message.from)
        return frames(of: message) + [last].compactMap(\.self).filter { $0.message == message.index }
    }

    /// The payload of a message; nil where some of it is not kept.
    private func compressedPayload(of message: MessageRecord) -> (bytes: [UInt8], isCut: Bool)? {
        let frames = begunFrames(of: message)
        // Its first frames may have been let go of.
        guard frames.count == message.frameCount else { return nil }
        var bytes: [UInt8] = []
        for frame in frames {
            guard let part = payload(of: frame, maximum: Self.mostTraced + 1 - bytes.count) else { return nil }
            bytes += part
            if bytes.count > Self.mostTraced { return (Array(bytes.prefix(Self.mostTraced)), true) }
        }
        return (bytes, false)
    }

    /// What earlier messages of a direction left for copies.
    private struct Past {
        /// The last bytes that they wrote.
        var bytes: [UInt8] = []
        /// The frames that brought these.
        var frames: [DeflateTrace.EarlierFrame] = []
        /// Whether these are all that may be copied from.
        var isWhole: Bool
    }

    /// The last bytes that messages of the same direction wrote before, at most `count`.
    private func earlier(than message: MessageRecord, _ inflated: InflatedMessage, count: Int) -> Past {
        let all = dissection.messages(from: message.from)
        var past = Past(isWhole: inflated.isPastKnown)
        var parts: [[UInt8]] = []
        var end = 0
        for index in (min(inflated.windowStart, message.index)..<message.index).reversed() {
            if -end >= count { break }
            guard all.indices.contains(index) else {
                past.isWhole = false
                break
            }
            guard all[index].isCompressed else { continue }
            guard let earlier = self.inflated(all[index]), earlier.bytes.count == earlier.count else {
                past.isWhole = false
                break
            }
            guard earlier.count > 0 else { continue }
            parts.append(earlier.bytes.suffix(count + end))
            past.frames += frames(of: all[index]).reversed().compactMap { frame in
                let part = earlier.part(of: frame.index)
                guard !part.isEmpty else { return nil }
                let start = end - earlier.count
                return .init(number: frame.number, output: start + part.lowerBound..<start + part.upperBound)
            }
            end -= earlier.count
        }
        past.bytes = parts.reversed().flatMap(\.self)
        past.frames.reverse()
        past.isWhole = past.isWhole || -end >= count
        return past
    }
}

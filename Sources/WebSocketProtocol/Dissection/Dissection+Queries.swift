// What can be asked of a dissection besides its items: the handshake, frames by position or by number, messages, states, positions.

extension Dissection {
    /// The exchange that opened the WebSocket; while none has, the last. An unrequested response, such as the 408 of a server
    /// that stops waiting, is not one.
    public var handshake: HandshakeRecord { exchanges.handshake(openedBy: openedBy) }

    /// Whether a WebSocket was asked for: a request did so, or frames follow whose handshake was not seen.
    public var asksForWebSocket: Bool {
        isWebSocket || exchanges.numbers.contains { exchanges[$0]?.isUpgradeAttempt == true }
    }

    /// The complete frames that `endpoint` sent. A frame's position is its number, also when earlier ones are forgotten.
    public func frames(from endpoint: Endpoint) -> History<FrameRecord> { self[endpoint].scanner.frames }

    /// The numbers of the frames of `endpoint` that are kept, the one whose bytes are still arriving included, those that are missing
    /// between them too.
    public func frameNumbers(from endpoint: Endpoint) -> Range<Int> {
        let scanner = self[endpoint].scanner
        let next = scanner.frames.endIndex + scanner.missingCount
        let first = scanner.frames.first?.number ?? scanner.unfinished?.number ?? next
        return first..<next + (scanner.unfinished == nil ? 0 : 1)
    }

    /// The frame of `endpoint` with a number; nil where it is missing or not kept.
    public func frame(number: Int, from endpoint: Endpoint) -> FrameRecord? {
        let scanner = self[endpoint].scanner
        let next = scanner.frames.firstPosition { $0.number >= number }
        let frame = next < scanner.frames.endIndex ? scanner.frames[next] : scanner.unfinished
        return frame?.number == number ? frame : nil
    }

    /// The frame of `endpoint` whose bytes are still arriving, or never arrived.
    public func unfinishedFrame(from endpoint: Endpoint) -> FrameRecord? { self[endpoint].scanner.unfinished }

    /// A frame by its number, complete or not; nil where it has not begun.
    public func frame(_ index: Int, from endpoint: Endpoint) -> FrameRecord? {
        let scanner = self[endpoint].scanner
        if scanner.frames.indices.contains(index) { return scanner.frames[index] }
        return scanner.unfinished?.index == index ? scanner.unfinished : nil
    }

    /// Why what `endpoint` sends is no longer read; nil while it is read.
    public func endOfReading(of endpoint: Endpoint) -> EndOfReading? { self[endpoint].unread?.after }

    /// Whether more frames of `endpoint` may come: its stream has not ended, the place of the next one is known, and it is read.
    public func mayGrow(_ endpoint: Endpoint) -> Bool {
        outcome == nil && !self[endpoint].hasEnded && !self[endpoint].isLost && self[endpoint].unread == nil
    }

    /// What became of the bytes that a frame lacks.
    public enum Rest: Sendable {
        /// They may still arrive.
        case arriving
        /// They are missing: others follow them.
        case missing
        /// They were not read.
        case unread
        /// They never arrived: the connection is over.
        case cutOff
    }

    /// What became of the rest of a frame; nil where it is complete.
    public func rest(of frame: FrameRecord) -> Rest? {
        guard !frame.isComplete else { return nil }
        let direction = self[frame.from]
        if direction.scanner.frames.indices.contains(frame.index) || direction.isLost { return .missing }
        if direction.unread != nil { return .unread }
        return mayGrow(frame.from) ? .arriving : .cutOff
    }

    /// Whether a frame of `endpoint` begins or may begin at a position in its bytes, heads included, at which frames were forgotten.
    /// Bytes that are missing hide the next one, for good, and where reading has ended there is none.
    public func isDecoded(_ endpoint: Endpoint, at position: Int) -> Bool {
        let isRead = self[endpoint].unread == nil || position < framesStart(from: endpoint) + self[endpoint].unreadStart
        return isRead && !self[endpoint].isLost
    }

    /// The messages that `endpoint` began, by number like the frames.
    public func messages(from endpoint: Endpoint) -> History<MessageRecord> { self[endpoint].scanner.messages }

    /// The message that a frame is part of; nil for a control frame, and for a frame that belongs to none.
    public func message(of frame: FrameRecord) -> MessageRecord? {
        let all = messages(from: frame.from)
        return frame.message.flatMap { all.indices.contains($0) ? all[$0] : nil }
    }

    /// What a message was inflated to, as far as it has arrived; nil where it is not compressed.
    public func inflated(_ message: MessageRecord) -> InflatedMessage? {
        guard message.isCompressed else { return nil }
        if let inflated = message.inflated { return inflated }
        let scanner = self[message.from].scanner
        return message.index == scanner.messages.endIndex - 1 ? scanner.inflatedSoFar : nil
    }

    /// Whether the payload of a frame is text as it stands, or part of one: of a text message that is not compressed.
    public func carriesText(_ frame: FrameRecord) -> Bool {
        message(of: frame).map { $0.kind == .text && !$0.isCompressed } ?? false
    }

    /// The extensions that change what frames of `endpoint` may look like; on none before the handshake.
    public func agreement(of endpoint: Endpoint) -> Agreement { self[endpoint].scanner.agreement }

    /// The state of `endpoint` now.
    public func state(of endpoint: Endpoint) -> ConnectionState { self[endpoint].state }

    /// How many bytes `endpoint` has sent, heads and missing ones included.
    public func byteCount(from endpoint: Endpoint) -> Int { self[endpoint].byteCount }

    /// The position in the bytes of `endpoint` at which its frames start: the length of all heads and bodies up to the 101 and its
    /// request. Before a 101, of those that were read so far.
    public func framesStart(from endpoint: Endpoint) -> Int {
        endpoint == .client ? requests.byteCount : responses.byteCount
    }
}
